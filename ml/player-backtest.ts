import { tankError } from '../warehouse/errors.ts';
import { calendarMonths, type Refit } from './backtest.ts';
import { catalogEntry, models } from './catalog.ts';
import { rows, type MlContext } from './context.ts';
import { countsOf, targetOf } from './counts.ts';
import { grouped, pairedDifference, score, type Outcome } from './metrics.ts';
import { minimumTrainingRows } from './training-run.ts';

/** A player's number as it was forecast, and what came: in the order of the CSV's columns. */
export interface PlayerForecast {
  role: string;
  game_pk: number;
  player_id: number;
  date: string;
  expected: number;
  low: number;
  high: number;
  line: number;
  over_probability: number;
  /** Expectation and probability of the simple forecast it is compared with. */
  baseline_expected: number;
  baseline_probability: number;
  actual: number;
  model_version: string;
}

export interface RoleScores {
  role: string;
  players: number;
  rmse: number;
  baseline_rmse: number;
  /** Mean of what was expected less what came. */
  bias: number;
  /** Share within the intervals meant for 80 %. */
  coverage: number;
  line: number;
  log_loss: number;
  baseline_log_loss: number;
  /** The model's log loss less the baseline's on the same players, with its standard error. */
  difference: number;
  standard_error: number;
  calibration_slope: number | null;
  /** Mean probability of more than the line, and the share that had more. */
  over_forecast: number;
  over_share: number;
  /** Variance about the expectation over its mean: what the distribution's dispersion should be. */
  dispersion: number;
}

export interface PlayerBacktest {
  seasons: number[];
  roles: RoleScores[];
  by_season: (RoleScores & { season: number })[];
  refits: Refit[];
  forecasts: PlayerForecast[];
}

export interface PlayerBacktestOptions {
  seasons: readonly number[];
  trainFrom: number;
  /** Roles that are forecast; all of players unless given. */
  roles?: readonly string[];
}

const table = ({ config }: MlContext, name: string): string =>
  `\`${config.project}.mlb_models.${name}\``;

/**
 * What a player's form alone says, without a model: a starter's strikeouts expected of his decayed rate, a batter's decayed rates
 * (shrunk to the league's) times the plate appearances of his place in the rows learnt from, and the mean of these rows else.
 */
const baselines: Readonly<Record<string, string>> = {
  starter_strikeouts: 'COALESCE(pitcher_expected_strikeouts, mean_actual)',
  batter_hits: 'batter_hit_rate * mean_appearances',
  batter_total_bases: 'batter_total_base_rate * mean_appearances',
  batter_home_runs: 'batter_home_run_rate * mean_appearances',
  batter_walks: 'batter_walk_rate * mean_appearances',
  batter_strikeouts: 'batter_strikeout_rate * mean_appearances',
};

interface Row {
  game_pk: number;
  player_id: number;
  game_date: string;
  actual: number;
  expected: number;
  baseline: number;
}

/** Forecasts of a month by a model that has learnt from what was finished before it. */
async function forecastMonth(
  context: MlContext,
  role: string,
  { from, to }: { from: string; to: string },
): Promise<Row[]> {
  const { label, training = '', features } = catalogEntry(role);
  const object = table(context, `backtest_${role}`);
  const source = table(context, `backtest_${training}`);
  await rows(context, models.create(role, object, source, `DATE '${from}'`));
  const appearances = training === 'batter_training' ? 'plate_appearances' : 'batters_faced';
  const place = training === 'batter_training' ? 'batting_place' : '0';
  return rows<Row>(
    context,
    `WITH means AS (
       SELECT ${place} AS place, AVG(${appearances}) AS mean_appearances, AVG(${label}) AS mean_actual
       FROM ${source}
       WHERE ${models.trainingWindow(`DATE '${from}'`, training)}
       GROUP BY place
     ),
     asked AS (
       SELECT *, ${place} AS place
       FROM ${source}
       WHERE game_date BETWEEN DATE '${from}' AND DATE '${to}'
     ),
     forecasts AS (
       SELECT game_pk, player_id, predicted_${label} AS expected
       FROM ML.PREDICT(MODEL ${object}, (SELECT game_pk, player_id, ${features.join(', ')} FROM asked))
     )
     SELECT asked.game_pk, asked.player_id, asked.game_date, asked.${label} AS actual, forecasts.expected,
       ${baselines[role] ?? 'mean_actual'} AS baseline
     FROM asked
     JOIN forecasts ON forecasts.game_pk = asked.game_pk AND forecasts.player_id = asked.player_id
     JOIN means ON means.place = asked.place
     ORDER BY asked.game_date, asked.game_pk, asked.player_id`,
  );
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const rootMeanSquare = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((value) => value ** 2)));

