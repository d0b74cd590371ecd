import { invalidQuery, unsupported } from './errors.ts';
import type { TypeNode } from './parser/ast.ts';
import type { FieldSchema } from './statement.ts';

export type ScalarKind =
  | 'INT64'
  | 'FLOAT64'
  | 'NUMERIC'
  | 'BIGNUMERIC'
  | 'STRING'
  | 'BYTES'
  | 'BOOL'
  | 'DATE'
  | 'TIME'
  | 'DATETIME'
  | 'TIMESTAMP'
  | 'JSON'
  | 'INTERVAL';

export interface StructField {
  /** '' for an anonymous field. */
  name: string;
  type: SqlType;
  /** DuckDB's name of it, where an earlier field has its name already. */
  stored?: string;
}

/** A GoogleSQL type. NULL is the type of a bare NULL; UNKNOWN is what could not be resolved. */
export type SqlType =
  | { kind: ScalarKind | 'NULL' | 'UNKNOWN' }
  | { kind: 'ARRAY'; element: SqlType }
  | { kind: 'RANGE'; element: SqlType }
  | { kind: 'STRUCT'; fields: StructField[] };

/** A column of a relation; `name` is '' when nothing can refer to it. */
export interface Column {
  name: string;
  type: SqlType;
  /** DuckDB's name of it, where that is not `name`. */
  stored?: string;
}

const scalar = (kind: ScalarKind | 'NULL' | 'UNKNOWN'): SqlType => ({ kind });
export const INT64 = scalar('INT64');
export const FLOAT64 = scalar('FLOAT64');
export const NUMERIC = scalar('NUMERIC');
export const BIGNUMERIC = scalar('BIGNUMERIC');
export const STRING = scalar('STRING');
export const BYTES = scalar('BYTES');
export const BOOL = scalar('BOOL');
export const DATE = scalar('DATE');
export const TIME = scalar('TIME');
export const DATETIME = scalar('DATETIME');
export const TIMESTAMP = scalar('TIMESTAMP');
export const JSON_TYPE = scalar('JSON');
export const INTERVAL = scalar('INTERVAL');
export const NULL_TYPE = scalar('NULL');
export const UNKNOWN = scalar('UNKNOWN');

export const arrayOf = (element: SqlType): SqlType => ({ kind: 'ARRAY', element });
export const rangeOf = (element: SqlType): SqlType => ({ kind: 'RANGE', element });

/** The fields of the DuckDB struct that a RANGE is stored as; a bound there is none of is NULL. */
export const rangeFields = { start: '__range_start', end: '__range_end' };

const names: Record<string, ScalarKind> = {
  INT64: 'INT64',
  INT: 'INT64',
  SMALLINT: 'INT64',
  INTEGER: 'INT64',
  BIGINT: 'INT64',
  TINYINT: 'INT64',
  BYTEINT: 'INT64',
  FLOAT64: 'FLOAT64',
  FLOAT: 'FLOAT64',
  DOUBLE: 'FLOAT64',
  NUMERIC: 'NUMERIC',
  DECIMAL: 'NUMERIC',
  BIGNUMERIC: 'BIGNUMERIC',
  BIGDECIMAL: 'BIGNUMERIC',
  STRING: 'STRING',
  BYTES: 'BYTES',
  BOOL: 'BOOL',
  BOOLEAN: 'BOOL',
  DATE: 'DATE',
  TIME: 'TIME',
  DATETIME: 'DATETIME',
  TIMESTAMP: 'TIMESTAMP',
  JSON: 'JSON',
  INTERVAL: 'INTERVAL',
};

const restNames: Record<string, ScalarKind> = { ...names, RECORD: 'STRING' };

const duckdbNames: Record<ScalarKind | 'NULL', string> = {
  INT64: 'BIGINT',
  FLOAT64: 'DOUBLE',
  NUMERIC: 'DECIMAL(38,9)',
  BIGNUMERIC: 'BIGNUM',
  STRING: 'VARCHAR',
  BYTES: 'BLOB',
  BOOL: 'BOOLEAN',
  DATE: 'DATE',
  TIME: 'TIME',
  DATETIME: 'TIMESTAMP',
  TIMESTAMP: 'TIMESTAMPTZ',
  JSON: 'JSON',
  INTERVAL: 'INTERVAL',
  NULL: 'BIGINT',
};

