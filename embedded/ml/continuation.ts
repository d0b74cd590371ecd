import type { Options, OptionValue } from '../sql/statement.ts';
import type { ModelArtifact } from './artifact.ts';
import { optionError } from './errors.ts';

/** What a training works with: its options, and the model it goes on from. */
export interface Continuation {
  options: Options;
  earlier: ModelArtifact | undefined;
}

/** Options that a warm start must not change. */
const lasting = ['MODEL_TYPE', 'INPUT_LABEL_COLS', 'LABELS'];

/**
 * With WARM_START = TRUE a training goes on from the model it replaces, whose options hold where none are given.
 * @throws ModelError when there is no such model, or it is of another kind.
 */
export function continued(given: Options, replaced: ModelArtifact | undefined): Continuation {
  const own = upperCased(given);
  if (own.WARM_START !== true) return { options: own, earlier: undefined };
  if (replaced === undefined) {
    throw optionError('WARM_START = TRUE needs a model of that name to replace.');
  }
  const before = upperCased(replaced.options);
  for (const name of lasting) {
    const value = own[name];
    if (value !== undefined && shown(value) !== shown(before[name])) {
      throw optionError(`WARM_START cannot change ${name}.`);
    }
  }
  return { options: { ...before, ...own }, earlier: replaced };
}

const upperCased = (options: Options): Options =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [name.toUpperCase(), value]));

const shown = (value: OptionValue | undefined) => JSON.stringify(value ?? null).toUpperCase();
