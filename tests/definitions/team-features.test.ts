import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { eloForecasts } from '../../ml/elo.ts';
import { compileProject } from './compile.ts';
import { openFeatureWarehouse, type FeatureWarehouse } from './feature-warehouse.ts';
import { readSeasons, seasonsMissing, writeJsonLines, type Seasons } from './real-seasons.ts';

const models = [
  'team_dates',
  'team_rolling_features',
  'team_form',
  'league_pitching_rates',
  'team_ratings',
  'game_ratings',
  'team_strength_adjusted',
  'park_factors',
];
const stored = models.filter((model) => !['team_dates', 'game_ratings'].includes(model));
/** The games that are used: the second half of a season, and the next until the middle of June. */
const [first, last] = ['2018-07-01', '2019-06-15'];

describe('team features of real seasons', function () {
  this.timeout(300_000);
  let warehouse: FeatureWarehouse;
  let directory: string;
  let seasons: Seasons;
  let before_: Map<string, string[]>;

  const contents = async (): Promise<Map<string, string[]>> => {
    const all = new Map<string, string[]>();
    for (const model of stored) all.set(model, await warehouse.content(model));
    return all;
  };
  before(async function () {
    if (seasonsMissing !== undefined) {
      console.log(`      ${seasonsMissing}`);
      this.skip();
    }
    const graph = await compileProject();
    warehouse = await openFeatureWarehouse(graph, ...models);
    directory = await mkdtemp(path.join(tmpdir(), 'tank-team-features-'));
    const all = await readSeasons(2018, 2019, '2020-01-01T00:00:00Z');
    const isUsed = ({ completed_date }: { completed_date?: unknown }): boolean =>
      String(completed_date) >= first && String(completed_date) <= last;
    seasons = {
      games_historical: all.games_historical.filter(isUsed),
      team_stats_historical: all.team_stats_historical.filter(isUsed),
      player_stats_historical: all.player_stats_historical.filter(isUsed),
    };
    for (const source of Object.keys(seasons) as (keyof Seasons)[]) {
      const file = path.join(directory, `${source}.ndjson`);
      await writeJsonLines(file, seasons[source]);
      await warehouse.load(source, file);
    }
    await warehouse.build('full', ...models);
    before_ = await contents();
  });
  after(async () => {
    if (seasonsMissing !== undefined) return;
    await warehouse.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('rate as the baseline of the backtest does, game by game', async () => {
    const forecasts = eloForecasts(
      seasons.games_historical.map((game) => ({
        gamePk: Number(game.game_pk),
        season: Number(game.season),
        gameDate: String(game.game_date),
        completedDate: String(game.completed_date),
        homeTeamId: Number(game.home_team_id),
        awayTeamId: Number(game.away_team_id),
        margin:
          game.game_type === 'R' ? Number(game.home_score) - Number(game.away_score) : undefined,
      })),
    );
    const rated = (await warehouse.query(
      'SELECT game_pk, elo_home_win_probability AS p FROM mlb_features.game_ratings',
    )) as { game_pk: number; p: number }[];
    expect(rated).to.have.length(seasons.games_historical.length);
    for (const { game_pk, p } of rated) expect(p).to.be.closeTo(forecasts.get(game_pk) ?? 0, 1e-12);
  });

  it('count what counting the games themselves counts', async () => {
    const wrong = await warehouse.query(`SELECT made.team_id, made.game_date
      FROM mlb_features.team_rolling_features AS made
      LEFT JOIN mlb_historical_data.team_stats_historical AS facts
        ON facts.team_id = made.team_id AND facts.completed_date < made.game_date
      GROUP BY made.team_id, made.game_date, made.season, games_7d, games_season, collected_games,
        runs_scored_per_game_30d, games_at_home_season, win_rate_60d
      HAVING games_7d != COUNTIF(facts.completed_date >= DATE_SUB(made.game_date, INTERVAL 7 DAY))
        OR games_season != COUNTIF(facts.season = made.season)
        OR games_at_home_season != COUNTIF(facts.season = made.season AND facts.is_home)
        OR collected_games != COUNT(facts.team_id)
        OR ABS(win_rate_60d - AVG(IF(facts.completed_date >= DATE_SUB(made.game_date, INTERVAL 60 DAY),
          IF(facts.is_win, 1, 0), NULL))) > 1e-12
        OR ABS(runs_scored_per_game_30d
          - AVG(IF(facts.completed_date >= DATE_SUB(made.game_date, INTERVAL 30 DAY), facts.runs_scored, NULL))) > 1e-12`);
    expect(wrong).to.deep.equal([]);
  });

  it('are the same after a late correction as a full refresh makes them', async () => {
    await warehouse.query(`UPDATE mlb_historical_data.team_stats_historical
      SET runs_scored = runs_scored + 3, hits = hits + 1, loaded_at = CURRENT_TIMESTAMP()
      WHERE completed_date = '2019-05-21'`);
    await warehouse.query(`UPDATE mlb_historical_data.games_historical
      SET home_score = home_score + 5, home_won = home_score + 5 > away_score, loaded_at = CURRENT_TIMESTAMP()
      WHERE completed_date = '2019-05-21'`);
    // A game is admitted no more: it leaves nothing behind that was loaded later.
    const taken = seasons.games_historical.find(({ game_date }) => game_date === '2019-05-25');
    for (const source of Object.keys(seasons)) {
      await warehouse.query(
        `DELETE FROM mlb_historical_data.${source} WHERE game_pk = ${String(taken?.game_pk)}`,
      );
    }
    await warehouse.build('incremental', ...models);
    const incremental = await contents();
    await warehouse.build('full', ...models);
    const full = await contents();
    for (const model of stored) {
      expect(incremental.get(model), model).to.deep.equal(full.get(model));
      if (model !== 'park_factors')
        expect(full.get(model), model).not.to.deep.equal(before_.get(model));
    }
  });
});
