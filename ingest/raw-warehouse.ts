import type { BigQuery } from '@google-cloud/bigquery';
import { z } from 'zod';
import { tankError } from '../warehouse/errors.ts';
import { everyDate } from './dates.ts';
import { rawDataset, type RawTableName } from './tables/raw-tables.ts';
import { calling } from './warehouse-calls.ts';

/** Which world the data is from: MLB's own, a recorded one, or the simulated league. */
export type SourceLabel = 'live' | 'replay' | 'sim';

/** Where the raw tables are. */
export interface RawWarehouse {
  client: BigQuery;
  project: string;
  /** BigQuery location of the raw dataset. */
  location: string;
  /** No raw table is there yet: a query on them has no rows. */
  isEmpty?: boolean;
}

/**
 * Rows of a query on raw tables.
 * @throws TankError E_WAREHOUSE
 */
export async function select<Row>(
  { client, project, location, isEmpty = false }: RawWarehouse,
  row: z.ZodType<Row>,
  sql: (table: (name: RawTableName) => string) => string,
): Promise<Row[]> {
  if (isEmpty) return [];
  const query = sql((name) => `\`${project}.${rawDataset}.${name}\``);
  return calling('E_WAREHOUSE', 'asking what is collected already', async () => {
    const [rows] = await client.query({ query, location });
    return z.array(row).parse(rows);
  });
}

/**
 * Refuses to mix simulated and real games in one warehouse.
 * @throws TankError E_SOURCE_MIXED
 */
export async function checkSource(warehouse: RawWarehouse, source: SourceLabel): Promise<void> {
  const rows = await select(
    warehouse,
    z.object({ source: z.string() }),
    (table) =>
      `SELECT DISTINCT source FROM ${table('raw_schedule')} WHERE ${everyDate('schedule_date')}`,
  );
  const other = rows.find((row) => (row.source === 'sim') !== (source === 'sim'));
  if (other === undefined) return;
  const kind = (label: string): string => (label === 'sim' ? 'simulated' : 'real');
  throw tankError(
    'E_SOURCE_MIXED',
    `the warehouse holds ${kind(other.source)} games: ${kind(source)} ones do not belong beside them`,
  );
}
