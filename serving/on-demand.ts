import { createRequire } from 'node:module';
import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { Database } from '../warehouse/database.ts';
import { tankError } from '../warehouse/errors.ts';
import { parameter } from '../warehouse/query-parameters.ts';
import type { Forecast } from './forecasts.ts';

const require = createRequire(import.meta.url);
const starterFeatures = require('../includes/starter_features.js') as {
  columns: readonly string[];
  skills: Readonly<Record<string, string>>;
  leagueOuts: string;
  expectedOuts: string;
  share: string;
  shares: Readonly<Record<string, string>>;
};
const { columns: catalogued } = require('../includes/catalogue.js') as {
  columns: readonly {
    column: string;
    table: string;
    name: string;
    way: 'home' | 'away' | 'diff' | 'game';
  }[];
};
const models = require('../includes/models.js') as {
  objectName: (role: string, version: string) => string;
  featuresOf: (type: string) => readonly string[];
};
const { size, scoreDistribution } = require('../includes/score_distribution.js') as {
  size: number;
  scoreDistribution: (home: number, away: number, probability: number, size: number) => Score;
};

interface Interval {
  low: number;
  high: number;
}

interface Score {
  home_runs: number;
  away_runs: number;
  home_interval: Interval;
  away_interval: Interval;
  total_interval: Interval;
  over: { line: number; probability: number }[];
  home_by_two_probability: number;
  away_by_two_probability: number;
}

/** Who is to start instead; a side left out keeps its announced starter. */
export interface NamedStarters {
  home?: number | undefined;
  away?: number | undefined;
}

const answerRow = z.object({
  home_win_probability: z.number(),
  home_runs: z.number(),
  away_runs: z.number(),
  baseline_log_odds: z.number(),
  top_features: z.array(
    z.object({ feature: z.string(), value: z.number().nullable(), contribution: z.number() }),
  ),
});

const personRow = z.object({ player_id: z.int(), player_name: z.string() });

/**
 * Forecasts a game as if others started, with the models of the stored forecast, from features made by the SQL that the stored
 * ones are made by: no fact is later than its own.
 * @throws TankError E_PLAYER_UNKNOWN with the team's latest starters, E_WAREHOUSE
 */
export async function forecastOnDemand(
  database: Database,
  stored: Forecast,
  named: NamedStarters,
  now: Date,
): Promise<Forecast> {
  const ids = {
    home: named.home ?? stored.home_starter_id,
    away: named.away ?? stored.away_starter_id,
  };
  const [names, { rows }] = await Promise.all([
    readNames(
      database,
      Object.values(named).filter((id) => id !== undefined),
    ),
    query(stored, ids).execute(database),
  ]);
  for (const side of ['home', 'away'] as const) {
    const id = named[side];
    if (id === undefined || names.has(id)) continue;
    throw tankError(
      'E_PLAYER_UNKNOWN',
      `starting_pitchers.${side}: nobody is known by the id ${id}`,
      {
        details: { choices: await latestStarters(database, stored, side) },
      },
    );
  }
  const answer = answerRow.parse(rows[0]);
  const score = scoreDistribution(
    answer.home_runs,
    answer.away_runs,
    answer.home_win_probability,
    size,
  );
  const nameOf = (side: 'home' | 'away'): string | null =>
    (named[side] === undefined ? undefined : names.get(named[side])) ??
    stored[`${side}_starter_name`];
  return {
    ...stored,
    home_starter_id: ids.home,
    away_starter_id: ids.away,
    home_starter_name: nameOf('home'),
    away_starter_name: nameOf('away'),
    home_win_probability: answer.home_win_probability,
    away_win_probability: 1 - answer.home_win_probability,
    predicted_home_runs: score.home_runs,
    predicted_home_runs_low: score.home_interval.low,
    predicted_home_runs_high: score.home_interval.high,
    predicted_away_runs: score.away_runs,
    predicted_away_runs_low: score.away_interval.low,
    predicted_away_runs_high: score.away_interval.high,
    predicted_total_runs: score.home_runs + score.away_runs,
    predicted_total_runs_low: score.total_interval.low,
    predicted_total_runs_high: score.total_interval.high,
    total_runs_lines: score.over.map(({ line, probability }) => ({
      line,
      over_probability: probability,
    })),
    home_run_line_probability: score.home_by_two_probability,
    away_run_line_probability: score.away_by_two_probability,
    baseline_log_odds: answer.baseline_log_odds,
    top_features: answer.top_features,
    predicted_at: now.toISOString(),
  };
}

