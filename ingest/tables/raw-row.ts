import { hash } from 'node:crypto';
import type { Reading } from '../sources/source.ts';
import { rawTables, type RawTableName } from './raw-tables.ts';

/** One row on its way to a raw table, without `source`, `batch_id` and `loaded_at`, which landing adds. */
export interface RawRow {
  table: RawTableName;
  /** Text of the key columns' values, unique in the table. */
  key: string;
  /** Columns but the payload. */
  columns: Readonly<Record<string, string | number | null>>;
  /** JSON text with keys in order. */
  payload: string;
}

export type Provenance = Pick<Reading<unknown>, 'url' | 'status' | 'knownAt' | 'origin' | 'doubts'>;

/** Values of a table's own columns. */
export type Facts = Readonly<Record<string, string | number | null>>;

/** A row whose payload is the content with its keys in order. */
export function rawRow(
  table: RawTableName,
  provenance: Provenance,
  eventAt: string | null,
  content: unknown,
  facts: Facts,
): RawRow {
  return rawRowOf(table, provenance, eventAt, canonicalJson(content), facts);
}

/** A row whose payload is text already: JSON with its keys in order. */
export function rawRowOf(
  table: RawTableName,
  { url, status, knownAt, origin }: Provenance,
  eventAt: string | null,
  payload: string,
  facts: Facts,
): RawRow {
  return {
    table,
    key: rawTables[table].keys.map((name) => facts[name]).join(' '),
    columns: {
      ...facts,
      origin,
      url,
      http_status: status,
      event_at: eventAt,
      known_at: knownAt,
      content_sha256: hash('sha256', payload),
    },
    payload,
  };
}

/** JSON text with the keys of every object in code unit order: equal content is equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(inOrder(value));
}

function inOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const object = value as Readonly<Record<string, unknown>>;
  const ordered: Record<string, unknown> = {};
  for (const key of Object.keys(object).sort()) ordered[key] = inOrder(object[key]);
  return ordered;
}

/** Rows once per key: of repeated ones the last. */
export function lastOfEachKey(rows: readonly RawRow[]): RawRow[] {
  return [...new Map(rows.map((row) => [row.key, row])).values()];
}
