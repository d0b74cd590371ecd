import { DateTime } from 'luxon';
import { tankError } from '../warehouse/errors.ts';
import { catalogEntry, models } from './catalog.ts';
import { rows, type MlContext } from './context.ts';
import { eloForecasts } from './elo.ts';
import {
  calibrationTable,
  grouped,
  pairedDifference,
  score,
  type CalibrationBin,
  type Metrics,
  type Outcome,
} from './metrics.ts';
import { distributionOf, scoreRuns, type ScoreMetrics, type ScoreOutcome } from './runs.ts';
import { minimumTrainingRows } from './training-run.ts';

/** What is known of a game when it is forecast: in the morning, or with the announced lineups. */
export type AsOf = 'morning' | 'lineups';

export interface BacktestOptions {
  /** Seasons to forecast, in order. */
  seasons: readonly number[];
  /** First season to learn from. */
  trainFrom: number;
  asOf: AsOf;
}

/** One forecast game of a backtest, in the order of the CSV's columns. */
export interface BacktestGame {
  game_pk: number;
  date: string;
  home: string;
  away: string;
  home_starter: string | null;
  away_starter: string | null;
  home_win_probability: number;
  home_won: 0 | 1;
  home_rate_probability: number;
  elo_probability: number;
  expected_home_runs: number;
  expected_away_runs: number;
  home_score: number;
  away_score: number;
  model_version: string;
  /** The moment the forecast stands for: the start of the game's date, US/Eastern, in UTC. */
  predicted_at: string;
}

export interface Refit {
  as_of: string;
  model_version: string;
  training_rows: number;
  training_from: string;
  training_through: string;
  games: number;
}

/** A forecast to compare with, and the model's log loss less its own on the same games with the standard error. */
export interface Baseline extends Metrics {
  difference: number;
  standard_error: number;
}

/** Scores of the model and the baselines on some of the games. */
export interface Scores {
  model: Metrics;
  baselines: { home_rate: Baseline; elo: Baseline };
}

export interface Slice extends Scores {
  /** What the games are chosen by (season, month or favourite) and its value. */
  by: 'season' | 'month' | 'favourite';
  value: string;
}

export interface Backtest extends Scores {
  seasons: number[];
  as_of: AsOf;
  source: string;
  slices: Slice[];
  calibration: CalibrationBin[];
  runs: ScoreMetrics;
  refits: Refit[];
  games: BacktestGame[];
}

/** A pooled log loss under this is better than baseball allows. */
export const leakLogLoss = 0.655;

/** The model that forecasts with what is known then. */
const outcomeModels = { morning: 'game_outcome', lineups: 'game_outcome_lineups' } as const;

interface GameRow {
  game_pk: number;
  season: number;
  game_date: string;
  completed_date: string;
  home_team_id: number;
  away_team_id: number;
  home_score: number | null;
  away_score: number | null;
  home_won: boolean | null;
  game_type: string;
  home: string;
  away: string;
  home_starter: string | null;
  away_starter: string | null;
  as_of: string | null;
  source: string;
}

const gamesQuery = `
SELECT
  games.game_pk, games.season, games.game_date, games.completed_date, games.home_team_id, games.away_team_id,
  games.home_score, games.away_score, games.home_won, games.game_type,
  home_teams.abbreviation AS home, away_teams.abbreviation AS away,
  features.home_starter_name AS home_starter, features.away_starter_name AS away_starter, features.as_of, games.source
FROM mlb_historical_data.games_historical AS games
LEFT JOIN mlb_features.game_features_daily AS features ON features.game_pk = games.game_pk
LEFT JOIN mlb_historical_data.teams_historical AS home_teams
  ON home_teams.season = games.season AND home_teams.team_id = games.home_team_id
LEFT JOIN mlb_historical_data.teams_historical AS away_teams
  ON away_teams.season = games.season AND away_teams.team_id = games.away_team_id
WHERE games.is_final AND games.season <= ? AND games.game_type IN ('R', 'F', 'D', 'L', 'W')
ORDER BY games.game_date, games.game_pk`;

/** Months with any of the dates, in order, from their first day to their last. */
export function calendarMonths(dates: readonly string[]): { from: string; to: string }[] {
  const names = [...new Set(dates.map((date) => date.slice(0, 7)))].sort();
  return names.map((month) => {
    const first = DateTime.fromISO(`${month}-01`, { zone: 'utc' });
    return { from: first.toISODate() ?? month, to: first.endOf('month').toISODate() ?? month };
  });
}

function table(context: MlContext, name: string): string {
  return `\`${context.config.project}.mlb_models.${name}\``;
}

const modelsOf = (asOf: AsOf): readonly string[] => [outcomeModels[asOf], 'home_runs', 'away_runs'];

