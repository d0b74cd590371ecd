import { invalidQuery } from '../errors.ts';
import type { Expression } from '../parser/ast.ts';
import {
  duckdbType,
  fieldName,
  quote,
  resolveType,
  sameType,
  STRING,
  text,
  TIMESTAMP,
  typeName,
  type SqlType,
} from '../types.ts';
import { castBytesFormat } from './bytes-casts.ts';
import { castTo, coerce } from './coerce.ts';
import { fieldOfTypeNode } from './column-definitions.ts';
import type { Compiled, Compiler, FunctionCall } from './compiled.ts';
import { castDateFormat, castNumberFormat } from './date-casts.ts';
import { typedLiteral } from './literals.ts';
import { bindAlways, bindOutside } from './bind-once.ts';
import { convertNumber, magnitudeOf } from './numeric-conversion.ts';
import { rangeLiteral, rangeOfText, rangeText } from './ranges.ts';
import type { Scope } from './scope.ts';
import { instant, isUtc, localDatetime, zoneOf, type Zone } from './zones.ts';

/** A value as BigQuery's CAST(... AS STRING) writes it. */
export function stringOf(value: Compiled, zone?: Zone): string {
  const { sql, type } = value;
  switch (type.kind) {
    case 'STRING':
      return sql;
    case 'FLOAT64':
      return `bq_float_string(${sql})`;
    case 'NUMERIC':
      return `bq_numeric_string(${sql})`;
    case 'BIGNUMERIC':
      return `bq_bignumeric_text(${sql})`;
    case 'BYTES':
      return `decode(${sql})`;
    case 'TIMESTAMP':
      return zone === undefined || isUtc(zone)
        ? `bq_timestamp_string(${sql})`
        : `bq_timestamp_text(epoch_us(${sql}), ${zone.sql})`;
    case 'DATETIME':
      return `bq_datetime_string(${sql})`;
    case 'TIME':
      return `bq_time_string(${sql})`;
    case 'UNKNOWN':
      return `bq_any_string(${sql})`;
    case 'INTERVAL':
      return `bq_interval_string(${sql})`;
    case 'RANGE':
      return rangeText({ sql, type }, stringOf);
    default:
      return `CAST(${sql} AS VARCHAR)`;
  }
}

/** A value as FORMAT's %t shows it: like CAST, but floats keep a decimal point. */
export function displayText(value: Compiled): string {
  const { sql, type } = value;
  switch (type.kind) {
    case 'BYTES':
      return `bq_bytes_shown(${sql})`;
    case 'FLOAT64':
      return `bq_float_text(${sql})`;
    case 'ARRAY': {
      const element = displayText({ sql: '_v', type: type.element });
      return `'[' || array_to_string(list_transform(${sql}, lambda _v: COALESCE(${element}, 'NULL')), ', ') || ']'`;
    }
    case 'STRUCT': {
      const fields = type.fields.map((field, index) => {
        const inner = {
          sql: `struct_extract(${sql}, ${text(fieldName(field, index))})`,
          type: field.type,
        };
        return `COALESCE(${displayText(inner)}, 'NULL')`;
      });
      return `CASE WHEN ${sql} IS NOT NULL THEN '(' || ${fields.join(" || ', ' || ")} || ')' END`;
    }
    default:
      return stringOf(value);
  }
}

/** STRING(timestamp[, zone]), STRING(date), STRING(json). */
export function castToString(call: FunctionCall): Compiled {
  const value = call.argument(0);
  const { kind } = value.type;
  if (kind === 'JSON') return { sql: `bq_json_string(${value.sql})`, type: STRING };
  if (typeof value.literal === 'string') {
    if (call.count === 1) return value;
    const instant = coerce(value, TIMESTAMP);
    return { sql: stringOf(instant, zoneOf(call.argument(1))), type: STRING };
  }
  const zoned = call.count === 1 || kind === 'TIMESTAMP' || kind === 'UNKNOWN' || kind === 'NULL';
  const known = ['DATE', 'TIME', 'DATETIME', 'TIMESTAMP', 'UNKNOWN', 'NULL'];
  if (!zoned || !known.includes(kind))
    throw invalidQuery(
      `No matching signature for function STRING for argument type ${typeName(value.type)}`,
      call.node.position,
    );
  const typed = kind === 'NULL' ? coerce(value, TIMESTAMP) : value;
  return {
    sql: stringOf(typed, call.count > 1 ? zoneOf(call.argument(1)) : undefined),
    type: STRING,
  };
}

