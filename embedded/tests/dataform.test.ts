import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { writeCredentials } from '../index.ts';
import { metadataOf, openTestWarehouse, rowsOf, type TestWarehouse } from './open-client.ts';

const shop = 'shop-project';
const packages = createRequire(import.meta.url);
const cli = packages.resolve('@dataform/cli/bundle.js');
const core = path.dirname(packages.resolve('@dataform/core/package.json'));

describe('embedded: the Dataform CLI on a project that is not ours', function () {
  let test: TestWarehouse;
  let directory: string;
  before(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'embedded-dataform-'));
    cpSync(fileURLToPath(new URL('fixtures/dataform-project', import.meta.url)), directory, {
      recursive: true,
    });
    mkdirSync(path.join(directory, 'node_modules', '@dataform'), { recursive: true });
    cpSync(core, path.join(directory, 'node_modules', '@dataform', 'core'), { recursive: true });
    writeCredentials(path.join(directory, '.df-credentials.json'), shop);
    test = await openTestWarehouse({ project: shop });
    await test.client.query(`CREATE SCHEMA shop_raw;
      CREATE TABLE shop_raw.raw_orders AS SELECT * FROM UNNEST([
        STRUCT(1 AS order_id, '2020-01-01' AS day, 'ann' AS customer, NUMERIC '1.50' AS price,
          JSON '{"items":[{"sku":"a","quantity":2}]}' AS payload),
        STRUCT(2, '2020-01-01', 'bob', NUMERIC '2.25', JSON '{"items":[{"sku":"b","quantity":1},{"sku":"c","quantity":5}]}'),
        STRUCT(3, '2020-01-02', 'ann', NUMERIC '0.50', JSON '{"items":[]}')]);
      CREATE TABLE shop_raw.prices AS SELECT 'a' AS sku, NUMERIC '2' AS price`);
  });
  after(async () => {
    await test.warehouse.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** Runs the CLI with no way out but the endpoint. */
  function dataform(
    command: string,
    ...options: string[]
  ): Promise<{ code: number | null; output: string }> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [cli, command, directory, ...options], {
        env: {
          ...process.env,
          BIGQUERY_EMULATOR_HOST: test.warehouse.url,
          HTTPS_PROXY: 'http://127.0.0.1:9',
          NO_PROXY: '127.0.0.1',
        },
      });
      let output = '';
      const collect = (chunk: Buffer) => {
        output += chunk.toString();
      };
      child.stdout.on('data', collect);
      child.stderr.on('data', collect);
      child.on('error', reject);
      child.on('close', (code) => {
        resolve({ code, output: stripVTControlCharacters(output) });
      });
    });
  }

  const query = (sql: string) => rowsOf(test.client, sql);

  it('runs every type of action that the CLI runs', async () => {
    const { code, output } = await dataform('run');
    for (const assertion of [
      'no_free_orders',
      'every_order_has_a_customer',
      'shop_orders_assertions_uniqueKey_0',
      'shop_orders_assertions_rowConditions',
    ]) {
      expect(output).to.include(`Assertion passed:  shop_assertions.${assertion}`);
    }
    expect(output).not.to.match(/failed|skipped/i);
    expect(code).to.equal(0);
    expect(
      await query(
        'SELECT order_id, cents, cents_again, currency, ARRAY_LENGTH(items) AS items FROM shop.orders ORDER BY 1',
      ),
    ).to.deep.equal([
      { order_id: 1, cents: 150, cents_again: 150, currency: 'EUR', items: 1 },
      { order_id: 2, cents: 225, cents_again: 225, currency: 'EUR', items: 2 },
      { order_id: 3, cents: 50, cents_again: 50, currency: 'EUR', items: 0 },
    ]);
    expect(await query('SELECT * FROM shop.best_customers')).to.deep.equal([
      { customer: 'bob', spent: 225 },
    ]);
    expect(await query('SELECT * FROM shop.order_sizes ORDER BY 1')).to.deep.equal([
      { order_id: 1, pieces: 2 },
      { order_id: 2, pieces: 6 },
      { order_id: 3, pieces: null },
    ]);
    expect(await query('SELECT * FROM shop_assertions.no_free_orders')).to.be.empty;
    expect(await query('SELECT * FROM shop.paying_customers ORDER BY 1')).to.deep.equal([
      { customer: 'ann', spent: 200 },
      { customer: 'bob', spent: 225 },
    ]);
    expect(await query('SELECT * FROM shop.busy_days')).to.deep.equal([
      { order_date: { value: '2020-01-01' }, orders: 2 },
    ]);
    expect(await query('SELECT SUM(orders) AS n FROM shop.order_count')).to.deep.equal([{ n: 3 }]);
    expect(await query('SELECT * FROM shop.priced_copy')).to.deep.equal([
      { sku: 'a', gross: '2.5' },
    ]);
    expect(await query('SELECT order_id FROM shop.small_orders')).to.deep.equal([{ order_id: 3 }]);
    const materialized = await metadataOf(test.client.dataset('shop').table('order_count'));
    expect(materialized.type).to.equal('MATERIALIZED_VIEW');
  });

  it('sets descriptions, labels, partitioning and clustering', async () => {
    const metadata = await metadataOf(test.client.dataset('shop').table('orders'));
    expect(metadata).to.deep.include({
      description: 'One row per order.',
      labels: { team: 'shop', stage: 'staging' },
      timePartitioning: { type: 'DAY', field: 'order_date' },
      clustering: { fields: ['customer'] },
    });
    const { fields } = metadata.schema;
    const described = Object.fromEntries(
      fields.map(({ name, description }) => [name, description]),
    );
    expect(described).to.include({ order_id: 'Identifies the order', items: 'What was ordered' });
    expect(fields.at(-1)?.fields?.[0]?.description).to.equal('Article');
    const view = await metadataOf(test.client.dataset('shop').table('customers'));
    expect(view).to.include({ type: 'VIEW', description: 'One row per customer.' });
  });

  it('runs again: incrementals merge, append, overwrite partitions and take new columns', async () => {
    await test.client.query(`UPDATE shop_raw.raw_orders SET price = 5 WHERE order_id = 3;
      UPDATE shop_raw.raw_orders SET price = 9 WHERE order_id = 1;
      INSERT INTO shop_raw.raw_orders VALUES (4, '2020-01-03', 'cid', NUMERIC '7', JSON '{"items":[]}')`);
    const { code, output } = await dataform('run');
    expect(output).to.include('Assertion passed:  shop_assertions.no_free_orders');
    expect(output).not.to.match(/failed/);
    expect(code).to.equal(0);
    expect(await query('SELECT order_id, cents FROM shop.order_history ORDER BY 1')).to.deep.equal([
      { order_id: 1, cents: 150 },
      { order_id: 2, cents: 225 },
      { order_id: 3, cents: 500 },
      { order_id: 4, cents: 700 },
    ]);
    expect(await query('SELECT order_id, seen FROM shop.order_events ORDER BY 1, 2')).to.deep.equal(
      [
        { order_id: 1, seen: 'first' },
        { order_id: 2, seen: 'first' },
        { order_id: 3, seen: 'again' },
        { order_id: 3, seen: 'first' },
        { order_id: 4, seen: 'again' },
      ],
    );
    expect(await query('SELECT * FROM shop.daily_totals ORDER BY 1')).to.deep.equal([
      { order_date: { value: '2020-01-01' }, cents: 375, run: 1 },
      { order_date: { value: '2020-01-02' }, cents: 500, run: 2 },
    ]);
    const columns = async (table: string) => {
      const { schema } = await metadataOf(test.client.dataset('shop').table(table));
      return schema.fields.map(({ name }) => name);
    };
    expect(await columns('widening')).to.deep.equal(['order_id', 'cents', 'customer']);
    expect(await columns('synchronized')).to.deep.equal(['order_id', 'cents', 'customer']);
    expect(await columns('ignoring')).to.deep.equal(['order_id', 'cents']);
    expect(await query('SELECT order_id, run FROM shop.rigid ORDER BY 1')).to.deep.equal([
      { order_id: 1, run: 1 },
      { order_id: 2, run: 1 },
      { order_id: 3, run: 1 },
      { order_id: 4, run: 2 },
    ]);
    expect(await query('SELECT COUNT(*) AS n FROM shop.seen_orders')).to.deep.equal([{ n: 4 }]);
    expect(await query('SELECT COUNT(*) AS n FROM shop.small_orders')).to.deep.equal([{ n: 1 }]);
    expect(
      await query('SELECT step, rows_written AS n FROM shop.build_log ORDER BY 2'),
    ).to.deep.equal([
      { step: 'orders', n: 3 },
      { step: 'orders', n: 4 },
    ]);
    const [tables] = await test.client.dataset('shop').getTables();
    expect(tables.map(({ id }) => id).filter((id) => /temp|df_osc/.test(id ?? ''))).to.be.empty;
  });

  it('compiles notebooks and data preparations, which only Google’s service runs', async () => {
    const { code, output } = await dataform('compile', '--json');
    expect(code).to.equal(0);
    const graph = JSON.parse(output) as Record<string, { target: { name: string } }[] | undefined>;
    const names = (kind: string) => graph[kind]?.map(({ target }) => target.name);
    expect(names('notebooks')).to.deep.equal(['explore']);
    expect(names('dataPreparations')).to.deep.equal(['clean_prices']);
    const run = await dataform('run', '--tags', 'notebooks', 'preparations');
    expect(run.output).to.include('No actions to run.');
    expect(run.code).to.equal(0);
  });

  it('fails an assertion over bad data and skips what depends on it, until the data is mended', async () => {
    await test.client.query(
      `INSERT INTO shop_raw.raw_orders VALUES (9, '2020-01-03', 'eve', NUMERIC '0', JSON '{"items":[]}')`,
    );
    const bad = await dataform('run', '--actions', 'paying_customers', '--include-deps');
    expect(bad.output).to.include('Assertion failed:  shop_assertions.no_free_orders');
    expect(bad.output).to.match(/Skipping.*shop\.paying_customers/);
    expect(bad.code).to.equal(1);
    expect(await query('SELECT order_id FROM shop_assertions.no_free_orders')).to.deep.equal([
      { order_id: 9 },
    ]);
    expect(await query("SELECT customer FROM shop.paying_customers WHERE customer = 'eve'")).to.be
      .empty;
    await test.client.query('DELETE FROM shop_raw.raw_orders WHERE order_id = 9');
    const good = await dataform('run', '--tags', 'daily', 'checks', 'checked');
    expect(good.output).to.include('Assertion passed:  shop_assertions.no_free_orders');
    expect(good.output).to.include('shop.paying_customers').and.not.include('shop.widening');
    expect(good.code).to.equal(0);
  });

  it('fails an incremental table whose columns change, when it is told to', async () => {
    const { code, output } = await dataform('run', '--tags', 'strict', '--vars', 'widen=yes');
    expect(output).to.match(/Schema mismatch/i);
    expect(code).to.equal(1);
    const rebuilt = await dataform(
      'run',
      '--full-refresh',
      '--tags',
      'strict',
      '--vars',
      'widen=yes',
    );
    expect(rebuilt.code).to.equal(0);
    const { schema } = await metadataOf(test.client.dataset('shop').table('changing'));
    expect(schema.fields.map(({ name }) => name)).to.deep.equal(['order_id', 'cents']);
  });

  it('runs unit tests', async () => {
    const { code, output } = await dataform('test');
    expect(output).to.include('test_best_customers: passed').and.to.include('test_orders: passed');
    expect(output).to.include('test_sizes: passed');
    expect(code).to.equal(0);
  });

  it('reports a broken action with the warehouse’s message', async () => {
    await test.client.query('DROP TABLE shop_raw.raw_orders');
    const { code, output } = await dataform('run', '--actions', 'orders');
    expect(output).to.include(
      'Not found: Table shop-project:shop_raw.raw_orders was not found in location US',
    );
    expect(code).to.equal(1);
  });
});
