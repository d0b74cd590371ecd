import { expect } from 'chai';
import type { MlContext } from '../../ml/context.ts';
import { canonical, firstHash, hashOf, publish, type LedgerContent } from '../../ml/ledger.ts';
import type { TankError } from '../../warehouse/errors.ts';
import { compileProject } from '../definitions/compile.ts';
import { leagueTables } from '../definitions/league-tables.ts';
import { openSmallWarehouse, type SmallWarehouse } from '../definitions/small-warehouse.ts';

const date = '2019-06-01';

interface Entry {
  entry_number: number;
  game_pk: number;
  source: string;
  entry_content: string;
  previous_hash: string;
  entry_hash: string;
}

describe('the ledger of forecasts', function () {
  this.timeout(120_000);
  let warehouse: SmallWarehouse;
  let context: MlContext;
  let faults: string;

  before(async () => {
    warehouse = await openSmallWarehouse();
    context = { client: warehouse.client, config: {} as MlContext['config'] };
    await warehouse.table('mlb_predictions.game_predictions', {
      ...leagueTables['mlb_predictions.game_predictions'],
      as_of: 'TIMESTAMP',
    });
    await warehouse.table('mlb_historical_data.games_historical', {
      ...leagueTables['mlb_historical_data.games_historical'],
    });
    await warehouse.table('mlb_features.game_ratings', {
      game_pk: 'INT64',
      elo_home_win_probability: 'FLOAT64',
    });
    const played = (game_pk: number, completed_date: string, home_won: boolean) => ({
      game_pk,
      game_type: 'R',
      completed_date,
      is_final: true,
      home_won,
    });
    await warehouse.insert('mlb_historical_data.games_historical', [
      played(90, '2019-05-30', true),
      played(91, '2019-05-31', true),
      played(92, '2019-05-31', false),
      // The day itself, and too long ago.
      played(93, '2019-06-01', false),
      played(94, '2018-05-31', false),
    ]);
    await warehouse.insert('mlb_features.game_ratings', [
      { game_pk: 1, elo_home_win_probability: 0.57 },
    ]);
    const graph = await compileProject();
    faults = graph.assertions.find(({ target }) => target.name === 'ledger_is_whole')?.query ?? '';
  });
  after(() => warehouse.close());

  const forecast = (game_pk: number, home_win_probability: number, more = {}) => ({
    game_pk,
    game_date: date,
    first_pitch_at: '2019-06-01 17:05:00+00',
    home_team_id: 147,
    away_team_id: 111,
    home_win_probability,
    predicted_home_runs: 4.75,
    predicted_away_runs: 4.25,
    model_version: 'v1.0.0',
    as_of: '2019-06-01 04:00:00+00',
    predicted_at: '2026-01-01 00:00:00.123456+00',
    source: 'replay',
    ...more,
  });
  const entries = (): Promise<Entry[]> =>
    warehouse.rows<Entry>(
      `SELECT entry_number, game_pk, source, entry_content, previous_hash, entry_hash
       FROM mlb_predictions.forecast_ledger ORDER BY entry_number`,
    );

  it('publishes each forecast once, with its baselines of the time', async () => {
    await warehouse.insert('mlb_predictions.game_predictions', [
      forecast(1, 0.6),
      forecast(2, 1 / 3, { source: 'sim', first_pitch_at: '2019-06-01 19:05:00+00' }),
    ]);
    expect((await publish(context, date)).entries).to.equal(2);
    expect(await publish(context, date)).to.include({ entries: 0 });
    const rows = await warehouse.rows(
      `SELECT game_pk, home_win_probability, elo_home_win_probability, home_rate_probability, predicted_home_runs,
         predicted_away_runs, source, published_at = as_of AS is_of_its_morning
       FROM mlb_predictions.forecast_ledger ORDER BY entry_number`,
    );
    const ofBoth = {
      home_rate_probability: 2 / 3,
      predicted_home_runs: 4.75,
      predicted_away_runs: 4.25,
      is_of_its_morning: true,
    };
    expect(rows).to.deep.equal([
      {
        game_pk: 1,
        home_win_probability: 0.6,
        elo_home_win_probability: 0.57,
        source: 'replay',
        ...ofBoth,
      },
      {
        game_pk: 2,
        home_win_probability: 1 / 3,
        elo_home_win_probability: null,
        source: 'sim',
        ...ofBoth,
      },
    ]);
  });

  it('appends a forecast that has changed, and keeps the one before', async () => {
    await warehouse.client.query(
      `UPDATE mlb_predictions.game_predictions
       SET home_win_probability = 0.55, predicted_at = '2026-01-01 09:00:00+00' WHERE game_pk = 1`,
    );
    expect(await publish(context, date)).to.include({ entries: 1 });
    expect((await entries()).map(({ game_pk }) => game_pk)).to.deep.equal([1, 2, 1]);
  });

  it('appends nothing at or after first pitch', async () => {
    await warehouse.insert('mlb_predictions.game_predictions', [
      forecast(3, 0.5),
      forecast(4, 0.5, { first_pitch_at: null }),
      forecast(5, 0.5, { first_pitch_at: '2019-06-01 17:05:00.001+00' }),
    ]);
    const atFirstPitch = { ...context, now: () => new Date('2019-06-01T17:05:00Z') };
    expect(await publish(atFirstPitch, date)).to.deep.include({ entries: 1, late: [4, 3] });
    expect((await entries()).at(-1)).to.include({ game_pk: 5, entry_number: 4 });
    const live = forecast(6, 0.5, { source: 'live' });
    await warehouse.insert('mlb_predictions.game_predictions', [live]);
    expect((await publish(atFirstPitch, date)).late).to.include(6);
    expect((await publish(context, date)).late, 'long after').to.include(6);
  });

  it('hangs together by its hashes, and the assertion says so too', async () => {
    let previous = firstHash;
    for (const entry of await entries()) {
      expect(canonical(JSON.parse(entry.entry_content) as LedgerContent)).to.equal(
        entry.entry_content,
      );
      expect(entry.previous_hash).to.equal(previous);
      expect(entry.entry_hash).to.equal(hashOf(previous, entry.entry_content));
      previous = entry.entry_hash;
    }
    expect(await warehouse.rows(faults)).to.deep.equal([]);
    await warehouse.client.query(
      `UPDATE mlb_predictions.forecast_ledger SET home_win_probability = 0.99 WHERE entry_number = 1`,
    );
    expect(await warehouse.rows(faults)).to.have.length(1);
    await warehouse.client.query(
      `UPDATE mlb_predictions.forecast_ledger SET home_win_probability = 0.6 WHERE entry_number = 1`,
    );
  });

  it('goes on in a table that an earlier version made, which had no runs', async () => {
    await warehouse.client.query(`ALTER TABLE mlb_predictions.forecast_ledger
      DROP COLUMN predicted_home_runs, DROP COLUMN predicted_away_runs`);
    const later = Object.create(warehouse.client) as MlContext['client'];
    await warehouse.insert('mlb_predictions.game_predictions', [forecast(9, 0.5)]);
    expect((await publish({ ...context, client: later }, date)).entries).to.equal(1);
    const [last] = await warehouse.rows(
      `SELECT predicted_away_runs FROM mlb_predictions.forecast_ledger ORDER BY entry_number DESC LIMIT 1`,
    );
    expect(last).to.deep.equal({ predicted_away_runs: 4.25 });
    expect(await warehouse.rows(faults)).to.deep.equal([]);
  });

  it('takes the entries of one of two that publish at once', async () => {
    await warehouse.insert('mlb_predictions.game_predictions', [
      forecast(7, 0.5),
      forecast(8, 0.4),
    ]);
    const before = (await entries()).length;
    const outcomes = await Promise.allSettled([publish(context, date), publish(context, date)]);
    const after = await entries();
    expect(after.length).to.equal(before + 2);
    expect(new Set(after.map(({ entry_number }) => entry_number)).size).to.equal(after.length);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        expect((outcome.reason as TankError).code).to.equal('E_MODEL_CONFLICT');
    }
    expect(await warehouse.rows(faults)).to.deep.equal([]);
  });
});
