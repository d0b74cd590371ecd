import type { FieldSchema, ObjectReference } from '../sql/statement.ts';
import type { Catalog, TableEntry } from './catalog.ts';

/** Bytes of one value by BigQuery's sizes; texts and JSON, whose length is not known, by a rough average. */
const sizes: Readonly<Record<string, number>> = {
  BOOLEAN: 1,
  STRING: 18,
  BYTES: 18,
  JSON: 200,
  NUMERIC: 16,
  BIGNUMERIC: 32,
  INTERVAL: 16,
};

const fieldSize = (field: FieldSchema): number => {
  const size = field.fields
    ? field.fields.reduce((sum, inner) => sum + fieldSize(inner), 0)
    : (sizes[field.type] ?? 8);
  return field.mode === 'REPEATED' ? size * 4 : size;
};

/** An estimate of a table's size in bytes, from its rows and the types of its columns. */
export function estimatedBytes(entry: Pick<TableEntry, 'fields' | 'rows'>): number {
  return entry.rows * entry.fields.reduce((sum, field) => sum + fieldSize(field), 0);
}

/** The tables and views that translated SQL names directly. */
export function referencedTables(
  catalog: Catalog,
  project: string,
  sql: string,
): { reference: ObjectReference; entry: TableEntry }[] {
  const found = new Map<string, { reference: ObjectReference; entry: TableEntry }>();
  for (const [, owner = '', dataset = '', name = ''] of sql.matchAll(
    /"((?:[^"]|"")+)"\."((?:[^"]|"")+)"\."((?:[^"]|"")+)"/g,
  )) {
    if (owner !== project) continue;
    const entry = catalog.get('table', dataset, name);
    if (entry !== undefined) {
      found.set(`${dataset}.${name}`, { reference: { project, dataset, name }, entry });
    }
  }
  return [...found.values()];
}
