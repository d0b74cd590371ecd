import { expect } from 'chai';
import { readTogether } from '../sql/compiler/json-together.ts';
import { openTestWarehouse, rowsOf, type TestWarehouse } from './open-client.ts';

const paths = ['$.a', '$.b.c', '$."d e"', '$.list[1]', '$.none', '$."it\'s"'];

describe('embedded: many fields of one JSON document', () => {
  let test: TestWarehouse;
  before(async () => {
    test = await openTestWarehouse();
    await test.client.query(`CREATE SCHEMA d; CREATE TABLE d.documents AS
      SELECT 1 AS id, JSON '{"a":1.5,"b":{"c":"x \\\\"y\\\\""},"d e":true,"list":[1,2e-7],"it\\'s":null}' AS payload UNION ALL
      SELECT 2, JSON '{"a":"null","b":{"c":{}},"d e":[1],"list":[0,12345678901234567890]}' UNION ALL
      SELECT 3, JSON '[1,2]' UNION ALL SELECT 4, JSON 'null' UNION ALL SELECT 5, CAST(NULL AS JSON) UNION ALL
      SELECT 6, JSON '{"a":"","b":{"c":"1.0"},"list":[0,"é"],"it\\'s":"7"}'`);
  });
  after(() => test.warehouse.close());

  const value = (path: string): string => `JSON_VALUE(payload, "${path.replaceAll('"', '\\"')}")`;

  it('are what they are one by one', async () => {
    const together = await rowsOf(
      test.client,
      `SELECT ${paths.map((path, index) => `${value(path)} AS v${index}`).join(', ')} FROM d.documents ORDER BY id`,
    );
    for (const [index, path] of paths.entries()) {
      const alone = await rowsOf(
        test.client,
        `SELECT ${value(path)} AS v FROM d.documents ORDER BY id`,
      );
      expect(together.map((row) => (row as Record<string, unknown>)[`v${index}`])).to.deep.equal(
        alone.map((row) => (row as { v: unknown }).v),
        path,
      );
    }
    expect(together[0]).to.deep.include({ v0: '1.5', v1: 'x "y"', v2: 'true', v4: null, v5: null });
  });

  it('may be grouped by, and stand inside other expressions', async () => {
    const items = paths.slice(0, 4).map((path) => value(path));
    const grouped = await rowsOf(
      test.client,
      `SELECT ${items.map((item, index) => `${item} AS v${index}`).join(', ')}, COUNT(*) AS n
      FROM d.documents GROUP BY ${items.join(', ')} ORDER BY n DESC, v0`,
    );
    expect(grouped[0]).to.include({ v0: null, v1: null, n: 3 });
    const inside = await rowsOf(
      test.client,
      `SELECT COALESCE(${items.join(', ')}, 'none') AS found, (SELECT ${items[0]} || '!' FROM UNNEST([1])) AS nested
      FROM d.documents AS doc WHERE ${items[0]} IS NOT NULL ORDER BY id`,
    );
    expect(inside).to.deep.equal([
      { found: '1.5', nested: '1.5!' },
      { found: 'null', nested: 'null!' },
      { found: '', nested: '!' },
    ]);
  });

  it('of two columns stay apart, and a text that looks like a call stays a text', () => {
    const call = (column: string, path: string) =>
      `bq_json_value(${column}, '${path}', '${path}', 'standard')`;
    const text = `'bq_json_value(j, ''$.x'', ''$.x'', ''standard'')'`;
    expect(
      readTogether([
        call('j', '$.a'),
        call('t.j', '$.a'),
        call('j', '$.b'),
        text,
        call('j', '$.c'),
      ]),
    ).to.deep.equal([
      `bq_json_value_of_many(j, ['$.a', '$.b', '$.c'], 1, '$.a', 'standard')`,
      call('t.j', '$.a'),
      `bq_json_value_of_many(j, ['$.a', '$.b', '$.c'], 2, '$.b', 'standard')`,
      text,
      `bq_json_value_of_many(j, ['$.a', '$.b', '$.c'], 3, '$.c', 'standard')`,
    ]);
  });
});