const fromString: Record<string, string> = {
  INT64: 'bq_parse_int64',
  FLOAT64: 'bq_parse_float64',
  BOOL: 'bq_parse_bool',
  DATE: 'bq_parse_date',
  DATETIME: 'bq_parse_datetime',
  TIMESTAMP: 'bq_parse_timestamp',
  TIME: 'bq_parse_time',
  INTERVAL: 'bq_read_interval',
  BYTES: 'encode',
  NUMERIC: 'bq_numeric_parse',
  BIGNUMERIC: 'bq_bignumeric_parse',
};

const castable: Record<string, string[]> = {
  INT64: ['BOOL', 'FLOAT64', 'NUMERIC', 'BIGNUMERIC', 'STRING'],
  FLOAT64: ['INT64', 'NUMERIC', 'BIGNUMERIC', 'STRING'],
  NUMERIC: ['INT64', 'FLOAT64', 'BIGNUMERIC', 'STRING'],
  BIGNUMERIC: ['INT64', 'FLOAT64', 'NUMERIC', 'STRING'],
  BOOL: ['INT64', 'STRING'],
  STRING: [
    'INT64',
    'FLOAT64',
    'NUMERIC',
    'BIGNUMERIC',
    'BOOL',
    'BYTES',
    'DATE',
    'DATETIME',
    'TIME',
    'TIMESTAMP',
    'INTERVAL',
    'RANGE',
  ],
  BYTES: ['STRING'],
  DATE: ['STRING', 'DATETIME', 'TIMESTAMP'],
  DATETIME: ['STRING', 'DATE', 'TIME', 'TIMESTAMP'],
  TIME: ['STRING'],
  TIMESTAMP: ['STRING', 'DATE', 'DATETIME', 'TIME'],
  INTERVAL: ['STRING'],
  RANGE: ['STRING'],
};

/** CAST and SAFE_CAST. */
export function castValue(
  node: Expression & { kind: 'cast' },
  value: Compiled,
  scope: Scope,
  compiler: Compiler,
): Compiled {
  const type = resolveType(node.type);
  const zone = node.zone && zoneOf(compiler.expression(node.zone, scope));
  if (node.format !== undefined) {
    const format = compiler.expression(node.format, scope);
    const bytes = castBytesFormat(value, type, format, node);
    if (bytes !== undefined) return bytes;
    const options = { format, zone, safe: node.safe, position: node.position };
    return castNumberFormat(value, type, options) ?? castDateFormat(value, type, options);
  }
  const parameters = node.type.kind === 'simple' ? node.type.parameters : [];
  if (parameters.length > 0) fieldOfTypeNode('', node.type);
  const cast = (operand: Compiled) => {
    const sql = convert(operand, type, { zone, safe: node.safe, position: node.position });
    return parameters.length > 0 ? constrain(sql, type, parameters, node.safe) : sql;
  };
  if (!node.safe) return { sql: cast(value), type, ...keptMagnitude(value, type) };
  const bind = scope.isGrouped === true && value.literal === undefined ? bindAlways : bindOutside;
  return { sql: bind([value.sql], ([sql = '']) => cast({ ...value, sql })), type };
}

function keptMagnitude(value: Compiled, type: SqlType): { magnitude?: number } {
  const magnitude = type.kind === 'FLOAT64' ? magnitudeOf(value) : undefined;
  return magnitude === undefined ? {} : { magnitude };
}

function constrain(
  sql: string,
  type: SqlType,
  [size = 0, scale = 0]: number[],
  safe: boolean,
): string {
  if (type.kind === 'NUMERIC' || type.kind === 'BIGNUMERIC') {
    const fitted = `bq_${type.kind.toLowerCase()}_fits(${sql}, ${size}::BIGINT, ${scale}::BIGINT)`;
    return safe ? `TRY(${fitted})` : fitted;
  }
  const checked = `bq_checked_${type.kind === 'BYTES' ? 'bytes' : 'length'}(${sql}, ${size})`;
  return safe ? `TRY(${checked})` : checked;
}

