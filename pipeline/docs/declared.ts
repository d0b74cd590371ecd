import {
  operationalDataset,
  operationalTables,
  rawDataset,
  rawTables,
} from '../../ingest/index.ts';
import { modelTables } from '../../ml/index.ts';
import { pipelineTables } from '../tables.ts';

/** A table that ingest, `ml/` or the pipeline makes and fills. */
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

/** Tables of ingest, of the models' life and of the pipeline by `dataset.name`. */
export const declaredTables: ReadonlyMap<string, DeclaredTable> = new Map([
  ...Object.values(rawTables).map((table): [string, DeclaredTable] => [
    `${rawDataset}.${table.name}`,
    table,
  ]),
  ...[...operationalTables, ...pipelineTables].map((table): [string, DeclaredTable] => [
    `${operationalDataset}.${table.name}`,
    table,
  ]),
  ...modelTables.map((table): [string, DeclaredTable] => [`${table.dataset}.${table.name}`, table]),
]);
