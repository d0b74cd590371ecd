import type { ColumnSchema } from '../../../warehouse/table-schemas.ts';

/**
 * A value as tests compare it: INT64 and FLOAT64 as number, BOOL, STRING, JSON as what it says with its keys in order,
 * arrays and structs as such, every other type as text in the form GoogleSQL prints (TIMESTAMP in UTC).
 */
export type Value =
  number | boolean | string | null | readonly Value[] | { readonly [name: string]: Value };

export type Row = Readonly<Record<string, Value>>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a value of JSON type says, keys in order. */
function jsonValue(value: unknown): Value {
  if (Array.isArray(value)) return value.map(jsonValue);
  if (isObject(value)) {
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        .map((key) => [key, jsonValue(value[key])]),
    );
  }
  return value as Value;
}

function timestampText(text: string): string {
  const iso = text.trim().replace(' ', 'T').replace(/\+00$/, 'Z');
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : iso.includes('T') ? `${iso}Z` : iso;
  const instant = new Date(zoned);
  if (Number.isNaN(instant.getTime())) throw new Error(`Not a timestamp: ${text}`);
  const micros = /\.(\d+)/.exec(zoned)?.[1]?.padEnd(6, '0').slice(0, 6) ?? '000000';
  return `${instant.toISOString().slice(0, 19).replace('T', ' ')}${micros === '000000' ? '' : `.${micros}`}+00`;
}

/** The value of a column as a YAML file or the client gives it. @throws Error when it is not of the column's type. */
export function valueOf(given: unknown, column: ColumnSchema): Value {
  if (column.mode === 'REPEATED') {
    if (given === null || given === undefined) return [];
    if (!Array.isArray(given)) throw wrong(given, column);
    return given.map((item) => valueOf(item, { ...column, mode: 'NULLABLE' }));
  }
  if (given === null || given === undefined) return null;
  if (isObject(given) && typeof given.value === 'string' && column.type !== 'JSON') {
    return valueOf(given.value, column);
  }
  switch (column.type) {
    case 'INT64':
      if (!Number.isSafeInteger(Number(given)) || typeof given === 'boolean')
        throw wrong(given, column);
      return Number(given);
    case 'FLOAT64':
      if (typeof given === 'string' && /^(NaN|-?Infinity)$/.test(given)) return given;
      if (typeof given !== 'number') throw wrong(given, column);
      return Number.isFinite(given) ? given : String(given);
    case 'BOOL':
      if (typeof given !== 'boolean') throw wrong(given, column);
      return given;
    case 'JSON':
      return jsonValue(given);
    case 'STRUCT':
      if (!isObject(given)) throw wrong(given, column);
      return structOf(given, column.fields, column.name);
    case 'TIMESTAMP':
      if (typeof given !== 'string') throw wrong(given, column);
      return timestampText(given);
    case 'STRING':
      if (typeof given !== 'string') throw wrong(given, column);
      return given;
    case 'NUMERIC':
    case 'BIGNUMERIC':
      if (typeof given === 'object' && 'toFixed' in given)
        return decimalText((given as Big).toString());
      if (typeof given !== 'string' && typeof given !== 'number') throw wrong(given, column);
      return decimalText(String(given));
    default:
      if (typeof given !== 'string') throw wrong(given, column);
      return given.replace('T', ' ');
  }
}

/** What the client gives for NUMERIC. */
interface Big {
  toString(): string;
}

const decimalText = (text: string): string =>
  text.includes('.') ? text.replace(/\.?0+$/, '') : text;

const wrong = (given: unknown, { name, type, mode }: ColumnSchema): Error =>
  new Error(
    `Column ${name} is ${mode === 'REPEATED' ? `ARRAY<${type}>` : type}, not ${JSON.stringify(given)}`,
  );

function structOf(
  given: Record<string, unknown>,
  fields: readonly ColumnSchema[],
  where: string,
): Row {
  const unknown = Object.keys(given).filter((key) => !fields.some(({ name }) => name === key));
  if (unknown.length > 0) throw new Error(`${where} has no ${unknown.join(', ')}`);
  return Object.fromEntries(fields.map((field) => [field.name, valueOf(given[field.name], field)]));
}

/** A whole row of a table: columns left out are NULL. @throws Error naming a column the table does not have. */
export const rowOf = (
  given: Record<string, unknown>,
  columns: readonly ColumnSchema[],
  table: string,
): Row => structOf(given, columns, table);

/** The GoogleSQL name of a column's type. */
export function typeName(column: ColumnSchema): string {
  const element =
    column.type === 'STRUCT'
      ? `STRUCT<${column.fields.map((field) => `${field.name} ${typeName(field)}`).join(', ')}>`
      : column.type;
  return column.mode === 'REPEATED' ? `ARRAY<${element}>` : element;
}

const quoted = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;

/** A value as a GoogleSQL literal of its column's type. */
export function literal(value: Value, column: ColumnSchema): string {
  if (column.mode === 'REPEATED') {
    const items = value as readonly Value[];
    const element: ColumnSchema = { ...column, mode: 'NULLABLE' };
    return `[${items.map((item) => literal(item, element)).join(', ')}]`;
  }
  if (value === null) return 'NULL';
  if (column.type === 'JSON') return `JSON ${quoted(JSON.stringify(value))}`;
  if (column.type === 'STRUCT') {
    const row = value as Row;
    return `STRUCT(${column.fields.map((field) => literal(row[field.name] ?? null, field)).join(', ')})`;
  }
  if (typeof value === 'object') throw new Error(`${column.name} is no ${column.type}`);
  const text = String(value);
  switch (column.type) {
    case 'INT64':
    case 'BOOL':
      return text;
    case 'FLOAT64':
      return typeof value === 'number' ? text : `CAST('${text}' AS FLOAT64)`;
    case 'STRING':
      return quoted(text);
    default:
      return `${column.type} ${quoted(text)}`;
  }
}

/** A query of rows as literals, typed, in no order. */
export function rowsQuery(columns: readonly ColumnSchema[], rows: readonly Row[]): string {
  const struct: ColumnSchema = {
    name: '',
    type: 'STRUCT',
    mode: 'REPEATED',
    fields: [...columns],
  };
  return `SELECT * FROM UNNEST(${typeName(struct)}${literal(rows, struct)})`;
}