/** Trains every model on what was known before a date. */
async function refit(
  context: MlContext,
  names: readonly string[],
  asOf: string,
  games: number,
): Promise<Refit & { homeRate: number; meanRuns: number }> {
  const sqlDate = `DATE '${asOf}'`;
  const training = table(context, 'backtest_training');
  const [window] = await rows<{
    training_rows: number;
    home_rate: number;
    mean_runs: number;
    training_from: string | null;
    training_through: string | null;
  }>(
    context,
    `SELECT COUNT(*) AS training_rows, AVG(home_won) AS home_rate, AVG(total_score) / 2 AS mean_runs,
       MIN(completed_date) AS training_from, MAX(completed_date) AS training_through
     FROM ${training}
     WHERE ${models.trainingWindow(sqlDate)}`,
  );
  if (
    !window?.training_from ||
    !window.training_through ||
    window.training_rows < minimumTrainingRows
  ) {
    throw tankError(
      'E_NO_ROWS',
      `only ${window?.training_rows ?? 0} games to learn from before ${asOf}, ${minimumTrainingRows} needed`,
    );
  }
  for (const name of names) {
    await rows(context, models.create(name, table(context, `backtest_${name}`), training, sqlDate));
  }
  return {
    as_of: asOf,
    model_version: `backtest-${asOf}`,
    training_rows: window.training_rows,
    training_from: window.training_from,
    training_through: window.training_through,
    games,
    homeRate: window.home_rate,
    meanRuns: window.mean_runs,
  };
}

interface Forecast {
  game_pk: number;
  home_win_probability: number;
  home_runs: number;
  away_runs: number;
}

/** Forecasts of the regular-season games of some dates by the models trained last. */
async function forecast(
  context: MlContext,
  outcome: string,
  from: string,
  to: string,
): Promise<Map<number, Forecast>> {
  const { features, label } = catalogEntry(outcome);
  const input = (name: string): string =>
    `(SELECT game_pk, ${catalogEntry(name).features.join(', ')} FROM games)`;
  const forecasts = await rows<Forecast>(
    context,
    `WITH games AS (
       SELECT features.game_pk, ${modelInputs(outcome).map(models.pastValue).join(', ')}
       FROM mlb_features.game_features_daily AS features
       LEFT JOIN mlb_features.starting_lineups AS starting ON starting.game_pk = features.game_pk
       WHERE features.game_date BETWEEN DATE '${from}' AND DATE '${to}' AND features.game_type = 'R'
     ),
     outcomes AS (
       SELECT game_pk,
         (SELECT probs.prob FROM UNNEST(predicted_${label}_probs) AS probs WHERE probs.label = 1) AS home_win_probability
       FROM ML.PREDICT(MODEL ${table(context, `backtest_${outcome}`)}, (SELECT game_pk, ${features.join(', ')} FROM games))
     ),
     home AS (
       SELECT game_pk, predicted_home_score AS home_runs
       FROM ML.PREDICT(MODEL ${table(context, 'backtest_home_runs')}, ${input('home_runs')})
     ),
     away AS (
       SELECT game_pk, predicted_away_score AS away_runs
       FROM ML.PREDICT(MODEL ${table(context, 'backtest_away_runs')}, ${input('away_runs')})
     )
     SELECT outcomes.game_pk, outcomes.home_win_probability, home.home_runs, away.away_runs
     FROM outcomes
     JOIN home ON home.game_pk = outcomes.game_pk
     JOIN away ON away.game_pk = outcomes.game_pk`,
  );
  return new Map(forecasts.map((row) => [row.game_pk, row]));
}

/** Every feature that the models of a backtest look at. */
function modelInputs(outcome: string): string[] {
  const features = [outcome, 'home_runs', 'away_runs'].flatMap(
    (name) => catalogEntry(name).features,
  );
  return [...new Set(features)];
}

function eloOf(all: readonly GameRow[]): Map<number, number> {
  return eloForecasts(
    all.map((game) => ({
      gamePk: game.game_pk,
      season: game.season,
      gameDate: game.game_date,
      completedDate: game.completed_date,
      homeTeamId: game.home_team_id,
      awayTeamId: game.away_team_id,
      margin:
        game.game_type === 'R' && game.home_score !== null && game.away_score !== null
          ? game.home_score - game.away_score
          : undefined,
    })),
  );
}

function scoresOf(games: readonly BacktestGame[]): Scores {
  const outcomes = (of: (game: BacktestGame) => number): Outcome[] =>
    games.map((game) => ({ probability: of(game), homeWon: game.home_won === 1 }));
  const model = outcomes((game) => game.home_win_probability);
  const compare = (other: readonly Outcome[]): Baseline => ({
    ...score(other),
    ...pairedDifference(model, other),
  });
  return {
    model: score(model),
    baselines: {
      home_rate: compare(outcomes((game) => game.home_rate_probability)),
      elo: compare(outcomes((game) => game.elo_probability)),
    },
  };
}