function query(
  { game_pk, game_date, model_role, model_version }: Forecast,
  ids: { home: number | null; away: number | null },
): RawBuilder<unknown> {
  const date = parameter(game_date, 'DATE');
  const model = (role: string): RawBuilder<unknown> =>
    sql.raw(`mlb_models.${models.objectName(role, checkedVersion(model_version))}`);
  const skills = Object.entries(starterFeatures.skills).map(
    ([name, value]) => `${value} AS ${name}`,
  );
  const shares = Object.entries(starterFeatures.shares).map(
    ([name, value]) => `${value} AS ${name}`,
  );
  const made = [
    ...Object.keys(starterFeatures.skills),
    'starter_expected_outs',
    ...Object.keys(starterFeatures.shares),
  ];
  const inputs = models.featuresOf('game_outcome');
  const inputOf = (input: string): string => {
    const { table, name, way } = catalogued.find(({ column }) => column === input) ?? {};
    if (table !== 'game_side_features' || name === undefined || !made.includes(name)) {
      return `features.${input}`;
    }
    return way === 'diff'
      ? `home.${name} - away.${name} AS ${input}`
      : `${way ?? 'home'}.${name} AS ${input}`;
  };
  const values = inputs.map((input) => `WHEN '${input}' THEN CAST(${input} AS FLOAT64)`);
  return sql`
    WITH features AS (
      SELECT game_date, home_team_id, away_team_id, ${sql.raw(inputs.join(', '))}
      FROM mlb_features.game_features_daily
      WHERE game_pk = ${parameter(game_pk, 'INT64')} AND game_date = ${date}
    ),
    sides AS (
      SELECT 'home' AS team_side, game_date, home_team_id AS team_id,
        ${parameter(ids.home, 'INT64')} AS starter_id
      FROM features
      UNION ALL
      SELECT 'away' AS team_side, game_date, away_team_id AS team_id,
        ${parameter(ids.away, 'INT64')} AS starter_id
      FROM features
    ),
    pitchers AS (
      SELECT player_id, appearance_date, ${sql.raw(starterFeatures.columns.join(', '))}
      FROM mlb_features.pitcher_form
      WHERE player_id IN (SELECT starter_id FROM sides) AND appearance_date < ${date}
      QUALIFY ROW_NUMBER() OVER (PARTITION BY player_id ORDER BY appearance_date DESC) = 1
    ),
    league AS (
      SELECT league_outs_per_appearance
      FROM mlb_features.league_pitching_rates
      WHERE is_start AND completed_date < ${date}
      QUALIFY ROW_NUMBER() OVER (ORDER BY completed_date DESC) = 1
    ),
    bullpens AS (
      SELECT team_id, bullpen_fip
      FROM mlb_features.bullpen_form
      WHERE game_date = ${date}
    ),
    joined AS (
      SELECT
        sides.team_side, sides.starter_id,
        ${sql.raw(skills.join(',\n'))},
        ${sql.raw(starterFeatures.leagueOuts)} AS league_outs,
        ${sql.raw(starterFeatures.expectedOuts)} AS expected_outs,
        bullpens.bullpen_fip
      FROM sides
      LEFT JOIN pitchers ON pitchers.player_id = sides.starter_id
      LEFT JOIN league ON TRUE
      LEFT JOIN bullpens ON bullpens.team_id = sides.team_id
    ),
    with_share AS (
      SELECT
        *,
        IF(starter_id IS NULL, NULL, expected_outs) AS starter_expected_outs,
        ${sql.raw(starterFeatures.share)} AS starter_share
      FROM joined
    ),
    with_shares AS (SELECT *, ${sql.raw(shares.join(', '))} FROM with_share),
    inputs AS (
      SELECT ${sql.raw(inputs.map(inputOf).join(', '))}
      FROM features
      CROSS JOIN (SELECT * FROM with_shares WHERE team_side = 'home') AS home
      CROSS JOIN (SELECT * FROM with_shares WHERE team_side = 'away') AS away
    ),
    outcome AS (
      SELECT
        (SELECT probs.prob FROM UNNEST(predicted_home_won_probs) AS probs WHERE probs.label = 1)
          AS home_win_probability
      FROM ML.PREDICT(MODEL ${model(model_role)}, (SELECT * FROM inputs))
    ),
    reasons AS (
      SELECT
        ${sql.raw(towardsHome)} * baseline_prediction_value AS baseline_log_odds,
        ARRAY(
          SELECT AS STRUCT
            reason.feature,
            CASE reason.feature ${sql.raw(values.join(' '))} END AS value,
            ${sql.raw(towardsHome)} * reason.attribution AS contribution
          FROM UNNEST(top_feature_attributions) AS reason
          ORDER BY ABS(reason.attribution) DESC, reason.feature
        ) AS top_features
      FROM ML.EXPLAIN_PREDICT(
        MODEL ${model(model_role)},
        (SELECT * FROM inputs),
        STRUCT(${sql.raw(String(inputs.length))} AS top_k_features)
      )
    ),
    home AS (
      SELECT predicted_home_score AS home_runs
      FROM ML.PREDICT(MODEL ${model('home_runs')}, (SELECT * FROM inputs))
    ),
    away AS (
      SELECT predicted_away_score AS away_runs
      FROM ML.PREDICT(MODEL ${model('away_runs')}, (SELECT * FROM inputs))
    )
    SELECT
      outcome.home_win_probability, home.home_runs, away.away_runs, reasons.baseline_log_odds,
      reasons.top_features
    FROM outcome
    CROSS JOIN reasons
    CROSS JOIN home
    CROSS JOIN away`;
}

