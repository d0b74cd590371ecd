import { createHash } from 'node:crypto';
import { rows, type MlContext } from './context.ts';
import { appendToLog } from './log.ts';
import { createModelTables } from './tables.ts';

/** The log's name in `log_heads`. */
const ledger = 'forecast_ledger';

/** Hash before the first entry. */
export const firstHash = '0'.repeat(64);

interface Unpublished {
  game_pk: number;
  game_date: string;
  first_pitch_at: string | null;
  home_team_id: number;
  away_team_id: number;
  model_version: string;
  home_win_probability: number;
  elo_home_win_probability: number | null;
  home_rate_probability: number | null;
  /** With the win probability these make the distribution of the score. */
  predicted_home_runs: number;
  predicted_away_runs: number;
  as_of: string;
  forecast_made_at: string;
  feature_row: string;
  source: string;
}

/** An entry as it is hashed: these fields in this order. */
export type LedgerContent = Unpublished & { entry_number: number; published_at: string };

export interface Published {
  entries: number;
  /** Forecasts that were not published, since first pitch had passed or was not known. */
  late: number[];
  /** Hash of the newest entry: whoever has written it down can tell whether an earlier one was changed. */
  head: string;
}

/** The entry as the hash sees it: JSON without spaces, fields in the order of `LedgerContent`. */
export function canonical(content: LedgerContent): string {
  return JSON.stringify({
    entry_number: content.entry_number,
    game_pk: content.game_pk,
    game_date: content.game_date,
    first_pitch_at: content.first_pitch_at,
    home_team_id: content.home_team_id,
    away_team_id: content.away_team_id,
    model_version: content.model_version,
    home_win_probability: content.home_win_probability,
    elo_home_win_probability: content.elo_home_win_probability,
    home_rate_probability: content.home_rate_probability,
    as_of: content.as_of,
    forecast_made_at: content.forecast_made_at,
    published_at: content.published_at,
    feature_row: content.feature_row,
    source: content.source,
    predicted_home_runs: content.predicted_home_runs,
    predicted_away_runs: content.predicted_away_runs,
  });
}

export const hashOf = (previous: string, content: string): string =>
  createHash('sha256').update(previous).update(content).digest('hex');

const unpublished = (date: string): string => `
SELECT
  forecasts.game_pk, forecasts.game_date, forecasts.first_pitch_at, forecasts.home_team_id,
  forecasts.away_team_id, forecasts.model_version, forecasts.home_win_probability,
  ratings.elo_home_win_probability,
  (
    SELECT SAFE_DIVIDE(COUNTIF(home_won), COUNT(*))
    FROM mlb_historical_data.games_historical
    WHERE is_final AND home_won IS NOT NULL AND game_type IN ('R', 'F', 'D', 'L', 'W')
      AND completed_date < DATE '${date}'
      AND completed_date >= DATE_SUB(DATE '${date}', INTERVAL 365 DAY)
  ) AS home_rate_probability,
  forecasts.predicted_home_runs, forecasts.predicted_away_runs,
  forecasts.as_of, forecasts.predicted_at AS forecast_made_at,
  TO_JSON_STRING(
    ARRAY(
      SELECT AS STRUCT reason.feature, reason.value
      FROM UNNEST(forecasts.top_features) AS reason
      ORDER BY reason.feature
    )
  ) AS feature_row,
  forecasts.source
FROM mlb_predictions.game_predictions AS forecasts
LEFT JOIN mlb_features.game_ratings AS ratings ON ratings.game_pk = forecasts.game_pk
WHERE forecasts.game_date = DATE '${date}'
  AND NOT EXISTS (
    SELECT 1
    FROM mlb_predictions.forecast_ledger AS published
    WHERE published.game_date = DATE '${date}' AND published.game_pk = forecasts.game_pk
      AND published.forecast_made_at >= forecasts.predicted_at
  )
ORDER BY forecasts.first_pitch_at, forecasts.game_pk`;

/**
 * When a forecast counts as published: now. Replayed and simulated games are of another time: there it is the moment of
 * their world that the run stands for, or else the morning that the forecast was made for.
 */
function publishedAt(context: MlContext, { source, as_of }: Unpublished): string {
  if (context.now !== undefined) return context.now().toISOString();
  return source === 'live' ? new Date().toISOString() : as_of;
}

/**
 * Appends the forecasts of a date that are not in the ledger yet, or have changed. None is appended at or after its first
 * pitch.
 * @throws TankError E_MODEL_CONFLICT when another run appended meanwhile, E_WAREHOUSE
 */
export async function publish(context: MlContext, date: string): Promise<Published> {
  await createModelTables(context);
  const [head] = await rows<{ entry_number: number; entry_hash: string }>(
    context,
    `SELECT entry_number, entry_hash FROM mlb_predictions.forecast_ledger
     ORDER BY entry_number DESC
     LIMIT 1`,
  );
  const last = head?.entry_number ?? 0;
  let previous = head?.entry_hash ?? firstHash;
  const late: number[] = [];
  const entries: Record<string, unknown>[] = [];
  for (const forecast of await rows<Unpublished>(context, unpublished(date))) {
    const at = publishedAt(context, forecast);
    if (forecast.first_pitch_at === null || Date.parse(at) >= Date.parse(forecast.first_pitch_at)) {
      late.push(forecast.game_pk);
      continue;
    }
    const content = { ...forecast, entry_number: last + entries.length + 1, published_at: at };
    const text = canonical(content);
    const hash = hashOf(previous, text);
    entries.push({ content: text, previous, hash });
    previous = hash;
  }
  if (entries.length > 0) await appendToLog(context, { log: ledger, last, entries }, insertEntries);
  return { entries: entries.length, late, head: previous };
}

const text = (name: string): string => `JSON_VALUE(content, '$.${name}')`;

/** Columns are read out of the content, so that the two cannot differ. */
const insertEntries = `INSERT INTO mlb_predictions.forecast_ledger
  (entry_number, game_pk, game_date, first_pitch_at, home_team_id, away_team_id, model_version,
    home_win_probability, elo_home_win_probability, home_rate_probability, predicted_home_runs,
    predicted_away_runs, as_of, forecast_made_at, published_at, recorded_at, feature_row, source, entry_content, previous_hash, entry_hash)
SELECT
  CAST(${text('entry_number')} AS INT64), CAST(${text('game_pk')} AS INT64),
  CAST(${text('game_date')} AS DATE), CAST(${text('first_pitch_at')} AS TIMESTAMP),
  CAST(${text('home_team_id')} AS INT64), CAST(${text('away_team_id')} AS INT64),
  ${text('model_version')}, CAST(${text('home_win_probability')} AS FLOAT64),
  CAST(${text('elo_home_win_probability')} AS FLOAT64),
  CAST(${text('home_rate_probability')} AS FLOAT64),
  CAST(${text('predicted_home_runs')} AS FLOAT64), CAST(${text('predicted_away_runs')} AS FLOAT64),
  CAST(${text('as_of')} AS TIMESTAMP),
  CAST(${text('forecast_made_at')} AS TIMESTAMP), CAST(${text('published_at')} AS TIMESTAMP),
  CURRENT_TIMESTAMP(), ${text('feature_row')}, ${text('source')}, content,
  JSON_VALUE(entry, '$.previous'), JSON_VALUE(entry, '$.hash')
FROM UNNEST(JSON_QUERY_ARRAY(@entries)) AS entry
CROSS JOIN UNNEST([JSON_VALUE(entry, '$.content')]) AS content`;
