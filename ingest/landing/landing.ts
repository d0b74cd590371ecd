import type { BigQuery, Dataset, TableMetadata } from '@google-cloud/bigquery';
import pMap from 'p-map';
import { z } from 'zod';
import type { RawTable } from '../tables/columns.ts';
import { rawDataset, rawTables, type RawTableName } from '../tables/raw-tables.ts';
import type { StagedBatch } from './batches.ts';
import type { RowCounts } from '../summary.ts';
import { calling, unlessThere } from '../warehouse-calls.ts';
import { mergeSql, removeUnlistedSql } from './merge-sql.ts';
import { longestRunMs } from './run-directory.ts';
import { loadParts, type StagingBucket } from './staged-load.ts';
import type { StagedFile } from './staging-file.ts';

export interface LandingTarget {
  client: BigQuery;
  project: string;
  location: string;
  /** Files go through it; without, each is uploaded. */
  stagingBucket?: StagingBucket;
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

const listed = z.object({ requirePartitionFilter: z.boolean().optional() });

const schemaOf = (table: RawTable, without?: string): { fields: object[] } => ({
  fields: table.columns.filter(({ name }) => name !== without).map((column) => ({ ...column })),
});

/**
 * Makes the raw dataset and those of its tables that are missing. Tables that have partitions are only read with a filter on them:
 * those made before that was so are told.
 * @throws TankError E_LANDING
 */
export async function createRawTables({ client, location }: LandingTarget): Promise<void> {
  await calling('E_LANDING', `creating the tables of ${rawDataset}`, async () => {
    const dataset = client.dataset(rawDataset, { location });
    if (!(await dataset.exists())[0]) {
      await unlessThere(client.createDataset(rawDataset, { location }));
    }
    const present = new Map((await dataset.getTables())[0].map((table) => [table.id, table]));
    for (const table of Object.values(rawTables)) {
      const there = present.get(table.name);
      const requirePartitionFilter = table.partition !== undefined;
      if (there === undefined) {
        await unlessThere(dataset.createTable(table.name, tableMetadata(table)));
      } else if (
        requirePartitionFilter !== (listed.parse(there.metadata).requirePartitionFilter ?? false)
      ) {
        await there.setMetadata({ requirePartitionFilter });
      }
    }
  });
}

function tableMetadata(table: RawTable): TableMetadata {
  return {
    description: table.description,
    schema: schemaOf(table),
    clustering: { fields: [...table.clustering] },
    requirePartitionFilter: table.partition !== undefined,
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
  await calling('E_LANDING', 'dropping the staging tables of earlier runs', async () => {
    const [tables] = await client.dataset(rawDataset, { location }).getTables();
    const left = tables.filter((table) =>
      runIds.some((runId) => table.id?.startsWith(`${stagingPrefix}${runId}_`)),
    );
    await pMap(left, (table) => table.delete({ ignoreNotFound: true }), { concurrency: 4 });
  });
}

/**
 * Brings a batch into its raw tables: load jobs into staging tables of their own, then table by
 * table removal of what the source no longer has in the batch's items, and MERGE; raw_collected_items comes last. Doing
 * it twice, or again after a crash at any point, gives the same tables.
 * @returns counts by table.
 * @throws TankError E_LANDING naming the batch.
 */
export async function landBatch(
  target: LandingTarget,
  batch: StagedBatch,
): Promise<Map<RawTableName, RowCounts>> {
  const { client, project, location } = target;
  const { batchId, files, dates } = batch;
  const dataset = client.dataset(rawDataset, { location });
  const stagingName = ({ table }: StagedFile): string => `${stagingPrefix}${batchId}_${table}`;
  const quoted = (name: string): string => `\`${project}.${rawDataset}.${name}\``;
  const items = files.find(({ table }) => table === 'raw_collected_items');
  return calling('E_LANDING', `landing batch ${batchId}`, async () => {
    const counts = new Map<RawTableName, RowCounts>();
    try {
      for (const file of files) {
        if (file.rows > 0) await load(target, dataset, stagingName(file), file);
      }
      for (const file of files) {
        const table = rawTables[file.table];
        const names = { target: quoted(table.name), staged: quoted(stagingName(file)) };
        const isEmpty = file.rows === 0;
        const removed =
          items === undefined || items.rows === 0 || file === items
            ? 0
            : (
                await change(
                  target,
                  removeUnlistedSql(
                    table,
                    {
                      target: names.target,
                      staged: isEmpty ? undefined : names.staged,
                      items: quoted(stagingName(items)),
                    },
                    dates,
                  ),
                )
              ).deleted;
        const merged = isEmpty
          ? { inserted: 0, updated: 0 }
          : await change(target, mergeSql(table, names, dates));
        counts.set(file.table, {
          staged: file.rows,
          inserted: merged.inserted,
          changed: merged.updated,
          unchanged: file.rows - merged.inserted - merged.updated,
          removed,
        });
      }
      return counts;
    } finally {
      for (const file of files) {
        await dataset.table(stagingName(file)).delete({ ignoreNotFound: true });
      }
    }
  });
}

async function load(
  target: LandingTarget,
  dataset: Dataset,
  stagingName: string,
  file: StagedFile,
): Promise<void> {
  const schema = schemaOf(rawTables[file.table], 'loaded_at');
  const staging = dataset.table(stagingName);
  await staging.delete({ ignoreNotFound: true });
  await dataset.createTable(stagingName, {
    schema,
    expirationTime: String(Date.now() + longestRunMs),
  });
  const loaded = await loadParts(staging, file.parts, schema, target.stagingBucket);
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
