import { collectionRunsTable } from './collection-runs-table.ts';
import { deadLettersTable } from './dead-letters-table.ts';
import { schemaDriftTable } from './schema-drift-table.ts';
import type { OperationalTable } from './table.ts';

/** Dataset of every operational table. */
export const operationalDataset = 'mlb_ops';

/** Every operational table that ingest makes and writes. */
export const operationalTables: readonly OperationalTable[] = [
  collectionRunsTable,
  deadLettersTable,
  schemaDriftTable,
];
