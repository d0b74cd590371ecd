import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { FieldSchema, ObjectReference } from '../sql/statement.ts';
import type { TableEntry } from './catalog.ts';
import { sqlName, type Engine } from './engine.ts';
import { notFound } from './errors.ts';
import { convertText, textStructure } from './load-convert.ts';
import { requireType } from './tables.ts';
import { quoteName, quoteText } from './types.ts';

export interface InsertRow {
  insertId?: string | undefined;
  json: Record<string, unknown>;
}

export interface InsertError {
  index: number;
  errors: { reason: 'invalid' | 'stopped'; location: string; message: string }[];
}

/** Insert ids seen lately, by table, so that a repeated row is not inserted twice. */
export type Recent = Map<string, Map<string, number>>;

const rememberMillis = 60_000;

interface InsertOptions {
  skipInvalidRows: boolean;
  ignoreUnknownValues: boolean;
}

/**
 * tabledata.insertAll: inserts the rows and returns an error per bad row. With a bad row none is inserted, and the others have
 * reason `stopped`, unless bad rows are to be skipped.
 */
export async function insertAll(
  engine: Engine,
  recent: Recent,
  target: ObjectReference,
  rows: readonly InsertRow[],
  options: InsertOptions,
): Promise<InsertError[]> {
  const fresh = newRows(recent, `${target.dataset}.${target.name}`, rows);
  const errors = await engine.change(async (changes, connection) => {
    const entry = changes.get('table', target.dataset, target.name);
    if (entry === undefined) {
      throw notFound('Table', `${target.project}:${target.dataset}.${target.name}`);
    }
    requireType(target, entry, 'TABLE');
    const bad = new Map<number, InsertError>();
    const prepared = fresh.map(({ row, index }) => {
      const { json, problems } = prepareRow(row.json, entry.fields, options.ignoreUnknownValues);
      if (problems.length > 0) bad.set(index, { index, errors: problems });
      return { index, json };
    });
    const good = prepared.filter(({ index }) => !bad.has(index));
    const unreadable = await insertGood(
      engine,
      connection,
      target,
      entry,
      good,
      options,
      bad.size > 0,
    );
    for (const error of unreadable) bad.set(error.index, error);
    if (bad.size > 0 && !options.skipInvalidRows) {
      for (const { index } of prepared) {
        if (!bad.has(index)) {
          bad.set(index, { index, errors: [{ reason: 'stopped', location: '', message: '' }] });
        }
      }
      return bad;
    }
    const inserted = prepared.length - bad.size;
    if (inserted > 0) {
      await changes.put({ ...entry, rows: entry.rows + inserted, modified: Date.now() });
    }
    return bad;
  });
  remember(
    recent,
    `${target.dataset}.${target.name}`,
    fresh.filter(({ index }) => !errors.has(index)).map(({ row }) => row),
  );
  return [...errors.values()].sort((a, b) => a.index - b.index);
}

