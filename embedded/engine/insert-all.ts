import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { defaultValue, storedValue } from '../sql/column-values.ts';
import type { FieldSchema, ObjectReference } from '../sql/statement.ts';
import type { TableEntry } from './catalog.ts';
import { sqlName, type Engine } from './engine.ts';
import { invalid, notFound } from './errors.ts';
import { exactJson } from './exact-json.ts';
import { prepareRow, type RowProblem } from './insert-row.ts';
import { convertText, textStructure } from './load-convert.ts';
import { requireType } from './tables.ts';
import { quoteName, quoteText, sqlTypeName } from './types.ts';

export interface InsertRow {
  insertId?: string | undefined;
  json: Record<string, unknown>;
}

export interface InsertError {
  index: number;
  errors: RowProblem[];
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
  if (rows.length === 0) throw invalid('No rows present in the request.');
  const table = `${target.dataset}.${target.name}`;
  let remembered: readonly InsertRow[] = [];
  const work = engine.change(async (changes, connection) => {
    const entry = changes.get('table', target.dataset, target.name);
    if (entry === undefined) {
      throw notFound('Table', `${target.project}:${target.dataset}.${target.name}`);
    }
    requireType(target, entry, 'TABLE');
    const fresh = newRows(recent, table, rows);
    const bad = new Map<number, InsertError>();
    const prepared = fresh.map(({ row, index }) => {
      const { json, problems } = prepareRow(row.json, entry.fields, options.ignoreUnknownValues);
      if (problems.length > 0) bad.set(index, { index, errors: problems });
      return { index, json };
    });
    const good = prepared.filter(({ index }) => !bad.has(index));
    const keepsGood = options.skipInvalidRows || bad.size === 0;
    const unreadable = await insertGood({ engine, connection, target, entry }, good, {
      ...options,
      keepsGood,
    });
    for (const error of unreadable) bad.set(error.index, error);
    if (bad.size > 0 && !options.skipInvalidRows) {
      for (const { index } of prepared) {
        if (!bad.has(index)) {
          bad.set(index, { index, errors: [{ reason: 'stopped', location: '', message: '' }] });
        }
      }
      return bad;
    }
    const stored = fresh.filter(({ index }) => !bad.has(index));
    if (stored.length > 0) {
      await changes.put({ ...entry, rows: entry.rows + stored.length, modified: Date.now() });
    }
    remembered = stored.map(({ row }) => row);
    remember(recent, table, remembered);
    return bad;
  });
  const errors = await work.catch((error: unknown) => {
    forget(recent, table, remembered);
    throw error;
  });
  return [...errors.values()].sort((a, b) => a.index - b.index);
}

interface Place {
  engine: Engine;
  connection: DuckDBConnection;
  target: ObjectReference;
  entry: TableEntry;
}

/** Inserts the rows that can be stored, unless there is a bad one that is not to be skipped. Returns the errors of the bad ones. */
async function insertGood(
  { engine, connection, target, entry }: Place,
  rows: readonly { index: number; json: Record<string, unknown> }[],
  options: InsertOptions & { keepsGood: boolean },
): Promise<InsertError[]> {
  if (rows.length === 0) return [];
  const file = path.join(engine.database.spoolDirectory, `insert-${randomUUID()}.ndjson`);
  writeFileSync(file, rows.map((row) => exactJson(row)).join('\n'));
  try {
    const structure = Object.fromEntries(
      entry.fields.map((field) => [field.name, textStructure(field, 'VARCHAR')]),
    );
    const columns = `{'index': 'BIGINT', 'json': 'JSON'}`;
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE __insert AS SELECT "index" AS __index, json AS __json,` +
        ` unnest(json_transform(json, ${quoteText(JSON.stringify(structure))}))` +
        ` FROM read_json(${quoteText(file)}, format = 'newline_delimited', records = 'true', columns = ${columns}, maximum_object_size = 104857600)`,
    );
    const checks = entry.fields.map((field) => badValue(field, engine.project));
    const found = await connection.runAndReadAll(
      `SELECT __index, ${checks.join(', ')} FROM __insert WHERE ${checks.join(' OR ')}`,
    );
    const errors = found.getRows().map(([index, ...flags]) => ({
      index: Number(index),
      errors: entry.fields.filter((_, column) => flags[column] === true).map(problemOf),
    }));
    if (!options.keepsGood || (errors.length > 0 && !options.skipInvalidRows)) return errors;
    const values = entry.fields.map((field) => valueOf(field, engine.project));
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

function problemOf(field: FieldSchema): RowProblem {
  const { name, type, mode } = field;
  const message =
    mode === 'REQUIRED'
      ? `Missing required field, or a value that is no ${sqlTypeName(field)}: ${name}.`
      : `Cannot convert value to ${type.toLowerCase()} (bad value for ${sqlTypeName(field)}): ${name}.`;
  return { reason: 'invalid', location: name, message };
}

/** SQL of a row's value as it is stored; a field that the row does not name gets its DEFAULT. */
function valueOf(field: FieldSchema, project: string): string {
  const given = storedValue(convertText(field, quoteName(field.name)), field);
  if (field.defaultValueExpression === undefined) return given;
  return `CASE WHEN ${isNamed(field)} THEN ${given} ELSE ${defaultValue(field, project)} END`;
}

const isNamed = ({ name }: FieldSchema): string =>
  `list_contains(json_keys(__json), ${quoteText(name)})`;

/** SQL that is true when a row's value cannot be stored. */
function badValue(field: FieldSchema, project: string): string {
  const column = quoteName(field.name);
  const stored = `TRY(${valueOf(field, project)})`;
  if (field.mode === 'REQUIRED') return `(${stored} IS NULL)`;
  if (field.type === 'JSON' && field.mode !== 'REPEATED') return 'false';
  return `(${column} IS NOT NULL AND ${stored} IS NULL)`;
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

/** Of rows whose transaction failed after all. */
function forget(recent: Recent, table: string, rows: readonly InsertRow[]): void {
  for (const { insertId } of rows) if (insertId !== undefined) recent.get(table)?.delete(insertId);
}
