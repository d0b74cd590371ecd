import { translate, type FieldSchema } from '../../embedded/language.ts';
import { rawTables, type RawTableName } from '../../ingest/index.ts';
import type { Node } from './project.ts';

const standardNames: Readonly<Record<string, string>> = {
  INTEGER: 'INT64',
  FLOAT: 'FLOAT64',
  BOOLEAN: 'BOOL',
};

/** A column's type as the BigQuery REST API tells it. */
export interface TypedField {
  name?: string | undefined;
  type?: string | undefined;
  mode?: string | undefined;
  fields?: readonly TypedField[] | undefined;
}

/** GoogleSQL of a field's type, e.g. `ARRAY<STRUCT<feature STRING, value FLOAT64>>`. */
export function typeText(field: TypedField): string {
  const upper = (field.type ?? '').toUpperCase();
  const fields = field.fields ?? [];
  const isStruct = upper === 'RECORD' || upper === 'STRUCT';
  const inner = fields.map((one) => `${one.name ?? ''} ${typeText(one)}`).join(', ');
  const type = isStruct ? `STRUCT<${inner}>` : (standardNames[upper] ?? upper);
  return field.mode === 'REPEATED' ? `ARRAY<${type}>` : type;
}

export function rawFields(node: Node): FieldSchema[] {
  if (!(node.name in rawTables)) return [];
  return rawTables[node.name as RawTableName].columns.map(({ name, type, mode }) => ({
    name,
    type,
    mode,
  }));
}

/**
 * Columns of a node's query as the embedded warehouse types them, without running anything; undefined where it cannot tell.
 * @param known columns of the nodes before it
 */
export async function queryFields(
  node: Node,
  project: string,
  known: (id: string) => FieldSchema[] | undefined,
): Promise<FieldSchema[] | undefined> {
  if (node.query === undefined) return undefined;
  try {
    const statement = await translate(node.query, {
      project,
      columns: ({ dataset, name }) => Promise.resolve(known(`${dataset}.${name}`)),
    });
    return statement.kind === 'query' ? statement.fields : undefined;
  } catch {
    return undefined;
  }
}