async function insertGood(
  engine: Engine,
  connection: DuckDBConnection,
  target: ObjectReference,
  entry: TableEntry,
  rows: readonly { index: number; json: Record<string, unknown> }[],
  options: InsertOptions,
  alreadyBad: boolean,
): Promise<InsertError[]> {
  if (rows.length === 0) return [];
  const file = path.join(engine.database.spoolDirectory, `insert-${randomUUID()}.ndjson`);
  writeFileSync(file, rows.map(({ index, json }) => JSON.stringify({ index, json })).join('\n'));
  try {
    const structure = Object.fromEntries(
      entry.fields.map((field) => [field.name, textStructure(field, 'VARCHAR')]),
    );
    const columns = `{'index': 'BIGINT', 'json': 'JSON'}`;
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE __insert AS SELECT "index" AS __index, unnest(json_transform(json, ${quoteText(JSON.stringify(structure))}))` +
        ` FROM read_json(${quoteText(file)}, format = 'newline_delimited', records = 'true', columns = ${columns}, maximum_object_size = 104857600)`,
    );
    const checks = entry.fields.map((field) => badValue(field));
    const found = await connection.runAndReadAll(
      `SELECT __index, ${checks.join(', ')} FROM __insert WHERE ${checks.join(' OR ')}`,
    );
    const errors = found.getRows().map(([index, ...flags]) => ({
      index: Number(index),
      errors: entry.fields
        .filter((_, column) => flags[column] === true)
        .map((field) => ({
          reason: 'invalid' as const,
          location: field.name,
          message:
            field.mode === 'REQUIRED'
              ? `Missing required field, or a value that is no ${field.type}: ${field.name}.`
              : `Cannot convert value to ${field.type.toLowerCase()} (bad value): ${field.name}.`,
        })),
    }));
    if ((errors.length > 0 || alreadyBad) && !options.skipInvalidRows) return errors;
    const values = entry.fields.map((field) => convertText(field, quoteName(field.name)));
    const names = entry.fields.map((field) => quoteName(field.name)).join(', ');
    await connection.run(
      `INSERT INTO ${sqlName(target)} (${names}) SELECT ${values.join(', ')} FROM __insert` +
        ` WHERE NOT (${checks.join(' OR ')}) ORDER BY __index`,
    );
    return errors;
  } finally {
    rmSync(file, { force: true });
  }
}

/** SQL that is true when a row's value cannot be stored. */
function badValue(field: FieldSchema): string {
  const column = quoteName(field.name);
  const missing = field.mode === 'REQUIRED' ? `${column} IS NULL OR ` : '';
  if (field.type === 'JSON') return `(${missing}false)`;
  return `(${missing}(${column} IS NOT NULL AND TRY(${convertText(field, column)}) IS NULL))`;
}

function newRows(
  recent: Recent,
  table: string,
  rows: readonly InsertRow[],
): { row: InsertRow; index: number }[] {
  const seen = recent.get(table) ?? new Map<string, number>();
  const limit = Date.now() - rememberMillis;
  for (const [id, time] of seen) if (time < limit) seen.delete(id);
  const inRequest = new Set<string>();
  return rows
    .map((row, index) => ({ row, index }))
    .filter(({ row: { insertId } }) => {
      if (insertId === undefined) return true;
      if (seen.has(insertId) || inRequest.has(insertId)) return false;
      inRequest.add(insertId);
      return true;
    });
}

function remember(recent: Recent, table: string, rows: readonly InsertRow[]): void {
  const seen = recent.get(table) ?? new Map<string, number>();
  for (const { insertId } of rows) if (insertId !== undefined) seen.set(insertId, Date.now());
  recent.set(table, seen);
}

/** Finds what DuckDB's reader would pass over: unknown fields, objects where scalars belong; makes JSON a text. */
function prepareRow(
  json: Record<string, unknown>,
  fields: readonly FieldSchema[],
  ignoreUnknown: boolean,
  prefix = '',
): { json: Record<string, unknown>; problems: InsertError['errors'] } {
  const known = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
  const out: Record<string, unknown> = {};
  const problems: InsertError['errors'] = [];
  const problem = (name: string, message: string) => {
    problems.push({ reason: 'invalid', location: prefix + name, message });
  };
  for (const [name, value] of Object.entries(json)) {
    const field = known.get(name.toLowerCase());
    if (field === undefined) {
      if (!ignoreUnknown) problem(name, `no such field: ${prefix}${name}.`);
      continue;
    }
    const one = (item: unknown): unknown => {
      if (item === null || item === undefined) return null;
      if (field.type === 'JSON')
        return jsonText(item, () => {
          problem(name, `Invalid JSON: ${name}.`);
        });
      if (field.type === 'RECORD') {
        if (!isRecord(item)) {
          problem(name, `This field: ${prefix}${name} is not a record.`);
          return null;
        }
        const inner = prepareRow(item, field.fields ?? [], ignoreUnknown, `${prefix}${name}.`);
        problems.push(...inner.problems);
        return inner.json;
      }
      if (typeof item === 'object') {
        problem(name, `This field: ${prefix}${name} is not a record.`);
        return null;
      }
      return item;
    };
    if (field.mode === 'REPEATED' && value !== null && value !== undefined) {
      if (!Array.isArray(value))
        problem(name, `Array specified for non-repeated field or the reverse: ${name}.`);
      else out[field.name] = value.map(one);
    } else {
      if (Array.isArray(value) && field.type !== 'JSON') {
        problem(name, `Array specified for non-repeated field: ${prefix}${name}.`);
      } else out[field.name] = one(value);
    }
  }
  return { json: out, problems };
}

/** A JSON value as its text: as it was given, so that no number loses digits. */
function jsonText(value: unknown, bad: () => void): string | null {
  if (typeof value !== 'string') return JSON.stringify(value);
  try {
    JSON.parse(value);
    return value;
  } catch {
    bad();
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
