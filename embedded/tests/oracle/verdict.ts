import type { Evaluation } from '../../../tests/zetasql/evaluate.ts';
import { comparable } from '../sql-literals.ts';
import type { Ours } from './ours.ts';

/** How our answer to a query compares with the reference evaluator's. */
export type Verdict = 'equal' | 'both fail' | 'refused' | 'we fail' | 'they fail' | 'DIFFERENT';

export function verdictOf(own: Ours, theirs: Evaluation): Verdict {
  if ('refused' in own) return 'refused';
  if ('error' in own) return 'error' in theirs ? 'both fail' : 'we fail';
  if ('error' in theirs) return 'they fail';
  const [left, right] = [comparable(own.rows), comparable(theirs.rows)];
  return JSON.stringify(left) === JSON.stringify(right) ? 'equal' : 'DIFFERENT';
}

export const agrees = (verdict: Verdict): boolean => verdict === 'equal' || verdict === 'both fail';

export const shown = (result: Ours): string =>
  'rows' in result
    ? result.rows.join('\n             ')
    : 'refused' in result
      ? `refused: ${result.refused}`
      : `error: ${result.error}`;
