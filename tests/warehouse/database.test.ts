import { expect } from 'chai';
import { Kysely, sql } from 'kysely';
import { openWarehouse } from '../../embedded/index.ts';
import { bigQueryDialect } from '../../warehouse/bigquery-dialect.ts';
import { createClient } from '../../warehouse/client.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { createDatabase } from '../../warehouse/database.ts';
import { TankError } from '../../warehouse/errors.ts';
import { parameter } from '../../warehouse/query-parameters.ts';

interface Row {
  id: number;
  day: string | null;
  at: string | null;
  amount: string | null;
  share: number | null;
  is_final: boolean | null;
  name: string | null;
  hash: Buffer | null;
  payload: string | null;
  innings: number[];
  reasons: { feature: string | null; value: number | null }[];
}

const full: Row = {
  id: Number.MAX_SAFE_INTEGER,
  day: '2024-02-29',
  at: '2019-07-04T17:05:00.123456Z',
  amount: '-12345678901234567890.123456789',
  share: 0.1,
  is_final: true,
  name: "O'Day \\ `x` \n?",
  hash: Buffer.from([0, 255]),
  payload: '{"a":[1,null]}',
  innings: [0, 1],
  reasons: [
    { feature: 'elo', value: -0.5 },
    { feature: null, value: null },
  ],
};

const empty: Row = {
  id: 2,
  day: null,
  at: null,
  amount: null,
  share: null,
  is_final: null,
  name: null,
  hash: null,
  payload: null,
  innings: [],
  reasons: [],
};

describe('Kysely on an embedded warehouse', () => {
  let warehouse: Awaited<ReturnType<typeof openWarehouse>>;
  let database: Kysely<{ 'league.rows': Row }>;

  before(async () => {
    warehouse = await openWarehouse({ file: ':memory:', project: 'hankstank' });
    const client = createClient(loadConfig({}, { endpoint: warehouse.url }));
    database = new Kysely({ dialect: bigQueryDialect(client) });
    await client.query('CREATE SCHEMA league');
    await client.query(`CREATE TABLE league.rows (
      id INT64, day DATE, at TIMESTAMP, amount NUMERIC, share FLOAT64, is_final BOOL, name STRING, hash BYTES,
      payload JSON, innings ARRAY<INT64>, reasons ARRAY<STRUCT<feature STRING, value FLOAT64>>
    )`);
  });

  after(() => warehouse.close());

  it('gives back every value it wrote, and nulls', async () => {
    for (const row of [full, empty]) {
      const { numInsertedOrUpdatedRows } = await database
        .insertInto('league.rows')
        .values({
          ...row,
          day: parameter(row.day, 'DATE'),
          at: parameter(row.at, 'TIMESTAMP'),
          amount: parameter(row.amount, 'NUMERIC'),
          payload: sql`PARSE_JSON(${parameter(row.payload, 'STRING')})`,
          innings: parameter(row.innings, ['INT64']),
          reasons: parameter(row.reasons, [{ feature: 'STRING', value: 'FLOAT64' }]),
        })
        .executeTakeFirstOrThrow();
      expect(numInsertedOrUpdatedRows).to.equal(1n);
    }
    const rows = await database
      .selectFrom('league.rows')
      .selectAll()
      .orderBy('id', 'desc')
      .execute();
    expect(rows).to.deep.equal([full, empty]);
  });

  it('finds rows by typed parameters', async () => {
    const found = await database
      .selectFrom('league.rows')
      .select('id')
      .where('day', '=', parameter('2024-02-29', 'DATE'))
      .where('at', '<', parameter('2019-07-04T17:05:01Z', 'TIMESTAMP'))
      .where('name', '=', full.name)
      .where('id', 'in', [1, full.id])
      .execute();
    expect(found).to.deep.equal([{ id: full.id }]);
  });

  it('refuses to round a large integer', async () => {
    const error: unknown = await sql`SELECT 9007199254740993 AS big`
      .execute(database)
      .catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(TankError).with.property('code', 'E_WAREHOUSE');
  });

  it('counts changed rows', async () => {
    const updated = await database
      .updateTable('league.rows')
      .set({ share: 0.25 })
      .where('id', '=', 2)
      .executeTakeFirstOrThrow();
    expect(updated.numUpdatedRows).to.equal(1n);
    const deleted = await database
      .deleteFrom('league.rows')
      .where('id', '>', 0)
      .executeTakeFirstOrThrow();
    expect(deleted.numDeletedRows).to.equal(2n);
  });

  it('matches nothing in an empty list', async () => {
    const client = createClient(loadConfig({}, { endpoint: warehouse.url }));
    await client.query('CREATE SCHEMA mlb_historical_data');
    await client.query('CREATE TABLE mlb_historical_data.games_historical AS SELECT 1 AS game_pk');
    const games = createDatabase(client)
      .selectFrom('mlb_historical_data.games_historical')
      .select('game_pk');
    expect(await games.where('game_pk', 'in', []).execute()).to.deep.equal([]);
    expect(await games.where('game_pk', 'not in', []).execute()).to.deep.equal([{ game_pk: 1 }]);
  });

  it('names the missing table', async () => {
    const error: unknown = await sql`SELECT * FROM league.nothing`
      .execute(database)
      .catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(TankError);
    expect((error as TankError).message).to.match(/refused the query.*league.*nothing/s);
    expect((error as TankError).hint).to.include('Build the tables');
  });
});