interface CastOptions {
  zone: Zone | undefined;
  safe: boolean;
  position: number;
}

function convert(value: Compiled, type: SqlType, options: CastOptions): string {
  const from = value.type;
  const { safe, zone, position } = options;
  if (from.kind === 'NULL') return castTo(value.sql, type);
  if (sameType(from, type)) return value.sql;
  if (from.kind === 'ARRAY' || from.kind === 'STRUCT') return convertNested(value, type, options);
  if (from.kind === 'UNKNOWN') return convertUnknown(value, type, safe);
  if (castable[from.kind]?.includes(type.kind) !== true) {
    throw invalidQuery(`Invalid cast from ${typeName(from)} to ${typeName(type)}`, position);
  }
  const attempt = (sql: string) => (safe ? `TRY(${sql})` : sql);
  if (type.kind === 'STRING') return attempt(stringOf(value, zone));
  if (from.kind === 'STRING') return fromText(value, type, zone, safe);
  if (from.kind === 'TIMESTAMP') return attempt(castTo(localDatetime(value.sql, zone), type));
  if (type.kind === 'TIMESTAMP')
    return attempt(instant(castTo(value.sql, { kind: 'DATETIME' }), zone));
  const number = convertNumber(value, type);
  if (number !== undefined) return attempt(number);
  return attempt(castTo(value.sql, type));
}

function fromText(value: Compiled, type: SqlType, zone: Zone | undefined, safe: boolean): string {
  if (
    typeof value.literal === 'string' &&
    !safe &&
    zone === undefined &&
    ['DATE', 'DATETIME', 'TIME', 'TIMESTAMP'].includes(type.kind)
  ) {
    return typedLiteral(type.kind, value.literal).sql;
  }
  if (safe && type.kind === 'INT64') return `bq_safe_int64(${value.sql})`;
  if (type.kind === 'TIMESTAMP' && zone !== undefined) {
    const sql = `make_timestamptz(bq_read_timestamp(${value.sql}, ${zone.sql}))`;
    return safe ? `TRY(${sql})` : sql;
  }
  if (type.kind === 'RANGE') {
    if (typeof value.literal === 'string' && !safe) return rangeLiteral(type, value.literal).sql;
    const sql = rangeOfText(value.sql, type, (part) => fromText(part, type.element, zone, false));
    return safe ? `TRY(${sql})` : sql;
  }
  const parse = fromString[type.kind];
  const sql = parse === undefined ? castTo(`trim(${value.sql})`, type) : `${parse}(${value.sql})`;
  return safe ? `TRY(${sql})` : sql;
}

function convertUnknown(value: Compiled, type: SqlType, safe: boolean): string {
  if (type.kind === 'STRING') return stringOf(value);
  if (type.kind === 'INT64')
    return `bq_${safe ? 'safe' : 'to'}_int64(${safe ? `CAST(${value.sql} AS VARCHAR)` : value.sql})`;
  const name = duckdbType(type) ?? 'VARCHAR';
  return `${safe ? 'TRY_CAST' : 'CAST'}(${value.sql} AS ${name})`;
}

function convertNested(value: Compiled, type: SqlType, options: CastOptions): string {
  if (options.safe) return `TRY(${convertNested(value, type, { ...options, safe: false })})`;
  const from = value.type;
  if (from.kind === 'ARRAY' && type.kind === 'ARRAY') {
    const element = convert({ sql: '_e', type: from.element }, type.element, options);
    return castTo(`list_transform(${value.sql}, lambda _e: ${element})`, type);
  }
  if (
    from.kind === 'STRUCT' &&
    type.kind === 'STRUCT' &&
    from.fields.length === type.fields.length
  ) {
    const fields = type.fields.map((field, index) => {
      const source = from.fields[index] ?? field;
      const sql = `struct_extract(${value.sql}, ${text(fieldName(source, index))})`;
      return `${quote(fieldName(field, index))} := ${convert({ sql, type: source.type }, field.type, options)}`;
    });
    return castTo(
      `CASE WHEN ${value.sql} IS NOT NULL THEN struct_pack(${fields.join(', ')}) END`,
      type,
    );
  }
  throw invalidQuery(`Invalid cast from ${typeName(from)} to ${typeName(type)}`, options.position);
}
