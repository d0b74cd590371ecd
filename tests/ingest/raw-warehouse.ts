import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BigQuery } from '@google-cloud/bigquery';
import { openWarehouse } from '../../embedded/index.ts';
import { ingest, rawTables, type IngestOptions, type IngestSummary } from '../../ingest/index.ts';
import { createClient } from '../../warehouse/client.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { readingWhole } from '../whole-tables.ts';

export const project = 'hankstank';

/** What tests of collecting as such collect, unless they say otherwise: few requests, and entities that depend on each other. */
export const thinPath = ['schedule', 'teams', 'rosters', 'boxscores'] as const;

/** An empty warehouse and staging directory, to ingest into. */
export interface RawWarehouse {
  client: BigQuery;
  url: string;
  staging: string;
  /** Collects games, clubs and box scores of two days, unless told otherwise. */
  ingest: (options: Partial<IngestOptions> & { baseUrl: string }) => Promise<IngestSummary>;
  /** Every raw row by table, in the order of its keys. */
  rows: (columns?: readonly string[]) => Promise<Record<string, unknown[]>>;
  count: (sql: string) => Promise<number>;
  tables: () => Promise<string[]>;
  close: () => Promise<void>;
}

/** Columns that do not depend on when and how a row was collected. */
const contentColumns = ['content_sha256', 'event_at', 'source', 'http_status', 'payload'];

export async function openRawWarehouse(): Promise<RawWarehouse> {
  const directory = await mkdtemp(path.join(tmpdir(), 'tank-ingest-'));
  const staging = path.join(directory, 'staging');
  const warehouse = await openWarehouse({ file: ':memory:', project, threads: 1 });
  const client = createClient(loadConfig({}, { endpoint: warehouse.url, project }));
  return {
    client,
    url: warehouse.url,
    staging,
    ingest: (options) =>
      ingest({
        client,
        project,
        location: 'US',
        source: 'replay',
        from: '2019-05-18',
        to: '2019-05-19',
        stagingDirectory: staging,
        entities: thinPath,
        now: () => new Date('2020-01-15T10:00:00Z'),
        ...options,
        tuning: {
          backoffMs: [1, 1, 1, 1, 1],
          shapeBackoffMs: [1, 1, 1, 1, 1],
          timeoutMs: 5000,
          breakerOpenMs: 20,
          ...options.tuning,
        },
      }),
    rows: async (columns = contentColumns) => {
      const all: Record<string, unknown[]> = {};
      for (const table of Object.values(rawTables)) {
        const state = table.columns.some(({ name }) => name === 'schedule_state');
        const read = [...table.keys, ...(state ? ['schedule_state'] : []), ...columns].join(', ');
        const [rows] = await client.query(
          readingWhole(
            `SELECT ${read} FROM mlb_raw.${table.name} ORDER BY ${table.keys.join(', ')}`,
          ),
        );
        all[table.name] = rows;
      }
      return all;
    },
    count: async (sql) => {
      const [rows] = (await client.query(readingWhole(sql))) as [{ n: number }[]];
      return rows[0]?.n ?? Number.NaN;
    },
    tables: async () => {
      const [tables] = await client.dataset('mlb_raw').getTables();
      return tables.map((table) => table.id ?? '').sort();
    },
    close: async () => {
      await warehouse.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
