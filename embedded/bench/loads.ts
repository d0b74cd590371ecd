import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { BenchContext, Benchmark } from './benchmark.ts';
import { ask, startServer } from './server-process.ts';

/** Twenty columns: name, type of the API, DuckDB SQL of the value's JSON text. */
const columns: [string, string, string][] = [
  ['id', 'INTEGER', 'n'],
  ['group_id', 'INTEGER', 'n % 1000'],
  ['small', 'INTEGER', 'hash(n) % 100000'],
  ['large', 'INTEGER', 'n * 7919'],
  ['price', 'FLOAT', '(hash(n) % 1000000) / 1000.0'],
  ['share', 'FLOAT', 'random()'],
  ['amount', 'FLOAT', 'random() * 1e6'],
  ['third', 'FLOAT', 'n / 3.0'],
  ['name', 'STRING', `'"name ' || n % 5000 || '"'`],
  ['text', 'STRING', `'"some longer text ' || hash(n) || '"'`],
  ['digest', 'STRING', `'"' || md5(n::VARCHAR) || '"'`],
  ['maybe', 'STRING', `CASE WHEN n % 3 = 0 THEN 'null' ELSE '"x' || n || '"' END`],
  ['even', 'BOOLEAN', 'n % 2 = 0'],
  ['fifth', 'BOOLEAN', 'n % 5 = 0'],
  ['day', 'DATE', `'"' || DATE '2020-01-01' + (n % 1000)::INTEGER || '"'`],
  ['at', 'TIMESTAMP', `'"' || strftime(to_timestamp(1577836800 + n), '%Y-%m-%dT%H:%M:%SZ') || '"'`],
  [
    'local',
    'DATETIME',
    `'"' || strftime(to_timestamp(1577836800 + n * 3), '%Y-%m-%dT%H:%M:%S') || '"'`,
  ],
  ['exact', 'NUMERIC', `'"' || (hash(n) % 1000000) / 100 || '"'`],
  ['note', 'STRING', `'"' || repeat('z', (n % 17)::INTEGER) || '"'`],
  ['code', 'INTEGER', `'"' || n % 77 || '"'`],
];

/** Files of at most this many rows are made; a larger one is the same rows several times. */
const madeRows = 1_000_000;

async function makeFile(file: string, rows: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const members = columns.map(([name, , sql]) => `'"${name}":' || (${sql})`);
  const part = `${file}.part`;
  for (let made = 0; made < rows; made += madeRows) {
    const count = Math.min(madeRows, rows - made);
    if (made === 0 || count < madeRows) {
      await connection.run(
        `COPY (SELECT '{' || ${members.join(` || ',' || `)} || '}' FROM range(${count}) AS r(n)) TO '${part}'` +
          ` (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER E'\\x01', COMPRESSION gzip)`,
      );
    }
    appendFileSync(file, readFileSync(part));
  }
  rmSync(part);
  connection.closeSync();
  instance.closeSync();
}

async function duckSeconds(directory: string, file: string): Promise<number> {
  const instance = await DuckDBInstance.create(path.join(directory, 'plain.duckdb'));
  const connection = await instance.connect();
  const start = performance.now();
  await connection.run(
    `CREATE TABLE plain AS SELECT * FROM read_json('${file}', format = 'newline_delimited')`,
  );
  const seconds = (performance.now() - start) / 1000;
  connection.closeSync();
  instance.closeSync();
  rmSync(path.join(directory, 'plain.duckdb'));
  return seconds;
}

async function load(context: BenchContext, storage: string, rows: number): Promise<void> {
  const { directory, report, skip } = context;
  const name = `rows-${rows}.json.gz`;
  await makeFile(path.join(storage, 'bucket', name), rows);
  const plain = await duckSeconds(directory, path.join(storage, 'bucket', name));
  const server = await startServer(path.join(directory, `loaded-${rows}.duckdb`), storage);
  const url = `${server.url}/projects/bench`;
  await ask(`${url}/datasets`, 'POST', { datasetReference: { datasetId: 'd' } });
  const start = performance.now();
  let job = await ask(`${url}/jobs`, 'POST', {
    configuration: {
      load: {
        sourceUris: [`gs://bucket/${name}`],
        sourceFormat: 'NEWLINE_DELIMITED_JSON',
        schema: { fields: columns.map(([column, type]) => ({ name: column, type })) },
        destinationTable: { datasetId: 'd', tableId: 't' },
      },
    },
  });
  const { jobId } = job.jobReference as { jobId: string };
  while ((job.status as { state: string }).state !== 'DONE') {
    await new Promise((resolve) => setTimeout(resolve, 50));
    job = await ask(`${url}/jobs/${jobId}`, 'GET');
  }
  const value = (performance.now() - start) / 1000;
  const status = job.status as { errorResult?: { message: string } };
  if (status.errorResult !== undefined) throw new Error(status.errorResult.message);
  const shown = `${rows.toLocaleString('en')} rows of ${columns.length} columns, NDJSON.gz`;
  report({
    what: `load ${shown}`,
    value,
    unit: 's',
    against: { what: "DuckDB's read_json into a table", value: plain },
    target: { of: 'ratio', atMost: 4 },
  });
  const memory = server.peakMegabytes();
  if (memory === undefined) skip(`memory to load ${shown}`, 'the system does not tell');
  else {
    report({
      what: `memory of the server, at most, to load ${shown}`,
      value: memory,
      unit: 'MB',
      target: { of: 'value', atMost: 4096 },
    });
  }
  await server.end();
}

/** Load jobs against DuckDB's own reader; BENCH_LOAD_ROWS sets another number of rows. */
export const loads: Benchmark = {
  name: 'loads',
  async run(context) {
    const rows = context.smoke ? 2000 : Number(process.env.BENCH_LOAD_ROWS ?? 10_000_000);
    const storage = path.join(context.directory, 'storage');
    mkdirSync(path.join(storage, 'bucket'), { recursive: true });
    for (const count of [Math.ceil(rows / 10), rows]) await load(context, storage, count);
  },
};
