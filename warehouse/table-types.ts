import { tankError } from './errors.ts';
import type { ColumnSchema, TableSchema } from './table-schemas.ts';

/** What `plainRow` makes of each GoogleSQL type. */
const scalarTypes: Readonly<Record<string, string>> = {
  INT64: 'number',
  FLOAT64: 'number',
  NUMERIC: 'string',
  BIGNUMERIC: 'string',
  BOOL: 'boolean',
  STRING: 'string',
  BYTES: 'Buffer',
  DATE: 'string',
  TIME: 'string',
  DATETIME: 'string',
  TIMESTAMP: 'string',
  JSON: 'string',
  GEOGRAPHY: 'string',
  INTERVAL: 'string',
};

/**
 * TypeScript source with one interface per table, keyed `dataset.table` in `Tables` for Kysely. The same schemas give the same
 * text whatever their order; Prettier has nothing to change in it.
 * @throws TankError E_INTERNAL for a column type it does not know, or two tables that would share an interface name.
 */
export function renderTableTypes(schemas: readonly TableSchema[]): string {
  const tables = schemas
    .map((schema) => ({ ...schema, key: `${schema.dataset}.${schema.table}` }))
    .sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map((schema) => ({ ...schema, interfaceName: interfaceName(schema) }));
  const names = new Map<string, string>();
  for (const { interfaceName: name, key } of tables) {
    const other = names.get(name);
    if (other !== undefined) {
      throw tankError('E_INTERNAL', `${other} and ${key} would both be ${name}`);
    }
    names.set(name, key);
  }
  const blocks = [
    '// Generated from the warehouse by `npm run types`. Do not edit.',
    ...tables.map((table) =>
      [
        ...docComment(table.description, ''),
        `export interface ${table.interfaceName} {`,
        ...table.columns.flatMap((column) => renderColumn(column, '  ')),
        '}',
      ].join('\n'),
    ),
    [
      '/** The tables and views that typed queries read, for Kysely. */',
      'export interface Tables {',
      ...tables.map(({ key, interfaceName: name }) => `  '${key}': ${name};`),
      '}',
    ].join('\n'),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function renderColumn(column: ColumnSchema, indent: string): string[] {
  const type = columnType(column, indent);
  const suffix = { REPEATED: '[]', NULLABLE: ' | null', REQUIRED: '' }[column.mode];
  const name = /^[A-Za-z_]\w*$/.test(column.name) ? column.name : `'${column.name}'`;
  return [...docComment(column.description, indent), `${indent}${name}: ${type}${suffix};`];
}

function columnType(column: ColumnSchema, indent: string): string {
  if (column.type === 'STRUCT') {
    const fields = column.fields.flatMap((field) => renderColumn(field, `${indent}  `));
    return ['{', ...fields, `${indent}}`].join('\n');
  }
  const type = scalarTypes[column.type];
  if (type === undefined) {
    throw tankError('E_INTERNAL', `column ${column.name} has the unknown type ${column.type}`);
  }
  return type;
}

function docComment(description: string | undefined, indent: string): string[] {
  const text = description?.replaceAll('*/', '*\\/').trim();
  if (text === undefined || text === '') return [];
  const lines = text.split(/\s*\n\s*/);
  if (lines.length === 1) return [`${indent}/** ${text} */`];
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`), `${indent} */`];
}

function interfaceName({ dataset, table }: TableSchema): string {
  return `${dataset}_${table}`
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
