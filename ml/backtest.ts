import { DateTime } from 'luxon';
import { tankError } from '../warehouse/errors.ts';
import { models } from './catalog.ts';
import { rows, type MlContext } from './context.ts';
import { eloForecasts } from './elo.ts';
import { pairedDifference, score, type Metrics, type Outcome } from './metrics.ts';
import { minimumTrainingRows } from './train.ts';

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

export interface Baseline extends Metrics {
  /** Model's log loss less the baseline's on the same games, and its standard error. */
  difference: number;
  standard_error: number;
}

export interface Backtest {
  season: number;
  source: string;
  model: Metrics;
  baselines: { home_rate: Baseline; elo: Baseline };
  refits: Refit[];
  games: BacktestGame[];
}

/** A pooled log loss under this is better than baseball allows. */
export const leakLogLoss = 0.655;

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

function months(dates: readonly string[]): { from: string; to: string }[] {
  const names = [...new Set(dates.map((date) => date.slice(0, 7)))].sort();
  return names.map((month) => {
    const first = DateTime.fromISO(`${month}-01`, { zone: 'utc' });
    return { from: first.toISODate() ?? month, to: first.endOf('month').toISODate() ?? month };
  });
}

function table(context: MlContext, name: string): string {
  return `\`${context.config.project}.mlb_models.${name}\``;
}

async function refit(
  context: MlContext,
  asOf: string,
  games: number,
): Promise<Refit & { homeRate: number }> {
  const sqlDate = `DATE '${asOf}'`;
  const training = table(context, 'game_outcome_training');
  const [window] = await rows<{
    training_rows: number;
    home_rate: number;
    training_from: string | null;
    training_through: string | null;
  }>(
    context,
    `SELECT COUNT(*) AS training_rows, AVG(home_won) AS home_rate, MIN(completed_date) AS training_from,
       MAX(completed_date) AS training_through
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
  const model = table(context, 'backtest_game_outcome');
  await rows(context, models.create('game_outcome', model, training, sqlDate));
  return {
    as_of: asOf,
    model_version: `backtest-${asOf}`,
    training_rows: window.training_rows,
    training_from: window.training_from,
    training_through: window.training_through,
    games,
    homeRate: window.home_rate,
  };
}

async function forecast(
  context: MlContext,
  from: string,
  to: string,
): Promise<Map<number, number>> {
  const { features, label } = models.catalog.game_outcome;
  const forecasts = await rows<{ game_pk: number; home_win_probability: number }>(
    context,
    `SELECT game_pk,
       (SELECT probs.prob FROM UNNEST(predicted_${label}_probs) AS probs WHERE probs.label = 1) AS home_win_probability
     FROM ML.PREDICT(MODEL ${table(context, 'backtest_game_outcome')}, (
       SELECT game_pk, ${features.join(', ')}
       FROM mlb_features.game_features_daily
       WHERE game_date BETWEEN DATE '${from}' AND DATE '${to}' AND game_type = 'R'
     ))`,
  );
  return new Map(forecasts.map((row) => [row.game_pk, row.home_win_probability]));
}

function compare(model: readonly Outcome[], other: readonly Outcome[]): Baseline {
  return { ...score(other), ...pairedDifference(model, other) };
}

/**
 * Walks through a regular season over the point-in-time feature rows: at the start of each month the model is refitted
 * on earlier games only, then forecasts the month's games.
 * @param season year; the three seasons before it should be built
 * @throws TankError E_NO_ROWS without enough games to learn from or to score
 */
export async function backtest(context: MlContext, season: number): Promise<Backtest> {
  const all = await rows<GameRow>(context, gamesQuery, [season]);
  const played = all.filter(
    (game) =>
      game.season === season && game.game_type === 'R' && game.home_won !== null && game.as_of,
  );
  const source = played[0]?.source;
  if (source === undefined) {
    throw tankError('E_NO_ROWS', `no decided regular-season game of ${season} in the warehouse`);
  }
  const elo = eloForecasts(
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
  const games: BacktestGame[] = [];
  const refits: Refit[] = [];
  const outcomes: { model: Outcome; homeRate: Outcome; elo: Outcome }[] = [];
  for (const { from, to } of months(played.map((game) => game.game_date))) {
    const ofMonth = played.filter(({ game_date }) => game_date >= from && game_date <= to);
    const { homeRate, ...fit } = await refit(context, from, ofMonth.length);
    refits.push(fit);
    const probabilities = await forecast(context, from, to);
    for (const game of ofMonth) {
      const probability = probabilities.get(game.game_pk);
      const eloProbability = elo.get(game.game_pk);
      if (probability === undefined || eloProbability === undefined || game.as_of === null) {
        throw tankError('E_INTERNAL', `game ${game.game_pk} of ${game.game_date} got no forecast`);
      }
      const homeWon = game.home_won === true;
      outcomes.push({
        model: { probability, homeWon },
        homeRate: { probability: homeRate, homeWon },
        elo: { probability: eloProbability, homeWon },
      });
      games.push({
        game_pk: game.game_pk,
        date: game.game_date,
        home: game.home,
        away: game.away,
        home_starter: game.home_starter,
        away_starter: game.away_starter,
        home_win_probability: probability,
        home_won: homeWon ? 1 : 0,
        model_version: fit.model_version,
        predicted_at: game.as_of,
      });
    }
    context.onProgress?.(
      `${from.slice(0, 7)}: learnt from ${fit.training_rows} games, forecast ${ofMonth.length}`,
    );
  }
  await rows(context, `DROP MODEL IF EXISTS ${table(context, 'backtest_game_outcome')}`);
  const model = outcomes.map((outcome) => outcome.model);
  return {
    season,
    source,
    model: score(model),
    baselines: {
      home_rate: compare(
        model,
        outcomes.map((outcome) => outcome.homeRate),
      ),
      elo: compare(
        model,
        outcomes.map((outcome) => outcome.elo),
      ),
    },
    refits,
    games,
  };
}
