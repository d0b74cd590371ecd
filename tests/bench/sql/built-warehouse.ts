import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import type { BigQuery } from '@google-cloud/bigquery';
import { startServer, type ServerProcess } from '../../../embedded/bench/server-process.ts';
import { createModelTables } from '../../../ml/index.ts';
import { compileVars, dailyInputs } from '../../../pipeline/runs/inputs.ts';
import { createClient } from '../../../warehouse/client.ts';
import { loadConfig } from '../../../warehouse/config.ts';
import { compileProject, nameOf } from '../../definitions/compile.ts';
import { buildGraph } from '../../definitions/harness/run-graph.ts';

/** Tags of everything that a day builds before training, in the order the data flows. */
export const builtTags = ['staging', 'quality', 'historical', 'features', 'models'] as const;

/** A build: every statement that the Dataform CLI would run, one after the other. */
export interface Build {
  /** Of tables, views and operations. */
  modelSeconds: number;
  /** Of assertions. */
  assertionSeconds: number;
  /** By what BigQuery would read, as the warehouse's own log of jobs tells. */
  gigabytesProcessed: number;
  gigabytesBilled: number;
  /** Models by the seconds of their statements, the slowest first: `dataset.name`. */
  slowest: { model: string; seconds: number }[];
}

export interface BuiltWarehouse {
  client: BigQuery;
  file: string;
  build: (options: { asOf: string; fullRefresh?: boolean }) => Promise<Build>;
  peakMegabytes: () => number | undefined;
  close: () => Promise<void>;
}

const project = 'hankstank';

/** Copies a warehouse file that nobody has open. */
export function copyWarehouse(source: string, file: string): void {
  copyFileSync(source, file);
  if (existsSync(`${source}.wal`)) copyFileSync(`${source}.wal`, `${file}.wal`);
}

/** Serves a warehouse file from a process of its own. */
export async function openBuiltWarehouse(file: string): Promise<BuiltWarehouse> {
  const storage = file.replace(/\.duckdb$/, '-storage');
  mkdirSync(storage, { recursive: true });
  const server: ServerProcess = await startServer(file, storage, { project });
  const client = createClient(loadConfig({}, { endpoint: server.url, project }));
  const build = async ({
    asOf,
    fullRefresh = false,
  }: {
    asOf: string;
    fullRefresh?: boolean;
  }): Promise<Build> => {
    const [clock] = await client.query('SELECT CAST(CURRENT_TIMESTAMP() AS STRING) AS now');
    const since = (clock as { now: string }[])[0]?.now ?? '';
    await createModelTables({ client });
    const graph = await compileProject({
      as_of_date: asOf,
      ...(fullRefresh ? {} : compileVars(dailyInputs({ date: asOf, source: 'replay' }))),
    });
    const models = new Map<string, number>();
    let assertionSeconds = 0;
    let finish = (): void => undefined;
    await buildGraph(client, graph, {
      tags: builtTags,
      fullRefresh,
      onStatement: ({ type, target }) => {
        finish();
        const [start, name] = [performance.now(), nameOf(target)];
        finish = () => {
          const seconds = (performance.now() - start) / 1000;
          if (type === 'assertion') assertionSeconds += seconds;
          else models.set(name, (models.get(name) ?? 0) + seconds);
        };
      },
    });
    finish();
    const [answer] = await client.query(`
      SELECT SUM(total_bytes_processed) / 1e9 AS processed, SUM(total_bytes_billed) / 1e9 AS billed
      FROM \`region-us\`.INFORMATION_SCHEMA.JOBS_BY_PROJECT
      WHERE creation_time >= TIMESTAMP '${since}' AND job_type = 'QUERY' AND COALESCE(statement_type, '') != 'SCRIPT'`);
    const [read] = answer as { processed: number; billed: number }[];
    const slowest = [...models]
      .map(([model, seconds]) => ({ model, seconds }))
      .sort((a, b) => b.seconds - a.seconds);
    return {
      modelSeconds: slowest.reduce((sum, { seconds }) => sum + seconds, 0),
      assertionSeconds,
      gigabytesProcessed: read?.processed ?? NaN,
      gigabytesBilled: read?.billed ?? NaN,
      slowest,
    };
  };
  return {
    client,
    file,
    build,
    peakMegabytes: () => server.peakMegabytes(),
    close: () => server.end(),
  };
}