function scoresOf(role: string, forecasts: readonly PlayerForecast[]): RoleScores {
  const outcomes = (of: (forecast: PlayerForecast) => number): Outcome[] =>
    forecasts.map((forecast) => ({
      probability: of(forecast),
      homeWon: forecast.actual > forecast.line,
    }));
  const [model, baseline] = [
    outcomes(({ over_probability }) => over_probability),
    outcomes(({ baseline_probability }) => baseline_probability),
  ];
  const errors = forecasts.map(({ expected, actual }) => expected - actual);
  const { log_loss, calibration_slope } = score(model);
  return {
    role,
    players: forecasts.length,
    rmse: rootMeanSquare(errors),
    baseline_rmse: rootMeanSquare(
      forecasts.map(({ baseline_expected, actual }) => baseline_expected - actual),
    ),
    bias: mean(errors),
    coverage: mean(
      forecasts.map(({ low, high, actual }) => (actual >= low && actual <= high ? 1 : 0)),
    ),
    line: forecasts[0]?.line ?? Number.NaN,
    log_loss,
    baseline_log_loss: score(baseline).log_loss,
    ...pairedDifference(model, baseline),
    calibration_slope,
    over_forecast: mean(model.map(({ probability }) => probability)),
    over_share: mean(model.map(({ homeWon }) => (homeWon ? 1 : 0))),
    dispersion:
      mean(errors.map((error) => error ** 2)) / mean(forecasts.map((one) => one.expected)),
  };
}

/**
 * Walks through regular seasons: at the start of each month the models of players are refitted on games finished before, then
 * forecast the month's starters and starting nines from their point-in-time rows.
 * @throws TankError E_NO_ROWS without enough to learn from or to score
 */
export async function playerBacktest(
  context: MlContext,
  {
    seasons,
    trainFrom,
    roles = Object.keys(models.recipes('player_performance')[0]?.models ?? {}),
  }: PlayerBacktestOptions,
): Promise<PlayerBacktest> {
  const forecasts: PlayerForecast[] = [];
  const refits: Refit[] = [];
  const byTraining = grouped(roles, (role) => catalogEntry(role).training ?? '');
  for (const [training, of] of byTraining) {
    const source = table(context, `backtest_${training}`);
    await rows(
      context,
      `CREATE OR REPLACE TABLE ${source} AS SELECT * FROM ${table(context, training)} WHERE season >= ${trainFrom}`,
    );
    for (const season of seasons) {
      const played = await rows<{ game_date: string }>(
        context,
        `SELECT DISTINCT game_date FROM ${source} WHERE season = ${season} ORDER BY game_date`,
      );
      if (played.length === 0)
        throw tankError('E_NO_ROWS', `no players of ${season} to forecast in ${training}`);
      for (const month of calendarMonths(played.map(({ game_date }) => game_date))) {
        const [window] = await rows<
          Omit<Refit, 'as_of' | 'model_version' | 'games'> & { games: number }
        >(
          context,
          `SELECT COUNT(*) AS training_rows, COUNT(DISTINCT game_pk) AS games,
             MIN(completed_date) AS training_from, MAX(completed_date) AS training_through
           FROM ${source}
           WHERE ${models.trainingWindow(`DATE '${month.from}'`, training)}`,
        );
        if (window === undefined || window.games < minimumTrainingRows)
          throw tankError(
            'E_NO_ROWS',
            `only ${window?.games ?? 0} games to learn from before ${month.from}, ${minimumTrainingRows} needed`,
          );
        const model_version = `backtest-${month.from}`;
        let players = 0;
        for (const role of of) {
          const {
            lines: [line = 0.5],
          } = targetOf(role);
          const made = await forecastMonth(context, role, month);
          players = made.length;
          for (const row of made) {
            const { low, high, above } = countsOf(role, row.expected);
            forecasts.push({
              role,
              game_pk: row.game_pk,
              player_id: row.player_id,
              date: row.game_date,
              expected: row.expected,
              low,
              high,
              line,
              over_probability: above[0] ?? Number.NaN,
              baseline_expected: row.baseline,
              baseline_probability: countsOf(role, row.baseline).above[0] ?? Number.NaN,
              actual: row.actual,
              model_version,
            });
          }
        }
        refits.push({ ...window, as_of: month.from, model_version, games: players });
        context.onProgress?.(
          `${month.from.slice(0, 7)}: learnt from ${window.training_rows} rows of ${training}, forecast ${players} players`,
        );
      }
    }
    for (const role of of)
      await rows(context, `DROP MODEL IF EXISTS ${table(context, `backtest_${role}`)}`);
    await rows(context, `DROP TABLE ${source}`);
  }
  const byRole = grouped(forecasts, ({ role }) => role);
  return {
    seasons: [...seasons],
    roles: [...byRole].map(([role, of]) => scoresOf(role, of)),
    by_season: [...byRole].flatMap(([role, of]) =>
      [...grouped(of, ({ date }) => date.slice(0, 4))].map(([season, members]) => ({
        season: Number(season),
        ...scoresOf(role, members),
      })),
    ),
    refits,
    forecasts,
  };
}