/** Attributions speak for the predicted label. */
const towardsHome = 'IF((prediction_value > 0) = (predicted_home_won = 1), 1, -1)';

/** It becomes part of a name in SQL. */
function checkedVersion(version: string): string {
  if (/^v\d+\.\d+\.\d+$/.test(version)) return version;
  throw tankError('E_INTERNAL', `${version} is not the version of a model`);
}

async function readNames(database: Database, ids: readonly number[]): Promise<Map<number, string>> {
  const list = parameter([...ids], ['INT64']);
  const { rows } = await sql`
    SELECT player_id, MAX(player_name) AS player_name
    FROM (
      SELECT player_id, name AS player_name
      FROM mlb_historical_data.people_historical
      WHERE player_id IN UNNEST(${list})
      UNION ALL
      SELECT player_id, player_name
      FROM mlb_historical_data.player_stats_historical
      WHERE player_id IN UNNEST(${list}) AND has_pitching
    )
    WHERE player_name IS NOT NULL
    GROUP BY player_id`.execute(database);
  return new Map(
    z
      .array(personRow)
      .parse(rows)
      .map(({ player_id, player_name }) => [player_id, player_name]),
  );
}

async function latestStarters(
  database: Database,
  stored: Forecast,
  side: 'home' | 'away',
): Promise<Record<string, unknown>[]> {
  const date = parameter(stored.game_date, 'DATE');
  const { rows } = await sql<Record<string, unknown>>`
    SELECT player_id, MAX(player_name) AS name, MAX(completed_date) AS last_start
    FROM mlb_historical_data.player_stats_historical
    WHERE team_id = ${parameter(stored[`${side}_team_id`], 'INT64')}
      AND game_date BETWEEN DATE_SUB(${date}, INTERVAL 400 DAY) AND ${date}
      AND completed_date < ${date}
      AND has_pitching AND games_started = 1
    GROUP BY player_id
    ORDER BY last_start DESC, player_id
    LIMIT 6`.execute(database);
  return rows;
}
