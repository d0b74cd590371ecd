import type { Row, Value } from './values.ts';

export interface Comparison {
  /** Columns compared; all others are left out of sight. */
  columns: readonly string[];
  /** Columns that tell rows apart; when left out or not unique, rows are paired by everything that is not a fraction. */
  key?: readonly string[] | undefined;
  /** How far two fractions may be apart, relative to the greater. */
  tolerance: number;
}

const near = (a: number, b: number, tolerance: number): boolean =>
  a === b || Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b), 1e-6);

function same(a: Value, b: Value, tolerance: number): boolean {
  if (typeof a === 'number' && typeof b === 'number') return near(a, b, tolerance);
  if (Array.isArray(a) && Array.isArray(b)) {
    return (
      a.length === b.length && a.every((item, at) => same(item as Value, b[at] as Value, tolerance))
    );
  }
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    const [left, right] = [a as Row, b as Row];
    const names = Object.keys(left);
    return (
      names.length === Object.keys(right).length &&
      names.every(
        (name) => name in right && same(left[name] ?? null, right[name] ?? null, tolerance),
      )
    );
  }
  return a === b;
}

const withoutFractions = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? 'fraction' : value;

const shown = (value: Value | undefined): string =>
  value === undefined ? 'nothing' : JSON.stringify(value);

/** Texts that say what differs between two sets of rows, by key and column; none when they are the same. */
export function differences(
  actual: readonly Row[],
  expected: readonly Row[],
  { columns, key, tolerance }: Comparison,
): string[] {
  const keyText = (row: Row): string => (key ?? []).map((name) => shown(row[name])).join(' ');
  const text = (row: Row): string =>
    JSON.stringify(
      columns.map((name) => row[name]),
      withoutFractions,
    );
  const isUnique = (rows: readonly Row[]): boolean =>
    new Set(rows.map(keyText)).size === rows.length;
  const keyed =
    key !== undefined && key.length > 0 && isUnique(actual) && isUnique(expected)
      ? keyText
      : undefined;
  if (keyed === undefined) return unkeyedDifferences(actual, expected, columns, text, tolerance);

  const left = new Map(actual.map((row) => [keyed(row), row]));
  const right = new Map(expected.map((row) => [keyed(row), row]));
  const name = (id: string): string => `${(key ?? []).join(' ')} ${id}`;
  const found: string[] = [];
  for (const [id, row] of right) {
    const other = left.get(id);
    if (other === undefined) {
      found.push(`${name(id)}: expected, and not there`);
      continue;
    }
    for (const column of columns) {
      if (!same(other[column] ?? null, row[column] ?? null, tolerance)) {
        found.push(`${name(id)}: ${column} is ${shown(other[column])}, not ${shown(row[column])}`);
      }
    }
  }
  for (const id of left.keys()) {
    if (!right.has(id)) found.push(`${name(id)}: there, and not expected`);
  }
  return found;
}

function unkeyedDifferences(
  actual: readonly Row[],
  expected: readonly Row[],
  columns: readonly string[],
  text: (row: Row) => string,
  tolerance: number,
): string[] {
  const sorted = (rows: readonly Row[]): Row[] =>
    [...rows].sort((a, b) => (text(a) < text(b) ? -1 : Number(text(a) > text(b))));
  const [left, right] = [sorted(actual), sorted(expected)];
  const found: string[] = [];
  if (left.length !== right.length) {
    found.push(`${String(left.length)} rows, not ${String(right.length)}`);
  }
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    for (const column of columns) {
      const [a, b] = [left[at]?.[column] ?? null, right[at]?.[column] ?? null];
      if (!same(a, b, tolerance)) {
        found.push(`row ${String(at + 1)}: ${column} is ${shown(a)}, not ${shown(b)}`);
      }
    }
  }
  return found;
}
