import type { Session } from '../../pipeline/session.ts';
import { models } from '../../ml/catalog.ts';
import { backtest, train } from '../../ml/index.ts';

/** Everything that a model learnt and forecast: weights of linear models, and forecasts of the games held out. */
export type Learnt = Record<string, number>;

/** What models would learn from if they saw the future: by the condition on the date that they may not see. */
export const leaks = {
  'the day itself': (sql: string) =>
    sql.replaceAll('completed_date < DATE', 'completed_date <= DATE'),
  'the days after': (sql: string) =>
    sql.replaceAll(/completed_date < DATE '[\d-]+'/g, `completed_date < DATE '9999-01-01'`),
};

/**
 * Makes every result on or after a date another: who won, the runs, and what each player did. What features make of these
 * results, on the dates after it, becomes something else too; features of the date itself and before are proven elsewhere
 * not to depend on them.
 */
export async function scramble({ client }: Session, date: string): Promise<void> {
  const features = [
    ...new Set(
      Object.values(models.catalog)
        .filter(({ type = 'game_outcome' }) => type === 'game_outcome')
        .flatMap((entry) => entry.features),
    ),
  ];
  const other = (name: string): string =>
    `${name} = 1 - 3 * ${name} + MOD(ABS(FARM_FINGERPRINT(CONCAT('${name}', CAST(game_pk AS STRING)))), 7)`;
  const counts = ['hits', 'home_runs', 'strikeouts', 'batters_struck_out', 'hits_allowed', 'walks'];
  await client.query(`
    UPDATE mlb_historical_data.games_historical
    SET home_won = NOT home_won, home_score = away_score + 3, away_score = home_score + 5
    WHERE completed_date >= DATE '${date}' AND is_final;
    UPDATE mlb_historical_data.player_stats_historical
    SET ${counts.map((name) => `${name} = ${name} + MOD(player_id, 4)`).join(', ')}
    WHERE completed_date >= DATE '${date}';
    UPDATE mlb_features.game_features_daily
    SET ${features.map(other).join(', ')}
    WHERE game_date > DATE '${date}'`);
}

/** Trains every type of models in full as of a date, and tells what they learnt. */
export async function learn(
  { client, config }: Session,
  date: string,
  { leak, types }: { leak?: (sql: string) => string; types?: string[] } = {},
): Promise<Learnt> {
  const { create, trainingWindow } = models;
  if (leak !== undefined) {
    models.create = (...options) => leak(create(...options));
    models.trainingWindow = (...options) => leak(trainingWindow(...options));
  }
  try {
    const outcomes = await train({ client, config }, date, { full: true, ...(types && { types }) });
    const learnt: Learnt = {};
    for (const { type, made } of outcomes) {
      const version = made[0]?.version ?? 'none';
      const [rows] = await client.query(`
        SELECT CONCAT(model_name, ' ', input) AS name, weight AS value
        FROM mlb_models.model_weights
        WHERE model_type = '${type}' AND model_version = '${version}'
        UNION ALL
        SELECT CONCAT(role, ' ', game_pk, ' ', IFNULL(player_id, 0)), forecast_value
        FROM mlb_models.holdout_forecasts
        WHERE model_type = '${type}' AND model_version = '${version}'`);
      for (const { name, value } of rows as { name: string; value: number }[])
        learnt[`${type} ${name}`] = value;
    }
    return learnt;
  } finally {
    Object.assign(models, { create, trainingWindow });
  }
}

/** What a walk through a season says of every game before it, by date, game and what is said. */
export async function walk({ client, config }: Session, season: number): Promise<Learnt> {
  const { games } = await backtest(
    { client, config },
    { seasons: [season], trainFrom: season - 1, asOf: 'lineups' },
  );
  return Object.fromEntries(
    games.flatMap((game) =>
      said.map((name) => [`${game.date} ${String(game.game_pk)} ${name}`, game[name]]),
    ),
  );
}

const said = [
  'home_win_probability',
  'home_rate_probability',
  'elo_probability',
  'expected_home_runs',
  'expected_away_runs',
] as const;

/** Sums taken in another order, since rows were rewritten, differ in the last digits. */
const tolerance = 1e-9;

/** Names of what two runs say otherwise. */
export function changed(a: Learnt, b: Learnt): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => {
    const [one, other] = [a[name], b[name]];
    if (one === undefined || other === undefined) return true;
    return Math.abs(one - other) > tolerance * Math.max(1, Math.abs(one));
  });
}
