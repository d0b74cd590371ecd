import { expect } from 'chai';
import { openTestWarehouse, rowsOf, type TestWarehouse } from './open-client.ts';

interface PartialFailure {
  name: string;
  errors: { errors: { reason: string; message: string }[]; row: unknown }[];
}

describe('embedded: tabledata.insertAll', () => {
  let test: TestWarehouse;
  before(async () => {
    test = await openTestWarehouse();
    await test.client.query(
      'CREATE SCHEMA d; CREATE TABLE d.t (id INT64 NOT NULL, s STRING, day DATE, j JSON, tags ARRAY<STRING>, r STRUCT<x FLOAT64>)',
    );
  });
  after(() => test.warehouse.close());

  const table = () => test.client.dataset('d').table('t');
  const insert = async (
    rows: object[],
    options: object = {},
  ): Promise<PartialFailure | undefined> => {
    try {
      await table().insert(rows, { partialRetries: 0, ...options });
    } catch (error) {
      return error as PartialFailure;
    }
    return undefined;
  };

  it('inserts rows of every shape', async () => {
    await table().insert([
      { id: 1, s: 'a', day: '2020-01-01', j: JSON.stringify({ k: 1 }), tags: ['x'], r: { x: 1.5 } },
      { id: '2', r: null },
    ]);
    expect(
      await rowsOf(
        test.client,
        'SELECT id, s, day, JSON_VALUE(j, "$.k") AS k, tags, r.x FROM d.t ORDER BY id',
      ),
    ).to.deep.equal([
      { id: 1, s: 'a', day: { value: '2020-01-01' }, k: '1', tags: ['x'], x: 1.5 },
      { id: 2, s: null, day: null, k: null, tags: [], x: null },
    ]);
    expect((await table().getMetadata())[0]).to.include({ numRows: '2' });
  });

  it('names the bad rows, and inserts none', async () => {
    const failure = await insert([
      { id: 3 },
      { id: 'many' },
      { id: 4, unknown: 1 },
      { s: 'no id' },
      { id: 5, day: 'soon' },
      { id: 6, s: { o: 1 } },
    ]);
    expect(failure?.name).to.equal('PartialFailureError');
    expect(failure?.errors.map(({ errors }) => errors[0]?.reason)).to.deep.equal([
      'stopped',
      'invalid',
      'invalid',
      'invalid',
      'invalid',
      'invalid',
    ]);
    expect(failure?.errors[2]?.errors[0]?.message).to.equal('no such field: unknown.');
    expect(await rowsOf(test.client, 'SELECT COUNT(*) AS c FROM d.t')).to.deep.equal([{ c: 2 }]);
  });

  it('skips bad rows and unknown values when asked to', async () => {
    const failure = await insert([{ id: 7 }, { id: 'many' }, { id: 8, unknown: 1 }], {
      skipInvalidRows: true,
      ignoreUnknownValues: true,
    });
    expect(failure?.errors).to.have.length(1);
    expect(await rowsOf(test.client, 'SELECT id FROM d.t WHERE id > 6 ORDER BY id')).to.deep.equal([
      { id: 7 },
      { id: 8 },
    ]);
  });

  it('inserts a repeated insert id once', async () => {
    const rows = [
      { insertId: 'same', json: { id: 20 } },
      { insertId: 'same', json: { id: 20 } },
    ];
    await table().insert(rows, { raw: true });
    await table().insert(rows, { raw: true });
    expect(await rowsOf(test.client, 'SELECT COUNT(*) AS c FROM d.t WHERE id = 20')).to.deep.equal([
      { c: 1 },
    ]);
  });
});
