import type { DuckDBConnection } from '@duckdb/node-api';
import type { FieldSchema, ObjectReference } from '../sql/statement.ts';
import type { CatalogChanges, TableEntry } from './catalog.ts';
import { unnamedColumns } from './column-defaults.ts';
import { checkGzip } from './compression.ts';
import { requireDataset, shownName, sqlName, type Engine } from './engine.ts';
import { duplicate, notFound } from './errors.ts';
import type { JobControl, JobOutcome } from './jobs.ts';
import type { LoadConfiguration } from './load-configuration.ts';
import { insertRows, reading } from './load-rows.ts';
import { extendTable, loadSchema } from './load-schema.ts';
import { loadSource, type LoadSource } from './load-source.ts';
import { splitDecorator } from './partition-decorator.ts';
import {
  checkOutside,
  clearPartition,
  partitioningFor,
  partitionTarget,
  rowsOutside,
} from './partition-target.ts';
import { partitioningOf } from './partitioning.ts';
import type { LoadFiles } from './storage.ts';
import { columnDefinitions, countRows, requireType } from './tables.ts';
import { without } from './without.ts';

/** Loads files into a table, or into one partition of it: every row, or none. @throws BigQueryError with BigQuery's message. */
export async function runLoad(
  engine: Engine,
  configuration: LoadConfiguration,
  files: LoadFiles,
  control: JobControl,
): Promise<JobOutcome> {
  const { datasetId, tableId, projectId } = configuration.destinationTable;
  const { name, partition } = splitDecorator(tableId);
  const target = { project: projectId ?? engine.project, dataset: datasetId, name };
  const connection = await engine.database.connect();
  control.onCancel(() => {
    connection.interrupt();
  });
  try {
    const loaded = await engine.transact(connection, async (changes) => {
      control.check();
      const checked = checkGzip(files.paths).catch((error: unknown) => {
        connection.interrupt();
        throw error;
      });
      const work = loadInto(
        { engine, connection, changes, target, partition, configuration },
        files,
      );
      const [check, result] = await Promise.allSettled([checked, work]);
      if (check.status === 'rejected') throw check.reason;
      if (result.status === 'rejected') throw result.reason;
      control.check();
      return result.value;
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

interface Load {
  engine: Engine;
  connection: DuckDBConnection;
  changes: CatalogChanges;
  target: ObjectReference;
  /** The id of the partition that is written; undefined for the whole table. */
  partition: string | undefined;
  configuration: LoadConfiguration;
}

/** A load's work in the caller's transaction. Returns how many rows came and how many were bad. */
export async function loadInto(
  load: Load,
  files: LoadFiles,
): Promise<{ rows: number; bad: number }> {
  const { engine, connection, changes, target, configuration } = load;
  requireDataset(engine, changes, target);
  const existing = changes.get('table', target.dataset, target.name);
  if (existing !== undefined) requireType(target, existing, 'TABLE');
  else if (configuration.createDisposition === 'CREATE_NEVER') {
    throw notFound('Table', shownName(target));
  }
  const source = await loadSource(connection, configuration, files.paths);
  const fields = await reading(source, () =>
    loadSchema(connection, configuration, source, existing),
  );
  const entry = await prepareTable(load, existing, fields);
  const before = await countRows(connection, target);
  const partition =
    load.partition === undefined ? undefined : partitionTarget(entry, load.partition);
  const outside = partition === undefined ? 0 : await rowsOutside(connection, target, partition);
  const fileFields = fields.map(
    (field) =>
      entry.fields.find(({ name }) => name.toLowerCase() === field.name.toLowerCase()) ?? field,
  );
  await inspect(source, connection, fileFields);
  const held = fileFields.filter((field) => source.holds?.(field) ?? true);
  const bad = await insertRows(connection, source, {
    table: sqlName(target),
    fields: held,
    constants: [
      ...(partition?.constants ?? []),
      ...unnamedColumns(entry.fields, held, engine.project),
    ],
    maxBadRecords: configuration.maxBadRecords ?? 0,
  });
  if (partition !== undefined) await checkOutside(connection, target, partition, outside);
  const rows = await countRows(connection, target);
  await changes.put({ ...entry, rows });
  return { rows: rows - before, bad };
}

const inspect = (
  source: LoadSource,
  connection: DuckDBConnection,
  fields: readonly FieldSchema[],
): Promise<void> => reading(source, () => source.inspect(connection, fields));

/** Makes, empties or extends the table as the dispositions say; returns its entry, rows not counted. */
async function prepareTable(
  load: Load,
  existing: TableEntry | undefined,
  fields: FieldSchema[],
): Promise<TableEntry> {
  const { connection, target, partition, configuration } = load;
  const write = configuration.writeDisposition ?? 'WRITE_APPEND';
  const now = Date.now();
  if (existing === undefined || (write === 'WRITE_TRUNCATE' && partition === undefined)) {
    const asked = partitioningOf(configuration);
    const layout = {
      ...(existing && without(existing, 'sampled')),
      ...(partition !== undefined && { partitioning: partitioningFor(partition) }),
      ...asked,
    };
    await connection.run(
      `CREATE OR REPLACE TABLE ${sqlName(target)} (${columnDefinitions(fields, layout.partitioning)})`,
    );
    const { description, friendlyName, labels } = configuration.destinationTableProperties ?? {};
    return {
      ...layout,
      ...(description !== undefined && { description }),
      ...(friendlyName !== undefined && { friendlyName }),
      ...(labels !== undefined && { labels }),
      kind: 'table',
      dataset: target.dataset,
      name: target.name,
      type: 'TABLE',
      created: existing?.created ?? now,
      modified: now,
      fields,
      rows: 0,
    };
  }
  if (partition !== undefined) {
    await clearPartition(connection, target, partitionTarget(existing, partition), write);
  } else if (write === 'WRITE_EMPTY' && existing.rows > 0) {
    throw duplicate('Table', shownName(target));
  } else if (write === 'WRITE_TRUNCATE_DATA') await connection.run(`TRUNCATE ${sqlName(target)}`);
  const merged = await extendTable(connection, target, existing, fields, configuration);
  return { ...existing, modified: now, fields: merged };
}
