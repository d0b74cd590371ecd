import { isClassifier, models } from './catalog.ts';
import { rows, type MlContext } from './context.ts';
import type { Judged } from './comparison.ts';
import type { Candidate } from './judge.ts';
import { makingOf, type ModelFacts, type Version } from './versions.ts';

/** The role a version is judged by: the first of the plain recipe. */
export function leadOf(type: string): string {
  const lead = Object.keys(models.recipes(type)[0]?.models ?? {})[0];
  if (lead === undefined) throw new RangeError(`no model of type ${type}`);
  return lead;
}

async function readForecasts(
  context: MlContext,
  type: string,
  version: string,
): Promise<Map<string, Judged[]>> {
  const found = await rows<{
    role: string;
    game_key: string;
    game_date: string;
    fit_through: string;
    home_team_id: number;
    away_team_id: number;
    grade: string | null;
    forecast_value: number;
    actual_value: number;
  }>(
    context,
    `SELECT
       forecasts.role,
       CONCAT(CAST(forecasts.game_pk AS STRING), IFNULL(CONCAT('/', CAST(forecasts.player_id AS STRING)), '')) AS game_key,
       forecasts.game_date, forecasts.fit_through, games.home_team_id, games.away_team_id, games.grade,
       forecasts.forecast_value, forecasts.actual_value
     FROM mlb_models.holdout_forecasts AS forecasts
     JOIN mlb_historical_data.games_historical AS games ON games.game_pk = forecasts.game_pk
     WHERE forecasts.model_type = ? AND forecasts.model_version = ?
     ORDER BY forecasts.game_date, forecasts.game_pk, forecasts.player_id`,
    [type, version],
  );
  const byRole = new Map<string, Judged[]>();
  for (const row of found) {
    const list = byRole.get(row.role) ?? [];
    if (list.length === 0) byRole.set(row.role, list);
    list.push({
      key: row.game_key,
      date: row.game_date,
      homeTeam: row.home_team_id,
      awayTeam: row.away_team_id,
      grade: row.grade,
      forecast: row.forecast_value,
      actual: row.actual_value,
      fitThrough: row.fit_through,
      wasServed: false,
    });
  }
  return byRole;
}

type Trained = Pick<Version, 'version' | 'facts'>;

/**
 * Forecasts of games that reached people before first pitch, published in the ledger or served by an arm of the API, the last
 * of each game and version, and what happened.
 */
async function readServed(context: MlContext, versions: readonly Trained[]): Promise<Judged[]> {
  const through = new Map(versions.map(({ version, facts }) => [version, facts.trainingThrough]));
  const list = [...through.keys()].map((version) => `'${version}'`).join(', ');
  const found = await rows<{
    game_pk: number;
    model_version: string;
    game_date: string;
    home_team_id: number;
    away_team_id: number;
    grade: string | null;
    home_win_probability: number;
    home_won: boolean;
  }>(
    context,
    `WITH served AS (
       SELECT game_pk, model_version, home_win_probability, first_pitch_at, published_at AS reached_at
       FROM mlb_predictions.forecast_ledger
       WHERE model_version IN (${list})
       UNION ALL
       SELECT
         game_pk, model_version, home_win_probability, first_pitch_at,
         -- Replayed and simulated games are of another time: there the morning of the forecast stands for now.
         IF(source = 'live', served_at, as_of) AS reached_at
       FROM mlb_predictions.prediction_log
       WHERE model_type = 'game_outcome' AND model_version IN (${list}) AND player_id IS NULL
         AND NOT is_on_demand AND home_win_probability IS NOT NULL
     )
     SELECT
       served.game_pk, served.model_version, games.game_date, games.home_team_id, games.away_team_id,
       games.grade, served.home_win_probability, games.home_won
     FROM served
     JOIN mlb_historical_data.games_historical AS games ON games.game_pk = served.game_pk
     WHERE served.reached_at < served.first_pitch_at AND games.is_final AND games.home_won IS NOT NULL
     QUALIFY ROW_NUMBER() OVER (
       PARTITION BY served.game_pk, served.model_version
       ORDER BY served.reached_at DESC, served.home_win_probability
     ) = 1`,
  );
  return found.map((row) => ({
    key: String(row.game_pk),
    date: row.game_date,
    homeTeam: row.home_team_id,
    awayTeam: row.away_team_id,
    grade: row.grade,
    forecast: row.home_win_probability,
    actual: row.home_won ? 1 : 0,
    fitThrough: through.get(row.model_version) ?? '',
    wasServed: true,
  }));
}

/**
 * Everything a judgement looks at of a version: its forecasts of later games, and what reached people of those of versions
 * made alike, which is evidence of what it is made of.
 * @param known versions of the type
 * @throws TankError E_WAREHOUSE
 */
export async function candidateOf(
  context: MlContext,
  type: string,
  of: Trained,
  known: readonly Trained[] = [],
): Promise<Candidate> {
  const { version, facts } = of;
  const lead = leadOf(type);
  const forecasts = await readForecasts(context, type, version);
  // What is published is the game's winner.
  if (type === 'game_outcome')
    forecasts.set(lead, [
      ...(forecasts.get(lead) ?? []),
      ...(await readServed(context, [...known.filter((one) => one.facts.hash === facts.hash), of])),
    ]);
  return {
    version,
    models: makingOf(facts.models),
    trainingThrough: facts.trainingThrough,
    lead,
    isClassifier: facts.models[lead] !== undefined && isClassifier(facts.models[lead]),
    forecasts: Object.fromEntries(
      Object.keys(facts.models).map((role) => [role, forecasts.get(role) ?? []]),
    ),
  };
}

/** Training rows, the newest, in which a feature that the model has learnt from must be known at least once. */
const recentRows = 200;

/**
 * Features that the newest training rows all lack though earlier ones have them: something upstream has broken.
 * @throws TankError E_WAREHOUSE
 */
export async function missingFeatures(
  context: MlContext,
  facts: Readonly<Record<string, ModelFacts>>,
  asOf: string,
): Promise<string[]> {
  const byTable = new Map<string, Set<string>>();
  for (const { training, features } of Object.values(facts)) {
    const known = byTable.get(training) ?? new Set();
    byTable.set(training, known);
    features.forEach((feature) => known.add(feature));
  }
  const missing: string[] = [];
  for (const [table, names] of byTable) {
    const counts = [...names].flatMap((name, at) => [
      `COUNT(${name}) AS all_${at}`,
      `COUNT(IF(recency <= ${recentRows}, ${name}, NULL)) AS recent_${at}`,
    ]);
    const [row] = await rows<Record<string, number>>(
      context,
      `SELECT ${counts.join(', ')}
       FROM (
         SELECT ${[...names].join(', ')}, ROW_NUMBER() OVER (ORDER BY game_date DESC, game_pk DESC) AS recency
         FROM mlb_models.${table}
         WHERE ${models.trainingWindow(`DATE '${asOf}'`, table)}
       )`,
    );
    [...names].forEach((name, at) => {
      if ((row?.[`all_${at}`] ?? 0) > 0 && row?.[`recent_${at}`] === 0) missing.push(name);
    });
  }
  return missing;
}
