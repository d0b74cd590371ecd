import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BigQuery } from '@google-cloud/bigquery';
import { expect } from 'chai';
import { clientOf, metadataOf, rowsOf } from './open-client.ts';
import { startOwner } from './owner.ts';

/** How often the server is killed: `KILLS=100 npx mocha embedded/tests/kills.test.ts` for a long look. */
const kills = Number(process.env.KILLS ?? 3);
const rowsPerWrite = 200;

const setup = `CREATE SCHEMA IF NOT EXISTS d;
  CREATE TABLE IF NOT EXISTS d.inserted (n INT64, pad STRING);
  CREATE TABLE IF NOT EXISTS d.loaded (n INT64, pad STRING);
  CREATE TABLE IF NOT EXISTS d.replaced AS SELECT 0 AS n, x FROM UNNEST(GENERATE_ARRAY(1, ${rowsPerWrite})) AS x;
  CREATE TABLE IF NOT EXISTS d.accounts AS SELECT id, 0 AS balance, 0 AS n FROM UNNEST([1, 2]) AS id;
  CREATE TABLE IF NOT EXISTS d.merged (n INT64, x INT64)`;

/** One writer: how it writes its `n`-th change, and what the table says is the number of its changes. */
interface Writer {
  write(client: BigQuery, n: number, directory: string): Promise<unknown>;
  written(client: BigQuery): Promise<number>;
}

async function single(client: BigQuery, query: string): Promise<Record<string, number>> {
  const [row] = await rowsOf(client, query);
  return row as Record<string, number>;
}

/** The number of changes in a table to which each adds as many rows; its catalog entry must agree. */
async function appended(client: BigQuery, table: string): Promise<number> {
  const { c = 0, n = 0 } = await single(
    client,
    `SELECT COUNT(*) AS c, COUNT(DISTINCT n) AS n FROM d.${table}`,
  );
  expect(c, table).to.equal(n * rowsPerWrite);
  expect((await metadataOf(client.dataset('d').table(table))).numRows, table).to.equal(String(c));
  return n;
}

const series = `UNNEST(GENERATE_ARRAY(1, ${rowsPerWrite})) AS x`;

const writers: Record<string, Writer> = {
  'INSERT ... SELECT': {
    write: (client, n) =>
      client.query(`INSERT INTO d.inserted (n, pad) SELECT ${n}, REPEAT('x', 500) FROM ${series}`),
    written: (client) => appended(client, 'inserted'),
  },
  'a load job': {
    write: (client, n, directory) => {
      const file = path.join(directory, 'rows.json');
      const row = JSON.stringify({ n, pad: 'y'.repeat(500) });
      writeFileSync(file, `${row}\n`.repeat(rowsPerWrite));
      return client
        .dataset('d')
        .table('loaded')
        .load(file, { sourceFormat: 'NEWLINE_DELIMITED_JSON' });
    },
    written: (client) => appended(client, 'loaded'),
  },
  'CREATE OR REPLACE TABLE': {
    write: (client, n) =>
      client.query(`CREATE OR REPLACE TABLE d.replaced AS SELECT ${n + 1} AS n, x FROM ${series}`),
    written: async (client) => {
      const { c, least, most } = await single(
        client,
        'SELECT COUNT(*) AS c, MIN(n) AS least, MAX(n) AS most FROM d.replaced',
      );
      expect({ c, least }).to.deep.equal({ c: rowsPerWrite, least: most });
      return most ?? NaN;
    },
  },
  'a transaction': {
    write: (client) =>
      client.query(`BEGIN TRANSACTION;
        UPDATE d.accounts SET balance = balance - 1, n = n + 1 WHERE id = 1;
        UPDATE d.accounts SET balance = balance + 1, n = n + 1 WHERE id = 2;
        COMMIT TRANSACTION`),
    written: async (client) => {
      const { total, least, most } = await single(
        client,
        'SELECT SUM(balance) AS total, MIN(n) AS least, MAX(n) AS most FROM d.accounts',
      );
      expect({ total, least }).to.deep.equal({ total: 0, least: most });
      return most ?? NaN;
    },
  },
  MERGE: {
    write: (client, n) =>
      client.query(`MERGE d.merged AS t USING (SELECT ${n + 1} AS n, x FROM ${series}) AS s ON t.x = s.x
        WHEN MATCHED THEN UPDATE SET n = s.n WHEN NOT MATCHED THEN INSERT (n, x) VALUES (s.n, s.x)`),
    written: async (client) => {
      const { c, least, most } = await single(
        client,
        'SELECT COUNT(*) AS c, MIN(n) AS least, MAX(n) AS most FROM d.merged',
      );
      if (c === 0) return 0;
      expect({ c, least }).to.deep.equal({ c: rowsPerWrite, least: most });
      return most ?? NaN;
    },
  },
};

const lostConnection = /ECONNREFUSED|ECONNRESET|EPIPE|socket hang up|closed|aborted|fetch failed/i;

describe('embedded: killed again and again under load', function () {
  this.timeout(60_000 + kills * 30_000);
  let directory: string;
  before(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'embedded-kills-'));
  });
  after(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it('opens again with every job that was answered as done, and no half of another', async () => {
    const file = path.join(directory, 'warehouse.duckdb');
    const names = Object.keys(writers);
    const answered = new Map(names.map((name) => [name, 0]));
    for (let round = 0; round <= kills; round += 1) {
      const owner = await startOwner(file);
      expect(owner.owned).to.equal(true);
      const client = clientOf(owner.url);
      await client.query(setup);
      for (const [name, writer] of Object.entries(writers)) {
        const written = await writer.written(client);
        const known = answered.get(name) ?? 0;
        expect(written, `${name} after ${round} kills`).to.be.within(known, known + 1);
        answered.set(name, written);
      }
      if (round === kills) {
        await owner.end();
        break;
      }
      const killAmidWrites = async (): Promise<void> => {
        const idle = (): boolean => [...answered.values()].some((count) => count === 0);
        for (let waits = 0; waits < 3000 && idle(); waits += 1) await sleep(10);
        await sleep(200 + ((round * 137) % 900));
        await owner.kill();
      };
      await Promise.all([
        killAmidWrites(),
        ...Object.entries(writers).map(async ([name, writer]) => {
          try {
            for (;;) {
              await writer.write(client, answered.get(name) ?? 0, directory);
              answered.set(name, (answered.get(name) ?? 0) + 1);
            }
          } catch (error) {
            expect((error as Error).message).to.match(lostConnection);
          }
        }),
      ]);
    }
    const total = [...answered.values()].reduce((sum, count) => sum + count, 0);
    for (const [name, count] of answered) expect(count, name).to.be.greaterThan(0);
    if (process.env.KILLS !== undefined) {
      console.log(
        `      ${kills} kills, ${total} changes answered as done and found: ${JSON.stringify(Object.fromEntries(answered))}`,
      );
    }
  });
});
