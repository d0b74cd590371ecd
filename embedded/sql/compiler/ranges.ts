import { invalidQuery } from '../errors.ts';
import { quote, rangeFields, STRING, type SqlType } from '../types.ts';
import { castTo } from './coerce.ts';
import type { Compiled } from './compiled.ts';
import { typedLiteral } from './literals.ts';

export type RangeType = SqlType & { kind: 'RANGE' };

/** The start or the end of a range; NULL when it has none. */
export function bound(sql: string, which: 'start' | 'end'): string {
  return `struct_extract(${sql}, '${rangeFields[which]}')`;
}

/** A range of two bounds; the start must come before the end. */
export function rangeSql(start: string, end: string, type: SqlType): string {
  const fields = `${quote(rangeFields.start)} := ${start}, ${quote(rangeFields.end)} := bq_range_end(${start}, ${end})`;
  return castTo(`struct_pack(${fields})`, type);
}

const written = /^\[([^ ,](?:[^,]*[^ ,])?), ([^ ,](?:[^,]*[^ ,])?)\)$/;

/** `RANGE<DATE> '[2020-01-01, UNBOUNDED)'` */
export function rangeLiteral(type: SqlType, text: string, position?: number): Compiled {
  const parts = written.exec(text);
  if (type.kind !== 'RANGE' || parts === null)
    throw invalidQuery(
      `Invalid RANGE literal value: range must be formatted exactly as [START, END): ${text}`,
      position,
    );
  const [start = '', end = ''] = parts
    .slice(1)
    .map((part) =>
      /^(?:UNBOUNDED|NULL)$/i.test(part)
        ? castTo('NULL', type.element)
        : typedLiteral(type.element.kind, part, position).sql,
    );
  return { sql: rangeSql(start, end, type), type };
}

/** CAST of a text to a range, whose bounds `read` casts. */
export function rangeOfText(
  sql: string,
  type: RangeType,
  read: (part: Compiled) => string,
): string {
  const part = (number: number) => read({ sql: `bq_range_part(${sql}, ${number})`, type: STRING });
  return `CASE WHEN ${sql} IS NOT NULL THEN ${rangeSql(part(1), part(2), type)} END`;
}

/** `[start, end)`, with the bounds as `show` writes them. */
export function rangeText(
  { sql, type }: { sql: string; type: RangeType },
  show: (value: Compiled) => string,
): string {
  const part = (which: 'start' | 'end') =>
    `COALESCE(${show({ sql: bound(sql, which), type: type.element })}, 'UNBOUNDED')`;
  return `CASE WHEN ${sql} IS NOT NULL THEN '[' || ${part('start')} || ', ' || ${part('end')} || ')' END`;
}

/** A key that orders ranges: one without a start is before, one without an end after all others. */
export function rangeKey(sql: string): string {
  const key = `struct_pack(a := ${bound(sql, 'start')} IS NOT NULL, b := ${bound(sql, 'start')}, c := ${bound(sql, 'end')})`;
  return `CASE WHEN ${sql} IS NOT NULL THEN ${key} END`;
}
