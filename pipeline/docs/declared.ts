import {
  operationalDataset,
  operationalTables,
  rawDataset,
  rawTables,
} from '../../ingest/index.ts';

/** A table that ingest makes and fills. */
export interface DeclaredTable {
  description: string;
  columns: readonly {
    name: string;
    type: string;
    mode: 'REQUIRED' | 'NULLABLE';
    description: string;
  }[];
  keys: readonly string[];
  partition?: string;
  clustering?: readonly string[];
}

/** Tables of ingest by `dataset.name`. */
export const declaredTables: ReadonlyMap<string, DeclaredTable> = new Map([
  ...Object.values(rawTables).map((table): [string, DeclaredTable] => [
    `${rawDataset}.${table.name}`,
    table,
  ]),
  ...operationalTables.map((table): [string, DeclaredTable] => [
    `${operationalDataset}.${table.name}`,
    table,
  ]),
]);
