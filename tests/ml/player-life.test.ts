import { expect } from 'chai';
import { models, type CatalogEntry } from '../../ml/catalog.ts';
import { championOf, readEvents } from '../../ml/events.ts';
import { playerBacktest } from '../../ml/player-backtest.ts';
import { championVars, promote, rollBack } from '../../ml/promotion.ts';
import { train, type TrainOutcome } from '../../ml/train.ts';
import { openSmallSeasons, plainCatalog, withCatalog, type SmallSeasons } from './small-seasons.ts';

const strikeouts: CatalogEntry = {
  type: 'player_performance',
  label: 'batters_struck_out',
  training: 'starter_training',
  keys: ['game_pk', 'player_id'],
  features: ['workload'],
  options: { model_type: 'LINEAR_REG', l2_reg: 1 },
};

/** Knows what the strikeouts really depend on. */
const better: CatalogEntry = {
  ...strikeouts,
  role: 'starter_strikeouts',
  features: ['workload', 'pitcher_strikeout_skill'],
};

/** Two starters a game: strikeouts follow the workload and the skill. */
const starters = `
  CREATE TABLE mlb_models.starter_training AS
  SELECT
    game_pk, side AS player_id, game_date, completed_date, season, run_margin_diff AS workload,
    batting_value_diff AS pitcher_strikeout_skill, 4.0 AS pitcher_expected_strikeouts, 22 AS batters_faced,
    CAST(ROUND(5 + run_margin_diff + batting_value_diff + starter_fip_share_diff) AS INT64) AS batters_struck_out
  FROM mlb_models.game_outcome_training
  CROSS JOIN UNNEST([1, 2]) AS side`;

describe('the life of two types of models', function () {
  this.timeout(120_000);
  let seasons: SmallSeasons;
  let restore: () => void;
  before(async () => {
    restore = withCatalog({ ...plainCatalog, starter_strikeouts: strikeouts });
    seasons = await openSmallSeasons();
    await seasons.context.client.query(starters);
  });
  after(async () => {
    restore();
    await seasons.close();
  });

  const trained = (asOf: string): Promise<TrainOutcome[]> => train(seasons.context, asOf);
  const champion = async (type: string): Promise<string | undefined> =>
    championOf(await readEvents(seasons.context, type));
  const change = { asOf: '2019-08-01', reason: 'a try' };

  it('forecasts with no model of a type that has no champion', async () => {
    expect(await championVars(seasons.context)).to.deep.equal({
      game_outcome_roles: 'none',
      player_performance_roles: 'none',
    });
  });

  it('trains both, each with versions of its own', async () => {
    const outcomes = await trained('2019-06-01');
    expect(outcomes.map(({ type, version }) => [type, version])).to.deep.equal([
      ['game_outcome', 'v1.0.0'],
      ['player_performance', 'v1.0.0'],
    ]);
    const players = outcomes[1]?.made[0];
    expect(players?.facts.metrics.starter_strikeouts?.rmse).to.be.within(1, 1.6);
    expect(players?.facts.metrics.starter_strikeouts?.games).to.be.greaterThan(250);
    const [seen] = await seasons.query<{ players: number; seen: number }>(`
      SELECT COUNT(DISTINCT player_id) AS players, COUNTIF(game_date <= fit_through) AS seen
      FROM mlb_models.holdout_forecasts WHERE model_type = 'player_performance'`);
    expect(seen).to.deep.equal({ players: 2, seen: 0 });
    const [left] = await seasons.context.client.dataset('mlb_models').getTables();
    expect(left.map(({ id }) => id).filter((id) => id?.endsWith('_rows'))).to.deep.equal([]);
  });

  it('promotes a better one of one type and leaves the other alone', async () => {
    models.catalog.starter_strikeouts_better = better;
    const outcomes = await trained('2019-06-03');
    const [games, players] = outcomes;
    expect(games).to.include({ version: 'v1.0.1' });
    expect(players).to.include({ reason: 'new_recipe', version: 'v2.0.0' });
    expect(players?.made.at(-1)?.judgement, players?.made.at(-1)?.judgement.reason).to.include({
      promote: true,
      verdict: 'better',
    });
    expect(await championVars(seasons.context)).to.deep.equal({
      game_outcome_version: 'v1.0.1',
      game_outcome_roles: 'game_outcome+home_runs',
      player_performance_version: 'v2.0.0',
      player_performance_roles: 'starter_strikeouts',
    });
  });

  it('rolls each back by itself', async () => {
    await rollBack(seasons.context, 'player_performance', 'v1.0.0', change);
    expect(await champion('player_performance')).to.equal('v1.0.0');
    expect(await champion('game_outcome')).to.equal('v1.0.1');
    await rollBack(seasons.context, 'game_outcome', undefined, change);
    expect(await champion('game_outcome')).to.equal('v1.0.0');
    expect(await champion('player_performance')).to.equal('v1.0.0');
    const back = await promote(seasons.context, 'player_performance', 'v2.0.0', change);
    expect(back).to.include({ from: 'v1.0.0', to: 'v2.0.0', forced: false });
    expect(await champion('game_outcome')).to.equal('v1.0.0');
  });

  it('walks through a season without seeing what it forecasts', async () => {
    const walk = async (): Promise<Map<string, number>> => {
      const { forecasts } = await playerBacktest(seasons.context, {
        seasons: [2019],
        trainFrom: 2018,
        roles: ['starter_strikeouts'],
      });
      return new Map(
        forecasts
          .filter(({ date }) => date < '2019-07-01')
          .map(({ game_pk, player_id, expected }) => [`${game_pk}/${player_id}`, expected]),
      );
    };
    const before = await walk();
    expect(before.size).to.equal(2 * 8 * 91);
    await seasons.context.client.query(`
      UPDATE mlb_models.starter_training SET batters_struck_out = 27 - batters_struck_out
      WHERE completed_date >= DATE '2019-06-01'`);
    const after = await walk();
    const changed = [...before].filter(([key, expected]) => after.get(key) !== expected);
    expect(changed).to.deep.equal([]);
  });
});
