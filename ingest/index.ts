export { ingest, type IngestOptions } from './ingest.ts';
export { rawDataset, rawTables, type RawTable, type RawTableName } from './raw-tables.ts';
export type { SourceLabel } from './source.ts';
export type { RowCounts } from './landing.ts';
export type {
  Entity,
  EntityCounts,
  IngestFailure,
  IngestProgress,
  IngestSummary,
} from './summary.ts';
