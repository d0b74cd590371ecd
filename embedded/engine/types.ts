import {
  DuckDBDecimalType,
  DuckDBListType,
  DuckDBStructType,
  DuckDBTypeId,
  type DuckDBType,
} from '@duckdb/node-api';
import type { FieldSchema } from '../sql/statement.ts';
import { rangeFields } from '../sql/types.ts';
import { invalid, invalidQuery } from './errors.ts';

/** Quotes an identifier for DuckDB. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Quotes a string literal for DuckDB. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Legacy type name of the REST API by any GoogleSQL or legacy name. */
const legacyNames: Readonly<Record<string, string>> = {
  INT64: 'INTEGER',
  INT: 'INTEGER',
  INTEGER: 'INTEGER',
  SMALLINT: 'INTEGER',
  BIGINT: 'INTEGER',
  TINYINT: 'INTEGER',
  BYTEINT: 'INTEGER',
  FLOAT: 'FLOAT',
  FLOAT64: 'FLOAT',
  BOOL: 'BOOLEAN',
  BOOLEAN: 'BOOLEAN',
  STRING: 'STRING',
  BYTES: 'BYTES',
  NUMERIC: 'NUMERIC',
  DECIMAL: 'NUMERIC',
  BIGNUMERIC: 'BIGNUMERIC',
  BIGDECIMAL: 'BIGNUMERIC',
  DATE: 'DATE',
  TIME: 'TIME',
  DATETIME: 'DATETIME',
  TIMESTAMP: 'TIMESTAMP',
  JSON: 'JSON',
  INTERVAL: 'INTERVAL',
  RANGE: 'RANGE',
  RECORD: 'RECORD',
  STRUCT: 'RECORD',
};

const duckNames: Readonly<Record<string, string>> = {
  INTEGER: 'BIGINT',
  FLOAT: 'DOUBLE',
  BOOLEAN: 'BOOLEAN',
  STRING: 'VARCHAR',
  BYTES: 'BLOB',
  NUMERIC: 'DECIMAL(38,9)',
  BIGNUMERIC: 'BIGNUM',
  DATE: 'DATE',
  TIME: 'TIME',
  DATETIME: 'TIMESTAMP',
  TIMESTAMP: 'TIMESTAMP WITH TIME ZONE',
  JSON: 'JSON',
  INTERVAL: 'INTERVAL',
};

const sqlNames: Readonly<Record<string, string>> = {
  INTEGER: 'INT64',
  FLOAT: 'FLOAT64',
  BOOLEAN: 'BOOL',
};

/** The GoogleSQL name of a legacy type. */
export const standardName = (legacy: string): string =>
  legacy === 'RECORD' ? 'STRUCT' : (sqlNames[legacy] ?? legacy);

