import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { failureOf, openTestWarehouse, rowsOf, type TestWarehouse } from './open-client.ts';
import { restCall } from './rest-call.ts';

describe('embedded: what rows get that are written without SQL', () => {
  let test: TestWarehouse;
  let directory: string;
  before(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'embedded-defaults-'));
    test = await openTestWarehouse();
    await test.client.query('CREATE SCHEMA d');
  });
  after(async () => {
    await test.warehouse.close();
    rmSync(directory, { recursive: true, force: true });
  });
  beforeEach(() =>
    test.client
      .query(`CREATE OR REPLACE TABLE d.t (x INT64, s STRING(3) DEFAULT 'abc', n NUMERIC(4, 1),
      made TIMESTAMP DEFAULT CURRENT_TIMESTAMP(), tags ARRAY<STRING> DEFAULT ['new'])`),
  );

  const insertAll = (rows: unknown[], more: object = {}) =>
    restCall(test, 'POST', '/datasets/d/tables/t/insertAll', { rows, ...more });
  const rows = () =>
    rowsOf(
      test.client,
      'SELECT x, s, CAST(n AS STRING) AS n, made IS NULL AS unmade, tags FROM d.t ORDER BY x',
    );
  function file(name: string, text: string): string {
    const target = path.join(directory, name);
    writeFileSync(target, text);
    return target;
  }
  const loadJson = (text: string, options: object = {}) =>
    test.client
      .dataset('d')
      .table('t')
      .load(file('rows.json', text), { sourceFormat: 'NEWLINE_DELIMITED_JSON', ...options });

  it('insertAll: the DEFAULT where a row has no value, NULL where it says so', async () => {
    const { body } = await insertAll([
      { json: { x: 1 } },
      { json: { x: 2, s: null, made: null, tags: null } },
      { json: { x: 3, s: 'z', tags: ['a'] } },
    ]);
    expect(body).not.to.have.property('insertErrors');
    expect(await rows()).to.deep.equal([
      { x: 1, s: 'abc', n: null, unmade: false, tags: ['new'] },
      { x: 2, s: null, n: null, unmade: true, tags: [] },
      { x: 3, s: 'z', n: null, unmade: false, tags: ['a'] },
    ]);
  });

  it('insertAll: an error for what a type’s parameters forbid', async () => {
    const { body } = await insertAll(
      [{ json: { x: 1, s: 'long' } }, { json: { x: 2, n: 1000 } }, { json: { x: 3, n: 1.25 } }],
      { skipInvalidRows: true },
    );
    const errors = body.insertErrors as { index: number; errors: { location: string }[] }[];
    expect(errors.map(({ index, errors: [error] }) => [index, error?.location])).to.deep.equal([
      [0, 's'],
      [1, 'n'],
    ]);
    expect(await rows()).to.deep.equal([
      { x: 3, s: 'abc', n: '1.3', unmade: false, tags: ['new'] },
    ]);
  });

  it('insertAll: every digit of a number', async () => {
    await test.client.query('CREATE OR REPLACE TABLE d.t (x INT64, n NUMERIC, j JSON, s STRING)');
    const { body } = await restCall(
      test,
      'POST',
      '/datasets/d/tables/t/insertAll',
      `{"rows":[{"json":{"x":9007199254740993,"n":-12345678901234567890.123456789,
        "j":{"a":[9007199254740993,1.5e3]},"s":"a \\"9007199254740993\\""}}]}`,
    );
    expect(body).not.to.have.property('insertErrors');
    expect(
      await rowsOf(
        test.client,
        'SELECT CAST(x AS STRING) AS x, CAST(n AS STRING) AS n, TO_JSON_STRING(j) AS j, s FROM d.t',
      ),
    ).to.deep.equal([
      {
        x: '9007199254740993',
        n: '-12345678901234567890.123456789',
        j: '{"a":[9007199254740993,1500.0]}',
        s: 'a "9007199254740993"',
      },
    ]);
    const broken = await restCall(
      test,
      'POST',
      '/datasets/d/tables/t/insertAll',
      '{"rows":[{"json":{"x":00000000000000001}}]}',
    );
    expect(broken).to.include({ status: 400, reason: 'badRequest' });
  });

  it('insertAll: one row for one insert id, also of requests at the same time', async () => {
    const row = { insertId: 'same', json: { x: 1 } };
    await Promise.all(Array.from({ length: 8 }, () => insertAll([row, row])));
    expect(await rows()).to.have.length(1);
  });

  it('loads: the DEFAULT of columns outside the load’s schema, NULL for what a row leaves out', async () => {
    const schema = { fields: [{ name: 'x', type: 'INTEGER' }] };
    await loadJson('{"x":1}\n', { schema });
    await loadJson('{"x":2}\n');
    expect(await rows()).to.deep.equal([
      { x: 1, s: 'abc', n: null, unmade: false, tags: ['new'] },
      { x: 2, s: null, n: null, unmade: true, tags: [] },
    ]);
  });

  it('loads: an error for what a type’s parameters forbid, or a bad row', async () => {
    const text = '{"x":1,"s":"long"}\n{"x":2,"s":"ok","n":1.25}\n';
    const failure = await failureOf(loadJson(text));
    expect(failure.message).to.include('STRING(3) has maximum length 3');
    await loadJson(text, { maxBadRecords: 1 });
    expect(await rows()).to.deep.equal([{ x: 2, s: 'ok', n: '1.3', unmade: true, tags: [] }]);
  });

  it('appended query results: DEFAULTs, and an error for what a type’s parameters forbid', async () => {
    const append = async (query: string) => {
      const [job] = await test.client.createQueryJob({
        query,
        destination: test.client.dataset('d').table('t'),
        writeDisposition: 'WRITE_APPEND',
      });
      await job.getQueryResults();
    };
    await append('SELECT 1 AS x');
    expect(await rows()).to.deep.equal([{ x: 1, s: 'abc', n: null, unmade: false, tags: ['new'] }]);
    expect((await failureOf(append("SELECT 2 AS x, 'long' AS s"))).message).to.include('STRING(3)');
    expect(await rows()).to.have.length(1);
  });
});