const legacyNames: Partial<Record<ScalarKind, string>> = {
  INT64: 'INTEGER',
  FLOAT64: 'FLOAT',
  BOOL: 'BOOLEAN',
};

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** The name DuckDB stores a struct field under: BigQuery's `_field_1` for an anonymous one. */
export function fieldName(field: { name: string; stored?: string }, index: number): string {
  return field.stored ?? (field.name === '' ? `_field_${index + 1}` : field.name);
}

/** DuckDB's name of a column. */
export function storedName(column: Column): string {
  return column.stored ?? column.name;
}

/** The names with a number added to each that repeats an earlier one, in whatever case. */
export function distinctNames(names: string[]): string[] {
  const given = new Set(names.map((name) => name.toLowerCase()));
  const taken = new Set<string>();
  return names.map((name) => {
    let distinct = name;
    for (let number = 2; taken.has(distinct.toLowerCase()); number += 1) {
      const candidate = `${name}_${number}`;
      if (!given.has(candidate.toLowerCase())) distinct = candidate;
    }
    taken.add(distinct.toLowerCase());
    return distinct;
  });
}

/** A struct type; repeated names, which DuckDB does not allow, are stored under names of their own. */
export function structOf(fields: StructField[]): SqlType & { kind: 'STRUCT' } {
  const plain = fields.map(({ name, type }) => ({ name, type }));
  const stored = distinctNames(plain.map(fieldName));
  return {
    kind: 'STRUCT',
    fields: plain.map((field, index) => {
      const own = stored[index] ?? '';
      return own === fieldName(field, index) ? field : { ...field, stored: own };
    }),
  };
}

/** The type a type name of the statement denotes. */
export function resolveType(node: TypeNode): SqlType {
  if (node.kind === 'array') {
    const element = resolveType(node.element);
    if (element.kind === 'ARRAY')
      throw invalidQuery('Cannot construct array with element type ARRAY');
    return arrayOf(element);
  }
  if (node.kind === 'struct') {
    return structOf(
      node.fields.map(({ name, type }) => ({ name: name ?? '', type: resolveType(type) })),
    );
  }
  if (node.kind === 'range') {
    const element = resolveType(node.element);
    if (!['DATE', 'DATETIME', 'TIMESTAMP'].includes(element.kind))
      throw invalidQuery(`Unsupported type: RANGE<${typeName(element)}> is not supported`);
    return rangeOf(element);
  }
  const kind = Object.hasOwn(names, node.name) ? names[node.name] : undefined;
  if (kind !== undefined) return { kind };
  if (node.name === 'GEOGRAPHY') throw unsupported(`type ${node.name}`, undefined, node.position);
  throw invalidQuery(`Type not found: ${node.name}`, node.position);
}

/** DuckDB's name of a type; undefined when the type is not wholly known. */
export function duckdbType(type: SqlType): string | undefined {
  if (type.kind === 'UNKNOWN') return undefined;
  if (type.kind === 'ARRAY') {
    const element = duckdbType(type.element);
    return element === undefined ? undefined : `${element}[]`;
  }
  if (type.kind === 'STRUCT') {
    const fields = type.fields.map((field, index) => {
      const inner = duckdbType(field.type);
      return inner === undefined ? undefined : `${quote(fieldName(field, index))} ${inner}`;
    });
    return fields.includes(undefined) ? undefined : `STRUCT(${fields.join(', ')})`;
  }
  if (type.kind === 'RANGE') {
    const element = duckdbType(type.element) ?? 'DATE';
    return `STRUCT(${quote(rangeFields.start)} ${element}, ${quote(rangeFields.end)} ${element})`;
  }
  return duckdbNames[type.kind];
}

/** GoogleSQL's name of a type, as INFORMATION_SCHEMA and error messages show it. */
export function typeName(type: SqlType): string {
  if (type.kind === 'ARRAY' || type.kind === 'RANGE')
    return `${type.kind}<${typeName(type.element)}>`;
  if (type.kind === 'STRUCT') {
    return `STRUCT<${type.fields.map((field) => `${field.name === '' ? '' : `${field.name} `}${typeName(field.type)}`).join(', ')}>`;
  }
  return type.kind === 'NULL' ? 'INT64' : type.kind;
}

