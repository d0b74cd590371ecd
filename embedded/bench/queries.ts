import path from 'node:path';
import { openEngine, type Engine } from '../engine/engine.ts';
import { execute } from '../engine/execute.ts';
import { prepareLanguage, translateOne } from '../engine/language.ts';
import { openSession } from '../engine/session.ts';
import type { Benchmark } from './benchmark.ts';
import { ask, startServer } from './server-process.ts';

const setup = (rows: number): string[] => [
  'CREATE SCHEMA d',
  `CREATE TABLE d.facts AS SELECT a * 1000 + b AS id, MOD(a * 31 + b, 5000) AS customer, MOD(a + b, 365) / 7 AS amount,
    DATE_ADD(DATE '2020-01-01', INTERVAL MOD(b, 365) DAY) AS day, CONCAT('note ', MOD(a * b, 997)) AS note
    FROM UNNEST(GENERATE_ARRAY(0, ${Math.ceil(rows / 1000) - 1})) AS a, UNNEST(GENERATE_ARRAY(0, 999)) AS b`,
  `CREATE TABLE d.customers AS SELECT id, CONCAT('customer ', id) AS name, MOD(id, 20) AS region FROM UNNEST(GENERATE_ARRAY(0, 4999)) AS id`,
];

const queries: [string, string][] = [
  ['one value', 'SELECT 1 AS one'],
  ['ten rows by a filter', 'SELECT * FROM d.facts WHERE id BETWEEN 500 AND 509'],
  ['1,000 rows of five columns', 'SELECT * FROM d.facts LIMIT 1000'],
  [
    'count and sum by day',
    'SELECT day, COUNT(*) AS n, SUM(amount) AS total FROM d.facts GROUP BY day ORDER BY day',
  ],
  [
    'join, group, order and limit',
    `SELECT c.region, c.name, SUM(f.amount) AS total, COUNT(DISTINCT f.day) AS days FROM d.facts AS f JOIN d.customers AS c ON f.customer = c.id
      GROUP BY c.region, c.name ORDER BY total DESC LIMIT 20`,
  ],
  [
    'running sums over a window, aggregated',
    `SELECT customer, MAX(running) AS most FROM (SELECT customer, SUM(amount) OVER (PARTITION BY customer ORDER BY day, id) AS running FROM d.facts)
      GROUP BY customer ORDER BY most DESC LIMIT 10`,
  ],
  [
    'distinct texts of every row',
    `SELECT COUNT(DISTINCT CONCAT(note, '-', CAST(id AS STRING))) AS n FROM d.facts`,
  ],
];

async function run(engine: Engine, sql: string): Promise<void> {
  const session = await openSession(engine, sql);
  try {
    await execute(session, await translateOne(session, { sql }));
  } finally {
    await session.close();
  }
}

const median = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1] ?? NaN;

/** Medians of the translated SQL in DuckDB and of the query over HTTP, which take turns. */
async function compare(
  engine: Engine,
  query: string,
  times: number,
  overHttp: () => Promise<unknown>,
): Promise<{ plain: number; served: number }> {
  const session = await openSession(engine, query);
  try {
    const statement = await translateOne(session, { sql: query });
    if (statement.kind !== 'query') throw new Error(`${query} is no query`);
    const plain: number[] = [];
    const served: number[] = [];
    for (let time = 0; time <= times; time += 1) {
      const start = performance.now();
      await session.connection.run(statement.sql);
      const middle = performance.now();
      await overHttp();
      if (time === 0) continue;
      plain.push(middle - start);
      served.push(performance.now() - middle);
    }
    return { plain: median(plain), served: median(served) };
  } finally {
    await session.close();
  }
}

/** Queries over HTTP against DuckDB running the same SQL; BENCH_QUERY_ROWS sets another size of the table. */
export const queriesOverHttp: Benchmark = {
  name: 'queries',
  async run({ smoke, directory, report }) {
    const rows = smoke ? 2000 : Number(process.env.BENCH_QUERY_ROWS ?? 5_000_000);
    const times = smoke ? 1 : 15;
    const engine = await openEngine({
      file: path.join(directory, 'plain.duckdb'),
      project: 'bench',
      prepare: prepareLanguage,
    });
    const server = await startServer(path.join(directory, 'served.duckdb'), directory);
    const url = `${server.url}/projects/bench/queries`;
    const body = (query: string) => ({ query, useLegacySql: false, timeoutMs: 600_000 });
    for (const sql of setup(rows)) {
      await run(engine, sql);
      await ask(url, 'POST', body(sql));
    }
    for (const [name, query] of queries) {
      const { plain, served: value } = await compare(engine, query, times, () =>
        ask(url, 'POST', body(query)),
      );
      const long = plain > 200;
      report(
        long
          ? {
              what: `query over HTTP: ${name}`,
              value,
              unit: 'ms',
              against: { what: 'the same SQL in DuckDB', value: plain },
              target: { of: 'ratio', atMost: 1.1 },
            }
          : {
              what: `what HTTP adds to a query of ${plain.toFixed(1)} ms: ${name}`,
              value: value - plain,
              unit: 'ms',
              target: { of: 'value', atMost: 10 },
            },
      );
    }
    await server.end();
    await engine.close();
  },
};
