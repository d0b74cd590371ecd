export { openStagingBucket, type StagingBucket } from './landing/staged-load.ts';
export { ingest, type IngestOptions } from './ingest.ts';
export { entityNames, type EntityName } from './entity-names.ts';
export { openCalendar, type SeasonCalendar, type SeasonDay } from './season-calendar.ts';
export type { Snapshots } from './world.ts';
export type { SourceLabel } from './raw-warehouse.ts';
export { rawDataset, rawTables, type RawTableName } from './tables/raw-tables.ts';
export type {
  EntityCounts,
  IngestFailure,
  IngestProgress,
  IngestSummary,
  RowCounts,
} from './summary.ts';
export {
  previewIngest,
  type EntityPreview,
  type IngestPreview,
  type PreviewOptions,
} from './preview.ts';