/** The type of a column as the REST API describes it. */
export function typeOfField(field: FieldSchema): SqlType {
  const kind = restNames[field.type.toUpperCase()];
  const isRecord = field.type.toUpperCase() === 'RECORD' || field.type.toUpperCase() === 'STRUCT';
  let type: SqlType = UNKNOWN;
  if (isRecord) {
    type = structOf(
      (field.fields ?? []).map((inner) => ({ name: inner.name, type: typeOfField(inner) })),
    );
  } else if (kind !== undefined) {
    type = { kind };
  } else if (field.rangeElementType !== undefined) {
    type = rangeOf(typeOfField({ name: '', type: field.rangeElementType.type }));
  }
  return field.mode === 'REPEATED' ? arrayOf(type) : type;
}

/** A column as the REST API describes it. */
export function fieldOfType(name: string, type: SqlType): FieldSchema {
  if (type.kind === 'ARRAY') return { ...fieldOfType(name, type.element), mode: 'REPEATED' };
  if (type.kind === 'STRUCT') {
    const fields = type.fields.map((field, index) =>
      fieldOfType(fieldName(field, index), field.type),
    );
    return { name, type: 'RECORD', mode: 'NULLABLE', fields };
  }
  if (type.kind === 'RANGE') {
    const rangeElementType = { type: type.element.kind };
    return { name, type: 'RANGE', mode: 'NULLABLE', rangeElementType };
  }
  const kind = type.kind === 'NULL' || type.kind === 'UNKNOWN' ? 'STRING' : type.kind;
  return { name, type: legacyNames[kind] ?? kind, mode: 'NULLABLE' };
}

/** The REST schema of columns, when the type of every one is wholly known. */
export function knownFields(columns: Column[] | undefined): { fields?: FieldSchema[] } {
  if (columns?.every((column) => duckdbType(column.type) !== undefined) !== true) return {};
  return { fields: columns.map((column) => fieldOfType(storedName(column), column.type)) };
}

export function isNumeric(type: SqlType): boolean {
  return ['INT64', 'FLOAT64', 'NUMERIC', 'BIGNUMERIC'].includes(type.kind);
}

const numericRank = ['INT64', 'NUMERIC', 'BIGNUMERIC', 'FLOAT64'];

/** The type several values share after implicit coercion; UNKNOWN when one of them is unknown. */
export function superType(types: SqlType[]): SqlType | undefined {
  let result: SqlType = NULL_TYPE;
  for (const type of types) {
    const shared = shareType(result, type);
    if (shared === undefined) return undefined;
    result = shared;
  }
  return result;
}

function shareType(left: SqlType, right: SqlType): SqlType | undefined {
  if (left.kind === 'NULL') return right;
  if (right.kind === 'NULL') return left;
  if (left.kind === 'UNKNOWN' || right.kind === 'UNKNOWN') return UNKNOWN;
  if (isNumeric(left) && isNumeric(right)) {
    return numericRank.indexOf(left.kind) >= numericRank.indexOf(right.kind) ? left : right;
  }
  if (left.kind === 'ARRAY' && right.kind === 'ARRAY') {
    const element = shareType(left.element, right.element);
    return element === undefined ? undefined : arrayOf(element);
  }
  if (left.kind === 'RANGE' && right.kind === 'RANGE')
    return left.element.kind === right.element.kind ? left : undefined;
  if (left.kind === 'STRUCT' && right.kind === 'STRUCT') {
    if (left.fields.length !== right.fields.length) return undefined;
    const fields: StructField[] = [];
    for (const [index, field] of left.fields.entries()) {
      const other = right.fields[index];
      const type = other === undefined ? undefined : shareType(field.type, other.type);
      if (type === undefined) return undefined;
      fields.push({ name: field.name === '' ? (other?.name ?? '') : field.name, type });
    }
    return structOf(fields);
  }
  if (left.kind === right.kind) return left;
  const pair = [left.kind, right.kind];
  if (pair.includes('DATE') && pair.includes('DATETIME')) return DATETIME;
  return undefined;
}

export function sameType(left: SqlType, right: SqlType): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
