import type { BigQuery } from '@google-cloud/bigquery';
import pMap from 'p-map';
import { warehouseError } from '../../warehouse/bigquery-dialect.ts';
import type { CompiledProject } from '../../warehouse/compiled-project.ts';
import type { Measured } from './estimate.ts';

/** BigQuery bills 10 MB of each query at least. */
const leastBytes = 10 * 1024 * 1024;
const concurrency = 4;

/** What was measured, and the actions that could not be. */
export interface Measurement extends Measured {
  unmeasured: { target: string; message: string }[];
  /** Tables whose increment cannot be tried alone, counted each night as if they were made anew: the bill will be lower. */
  countedWhole: string[];
}

async function dryRunBytes(client: BigQuery, query: string): Promise<number> {
  const [job] = await client.createQueryJob({ query, dryRun: true });
  const { statistics } = job.metadata as { statistics?: { totalBytesProcessed?: string } };
  return Math.max(leastBytes, Number(statistics?.totalBytesProcessed ?? 0));
}

/** Bytes of every table of the datasets. */
async function storedBytes(client: BigQuery, datasets: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const dataset of datasets) {
    const [tables] = await client.dataset(dataset).getTables();
    const sizes = await pMap(
      tables,
      async (table) => {
        const metadata = (await table.getMetadata())[0] as { numBytes?: string };
        return Number(metadata.numBytes ?? 0);
      },
      { concurrency },
    );
    bytes += sizes.reduce((sum, size) => sum + size, 0);
  }
  return bytes;
}

/**
 * What a night's queries and a full refresh read, by dry runs of what Dataform compiled, and what is stored. Views are read only
 * when somebody asks. An increment that needs variables of the statements before it cannot be tried without running them.
 * @throws TankError E_WAREHOUSE when sizes cannot be read
 */
export async function measureCost(
  client: BigQuery,
  { tables = [], assertions = [], operations = [], declarations = [] }: CompiledProject,
): Promise<Measurement> {
  const unmeasured: Measurement['unmeasured'] = [];
  const countedWhole: string[] = [];
  const queries = [
    ...tables
      .filter(({ enumType, disabled }) => enumType !== 'VIEW' && disabled !== true)
      .map(({ target, query, incrementalQuery }) => ({
        target,
        nightly: incrementalQuery ?? query,
        full: query,
      })),
    ...assertions.map(({ target, query }) => ({ target, nightly: query, full: query })),
  ];
  const bytes = await pMap(
    queries,
    async ({ target, nightly, full }) => {
      const name = `${target.schema}.${target.name}`;
      let whole: number;
      try {
        whole = await dryRunBytes(client, full);
      } catch (error) {
        const message =
          error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
        unmeasured.push({ target: name, message });
        return { full: 0, nightly: 0 };
      }
      if (nightly === full) return { full: whole, nightly: whole };
      try {
        return { full: whole, nightly: await dryRunBytes(client, nightly) };
      } catch {
        countedWhole.push(name);
        return { full: whole, nightly: whole };
      }
    },
    { concurrency },
  );
  const used = [...tables, ...assertions, ...operations, ...declarations];
  const datasets = [...new Set(used.map(({ target }) => target.schema))];
  try {
    return {
      nightlyBytes: bytes.reduce((sum, one) => sum + one.nightly, 0),
      fullRefreshBytes: bytes.reduce((sum, one) => sum + one.full, 0),
      storedBytes: await storedBytes(client, datasets),
      unmeasured,
      countedWhole,
    };
  } catch (error) {
    throw warehouseError(error);
  }
}
