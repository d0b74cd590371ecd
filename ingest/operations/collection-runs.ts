import { TankError } from '../../warehouse/errors.ts';
import type { RawWarehouse } from '../raw-warehouse.ts';
import type { IngestSummary } from '../summary.ts';
import { collectionRunsTable } from './collection-runs-table.ts';
import { mergeRows } from './operations.ts';

/**
 * Writes down what a run did.
 * @param error what ended it, if something did
 * @throws TankError E_WAREHOUSE
 */
export async function recordRun(
  warehouse: RawWarehouse,
  summary: IngestSummary,
  startedAt: Date,
  endedAt: Date,
  error?: Error,
): Promise<void> {
  const counts = Object.values(summary.entities);
  const rows = Object.values(summary.tables);
  const row = {
    run_id: summary.runId,
    started_at: startedAt.toISOString(),
    ended_at: endedAt.toISOString(),
    source: summary.source,
    from_date: summary.from,
    to_date: summary.to,
    outcome: error === undefined ? summary.outcome : 'failed',
    error_code: error === undefined ? null : error instanceof TankError ? error.code : 'E_INTERNAL',
    error_message: error?.message ?? null,
    requests: summary.requests,
    fetched_items: counts.reduce((sum, { fetched }) => sum + fetched, 0),
    failed_items: counts.reduce((sum, { failed }) => sum + failed, 0),
    changed_rows: rows.reduce((sum, row) => sum + row.inserted + row.changed + row.removed, 0),
    seconds: summary.seconds,
    entities: summary.entities,
  };
  await mergeRows(warehouse, collectionRunsTable, [row], 'replaced');
}
