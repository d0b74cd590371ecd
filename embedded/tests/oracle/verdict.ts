import type { Evaluation } from '../../../tests/zetasql/evaluate.ts';
import { comparable } from '../sql-literals.ts';
import type { Ours } from './ours.ts';

/** How our answer to a query compares with the reference evaluator's. */
export type Verdict =
  'no reference' | 'equal' | 'both fail' | 'refused' | 'we fail' | 'they fail' | 'DIFFERENT';

/** What the evaluator says of queries that its version cannot run though they are right. */
const beyondReference = /^Unimplemented feature|^no answer$|grouping_call/;

export function verdictOf(own: Ours, theirs: Evaluation): Verdict {
  if ('error' in theirs && beyondReference.test(theirs.error)) return 'no reference';
  if ('refused' in own) return 'refused';
  if ('error' in own) return 'error' in theirs ? 'both fail' : 'we fail';
  if ('error' in theirs) return 'they fail';
  const [left, right] = [comparable(own.rows), comparable(theirs.rows)];
  return JSON.stringify(left) === JSON.stringify(right) ? 'equal' : 'DIFFERENT';
}

export const agrees = (verdict: Verdict): boolean =>
  ['equal', 'both fail', 'no reference'].includes(verdict);

export const shown = (result: Ours): string =>
  'rows' in result
    ? result.rows.join('\n             ')
    : 'refused' in result
      ? `refused: ${result.refused}`
      : `error: ${result.error}`;
