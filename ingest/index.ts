export { everyDate } from './dates.ts';
export { openStagingBucket, type StagingBucket } from './landing/staged-load.ts';
export { readSecret } from './secrets.ts';
export { ingest } from './ingest.ts';
export type { IngestOptions } from './options.ts';
export { entityNames, type EntityName } from './entity-names.ts';
export { openCalendar, type SeasonCalendar, type SeasonDay } from './season-calendar.ts';
export type { Snapshots } from './world.ts';
export type { RawWarehouse, SourceLabel } from './raw-warehouse.ts';
export { rawDataset, rawTables, type RawTableName } from './tables/raw-tables.ts';
export { rawAnswers, type RawAnswer } from './tables/raw-answers.ts';
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
export { retryDeadLetters } from './retry.ts';
export {
  deadLetters,
  dropDeadLetters,
  type DeadLetter,
  type LetterChoice,
} from './operations/dead-letters.ts';
export {
  changeOperational,
  createOperationalTables,
  mergeRows,
  selectOperational,
} from './operations/operations.ts';
export type { OperationalRow, OperationalTable } from './operations/table.ts';
export { operationalDataset, operationalTables } from './operations/operational-tables.ts';
