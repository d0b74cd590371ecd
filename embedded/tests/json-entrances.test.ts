import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect } from 'chai';
import { openTestWarehouse, rowsOf, type TestWarehouse } from './open-client.ts';

/** JSON as it may arrive: keys in any order and twice, spaces, numbers in every notation. */
const written = '{"b": 1.50, "a": [1e2, {"z": 1, "y": -0.0}], "b": 2, "n": 9007199254740993}';
const held = '{"a":[100.0,{"y":-0.0,"z":1}],"b":1.5,"n":9007199254740993}';

describe('embedded: JSON is held in one way wherever it comes from', () => {
  let test: TestWarehouse;
  let directory: string;
  before(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'embedded-json-'));
    test = await openTestWarehouse();
    await test.client.createDataset('d');
  });
  after(async () => {
    await test.warehouse.close();
    rmSync(directory, { recursive: true });
  });

  const schema = {
    fields: [
      { name: 'j', type: 'JSON' },
      { name: 'js', type: 'JSON', mode: 'REPEATED' },
      {
        name: 'r',
        type: 'RECORD',
        mode: 'REPEATED',
        fields: [
          { name: 'j', type: 'JSON' },
          { name: 'empty', type: 'INTEGER', mode: 'REPEATED' },
        ],
      },
    ],
  };
  const everyJson = `SELECT TO_JSON_STRING(j) AS j, TO_JSON_STRING(js[0]) AS item, TO_JSON_STRING(r[0].j) AS field,
    ARRAY_LENGTH(r[0].empty) AS empty`;
  const everyHeld = { j: held, item: held, field: held, empty: 0 };
  const table = (name: string) => test.client.dataset('d').table(name);

  it('from NDJSON', async () => {
    const file = path.join(directory, 'rows.json');
    writeFileSync(file, `{"j": ${written}, "js": [${written}], "r": [{"j": ${written}}]}\n`);
    await table('ndjson').load(file, { sourceFormat: 'NEWLINE_DELIMITED_JSON', schema });
    expect(await rowsOf(test.client, `${everyJson} FROM d.ndjson`)).to.deep.equal([everyHeld]);
  });

  it('from CSV', async () => {
    const file = path.join(directory, 'rows.csv');
    writeFileSync(file, `"${written.replaceAll('"', '""')}"\n`);
    const fields = schema.fields.slice(0, 1);
    await table('csv').load(file, { sourceFormat: 'CSV', schema: { fields } });
    expect(await rowsOf(test.client, 'SELECT TO_JSON_STRING(j) AS j FROM d.csv')).to.deep.equal([
      { j: held },
    ]);
  });

  it('from Parquet, where NULL arrays become empty at any depth', async () => {
    const file = path.join(directory, 'rows.parquet');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(
      `COPY (SELECT $1::JSON AS j, [$1::JSON] AS js, [{'j': $1::JSON, 'empty': NULL::BIGINT[]}] AS r) TO '${file}'`,
      [written],
    );
    connection.closeSync();
    instance.closeSync();
    await table('parquet').load(file, { sourceFormat: 'PARQUET', schema });
    expect(await rowsOf(test.client, `${everyJson} FROM d.parquet`)).to.deep.equal([everyHeld]);
  });

  it('from insertAll, as text', async () => {
    await table('inserted').create({ schema });
    await table('inserted').insert([{ j: written, js: [written], r: [{ j: written }] }]);
    expect(await rowsOf(test.client, `${everyJson} FROM d.inserted`)).to.deep.equal([everyHeld]);
  });

  it('from query parameters and a JavaScript function', async () => {
    expect(
      await rowsOf(
        test.client,
        'SELECT TO_JSON_STRING(@j) AS j, TO_JSON_STRING(@js[0]) AS item, TO_JSON_STRING(@j.n) AS n',
        { params: { j: written, js: [written] }, types: { j: 'JSON', js: ['JSON'] as never } },
      ),
    ).to.deep.equal([{ j: held, item: held, n: '9007199254740993' }]);
    expect(
      await rowsOf(
        test.client,
        `CREATE TEMP FUNCTION swapped() RETURNS JSON LANGUAGE js AS "return {b: 1, a: [2.5]}"; SELECT TO_JSON_STRING(swapped()) AS j`,
      ),
    ).to.deep.equal([{ j: '{"a":[2.5],"b":1}' }]);
  });
});
