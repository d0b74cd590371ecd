import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BigQuery } from '@google-cloud/bigquery';
import { expect } from 'chai';
import { sql } from 'kysely';
import { openWarehouse, type Warehouse } from '../../embedded/index.ts';
import { createClient, labelled } from '../../warehouse/client.ts';
import { loadConfig, type Config } from '../../warehouse/config.ts';
import { createDatabase } from '../../warehouse/database.ts';

interface StartedJob {
  labels?: Record<string, string>;
  query?: { query: string; maximumBytesBilled?: string };
  load?: object;
}

describe('jobs of the warehouse', () => {
  let warehouse: Warehouse;
  let config: Config;
  let client: BigQuery;
  let directory: string;

  const startedBy = async (work: () => Promise<unknown>): Promise<StartedJob[]> => {
    const [before] = await client.getJobs();
    const known = new Set(before.map(({ id }) => id));
    await work();
    const [all] = await client.getJobs();
    return all
      .filter(({ id }) => !known.has(id))
      .map(({ metadata }) => (metadata as { configuration: StartedJob }).configuration);
  };

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'tank-jobs-'));
    warehouse = await openWarehouse({
      file: ':memory:',
      project: 'hankstank',
      storageDirectory: directory,
    });
    config = loadConfig(
      { TANK_ENVIRONMENT: 'smoke', TANK_MAXIMUM_BYTES_BILLED: String(10 * 1024 ** 2) },
      { endpoint: warehouse.url },
    );
    client = createClient(config);
    await client.query('CREATE SCHEMA mlb_raw');
    await client.query('CREATE TABLE mlb_raw.a AS SELECT 1 AS id');
    await client.query('CREATE TABLE mlb_raw.b AS SELECT 1 AS id');
  });

  after(async () => {
    await warehouse.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('carry the labels of who works, whichever way they are started', async () => {
    const step = labelled(
      { config, client },
      { run: 'daily-2026-04-15', step: 'features', model: 'Game Outcome' },
    );
    const file = path.join(directory, 'rows.ndjson');
    await writeFile(file, '{"id": 2}\n');
    const jobs = await startedBy(async () => {
      await step.client.query('SELECT 1');
      await sql`SELECT * FROM mlb_raw.a WHERE id = ${1}`.execute(createDatabase(step.client));
      const [job] = await step.client.createQueryJob({ query: 'SELECT 2', params: {} });
      await job.getQueryResults();
      await step.client
        .dataset('mlb_raw')
        .table('a')
        .load(file, { sourceFormat: 'NEWLINE_DELIMITED_JSON', writeDisposition: 'WRITE_APPEND' });
    });
    expect(jobs).to.have.length(4);
    expect(jobs.filter(({ load }) => load !== undefined)).to.have.length(1);
    for (const { labels } of jobs)
      expect(labels).to.deep.equal({
        environment: 'smoke',
        run: 'daily-2026-04-15',
        step: 'features',
        model: 'game-outcome',
      });
  });

  it('keep labels of their own beside them', async () => {
    const [job] = await startedBy(() =>
      client.query({ query: 'SELECT 3', labels: { step: 'doctor' } }),
    );
    expect(job?.labels).to.deep.equal({ environment: 'smoke', step: 'doctor' });
  });

  it('fail when they would bill more than is allowed, before anything is read', async () => {
    const query = 'SELECT * FROM mlb_raw.a JOIN mlb_raw.b USING (id)';
    for (const start of [
      () => client.query(query),
      async () => (await client.createQueryJob({ query }))[0].getQueryResults(),
    ]) {
      const error = await start().catch((caught: unknown) => caught as Error);
      expect((error as Error).message).to.match(
        /Query exceeded limit for bytes billed: 10485760. 20971520 or higher required/,
      );
    }
    expect(await client.query('SELECT * FROM mlb_raw.b')).to.have.nested.property('[0].length', 1);
    const [dry] = await client.createQueryJob({ query, dryRun: true });
    expect(dry.metadata).to.have.nested.property('statistics.totalBytesProcessed');
  });

  it('may bill more where somebody says so', async () => {
    const query = 'SELECT a.id FROM mlb_raw.a JOIN mlb_raw.b USING (id)';
    const [rows] = await client.query({ query, maximumBytesBilled: String(1024 ** 3) });
    expect(rows).to.have.length(1);
  });

  it('are told apart by where they run', () => {
    expect(loadConfig({}).jobs.labels).to.deep.equal({ environment: 'embedded' });
    expect(loadConfig({ TANK_WAREHOUSE: 'bigquery' }).jobs.labels).to.deep.equal({
      environment: 'production',
    });
    expect(() => loadConfig({ TANK_MAXIMUM_BYTES_BILLED: '5' })).to.throw(
      'TANK_MAXIMUM_BYTES_BILLED: at least 10485760',
    );
  });
});
