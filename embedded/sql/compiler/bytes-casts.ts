import { invalidQuery, unsupported } from '../errors.ts';
import { BYTES, STRING, type SqlType } from '../types.ts';
import { isPlain } from './bind-once.ts';
import type { Compiled } from './compiled.ts';

const written: Record<string, (sql: string) => string> = {
  HEX: (sql) => `lower(hex(${sql}))`,
  BASE16: (sql) => `lower(hex(${sql}))`,
  BASE64: (sql) => `to_base64(${sql})`,
  UTF8: (sql) => `decode(${sql})`,
  'UTF-8': (sql) => `decode(${sql})`,
};

const read: Record<string, (sql: string) => string> = {
  HEX: (sql) => `unhex(repeat('0', length(${sql}) % 2) || ${sql})`,
  BASE16: (sql) => `unhex(repeat('0', length(${sql}) % 2) || ${sql})`,
  BASE64: (sql) => `bq_from_base64(${sql})`,
  UTF8: (sql) => `encode(${sql})`,
  'UTF-8': (sql) => `encode(${sql})`,
};

/** CAST(bytes AS STRING FORMAT ...) and back; undefined when it is neither. */
export function castBytesFormat(
  value: Compiled,
  type: SqlType,
  format: Compiled,
  { safe, position }: { safe: boolean; position: number },
): Compiled | undefined {
  const writes = value.type.kind === 'BYTES' && type.kind === 'STRING';
  const reads = value.type.kind === 'STRING' && type.kind === 'BYTES';
  if (!writes && !reads) return undefined;
  if (typeof format.literal !== 'string')
    throw unsupported('a FORMAT of BYTES that is not a literal', 'a literal', position);
  const name = format.literal.toUpperCase();
  if (['ASCII', 'BASE2', 'BASE8', 'BASE64M'].includes(name))
    throw unsupported(`FORMAT '${name}' of BYTES`, "FORMAT 'HEX', 'BASE64' or 'UTF8'", position);
  const convert = (writes ? written : read)[name];
  if (convert === undefined) throw invalidQuery(`Invalid format '${format.literal}'`, position);
  if (safe && !isPlain(value.sql))
    throw unsupported('SAFE_CAST with FORMAT of an expression', 'it of a column', position);
  const sql = convert(value.sql);
  return { sql: safe ? `TRY(${sql})` : sql, type: writes ? STRING : BYTES };
}
