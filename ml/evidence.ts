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

/** Forecasts of games that a version published, the last before first pitch of each, and what happened. */
async function readServed(
  context: MlContext,
  { version, facts }: Pick<Version, 'version' | 'facts'>,
): Promise<Judged[]> {
  const found = await rows<{
    game_pk: number;
    game_date: string;
    home_team_id: number;
    away_team_id: number;
    grade: string | null;
    home_win_probability: number;
    home_won: boolean;
  }>(
    context,
    `SELECT
       published.game_pk, published.game_date, games.home_team_id, games.away_team_id, games.grade,
       published.home_win_probability, games.home_won
     FROM mlb_predictions.forecast_ledger AS published
     JOIN mlb_historical_data.games_historical AS games ON games.game_pk = published.game_pk
     WHERE published.model_version = ? AND published.published_at < published.first_pitch_at
       AND games.is_final AND games.home_won IS NOT NULL
     QUALIFY ROW_NUMBER() OVER (
       PARTITION BY published.game_pk ORDER BY published.entry_number DESC
     ) = 1`,
    [version],
  );
  return found.map((row) => ({
    key: String(row.game_pk),
    date: row.game_date,
    homeTeam: row.home_team_id,
    awayTeam: row.away_team_id,
    grade: row.grade,
    forecast: row.home_win_probability,
    actual: row.home_won ? 1 : 0,
    fitThrough: facts.trainingThrough,
    wasServed: true,
  }));
}

/** Everything a judgement looks at of a version. @throws TankError E_WAREHOUSE */
export async function candidateOf(
  context: MlContext,
  type: string,
  of: Pick<Version, 'version' | 'facts'>,
): Promise<Candidate> {
  const { version, facts } = of;
  const lead = leadOf(type);
  const forecasts = await readForecasts(context, type, version);
  // What is published is the game's winner.
  if (type === 'game_outcome')
    forecasts.set(lead, [...(forecasts.get(lead) ?? []), ...(await readServed(context, of))]);
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
