import path from 'node:path';
import type { Benchmark } from './benchmark.ts';
import { ask, startServer } from './server-process.ts';

/** Reading every page of a large result; BENCH_RESULT_ROWS sets another number of rows. */
export const results: Benchmark = {
  name: 'results',
  async run({ smoke, directory, report, skip }) {
    const rows = smoke ? 2000 : Number(process.env.BENCH_RESULT_ROWS ?? 5_000_000);
    const server = await startServer(path.join(directory, 'results.duckdb'), directory);
    const url = `${server.url}/projects/bench/queries`;
    const empty = server.peakMegabytes();
    const query = `SELECT a * 1000 + b AS id, CONCAT('text ', a, '-', b) AS text, DATE_ADD(DATE '2020-01-01', INTERVAL MOD(b, 365) DAY) AS day, a / 3 AS share
      FROM UNNEST(GENERATE_ARRAY(0, ${Math.ceil(rows / 1000) - 1})) AS a, UNNEST(GENERATE_ARRAY(0, 999)) AS b`;
    const start = performance.now();
    let answer = await ask(url, 'POST', {
      query,
      useLegacySql: false,
      timeoutMs: 600_000,
      maxResults: 10_000,
    });
    const { jobId } = answer.jobReference as { jobId: string };
    let seen = (answer.rows as unknown[]).length;
    while (typeof answer.pageToken === 'string') {
      answer = await ask(`${url}/${jobId}?pageToken=${answer.pageToken}`, 'GET');
      seen += (answer.rows as unknown[]).length;
    }
    if (seen !== Number(answer.totalRows))
      throw new Error(`${seen} rows came of ${String(answer.totalRows)}`);
    const seconds = (performance.now() - start) / 1000;
    const shown = `a result of ${seen.toLocaleString('en')} rows of 4 columns`;
    report({ what: `read ${shown} page by page`, value: seen / seconds, unit: 'rows/s' });
    const peak = server.peakMegabytes();
    if (peak === undefined || empty === undefined)
      skip(`memory for ${shown}`, 'the system does not tell');
    else report({ what: `memory that ${shown} takes, at most`, value: peak - empty, unit: 'MB' });
    await server.end();
  },
};
