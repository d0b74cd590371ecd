import type { DuckDBConnection } from '@duckdb/node-api';
import type { FieldSchema, ObjectReference } from '../sql/statement.ts';
import type { CatalogChanges, TableEntry } from './catalog.ts';
import { duckError } from './duck-errors.ts';
import { requireDataset, shownName, sqlName, type Engine } from './engine.ts';
import { BigQueryError, duplicate, invalid, notFound } from './errors.ts';
import type { JobControl, JobOutcome } from './jobs.ts';
import type { LoadConfiguration } from './load-configuration.ts';
import { loadSource, type LoadSource } from './load-source.ts';
import { partitioningOf } from './partitioning.ts';
import type { LoadFiles } from './storage.ts';
import {
  addColumnSql,
  columnDefinitions,
  countRows,
  describeQuery,
  fillArrays,
  requireType,
} from './tables.ts';
import { duckType, fieldOf, normalizeSchema, quoteName } from './types.ts';

/** Loads files into a table: every row, or none. @throws BigQueryError with BigQuery's message. */
export async function runLoad(
  engine: Engine,
  configuration: LoadConfiguration,
  files: LoadFiles,
  control: JobControl,
): Promise<JobOutcome> {
  const { datasetId, tableId, projectId } = configuration.destinationTable;
  const target = { project: projectId ?? engine.project, dataset: datasetId, name: tableId };
  const connection = await engine.database.connect();
  control.onCancel(() => {
    connection.interrupt();
  });
  try {
    const loaded = await engine.transact(connection, async (changes) => {
      control.check();
      const source = await loadSource(connection, configuration, files.paths);
      return loadInto(engine, connection, changes, target, configuration, source);
    });
    return {
      statistics: {
        load: {
          inputFiles: String(files.paths.length),
          inputFileBytes: String(files.bytes),
          outputRows: String(loaded.rows),
          outputBytes: String(files.bytes),
          badRecords: String(loaded.bad),
        },
      },
    };
  } finally {
    connection.closeSync();
  }
}

async function loadInto(
  engine: Engine,
  connection: DuckDBConnection,
  changes: CatalogChanges,
  target: ObjectReference,
  configuration: LoadConfiguration,
  source: LoadSource,
): Promise<{ rows: number; bad: number }> {
  requireDataset(engine, changes, target);
  const existing = changes.get('table', target.dataset, target.name);
  if (existing !== undefined) requireType(target, existing, 'TABLE');
  const write = configuration.writeDisposition ?? 'WRITE_APPEND';
  if (existing === undefined && configuration.createDisposition === 'CREATE_NEVER') {
    throw notFound('Table', shownName(target));
  }
  if (write === 'WRITE_EMPTY' && existing !== undefined && existing.rows > 0) {
    throw duplicate('Table', shownName(target));
  }
  const fields = await schemaOf(connection, configuration, source, existing);
  const now = Date.now();
  let entry: TableEntry;
  const layout = { ...existing, ...partitioningOf(configuration) };
  if (existing === undefined || write === 'WRITE_TRUNCATE') {
    await connection.run(
      `CREATE OR REPLACE TABLE ${sqlName(target)} (${columnDefinitions(fields, layout.partitioning)})`,
    );
    entry = {
      ...existing,
      ...layout,
      kind: 'table',
      dataset: target.dataset,
      name: target.name,
      type: 'TABLE',
      created: existing?.created ?? now,
      modified: now,
      fields,
      rows: 0,
    };
  } else {
    if (write === 'WRITE_TRUNCATE_DATA') await connection.run(`TRUNCATE ${sqlName(target)}`);
    entry = { ...existing, modified: now };
    entry.fields = await extendTable(connection, target, existing, fields, configuration);
  }
  await checkFields(connection, configuration, source, fields);
  const bad = await insertRows(connection, target, fields, configuration, source);
  const before = write === 'WRITE_APPEND' ? (existing?.rows ?? 0) : 0;
  const rows = await countRows(connection, target);
  await changes.put({ ...entry, rows });
  return { rows: rows - before, bad };
}

async function schemaOf(
  connection: DuckDBConnection,
  configuration: LoadConfiguration,
  source: LoadSource,
  existing: TableEntry | undefined,
): Promise<FieldSchema[]> {
  const given = configuration.schema?.fields;
  if (given !== undefined && given.length > 0) return normalizeSchema(given);
  const keeps = existing !== undefined && configuration.writeDisposition !== 'WRITE_TRUNCATE';
  const adds = configuration.schemaUpdateOptions?.includes('ALLOW_FIELD_ADDITION') === true;
  if (existing !== undefined && (configuration.autodetect !== true || (keeps && !adds))) {
    return existing.fields;
  }
  if (configuration.autodetect !== true && source.format !== 'Parquet') {
    throw invalid('No schema specified on job or table.');
  }
  const columns = await reading(source, () =>
    describeQuery(connection, `SELECT * FROM ${source.detected}`),
  );
  return columns.map(({ name, type }) => {
    const field = fieldOf(name.trim().replaceAll(/[^\p{L}\p{N}_]/gu, '_'), type);
    return field.type === 'DATETIME' && source.format !== 'Parquet'
      ? { ...field, type: 'TIMESTAMP' }
      : field;
  });
}

