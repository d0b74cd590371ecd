import { type Column, ModelError } from '../ml/index.ts';
import { randomSource } from '../ml/random.ts';
import type { Options } from '../sql/statement.ts';

export const column = (name: string, type: string, values: Column['values']): Column => ({
  name,
  type,
  values,
});

/** Rows with a strong signal in `x`, a category, missing values, and a day that grows. */
export function sample(count: number, seed = 1): Column[] {
  const random = randomSource(seed);
  const x = Array.from({ length: count }, () => (random() < 0.1 ? null : random() * 6 - 3));
  const park = Array.from(
    { length: count },
    () => ['dome', 'open', null][Math.floor(random() * 3)] ?? null,
  );
  const night = Array.from({ length: count }, () => random() < 0.6);
  const won = x.map(
    (value, row) => (value ?? 0) + (park[row] === 'dome' ? 1 : 0) + random() * 2 - 1 > 0,
  );
  const day = Array.from({ length: count }, (_, row) => `2019-01-${String(row).padStart(6, '0')}`);
  return [
    column('x', 'FLOAT64', x),
    column('park', 'STRING', park),
    column('night', 'BOOL', night),
    column('day', 'DATE', day),
    column('won', 'BOOL', won),
  ];
}

/** The columns that are features, and the label. */
export const features = (columns: Column[]) => columns.filter(({ name }) => name !== 'day');

export const trees: Options = { MODEL_TYPE: 'BOOSTED_TREE_CLASSIFIER', INPUT_LABEL_COLS: ['won'] };
export const logistic: Options = { MODEL_TYPE: 'LOGISTIC_REG', INPUT_LABEL_COLS: ['won'] };

/** The refusal of work that must be refused. */
export function refusal(run: () => unknown): ModelError {
  try {
    run();
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}
