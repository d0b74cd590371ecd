import type { FieldSchema, Partitioning } from '../sql/statement.ts';
import type { TableEntry } from './catalog.ts';
import { invalidQuery } from './errors.ts';

type Content = Pick<TableEntry, 'fields' | 'partitioning' | 'clustering' | 'constraints'>;

/** @throws BigQueryError when the layout or a key names a column that is not there, or of a type that will not do. */
export function checkLayout({ fields, partitioning, clustering, constraints }: Content): void {
  const find = (name: string): FieldSchema | undefined =>
    fields.find((field) => field.name.toLowerCase() === name.toLowerCase());
  if (partitioning?.field !== undefined)
    checkPartitioning(partitioning, partitioning.field, find(partitioning.field));
  for (const name of clustering ?? []) {
    const field = find(name);
    if (field === undefined) {
      throw invalidQuery(
        `The field specified for clustering cannot be found in the schema. Invalid field: ${name}.`,
      );
    }
    if (field.mode === 'REPEATED' || ['RECORD', 'FLOAT', 'JSON', 'BYTES'].includes(field.type)) {
      throw invalidQuery(`Clustering is not supported on column ${name} of type ${field.type}`);
    }
  }
  if ((clustering?.length ?? 0) > 4)
    throw invalidQuery('A maximum of 4 columns can be specified for clustering');
  const keys = [
    ...(constraints?.primaryKey ?? []),
    ...(constraints?.foreignKeys ?? []).flatMap((key) => key.columns),
  ];
  for (const name of keys) {
    if (find(name) === undefined) throw invalidQuery(`Key column ${name} is not in the table`);
  }
}

function checkPartitioning(
  { type }: Partitioning,
  name: string,
  field: FieldSchema | undefined,
): void {
  if (field === undefined) {
    throw invalidQuery(
      `The field specified for partitioning cannot be found in the schema. Invalid field: ${name}.`,
    );
  }
  const wanted =
    type === 'RANGE'
      ? ['INTEGER']
      : type === 'HOUR'
        ? ['TIMESTAMP', 'DATETIME']
        : ['TIMESTAMP', 'DATE', 'DATETIME'];
  if (field.mode !== 'REPEATED' && wanted.includes(field.type)) return;
  const found = field.mode === 'REPEATED' ? `REPEATED ${field.type}` : field.type;
  throw invalidQuery(
    `The field specified for partitioning by ${type} must be of type ${wanted.join(' or ')}. The type found is: ${found}.`,
  );
}