/** Adds to an existing table the fields a load brings, when it may. */
async function extendTable(
  connection: DuckDBConnection,
  target: ObjectReference,
  existing: TableEntry,
  fields: readonly FieldSchema[],
  configuration: LoadConfiguration,
): Promise<FieldSchema[]> {
  const known = new Map(existing.fields.map((field) => [field.name.toLowerCase(), field]));
  const added: FieldSchema[] = [];
  for (const field of fields) {
    const match = known.get(field.name.toLowerCase());
    if (match === undefined) added.push(field);
    else if (duckType(match) !== duckType(field)) {
      throw invalid(
        `Provided Schema does not match Table ${shownName(target)}.` +
          ` Field ${field.name} has changed type from ${match.type} to ${field.type}`,
      );
    }
  }
  if (added.length === 0) return existing.fields;
  if (configuration.schemaUpdateOptions?.includes('ALLOW_FIELD_ADDITION') !== true) {
    throw invalid(
      `Provided Schema does not match Table ${shownName(target)}.` +
        ` Cannot add fields (field: ${added[0]?.name ?? ''})`,
    );
  }
  for (const field of added) {
    if (field.mode === 'REQUIRED') {
      throw invalid(`Cannot add required column ${field.name} to table ${shownName(target)}`);
    }
    await connection.run(addColumnSql(target, field));
  }
  await fillArrays(connection, target, existing.fields, added);
  return [...existing.fields, ...added];
}

async function checkFields(
  connection: DuckDBConnection,
  configuration: LoadConfiguration,
  source: LoadSource,
  fields: readonly FieldSchema[],
): Promise<void> {
  if (source.names === undefined || configuration.ignoreUnknownValues === true) return;
  if ((configuration.maxBadRecords ?? 0) > 0) return;
  const names = source.names;
  const result = await reading(source, () => connection.runAndReadAll(names));
  const known = new Set(fields.map((field) => field.name.toLowerCase()));
  for (const [name] of result.getRows()) {
    if (!known.has(String(name).toLowerCase())) {
      throw readError(source, `No such field: ${String(name)}.`);
    }
  }
}

/** Inserts the files' rows and returns how many bad ones were left out. */
async function insertRows(
  connection: DuckDBConnection,
  target: ObjectReference,
  fields: readonly FieldSchema[],
  configuration: LoadConfiguration,
  source: LoadSource,
): Promise<number> {
  const names = fields.map((field) => quoteName(field.name)).join(', ');
  const into = `INSERT INTO ${sqlName(target)} (${names})`;
  const values = fields.map((field) => source.convert(field));
  const allowed = configuration.maxBadRecords ?? 0;
  if (allowed > 0 && source.readTolerant !== undefined) {
    const converted = values.map((value, index) => {
      const field = fields[index];
      return field?.type === 'STRING' ? value : `TRY(${value})`;
    });
    const isBad = fields.map((field, index) =>
      field.mode === 'REPEATED' || field.type === 'JSON'
        ? `(${quoteName(field.name)} IS NOT NULL AND ${quoteName(field.name)} <> 'null' AND ${converted[index] ?? ''} IS NULL)`
        : `(${quoteName(field.name)} IS NOT NULL AND ${converted[index] ?? ''} IS NULL)`,
    );
    const bad = ['__bad', ...isBad].join(' OR ');
    const relation = source.readTolerant(fields);
    return reading(source, async () => {
      const counted = await connection.runAndReadAll(
        `SELECT count(*) FROM ${relation} WHERE ${bad}`,
      );
      const rejected =
        Number(counted.getRows()[0]?.[0] ?? 0) + (await rejectedLines(connection, source));
      if (rejected > allowed) {
        throw readError(
          source,
          `too many errors, giving up. Errors: ${rejected}; max bad: ${allowed}.`,
        );
      }
      await connection.run(
        `${into} SELECT ${converted.join(', ')} FROM ${relation} WHERE NOT (${bad})`,
      );
      return rejected;
    });
  }
  const relation = source.read(fields);
  try {
    await connection.run(`${into} SELECT ${values.join(', ')} FROM ${relation}`);
  } catch (error) {
    throw readError(source, shortMessage(error), error);
  }
  return 0;
}

async function rejectedLines(connection: DuckDBConnection, source: LoadSource): Promise<number> {
  if (source.format !== 'CSV') return 0;
  const result = await connection.runAndReadAll(
    'SELECT count(DISTINCT (file_id, line)) FROM reject_errors',
  );
  return Number(result.getRows()[0]?.[0] ?? 0);
}

async function reading<T>(source: LoadSource, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BigQueryError) throw error;
    throw readError(source, shortMessage(error), error);
  }
}

function readError(source: LoadSource, message: string, cause?: unknown): BigQueryError {
  const stopped = cause === undefined ? undefined : duckError(cause);
  if (stopped?.reason === 'stopped' || stopped?.reason === 'resourcesExceeded') return stopped;
  return new BigQueryError(
    'invalid',
    `Error while reading data, error message: ${source.format} parsing error: ${message}`,
    { cause },
  );
}

function shortMessage(error: unknown): string {
  const { message } = duckError(error);
  return (message.split(/\n\s*\n|\nLINE /)[0] ?? message).replaceAll(
    /"[^"]*\/upload-[^"]*"/g,
    'the file',
  );
}
