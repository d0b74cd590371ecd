import type { IngestSummary } from '../ingest/index.ts';
import { tankError } from '../warehouse/errors.ts';

/** A partial collection is an error, told after all that did work. */
export function checkComplete({ outcome, stoppedBy, failures, entities }: IngestSummary): void {
  if (outcome !== 'partial' && outcome !== 'stopped') return;
  const skipped = Object.values(entities).reduce((sum, counts) => sum + counts.skipped, 0);
  const reasons = [
    ...(stoppedBy === 'deadline' ? ['the time for the run was over'] : []),
    ...(failures.length > 0 ? [`${failures.length} reads failed`] : []),
    ...(skipped > 0 ? [`${skipped} items were left out`] : []),
  ];
  throw tankError(
    'E_INCOMPLETE',
    `${reasons.join(', ') || 'the run was stopped'}; what was read is in the warehouse`,
  );
}
