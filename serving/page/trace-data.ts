import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../warehouse/database.ts';
import { parameter } from '../../warehouse/query-parameters.ts';
import { rowsIfBuilt } from './if-built.ts';

const entryRow = z.object({
  entry_number: z.int(),
  model_version: z.string(),
  home_win_probability: z.number(),
  elo_home_win_probability: z.number().nullable(),
  published_at: z.string(),
  entry_hash: z.string(),
});

/** A published forecast of the game. */
export type LedgerEntry = z.output<typeof entryRow>;

const originRow = z.object({
  column_name: z.string(),
  made_in: z.string(),
  past_window: z.string().nullable(),
  known_when: z.string().nullable(),
});

/** Where a feature is made, and from how much of the past. */
export type FeatureOrigin = z.output<typeof originRow>;

const responseRow = z.object({
  of_game: z.int().nullable(),
  game_date: z.string(),
  matchup: z.string().nullable(),
  entity: z.string(),
  url: z.string(),
  http_status: z.int().nullable(),
  known_at: z.string(),
  content_sha256: z.string(),
});

/** A response as it was received. */
export type RawResponse = z.output<typeof responseRow>;

const entityRow = z.object({
  entity: z.string(),
  responses: z.int(),
  newest_known_at: z.string(),
});

/** Everything that was received of a kind up to the game's date. */
export type RawEntity = z.output<typeof entityRow>;

/** What a forecast comes from, below its features; a part whose tables are not there is undefined. */
export interface Trace {
  ledger: readonly LedgerEntry[] | undefined;
  origins: readonly FeatureOrigin[] | undefined;
  /** The schedule with the game, then the box scores of both teams' last games, the newest first. */
  responses: readonly RawResponse[] | undefined;
  entities: readonly RawEntity[] | undefined;
}

const lastGames = 5;

/** @throws TankError E_WAREHOUSE */
export async function readTrace(
  database: Database,
  game: { game_pk: number; game_date: string; features: readonly string[] },
): Promise<Trace> {
  const gamePk = parameter(game.game_pk, 'INT64');
  const date = parameter(game.game_date, 'DATE');
  const read = <Row extends z.ZodType>(
    row: Row,
    query: RawBuilder<unknown>,
  ): Promise<z.output<Row>[] | undefined> => rowsIfBuilt(database, row, query);
  const [ledger, origins, responses, entities] = await Promise.all([
    read(
      entryRow,
      sql`SELECT entry_number, model_version, home_win_probability, elo_home_win_probability,
        published_at, entry_hash
      FROM mlb_predictions.forecast_ledger
      WHERE game_pk = ${gamePk}
      ORDER BY entry_number`,
    ),
    read(
      originRow,
      sql`SELECT column_name, made_in, past_window, known_when
      FROM mlb_features.feature_catalogue
      WHERE column_name IN UNNEST(${parameter([...game.features], ['STRING'])})`,
    ),
    read(
      responseRow,
      sql`WITH forecast AS (
        SELECT home_team_id, away_team_id
        FROM mlb_predictions.game_predictions
        WHERE game_pk = ${gamePk}
      ),
      played AS (
        SELECT
          games.game_pk, games.game_date,
          CONCAT(away.abbreviation, ' at ', home.abbreviation) AS matchup
        FROM forecast
        CROSS JOIN UNNEST([forecast.home_team_id, forecast.away_team_id]) AS team_id
        JOIN mlb_historical_data.games_historical AS games
          ON games.home_team_id = team_id OR games.away_team_id = team_id
        LEFT JOIN mlb_historical_data.teams_historical AS home
          ON home.season = EXTRACT(YEAR FROM games.game_date)
          AND home.team_id = games.home_team_id
        LEFT JOIN mlb_historical_data.teams_historical AS away
          ON away.season = EXTRACT(YEAR FROM games.game_date)
          AND away.team_id = games.away_team_id
        WHERE games.is_final AND games.game_date < ${date}
        QUALIFY ROW_NUMBER() OVER (
          PARTITION BY team_id ORDER BY games.game_date DESC, games.game_pk DESC
        ) <= ${sql.lit(lastGames)}
      )
      SELECT
        NULL AS of_game, items.item_date AS game_date, CAST(NULL AS STRING) AS matchup,
        items.entity, items.url, items.http_status, items.known_at, items.content_sha256
      FROM mlb_raw.raw_collected_items AS items
      WHERE items.entity = 'schedule' AND items.item_date = ${date}
      UNION ALL
      SELECT DISTINCT
        played.game_pk AS of_game, played.game_date, played.matchup, items.entity, items.url,
        items.http_status, items.known_at, items.content_sha256
      FROM played
      JOIN mlb_raw.raw_collected_items AS items
        ON items.entity = 'boxscores' AND items.item_key = CAST(played.game_pk AS STRING)
      ORDER BY game_date DESC, of_game`,
    ),
    read(
      entityRow,
      sql`SELECT entity, COUNT(*) AS responses, MAX(known_at) AS newest_known_at
      FROM mlb_raw.raw_collected_items
      WHERE item_date <= ${date}
      GROUP BY entity
      ORDER BY entity`,
    ),
  ]);
  return { ledger, origins, responses, entities };
}
