import type { DuckDBIntervalValue } from '@duckdb/node-api';
import { interval } from './intervals.ts';

export type IntervalField = 'YEAR' | 'MONTH' | 'DAY' | 'HOUR' | 'MINUTE' | 'SECOND';
const fields: IntervalField[] = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'];

const secondsPattern = '(\\d+(?:\\.\\d{1,9})?|\\.\\d{1,9})';

/** What a text of the fields from one to another looks like: `Y-M D H:M:S` or a part of it. */
function patternOf(from: IntervalField, to: IntervalField): RegExp {
  const wanted = fields.slice(fields.indexOf(from), fields.indexOf(to) + 1);
  const has = (field: IntervalField) => wanted.includes(field);
  const group = (name: string, pattern: string) => `(?<${name}>${pattern})`;
  const words: string[] = [];
  const months = [has('YEAR') && group('year', '\\d+'), has('MONTH') && group('month', '\\d+')];
  const clock = [
    has('HOUR') && group('hour', '\\d+'),
    has('MINUTE') && group('minute', '\\d+'),
    has('SECOND') && group('second', secondsPattern),
  ];
  const given = (list: (string | false)[]) => list.filter((one) => one !== false);
  if (given(months).length > 0) words.push(`${group('ySign', '[+-]?')}${given(months).join('-')}`);
  if (has('DAY')) words.push(`${group('dSign', '[+-]?')}${group('day', '\\d+')}`);
  if (given(clock).length > 0) words.push(`${group('hSign', '[+-]?')}${given(clock).join(':')}`);
  return new RegExp(`^${words.join(' ')}$`);
}

const invalid = (text: string) => new Error(`Invalid INTERVAL value '${text}'`);

const signed = (sign: string | undefined, value: bigint): bigint => (sign === '-' ? -value : value);

/** Seconds with a fraction in microseconds. @throws for a fraction finer than that. */
function microseconds(written: string, text: string): bigint {
  const [whole = '', fraction = ''] = written.split('.');
  if (/[1-9]/.test(fraction.slice(6))) throw invalid(text);
  return (
    BigInt(whole === '' ? '0' : whole) * 1_000_000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'))
  );
}

/** An interval literal's text by its fields, as INTERVAL '1-2 3' YEAR TO DAY. @throws for any other text. */
export function intervalFromFields(
  text: string,
  from: IntervalField,
  to: IntervalField,
): DuckDBIntervalValue {
  const groups = patternOf(from, to).exec(text)?.groups;
  if (groups === undefined) throw invalid(text);
  const count = (name: string) => BigInt(groups[name] ?? '0');
  const clock =
    (count('hour') * 3600n + count('minute') * 60n) * 1_000_000n +
    microseconds(groups.second ?? '0', text);
  return interval(
    signed(groups.ySign, count('year') * 12n + count('month')),
    signed(groups.dSign, count('day')),
    signed(groups.hSign, clock),
  );
}

/** The field ranges a text may have that CAST reads, which must tell themselves apart. */
const castable: [IntervalField, IntervalField][] = [
  ['YEAR', 'MONTH'],
  ['YEAR', 'DAY'],
  ['YEAR', 'HOUR'],
  ['YEAR', 'MINUTE'],
  ['YEAR', 'SECOND'],
  ['MONTH', 'HOUR'],
  ['MONTH', 'MINUTE'],
  ['MONTH', 'SECOND'],
  ['DAY', 'MINUTE'],
  ['DAY', 'SECOND'],
  ['HOUR', 'SECOND'],
];

/** CAST(text AS INTERVAL): `Y-M D H:M:S`, a part of it that is clear, or ISO 8601. @throws for any other text. */
export function intervalFromText(text: string): DuckDBIntervalValue {
  if (text.startsWith('P')) return intervalFromIso(text);
  const range = castable.find(([from, to]) => patternOf(from, to).test(text));
  if (range === undefined) throw invalid(text);
  return intervalFromFields(text, ...range);
}

const isoPattern =
  /^P(?=.)(?:(-?\d+)Y)?(?:(-?\d+)M)?(?:(-?\d+)W)?(?:(-?\d+)D)?(?:T(?=.)(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?)(\d+(?:\.\d{1,9})?)S)?)?$/;

function intervalFromIso(text: string): DuckDBIntervalValue {
  const match = isoPattern.exec(text);
  if (match === null) throw invalid(text);
  const [years, months, weeks, days, hours, minutes] = match
    .slice(1, 7)
    .map((part: string | undefined) => BigInt(part ?? '0'));
  const of = (value: bigint | undefined) => value ?? 0n;
  return interval(
    of(years) * 12n + of(months),
    of(weeks) * 7n + of(days),
    (of(hours) * 3600n + of(minutes) * 60n) * 1_000_000n +
      signed(match[7], microseconds(match[8] ?? '0', text)),
  );
}
