import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { rawTables } from '../../ingest/index.ts';
import { openSession } from '../../pipeline/session.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { compileProject } from '../definitions/compile.ts';
import { onlyFields, readFields } from './read-fields.ts';
import { collectRealDays, fixture, storedColumns } from './real-days.ts';

/**
 * Makes `tests/data/real-days/` anew: collects its days from the replay of real seasons with the project's own ingest and
 * keeps of each payload what the models read.
 */
async function make(): Promise<void> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'tank-real-days-'));
  const session = await openSession(loadConfig({ TANK_STATE: directory }));
  try {
    await collectRealDays(session, fixture, fixture.collectedAt);
  } finally {
    await session.close();
  }
  await keep(path.join(directory, 'warehouse.duckdb'), directory);
  await rm(directory, { recursive: true });
}

async function keep(file: string, directory: string): Promise<void> {
  for (const name of await readdir(fixture.folder)) {
    if (name.endsWith('.parquet')) await rm(path.join(fixture.folder, name));
  }
  const read = readFields(await compileProject());
  const fields: Record<string, string[]> = {};
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  for (const { name, keys } of Object.values(rawTables)) {
    const paths = [...(read.get(name) ?? [])].sort();
    const lines = await keptRows(connection, name, paths);
    if (lines.length === 0) continue;
    const rows = path.join(directory, `${name}.ndjson`);
    await writeFile(rows, lines.join('\n'));
    const stored = path.join(fixture.folder, `${name}.parquet`);
    const order = [...keys].sort((a, b) => Number(b === 'player_id') - Number(a === 'player_id'));
    await connection.run(`
      COPY (FROM read_json('${rows}', format = 'newline_delimited', columns = {${columnTypes(name)}}) ORDER BY ${order.join(', ')})
      TO '${stored}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19)`);
    fields[name] = paths;
    console.log(
      `${name}: ${String(lines.length)} rows, ${String((await stat(stored)).size)} bytes`,
    );
  }
  connection.closeSync();
  instance.closeSync();
  await writeFile(path.join(fixture.folder, 'fields.json'), `${JSON.stringify(fields, null, 2)}\n`);
}

const duckTypes = {
  STRING: 'VARCHAR',
  INTEGER: 'BIGINT',
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMPTZ',
  JSON: 'VARCHAR',
};

const columnTypes = (name: string): string =>
  storedColumns(name)
    .map(({ name: column, type }) => `${column}: '${duckTypes[type]}'`)
    .join(', ');

async function keptRows(
  connection: DuckDBConnection,
  name: string,
  paths: readonly string[],
): Promise<string[]> {
  const columns = storedColumns(name).map(({ name: column }) => `${column}::VARCHAR AS ${column}`);
  const answer = await connection.runAndReadAll(
    `SELECT ${columns.join(', ')} FROM mlb_raw.${name}`,
  );
  return (answer.getRowObjectsJS() as ({ payload: string } & Record<string, unknown>)[]).map(
    (row) =>
      JSON.stringify({
        ...row,
        payload: JSON.stringify(onlyFields(JSON.parse(row.payload), paths)),
      }),
  );
}

await make();
