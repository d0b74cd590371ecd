import { rm } from 'node:fs/promises';
import type { BigQuery, Dataset, TableMetadata } from '@google-cloud/bigquery';
import pMap from 'p-map';
import { z } from 'zod';
import { tankError } from '../warehouse/errors.ts';
import type { DateRange } from './calendar.ts';
import { mergeSql, removeUnlistedSql, removeWithdrawnSql } from './merge-sql.ts';
import { rawDataset, rawTables, type RawTable } from './raw-tables.ts';
import { longestRunMs } from './run-directory.ts';
import type { StagedFile } from './staging-file.ts';

/** What a landing did to a raw table, in rows. */
export interface RowCounts {
  /** Rows sent. */
  staged: number;
  inserted: number;
  changed: number;
  unchanged: number;
  removed: number;
}

export interface LandingTarget {
  client: BigQuery;
  project: string;
  location: string;
}

const stagingPrefix = 'landing_';

const rowCount = z.coerce.number().int().default(0);
const dmlJob = z.object({
  statistics: z.object({
    query: z.object({
      dmlStats: z.object({
        insertedRowCount: rowCount,
        updatedRowCount: rowCount,
        deletedRowCount: rowCount,
      }),
    }),
  }),
});

const schemaOf = (table: RawTable, without?: string): { fields: object[] } => ({
  fields: table.columns.filter(({ name }) => name !== without).map((column) => ({ ...column })),
});

/** Makes the raw dataset and those of its tables that are missing. @throws TankError E_LANDING */
export async function createRawTables({ client, location }: LandingTarget): Promise<void> {
  await attempt(`creating the tables of ${rawDataset}`, async () => {
    const dataset = client.dataset(rawDataset, { location });
    if (!(await dataset.exists())[0]) {
      await unlessThere(client.createDataset(rawDataset, { location }));
    }
    const present = new Set((await dataset.getTables())[0].map((table) => table.id));
    for (const table of Object.values(rawTables)) {
      if (!present.has(table.name)) {
        await unlessThere(dataset.createTable(table.name, tableMetadata(table)));
      }
    }
  });
}

function tableMetadata(table: RawTable): TableMetadata {
  return {
    description: table.description,
    schema: schemaOf(table),
    clustering: { fields: [...table.clustering] },
    ...(table.partition !== undefined && {
      timePartitioning: { type: 'DAY', field: table.partition },
    }),
  };
}

/** Drops the staging tables of runs that are gone. @throws TankError E_LANDING */
export async function dropStagingTables(
  { client, location }: LandingTarget,
  runIds: readonly string[],
): Promise<void> {
  if (runIds.length === 0) return;
  await attempt('dropping the staging tables of earlier runs', async () => {
    const [tables] = await client.dataset(rawDataset, { location }).getTables();
    const left = tables.filter((table) =>
      runIds.some((runId) => table.id?.startsWith(`${stagingPrefix}${runId}_`)),
    );
    await pMap(left, (table) => table.delete({ ignoreNotFound: true }), { concurrency: 4 });
  });
}

/**
 * Brings one file into its raw table and deletes it: load job into a staging table of its own, removal of what the
 * source no longer lists, MERGE. Doing it twice, or again after a crash at any point, gives the same table.
 * @param complete of a schedule file, the dates it lists in full.
 * @throws TankError E_LANDING naming the table and the batch.
 */
export async function landFile(
  target: LandingTarget,
  file: StagedFile,
  complete: readonly DateRange[] = [],
): Promise<RowCounts> {
  const { client, project, location } = target;
  const table = rawTables[file.table];
  const dataset = client.dataset(rawDataset, { location });
  const stagingName = `${stagingPrefix}${file.batchId}_${file.table}`;
  const quoted = (name: string): string => `\`${project}.${rawDataset}.${name}\``;
  const names = { target: quoted(table.name), staged: quoted(stagingName) };
  const isEmpty = file.rows === 0;
  return attempt(`landing batch ${file.batchId} in ${table.name}`, async () => {
    try {
      if (!isEmpty) await load(dataset, stagingName, file);
      const removals = [
        isEmpty ? undefined : removeUnlistedSql(table, names, file.partitions),
        complete.length === 0
          ? undefined
          : removeWithdrawnSql(
              table,
              { target: names.target, staged: isEmpty ? undefined : names.staged },
              complete,
            ),
      ];
      let removed = 0;
      for (const sql of removals) {
        if (sql !== undefined) removed += (await change(target, sql)).deleted;
      }
      if (isEmpty) return { staged: 0, inserted: 0, changed: 0, unchanged: 0, removed };
      const merged = await change(target, mergeSql(table, names, file.partitions));
      return {
        staged: file.rows,
        inserted: merged.inserted,
        changed: merged.updated,
        unchanged: file.rows - merged.inserted - merged.updated,
        removed,
      };
    } finally {
      await dataset.table(stagingName).delete({ ignoreNotFound: true });
      await rm(file.path, { force: true });
    }
  });
}

async function load(dataset: Dataset, stagingName: string, file: StagedFile): Promise<void> {
  const schema = schemaOf(rawTables[file.table], 'loaded_at');
  const expirationTime = String(Date.now() + longestRunMs);
  const [staging] = await dataset.createTable(stagingName, { schema, expirationTime });
  const [job] = await staging.load(file.path, {
    schema,
    sourceFormat: 'NEWLINE_DELIMITED_JSON',
    writeDisposition: 'WRITE_TRUNCATE',
  });
  const loaded = Number(job.statistics?.load?.outputRows);
  if (loaded !== file.rows) {
    throw new Error(`${file.rows} rows were staged, ${loaded} were loaded`);
  }
}

/** Runs a DML statement and returns how many rows it changed. */
async function change(
  { client, location }: LandingTarget,
  query: string,
): Promise<{ inserted: number; updated: number; deleted: number }> {
  const [job] = await client.createQueryJob({ query, location });
  await job.getQueryResults();
  await job.getMetadata();
  const { dmlStats } = dmlJob.parse(job.metadata).statistics.query;
  return {
    inserted: dmlStats.insertedRowCount,
    updated: dmlStats.updatedRowCount,
    deleted: dmlStats.deletedRowCount,
  };
}

async function unlessThere(creation: Promise<unknown>): Promise<void> {
  try {
    await creation;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 409)) throw error;
  }
}

async function attempt<Result>(what: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw tankError('E_LANDING', `${what}: ${reason}`, { cause });
  }
}
