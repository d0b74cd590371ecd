import type { BigQuery } from '@google-cloud/bigquery';
import { expect } from 'chai';
import { openWarehouse } from '../../embedded/index.ts';
import { createClient } from '../../warehouse/client.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { TankError } from '../../warehouse/errors.ts';
import { tableTypesOf } from '../../warehouse/generate-types.ts';

describe('npm run types, on an embedded warehouse', () => {
  let warehouse: Awaited<ReturnType<typeof openWarehouse>>;
  let client: BigQuery;

  before(async () => {
    warehouse = await openWarehouse({ file: ':memory:', project: 'hankstank' });
    client = createClient(loadConfig({}, { endpoint: warehouse.url }));
  });

  after(async () => {
    await warehouse.close();
  });

  it('makes no file of a warehouse that lacks a table', async () => {
    const error: unknown = await tableTypesOf(client).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(TankError).with.property('code', 'E_NO_ROWS');
    expect((error as TankError).message).to.contain('mlb_historical_data.games_historical');
  });

  it('describes the tables and views asked for as the warehouse does', async () => {
    await client.query('CREATE SCHEMA mlb_test');
    await client.query('CREATE TABLE mlb_test.not_asked_for (x INT64)');
    await client.query(`
      CREATE TABLE mlb_test.games (
        game_pk INT64 NOT NULL OPTIONS (description = 'MLB key of the game.'),
        game_date DATE,
        margin NUMERIC,
        is_final BOOL,
        payload JSON,
        reasons ARRAY<STRUCT<feature STRING, value FLOAT64>>
      ) OPTIONS (description = 'One row per game.')`);
    await client.query(
      'CREATE VIEW mlb_test.finals AS SELECT game_pk, game_date FROM mlb_test.games WHERE is_final',
    );
    expect(await tableTypesOf(client, ['mlb_test.games', 'mlb_test.finals'])).to
      .equal(`// Generated from the warehouse by \`npm run types\`. Do not edit.

export interface MlbTestFinals {
  game_pk: number | null;
  game_date: string | null;
}

/** One row per game. */
export interface MlbTestGames {
  /** MLB key of the game. */
  game_pk: number;
  game_date: string | null;
  margin: string | null;
  is_final: boolean | null;
  payload: string | null;
  reasons: {
    feature: string | null;
    value: number | null;
  }[];
}

/** The tables and views that typed queries read, for Kysely. */
export interface Tables {
  'mlb_test.finals': MlbTestFinals;
  'mlb_test.games': MlbTestGames;
}
`);
  });
});
