import {
  operationalDataset,
  operationalTables,
  rawDataset,
  rawTables,
} from '../../ingest/index.ts';
import { modelTables } from '../../ml/index.ts';

/** A table that ingest or `ml/` makes and fills. */
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

/** Tables of ingest and of the models' life by `dataset.name`. */
export const declaredTables: ReadonlyMap<string, DeclaredTable> = new Map([
  ...Object.values(rawTables).map((table): [string, DeclaredTable] => [
    `${rawDataset}.${table.name}`,
    table,
  ]),
  ...operationalTables.map((table): [string, DeclaredTable] => [
    `${operationalDataset}.${table.name}`,
    table,
  ]),
  ...modelTables.map((table): [string, DeclaredTable] => [`${table.dataset}.${table.name}`, table]),
]);
