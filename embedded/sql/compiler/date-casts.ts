import { invalidQuery, unsupported } from '../errors.ts';
import { isNumeric, STRING, typeName, type SqlType } from '../types.ts';
import { castTo, coerce } from './coerce.ts';
import type { Compiled } from './compiled.ts';
import { utc, type Zone } from './zones.ts';

interface FormatCast {
  format: Compiled;
  zone: Zone | undefined;
  safe: boolean;
  position: number;
}

const dateKinds = ['DATE', 'TIME', 'DATETIME', 'TIMESTAMP'];

/** Microseconds since 1970, or since midnight for TIME. */
export function microsecondsOfValue({ sql, type }: Compiled): string {
  return type.kind === 'DATE' ? `epoch_us(CAST(${sql} AS TIMESTAMP))` : `epoch_us(${sql})`;
}

/** A value of microseconds as its own type. */
export function valueOfMicroseconds(sql: string, type: SqlType): string {
  switch (type.kind) {
    case 'DATE':
      return `CAST(make_timestamp(${sql}) AS DATE)`;
    case 'TIME':
      return `bq_time(${sql})`;
    case 'TIMESTAMP':
      return `make_timestamptz(${sql})`;
    default:
      return `make_timestamp(${sql})`;
  }
}

/** CAST(number AS STRING FORMAT ...); undefined for casts of other types. */
export function castNumberFormat(
  value: Compiled,
  type: SqlType,
  options: FormatCast,
): Compiled | undefined {
  if (type.kind !== 'STRING' || !isNumeric(value.type)) return undefined;
  if (options.zone !== undefined)
    throw invalidQuery(
      `AT TIME ZONE is not allowed for cast from ${typeName(value.type)} to STRING`,
      options.position,
    );
  const { kind } = value.type;
  const written =
    kind === 'BIGNUMERIC' ? `bq_bignumeric_text(${value.sql})` : castTo(value.sql, STRING);
  const sql = `bq_cast_number('${kind}', ${coerce(options.format, STRING).sql}, ${written})`;
  return { sql: options.safe ? `TRY(${sql})` : sql, type };
}

/** CAST(date AS STRING FORMAT ...) and CAST(text AS date FORMAT ...), which ends AT TIME ZONE for TIMESTAMP. */
export function castDateFormat(value: Compiled, type: SqlType, options: FormatCast): Compiled {
  const from = value.type.kind;
  const writes = type.kind === 'STRING' && dateKinds.includes(from);
  const reads = from === 'STRING' && dateKinds.includes(type.kind);
  if (from === 'UNKNOWN' || from === 'NULL')
    throw unsupported(
      `CAST from ${typeName(value.type)} to ${typeName(type)} with FORMAT`,
      'FORMAT()',
      options.position,
    );
  if (!writes && !reads) {
    throw invalidQuery(
      `FORMAT is not allowed for cast from ${typeName(value.type)} to ${typeName(type)}`,
      options.position,
    );
  }
  const kind = writes ? from : type.kind;
  if (options.zone !== undefined && kind !== 'TIMESTAMP')
    throw invalidQuery(
      `AT TIME ZONE is not allowed for cast from ${typeName(value.type)} to ${typeName(type)}`,
      options.position,
    );
  const format = coerce(options.format, STRING).sql;
  const zone = (options.zone ?? utc).sql;
  const sql = writes
    ? `bq_cast_write('${kind}', ${format}, ${microsecondsOfValue(value)}, ${zone})`
    : valueOfMicroseconds(`bq_cast_read('${kind}', ${format}, ${value.sql}, ${zone})`, type);
  return { sql: options.safe ? `TRY(${sql})` : sql, type };
}
