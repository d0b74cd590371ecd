import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { openTestWarehouse, project, type TestWarehouse } from './open-client.ts';
import { restCall } from './rest-call.ts';

const run = promisify(execFile);

interface Discovery {
  baseUrl: string;
  resources: Record<
    string,
    { methods: Record<string, { httpMethod: string; path: string; parameterOrder: string[] }> }
  >;
}

describe('embedded: bq of the Google Cloud SDK', function () {
  this.timeout(300_000);
  const isThere = spawnSync('bq', ['version']).status === 0;
  let test: TestWarehouse;
  let directory: string;

  before(async function () {
    test = await openTestWarehouse();
    directory = mkdtempSync(path.join(tmpdir(), 'bq-'));
    if (!isThere) console.log('      skipped: there is no bq of the Google Cloud SDK here');
  });
  after(async () => {
    rmSync(directory, { recursive: true });
    await test.warehouse.close();
  });

  /** What bq prints, spaces taken together. */
  const bq = async (...args: string[]): Promise<string> => {
    const flags = ['--api', test.warehouse.url, '--project_id', project, '--headless', '--quiet'];
    const { stdout } = await run('bq', [...flags, ...args], {
      env: { ...process.env, HOME: directory, CLOUDSDK_AUTH_ACCESS_TOKEN: 'none' },
    });
    return stdout.replaceAll(/\s+/g, ' ').trim();
  };
  const sql = (query: string, ...flags: string[]): Promise<string> =>
    bq('--format=csv', 'query', '--use_legacy_sql=false', ...flags, query);

  it('makes datasets and tables, queries them, and takes them away', async function () {
    if (!isThere) this.skip();
    expect(await bq('mk', '--dataset', 'shop')).to.include('successfully created');
    await sql('CREATE TABLE shop.sales AS SELECT 1 AS id, 2.5 AS price UNION ALL SELECT 2, 4.0');
    expect(await sql('SELECT SUM(price) AS total FROM shop.sales')).to.equal('total 6.5');
    expect(
      await sql('SELECT price FROM shop.sales WHERE id = @id', '--parameter=id:INT64:2'),
    ).to.equal('price 4.0');
    expect(await bq('head', 'shop.sales')).to.include('| 2 | 4.0 |');
    expect(await bq('ls', 'shop')).to.include('sales TABLE');
    expect(await bq('query', '--use_legacy_sql=false', '--dry_run', 'SELECT * FROM shop.sales'))
      .to //
      .include('will process 32 bytes');
    expect(await bq('ls', '--jobs', '--max_results=5')).to.include('SUCCESS');
    await bq('rm', '--recursive', '--force', '--dataset', 'shop');
    expect(await bq('ls')).not.to.include('shop');
  });

  it('loads files, streams rows, copies and describes tables', async function () {
    if (!isThere) this.skip();
    const csv = path.join(directory, 'rows.csv');
    const json = path.join(directory, 'rows.json');
    writeFileSync(csv, 'id,day\n1,2026-04-01\n2,\n');
    writeFileSync(json, '{"id":3,"day":"2026-04-03"}\n');
    await bq('mk', '--dataset', 'store');
    await bq('load', '--skip_leading_rows=1', 'store.days', csv, 'id:INTEGER,day:DATE');
    await bq('load', '--source_format=NEWLINE_DELIMITED_JSON', 'store.days', json);
    await bq('insert', 'store.days', json);
    expect(await sql('SELECT COUNT(*) AS n, COUNT(day) AS days FROM store.days')).to.equal(
      'n,days 4,3',
    );
    await bq('cp', 'store.days', 'store.copied');
    expect(await sql('SELECT MAX(day) AS last FROM store.copied')).to.equal('last 2026-04-03');
    await bq('update', '--description', 'days', 'store.days');
    const shown = JSON.parse(await bq('--format=json', 'show', 'store.days')) as object;
    expect(shown).to.deep.include({ description: 'days', numRows: '4' });
  });

  it('says what is wrong in the words of BigQuery', async function () {
    if (!isThere) this.skip();
    const failure = await bq('show', '--dataset', 'nowhere').catch(
      (error: unknown) => error as { stdout: string },
    );
    expect(failure)
      .to.have.property('stdout')
      .that.includes(`Not found: Dataset ${project}:nowhere`);
  });

  it('finds every method in the discovery document, and every one of them answers', async () => {
    for (const url of ['/$discovery/rest?version=v2', '/discovery/v1/apis/bigquery/v2/rest']) {
      const answer = await fetch(`${test.warehouse.url}${url}`);
      const { baseUrl, resources } = (await answer.json()) as Discovery;
      expect(baseUrl).to.equal(`${test.warehouse.url}/bigquery/v2/`);
      const methods = Object.values(resources).flatMap((each) => Object.values(each.methods));
      expect(methods.length).to.be.greaterThan(25);
      for (const { httpMethod, path: template, parameterOrder } of methods) {
        const names = [...template.matchAll(/\{\+(\w+)\}/g)].map(([, name]) => name);
        expect(names).to.deep.equal(parameterOrder);
        const target = template.replace('{+projectId}', project).replaceAll(/\{\+\w+\}/g, 'none');
        const reply = await fetch(`${baseUrl}${target}`, {
          method: httpMethod,
          headers: { 'content-type': 'application/json' },
          ...(httpMethod !== 'GET' && httpMethod !== 'DELETE' && { body: '{}' }),
        });
        expect(await reply.text(), `${httpMethod} ${target}`).not.to.include('Not found: URL');
      }
    }
  });

  it('may send null for what it has nothing to say of', async () => {
    await test.client.query('CREATE SCHEMA n; CREATE TABLE n.t (x INT64)');
    const table = '/datasets/n/tables/t';
    const rows = [{ insertId: null, json: { x: 1 } }];
    const nothing = { skipInvalidRows: null, ignoreUnknownValues: null, templateSuffix: null };
    expect(await restCall(test, 'POST', `${table}/insertAll`, { rows, ...nothing })).to.include({
      status: 200,
    });
    expect(
      (await restCall(test, 'PATCH', table, { schema: null, description: 'told' })).body,
    ).to.deep.include({ description: 'told', numRows: '1' });
  });
});