/** The legacy name the REST API uses for a type. @throws BigQueryError invalid for an unknown type. */
export function legacyName(type: string): string {
  const base = type.toUpperCase().replace(/\(.*$/, '').trim();
  const name = legacyNames[base];
  if (name === undefined) throw invalid(`Invalid value for type: ${type} is not a valid value`);
  return name;
}

/** A schema with legacy type names and explicit modes, nested fields included. */
export function normalizeSchema(fields: readonly FieldSchema[]): FieldSchema[] {
  return fields.map((field) => {
    const type = legacyName(field.type);
    if (type === 'RECORD' && !field.fields?.length) {
      throw invalid(`Field ${field.name} is type RECORD but has no schema`);
    }
    checkParameters(field, type);
    return {
      ...field,
      type,
      mode: (field.mode?.toUpperCase() as FieldSchema['mode']) ?? 'NULLABLE',
      ...(field.fields && { fields: normalizeSchema(field.fields) }),
    };
  });
}

/** @throws BigQueryError invalid for parameters that a type does not have. */
function checkParameters(field: FieldSchema, type: string): void {
  const { name, maxLength, precision, scale } = field;
  const isText = type === 'STRING' || type === 'BYTES';
  const isDecimal = type === 'NUMERIC' || type === 'BIGNUMERIC';
  if (maxLength !== undefined && (!isText || Number(maxLength) < 1))
    throw invalid(`Field ${name} of type ${type} cannot have maxLength ${maxLength}`);
  if (precision === undefined && scale === undefined) return;
  const limit = type === 'NUMERIC' ? { whole: 29, scale: 9 } : { whole: 38, scale: 38 };
  const digits = { whole: Number(precision) - Number(scale ?? 0), scale: Number(scale ?? 0) };
  const fits = digits.whole >= 0 && digits.whole <= limit.whole && digits.scale <= limit.scale;
  if (!isDecimal || !fits || Number(precision) < 1) {
    throw invalid(
      `Field ${name} of type ${type} cannot have precision ${precision ?? 'unset'} and scale ${scale ?? 'unset'}`,
    );
  }
}

/** The struct of two bounds that a RANGE is stored as. */
function rangeType({ name, rangeElementType }: FieldSchema): string {
  const element = duckNames[legacyName(rangeElementType?.type ?? '')];
  if (element === undefined)
    throw invalid(`Field ${name} is type RANGE but has no rangeElementType`);
  const bounds = Object.values(rangeFields).map((bound) => `${quoteName(bound)} ${element}`);
  return `STRUCT(${bounds.join(', ')})`;
}

/** Whether a DuckDB struct is a RANGE. */
export const isRange = (type: DuckDBStructType): boolean =>
  type.entryNames.length === 2 && type.entryNames[0] === rangeFields.start;

/** The DuckDB type that stores a field. */
export function duckType(field: FieldSchema): string {
  const type = legacyName(field.type);
  const element =
    type === 'RECORD'
      ? `STRUCT(${(field.fields ?? []).map((inner) => `${quoteName(inner.name)} ${duckType(inner)}`).join(', ')})`
      : type === 'RANGE'
        ? rangeType(field)
        : duckNames[type];
  if (element === undefined) throw invalid(`Type ${field.type} of ${field.name} is not supported`);
  return field.mode === 'REPEATED' ? `${element}[]` : element;
}

/** The GoogleSQL name of a field's type, as INFORMATION_SCHEMA shows it. */
export function sqlTypeName(field: FieldSchema): string {
  const type = legacyName(field.type);
  const element =
    type === 'RECORD'
      ? `STRUCT<${(field.fields ?? []).map((inner) => `${inner.name} ${sqlTypeName(inner)}`).join(', ')}>`
      : type === 'RANGE'
        ? `RANGE<${field.rangeElementType?.type ?? ''}>`
        : `${sqlNames[type] ?? type}${typeParameters(field)}`;
  return field.mode === 'REPEATED' ? `ARRAY<${element}>` : element;
}

function typeParameters({ maxLength, precision, scale }: FieldSchema): string {
  const values = [maxLength, precision, scale].filter((value) => value !== undefined);
  return values.length === 0 ? '' : `(${values.join(', ')})`;
}

/** The field of a result column. @throws BigQueryError invalidQuery for a type BigQuery does not have. */
export function fieldOf(name: string, type: DuckDBType): FieldSchema {
  if (type instanceof DuckDBListType) {
    const element = fieldOf(name, type.valueType);
    if (element.mode === 'REPEATED') {
      throw invalidQuery(`Cannot construct array with element type ARRAY: column ${name}`);
    }
    return { ...element, mode: 'REPEATED' };
  }
  if (type instanceof DuckDBStructType) {
    const fields = type.entryNames.map((inner, index) => {
      const innerType = type.entryTypes[index];
      if (innerType === undefined) throw invalidQuery(`Struct ${name} has an untyped field`);
      return fieldOf(inner, innerType);
    });
    if (isRange(type)) {
      const rangeElementType = { type: fields[0]?.type ?? '' };
      return { name, type: 'RANGE', mode: 'NULLABLE', rangeElementType };
    }
    return { name, type: 'RECORD', mode: 'NULLABLE', fields };
  }
  return { name, type: scalarName(name, type), mode: 'NULLABLE' };
}

function scalarName(name: string, type: DuckDBType): string {
  if (type instanceof DuckDBDecimalType) {
    return type.scale <= 9 && type.width - type.scale <= 29 ? 'NUMERIC' : 'BIGNUMERIC';
  }
  switch (type.typeId) {
    case DuckDBTypeId.VARCHAR:
      return type.alias === 'JSON' ? 'JSON' : 'STRING';
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UTINYINT:
    case DuckDBTypeId.USMALLINT:
    case DuckDBTypeId.UINTEGER:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.UHUGEINT:
    case DuckDBTypeId.SQLNULL:
    case DuckDBTypeId.ANY:
      return 'INTEGER';
    case DuckDBTypeId.BIGNUM:
      return 'BIGNUMERIC';
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.DOUBLE:
      return 'FLOAT';
    case DuckDBTypeId.BOOLEAN:
      return 'BOOLEAN';
    case DuckDBTypeId.BLOB:
      return 'BYTES';
    case DuckDBTypeId.DATE:
      return 'DATE';
    case DuckDBTypeId.TIME:
      return 'TIME';
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_S:
    case DuckDBTypeId.TIMESTAMP_MS:
    case DuckDBTypeId.TIMESTAMP_NS:
      return 'DATETIME';
    case DuckDBTypeId.TIMESTAMP_TZ:
      return 'TIMESTAMP';
    case DuckDBTypeId.INTERVAL:
      return 'INTERVAL';
    case DuckDBTypeId.ENUM:
    case DuckDBTypeId.UUID:
      return 'STRING';
    default:
      throw invalidQuery(
        `Column ${name} has type ${type.toString()}, which BigQuery does not have`,
      );
  }
}

/** Whether a column is stored in exactly the DuckDB type its BigQuery type asks for. */
export function isCanonical(type: DuckDBType): boolean {
  if (type instanceof DuckDBListType) return isCanonical(type.valueType);
  if (type instanceof DuckDBStructType) return type.entryTypes.every(isCanonical);
  if (type instanceof DuckDBDecimalType) {
    return type.width === 38 && type.scale === 9;
  }
  const canonical: readonly DuckDBTypeId[] = [
    DuckDBTypeId.VARCHAR,
    DuckDBTypeId.BIGINT,
    DuckDBTypeId.DOUBLE,
    DuckDBTypeId.BOOLEAN,
    DuckDBTypeId.BLOB,
    DuckDBTypeId.DATE,
    DuckDBTypeId.TIME,
    DuckDBTypeId.TIMESTAMP,
    DuckDBTypeId.TIMESTAMP_TZ,
    DuckDBTypeId.INTERVAL,
    DuckDBTypeId.BIGNUM,
  ];
  return canonical.includes(type.typeId);
}

/** Checks a table or dataset id. @throws BigQueryError invalid. */
export function checkId(kind: 'dataset' | 'table', id: unknown): string {
  const pattern = kind === 'dataset' ? /^\w{1,1024}$/ : /^[\p{L}\p{M}\p{N}\p{Pc}\p{Pd} ]{1,1024}$/u;
  if (typeof id === 'string' && pattern.test(id) && id !== '__catalog') return id;
  throw invalid(
    `Invalid ${kind} ID ${JSON.stringify(id)}. ${kind === 'dataset' ? 'Dataset' : 'Table'} IDs must be alphanumeric` +
      ` (plus underscores${kind === 'table' ? ', dashes and spaces' : ''}) and must be at most 1024 characters long.`,
  );
}