const favouriteSizes = [0.55, 0.6, 0.65, 1];

/** Upper limit of the step that the favourite's probability is in. */
function favourite({ home_win_probability }: BacktestGame): string {
  const probability = Math.max(home_win_probability, 1 - home_win_probability);
  const index = favouriteSizes.findIndex((size) => probability <= size);
  return `${favouriteSizes[index - 1] ?? 0.5}-${favouriteSizes[index] ?? 1}`;
}

function slicesOf(games: readonly BacktestGame[]): Slice[] {
  const of = (by: Slice['by'], value: (game: BacktestGame) => string): Slice[] =>
    [...grouped(games, value)]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, members]) => ({ by, value: name, ...scoresOf(members) }));
  return [
    ...of('season', ({ date }) => date.slice(0, 4)),
    ...of('month', ({ date }) => date.slice(5, 7)),
    ...of('favourite', favourite),
  ];
}

/**
 * Walks through regular seasons over the point-in-time feature rows: at the start of each month the models are refitted
 * on earlier games only, then forecast the month's games.
 * @throws TankError E_NO_ROWS without enough games to learn from or to score
 */
export async function backtest(context: MlContext, options: BacktestOptions): Promise<Backtest> {
  const { seasons, trainFrom, asOf } = options;
  const names = modelsOf(asOf);
  const all = await rows<GameRow>(context, gamesQuery, [Math.max(...seasons)]);
  const elo = eloOf(all);
  const training = table(context, 'backtest_training');
  await rows(
    context,
    `CREATE OR REPLACE TABLE ${training} AS
     SELECT game_pk, completed_date, home_won, home_score, away_score, total_score,
       ${modelInputs(outcomeModels[asOf]).join(', ')}
     FROM ${table(context, 'game_outcome_training')}
     WHERE season >= ${trainFrom}`,
  );
  const games: BacktestGame[] = [];
  const scores: ScoreOutcome[] = [];
  const refits: Refit[] = [];
  let source: string | undefined;
  for (const season of seasons) {
    const played = all.filter(
      (game) =>
        game.season === season && game.game_type === 'R' && game.home_won !== null && game.as_of,
    );
    source ??= played[0]?.source;
    if (played.length === 0) {
      throw tankError('E_NO_ROWS', `no decided regular-season game of ${season} in the warehouse`);
    }
    for (const { from, to } of calendarMonths(played.map((game) => game.game_date))) {
      const ofMonth = played.filter(({ game_date }) => game_date >= from && game_date <= to);
      const { homeRate, meanRuns, ...fit } = await refit(context, names, from, ofMonth.length);
      refits.push(fit);
      const forecasts = await forecast(context, outcomeModels[asOf], from, to);
      for (const game of ofMonth) {
        const made = forecasts.get(game.game_pk);
        const eloProbability = elo.get(game.game_pk);
        const { home_score, away_score } = game;
        if (
          made === undefined ||
          eloProbability === undefined ||
          game.as_of === null ||
          home_score === null ||
          away_score === null
        ) {
          throw tankError(
            'E_INTERNAL',
            `game ${game.game_pk} of ${game.game_date} got no forecast`,
          );
        }
        const distribution = distributionOf(
          made.home_runs,
          made.away_runs,
          made.home_win_probability,
        );
        scores.push({
          forecast: distribution,
          homeScore: home_score,
          awayScore: away_score,
          meanRuns,
        });
        games.push({
          game_pk: game.game_pk,
          date: game.game_date,
          home: game.home,
          away: game.away,
          home_starter: game.home_starter,
          away_starter: game.away_starter,
          home_win_probability: made.home_win_probability,
          home_won: game.home_won === true ? 1 : 0,
          home_rate_probability: homeRate,
          elo_probability: eloProbability,
          expected_home_runs: distribution.home_runs,
          expected_away_runs: distribution.away_runs,
          home_score,
          away_score,
          model_version: fit.model_version,
          predicted_at: game.as_of,
        });
      }
      context.onProgress?.(
        `${from.slice(0, 7)}: learnt from ${fit.training_rows} games, forecast ${ofMonth.length}`,
      );
    }
  }
  for (const name of names)
    await rows(context, `DROP MODEL IF EXISTS ${table(context, `backtest_${name}`)}`);
  await rows(context, `DROP TABLE IF EXISTS ${training}`);
  return {
    seasons: [...seasons],
    as_of: asOf,
    source: source ?? 'none',
    ...scoresOf(games),
    slices: slicesOf(games),
    calibration: calibrationTable(
      games.map(({ home_win_probability, home_won }) => ({
        probability: home_win_probability,
        homeWon: home_won === 1,
      })),
    ),
    runs: scoreRuns(scores),
    refits,
    games,
  };
}
