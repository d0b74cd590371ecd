import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect } from 'chai';
import { openWarehouse, writeCredentials } from '../index.ts';
import { clientOf, failureOf, project, rowsOf } from './open-client.ts';
import { startOwner } from './owner.ts';

describe('embedded: one process owns the file', function () {
  let directory: string;
  let file: string;
  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'embedded-owner-'));
    file = path.join(directory, 'warehouse.duckdb');
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it('names the columns of a file that keeps BIGNUMERIC as older versions did', async () => {
    const first = await openWarehouse({ file, project });
    await clientOf(first.url).query('CREATE SCHEMA d; CREATE TABLE d.t (x INT64, big BIGNUMERIC)');
    await first.close();
    const instance = await DuckDBInstance.create(file);
    const connection = await instance.connect();
    await connection.run('ALTER TABLE d.t ALTER COLUMN big TYPE DECIMAL(38,18) USING NULL');
    connection.closeSync();
    instance.closeSync();
    const failure = await failureOf(openWarehouse({ file, project }));
    expect(failure.message).to.match(/BIGNUMERIC columns as an older version.*\(d\.t\.big\)/);
  });

  it('keeps everything across a close', async () => {
    const first = await openWarehouse({ file, project });
    await clientOf(first.url).query(`CREATE SCHEMA d OPTIONS (description = 'kept');
      CREATE TABLE d.t OPTIONS (description = 'a table') AS SELECT 1 AS id;
      CREATE VIEW d.v AS SELECT SAFE_DIVIDE(id, 2) AS half FROM d.t;
      CREATE FUNCTION d.f(x INT64) AS (x + 1);
      CREATE MODEL d.m OPTIONS (model_type = 'LINEAR_REG', input_label_cols = ['y']) AS SELECT x, x AS y FROM UNNEST([1, 2, 3, 4]) AS x`);
    await first.close();
    expect(existsSync(`${file}.lock`)).to.equal(false);
    const second = await openWarehouse({ file, project });
    const client = clientOf(second.url);
    expect(await rowsOf(client, 'SELECT d.f(1) AS f, half FROM d.v')).to.deep.equal([
      { f: 2, half: 0.5 },
    ]);
    expect((await client.dataset('d').table('t').getMetadata())[0]).to.include({
      description: 'a table',
      numRows: '1',
    });
    expect(
      await rowsOf(client, 'SELECT x FROM ML.PREDICT(MODEL d.m, (SELECT 2 AS x))'),
    ).to.deep.equal([{ x: 2 }]);
    await second.close();
  });

  it('finds the running endpoint and uses it, in this process and in another', async () => {
    const owner = await openWarehouse({ file, project });
    const same = await openWarehouse({ file, project });
    expect(same).to.include({ url: owner.url, owned: false });
    const other = await startOwner(file);
    expect(other).to.include({ url: owner.url, owned: false });
    await other.end();
    await same.close();
    const health = (await (await fetch(`${owner.url}/__embedded/health`)).json()) as {
      pid: number;
    };
    expect(health.pid).to.equal(process.pid);
    await owner.close();
    await failureOf(fetch(`${owner.url}/__embedded/health`));
  });

  it('stays until the last who uses it has gone, or has died', async () => {
    const owner = await openWarehouse({ file, project });
    const guest = await openWarehouse({ file, project });
    const other = await startOwner(file);
    expect(other.owned).to.equal(false);
    let closed = false;
    const closing = owner.close().then(() => (closed = true));
    await clientOf(guest.url).query('CREATE SCHEMA d');
    await guest.close();
    await clientOf(other.url).query('CREATE TABLE d.t AS SELECT 1 AS id');
    expect(closed).to.equal(false);
    await other.kill();
    await closing;
    const again = await openWarehouse({ file, project });
    expect(again.owned).to.equal(true);
    expect(await rowsOf(clientOf(again.url), 'SELECT id FROM d.t')).to.deep.equal([{ id: 1 }]);
    await again.close();
  });

  it('waits for one who stays no longer than it is told to, or until it is told again', async () => {
    for (const hurries of [false, true]) {
      let lingers = 0;
      const onLinger = (): void => void (lingers += 1);
      const owner = await openWarehouse({ file, project, onLinger });
      const guest = await openWarehouse({ file, project });
      const closing = owner.close(hurries ? undefined : 50);
      if (hurries) await owner.close();
      await closing;
      expect(lingers).to.equal(1);
      await failureOf(clientOf(guest.url).query('SELECT 1'));
      await guest.close();
    }
  });

  it('starts one owner when several processes start at once', async () => {
    const owners = await Promise.all([1, 2, 3].map(() => startOwner(file)));
    expect(owners.filter(({ owned }) => owned)).to.have.length(1);
    expect(new Set(owners.map(({ url }) => url)).size).to.equal(1);
    await Promise.all(owners.map((owner) => owner.kill()));
  });

  it('takes over what a killed owner left, and only once', async () => {
    const killed = await startOwner(file);
    await clientOf(killed.url).query('CREATE SCHEMA d; CREATE TABLE d.t AS SELECT 1 AS id');
    await killed.kill();
    expect(existsSync(`${file}.lock`)).to.equal(true);
    const opened = await Promise.all([1, 2, 3].map(() => openWarehouse({ file, project })));
    const [owner, ...rest] = opened.sort((a, b) => Number(b.owned) - Number(a.owned));
    expect(owner?.owned).to.equal(true);
    expect(rest.map(({ owned }) => owned)).to.deep.equal([false, false]);
    expect(await rowsOf(clientOf(owner?.url ?? ''), 'SELECT * FROM d.t')).to.deep.equal([
      { id: 1 },
    ]);
    await Promise.all(rest.map((guest) => guest.close()));
    await owner?.close();
  });

  it('does not believe a lock whose process is another program', async () => {
    const stale = {
      pid: process.pid,
      url: 'http://127.0.0.1:9',
      instance: 'gone',
      startedAt: '2020-01-01T00:00:00Z',
    };
    writeFileSync(`${file}.lock`, JSON.stringify({ ...stale, pid: 2 ** 22 + 1 }));
    const warehouse = await openWarehouse({ file, project });
    expect(warehouse.owned).to.equal(true);
    await warehouse.close();
    writeFileSync(`${file}.lock`, 'not a lock');
    const again = await openWarehouse({ file, project, patience: 200 });
    expect(again.owned).to.equal(true);
    await again.close();
    writeFileSync(`${file}.lock`, JSON.stringify(stale));
    const third = await openWarehouse({ file, project, patience: 200 });
    expect(third.owned).to.equal(true);
    await third.close();
  });

  it('says who holds the file when it is another program', async () => {
    const killed = await startOwner(file);
    await killed.end();
    const instance = await DuckDBInstance.create(file);
    const failure = await failureOf(startOwner(file));
    expect(failure.message).to.include(`is open in another program, process ${process.pid}`);
    expect(existsSync(`${file}.lock`)).to.equal(false);
    instance.closeSync();
  });

  it('refuses a file of another project, and a file that is no database', async () => {
    await (await openWarehouse({ file, project })).close();
    expect((await failureOf(openWarehouse({ file, project: 'another' }))).message).to.match(
      /belongs to project test-project/,
    );
    const text = path.join(directory, 'notes.txt');
    writeFileSync(text, 'x'.repeat(5000));
    expect((await failureOf(openWarehouse({ file: text, project }))).message).to.match(
      /not a valid DuckDB/i,
    );
    expect(readFileSync(text, 'utf8')).to.have.length(5000);
    expect(existsSync(`${text}.lock`)).to.equal(false);
  });

  it('writes credentials only their owner can read, new each time', () => {
    const credentials = path.join(directory, 'sub', '.df-credentials.json');
    const read = () => {
      const outer = JSON.parse(readFileSync(credentials, 'utf8')) as {
        projectId: string;
        credentials: string;
      };
      return { ...outer, key: JSON.parse(outer.credentials) as Record<string, string> };
    };
    writeCredentials(credentials, project);
    const first = read();
    expect(statSync(credentials).mode & 0o777).to.equal(0o600);
    expect(first.projectId).to.equal(project);
    expect(first.key.universe_domain).not.to.equal('googleapis.com');
    expect(first.key.private_key).to.match(/BEGIN PRIVATE KEY/);
    writeCredentials(credentials, project);
    expect(read().key.private_key).not.to.equal(first.key.private_key);
  });
});
