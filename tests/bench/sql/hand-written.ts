import { createRequire } from 'node:module';
import type { DuckDBConnection } from '@duckdb/node-api';

const load = createRequire(import.meta.url);
const { fields: pitchFields } = load('../../../includes/pitches.js') as {
  fields: (place: number) => Record<string, [kind: string, path: string]>;
};
const lines = load('../../../includes/lines.js') as Record<
  'batting' | 'pitching' | 'fielding',
  Record<string, string>
>;

const duckTypes: Readonly<Record<string, string>> = {
  integer: 'BIGINT',
  number: 'DOUBLE',
  string: 'VARCHAR',
};

/** Work of models of the project, written straight for DuckDB. */
export interface HandWritten {
  name: string;
  /** Models that do the same work, as `dataset.name`. */
  models: readonly string[];
  /** DuckDB statements over the raw tables. */
  statements: readonly string[];
  /** Queries of one row that must answer alike over the models' tables and the hand-made one. */
  check: { models: string; made: string };
}

/** SELECT of several JSON fields in one pass over the payload: name, DuckDB type, path. */
function extracted(
  keys: string,
  from: string,
  fields: readonly (readonly [name: string, type: string, path: string])[],
): string {
  const paths = fields.map(([, , path]) => `'$.${path}'`).join(', ');
  const items = fields.map(
    ([name, type], index) => `TRY_CAST(v[${index + 1}] AS ${type}) AS ${name}`,
  );
  return `SELECT ${keys}, ${items.join(', ')} FROM (SELECT ${keys}, json_extract_string(payload, [${paths}]) AS v FROM ${from})`;
}

const pitchColumns: (readonly [string, string, string])[] = [
  ...Object.entries(pitchFields(0)).map(
    ([name, [kind, path]]) => [name, duckTypes[kind] ?? 'VARCHAR', path] as const,
  ),
  ['description', 'VARCHAR', 'description'],
  ['events', 'VARCHAR', 'events'],
  ['balls', 'BIGINT', 'balls'],
  ['strikes', 'BIGINT', 'strikes'],
  ['outs_when_up', 'BIGINT', 'outs_when_up'],
  ['inning_topbot', 'VARCHAR', 'inning_topbot'],
  ['home_score', 'BIGINT', 'home_score'],
  ['away_score', 'BIGINT', 'away_score'],
];

const lineColumns: (readonly [string, string, string])[] = [
  ['player_name', 'VARCHAR', 'person.fullName'],
  ['position_code', 'VARCHAR', 'position.code'],
  ['batting_order', 'BIGINT', 'battingOrder'],
  ...(['batting', 'pitching', 'fielding'] as const).flatMap((side) =>
    Object.entries(lines[side]).map(
      ([name, path]) => [name, 'BIGINT', `stats.${side}.${path}`] as const,
    ),
  ),
];

export const handWritten: readonly HandWritten[] = [
  {
    name: "pitches typed from Savant's export, then those of final games",
    models: ['mlb_staging.stg_pitches', 'mlb_historical_data.statcast_pitches'],
    statements: [
      `CREATE TABLE hand.pitches AS ${extracted(
        'game_pk, at_bat_number, pitch_number, official_date',
        'mlb_raw.raw_pitches',
        pitchColumns,
      )}`,
      `CREATE TABLE hand.pitches_of_games AS
       SELECT pitches.*, games.season, games.game_type, games.completed_date, games.venue_id, games.home_team_id, games.away_team_id
       FROM hand.pitches AS pitches
       JOIN mlb_historical_data.games_historical AS games USING (game_pk)
       WHERE games.is_final`,
    ],
    check: {
      models: `SELECT COUNT(*), SUM(pitcher_id), SUM(CAST(ROUND(release_speed * 10) AS BIGINT)), SUM(balls) FROM mlb_historical_data.statcast_pitches`,
      made: `SELECT COUNT(*), SUM(pitcher_id), SUM(CAST(ROUND(release_speed * 10) AS BIGINT)), SUM(balls) FROM hand.pitches_of_games`,
    },
  },
  {
    name: 'batting, pitching and fielding lines typed from box scores',
    models: ['mlb_staging.stg_player_games'],
    statements: [
      `CREATE TABLE hand.player_games AS ${extracted(
        'game_pk, side, player_id, official_date',
        'mlb_raw.raw_boxscore_players',
        lineColumns,
      )}`,
    ],
    check: {
      models: `SELECT COUNT(*), SUM(hits), SUM(outs_recorded), SUM(batting_order) FROM mlb_staging.stg_player_games`,
      made: `SELECT COUNT(*), SUM(hits), SUM(outs_recorded), SUM(batting_order) FROM hand.player_games`,
    },
  },
];

/**
 * Seconds of the hand-written statements in DuckDB; their tables are dropped.
 * @throws Error when they come to another result than the models did
 */
export async function handWrittenSeconds(
  connection: DuckDBConnection,
  { name, statements, check }: HandWritten,
): Promise<number> {
  await connection.run('CREATE SCHEMA hand');
  try {
    const start = performance.now();
    for (const statement of statements) await connection.run(statement);
    const seconds = (performance.now() - start) / 1000;
    const row = async (sql: string): Promise<string> =>
      String((await connection.runAndReadAll(sql)).getRows()[0]);
    const [expected, made] = [await row(check.models), await row(check.made)];
    if (expected !== made) throw new Error(`${name}: ${made} by hand, ${expected} by the models`);
    return seconds;
  } finally {
    await connection.run('DROP SCHEMA hand CASCADE');
  }
}
