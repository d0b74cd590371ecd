import { expect } from 'chai';
import { readTogether } from '../sql/compiler/json-together.ts';
import { translate } from '../sql/translate.ts';
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

  /** Rows of an expression of every path, which must say what it says of each path alone. */
  async function together(expression: (path: string) => string): Promise<unknown[][]> {
    const rows = await rowsOf(
      test.client,
      `SELECT ${paths.map((path, index) => `${expression(path)} AS v${index}`).join(', ')} FROM d.documents ORDER BY id`,
    );
    const values = rows.map((row) => Object.values(row as object) as unknown[]);
    for (const [index, path] of paths.entries()) {
      const alone = await rowsOf(
        test.client,
        `SELECT ${expression(path)} AS v FROM d.documents ORDER BY id`,
      );
      const expected = alone.map((row) => (row as { v: unknown }).v);
      expect(
        values.map((row) => row[index]),
        path,
      ).to.deep.equal(expected);
    }
    return values;
  }

  it('are what they are one by one', async () => {
    const [first] = await together(value);
    expect(first).to.deep.equal(['1.5', 'x "y"', 'true', '2e-07', null, null]);
  });

  it('have the types that they have one by one', async () => {
    const [first] = await together(
      (path) => `JSON_TYPE(JSON_QUERY(payload, "${path.replaceAll('"', '\\"')}"))`,
    );
    expect(first).to.deep.equal(['number', 'string', 'boolean', 'number', null, 'null']);
  });

  it('are the integers that they are one by one', async () => {
    const integer = (path: string) => `SAFE_CAST(${value(path)} AS INT64)`;
    const rows = await together(integer);
    expect(rows[5]).to.deep.equal([null, null, null, null, null, 7]);
    const { sql } = (await translate(
      `SELECT ${paths.map(integer).join(', ')} FROM (SELECT JSON '{}' AS payload)`,
      { project: 'p' },
    )) as { sql: string };
    expect(sql.match(/bq_json_integers\(/g)).to.have.length(paths.length);
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
    const paths = "string_split('$.a\u001f$.b\u001f$.c', '\u001f')";
    const found = (place: number) =>
      `list_extract(bq_json_values(j, ${paths}, ${paths}), ${place})`;
    const text = `'bq_json_value(j, ''$.x'', ''$.x'', ''standard'')'`;
    expect(
      readTogether([
        call('j', '$.a'),
        call('t.j', '$.a'),
        call('j', '$.b'),
        text,
        call('j', '$.c'),
      ]),
    ).to.deep.equal([found(1), call('t.j', '$.a'), found(2), text, found(3)]);
  });
});
