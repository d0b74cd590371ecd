import { createRequire } from 'node:module';
import { openRawWarehouse, type RawWarehouse } from '../ingest/raw-warehouse.ts';
import type { CompiledGraph } from './compile.ts';

const require = createRequire(import.meta.url);
const lines = require('../../includes/lines.js') as { playerColumns: string[] };

export type Row = Record<string, string | number | boolean | null>;
interface Steps {
  incrementalPreOps?: string[];
  incrementalPostOps?: string[];
}

/** Models in the order they are built; the first two are the team side's. */
export const models = [
  'team_dates',
  'league_pitching_rates',
  'player_sightings',
  'game_starters',
  'league_batting_rates',
  'pitcher_form',
  'batter_form',
  'player_tracking_form',
  'bullpen_form',
  'game_lineups',
  'lineup_strength',
  'player_features_daily',
] as const;

const sources: Record<string, string> = {
  games_historical: `game_pk INT64, season INT64, game_type STRING, game_date DATE, completed_date DATE, status_code STRING,
    home_team_id INT64, away_team_id INT64, home_probable_pitcher_id INT64, away_probable_pitcher_id INT64, is_final BOOL`,
  player_stats_historical: `game_pk INT64, team_id INT64, player_id INT64, season INT64, game_type STRING, game_date DATE,
    completed_date DATE, position_code STRING, batting_order INT64, has_batting BOOL, has_pitching BOOL,
    ${lines.playerColumns.map((name) => `${name} INT64`).join(', ')}`,
  rosters_historical: 'roster_date DATE, team_id INT64, player_id INT64, position_code STRING',
  injuries_historical: 'player_id INT64, season INT64, announced_date DATE, activated_date DATE',
  transactions_historical: 'transaction_id INT64, transaction_date DATE',
  lineups_historical:
    'game_pk INT64, team_side STRING, batting_place INT64, game_date DATE, player_id INT64, position_code STRING',
  people_historical: 'player_id INT64, birth_date DATE, bats STRING, throws STRING',
  statcast_pitches: `game_pk INT64, game_type STRING, game_date DATE, completed_date DATE, pitcher_id INT64, batter_id INT64,
    description STRING, launch_speed FLOAT64`,
};

export const [home, away, other] = [1, 2, 3];
export const day = (n: number, month = 4): string =>
  new Date(Date.UTC(2019, month - 1, n)).toISOString().slice(0, 10);

export interface Game {
  date: string;
  completed?: string;
  teams?: [number, number];
  probable?: [number | null, number | null];
  played?: boolean;
  /** Lines of the players: home's, then away's. */
  lines?: [Row[], Row[]];
}

/** A made-up league's historical tables, and what the models of players make of them. */
export interface PlayerLeague {
  warehouse: RawWarehouse;
  query: (sql: string) => Promise<Row[]>;
  insert: (table: string, rows: Row[]) => Promise<void>;
  /** @returns its game_pk, from 1 up */
  addGame: (game: Game) => Promise<number>;
  /** Builds the models in their order. */
  build: (incremental?: boolean, through?: (typeof models)[number]) => Promise<void>;
  /** Every row of every table as sorted text, without loaded_at; rows up to a date when one is given. */
  contents: (through?: string) => Promise<Record<string, string[]>>;
  /** His row of player_features_daily. */
  player: (id: number, date: string) => Promise<Row | undefined>;
  expectedNine: (date: string, side?: string) => Promise<(number | null)[]>;
}

export const pitched = (player_id: number, faced = 27, more: Row = {}): Row => ({
  player_id,
  position_code: '1',
  games_started: 1,
  batters_faced: faced,
  outs_recorded: 18,
  batters_struck_out: 6,
  pitches_thrown: 95,
  ...more,
});

export const batted = (player_id: number, place: number, hits = 1, more: Row = {}): Row => ({
  player_id,
  batting_order: place * 100,
  plate_appearances: 4,
  at_bats: 4,
  hits,
  ...more,
});

/** Nine batters, ids from a hundred up, in places 1 to 9. */
export const nine = (first: number): Row[] =>
  Array.from({ length: 9 }, (_, index) => batted(first + index, index + 1, index % 3));

/** The tables, empty. */
export async function openPlayerLeague(graph: CompiledGraph): Promise<PlayerLeague> {
  const warehouse = await openRawWarehouse();
  await warehouse.client.createDataset('mlb_historical_data');
  await warehouse.client.createDataset('mlb_features');
  for (const [table, columns] of Object.entries(sources)) {
    await warehouse.client.query(
      `CREATE TABLE mlb_historical_data.${table} (${columns}, loaded_at TIMESTAMP)`,
    );
  }
  // Only asked for what is new in it.
  await warehouse.client.query(
    'CREATE TABLE mlb_features.team_rolling_features (team_id INT64, game_date DATE, loaded_at TIMESTAMP)',
  );
  let pk = 1;

  const query = async (sql: string): Promise<Row[]> => {
    const [rows] = await warehouse.client.query(sql);
    return (rows as Record<string, unknown>[]).map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => [
          key,
          value !== null && typeof value === 'object' && 'value' in value
            ? (value as { value: string }).value
            : (value as Row[string]),
        ]),
      ),
    );
  };

  const insert = async (table: string, rows: Row[]): Promise<void> => {
    if (rows.length === 0) return;
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const literal = (value: Row[string] | undefined): string =>
      typeof value === 'string' ? `'${value}'` : String(value ?? 'NULL');
    await warehouse.client
      .query(`INSERT INTO mlb_historical_data.${table} (${names.join(', ')}, loaded_at)
      VALUES ${rows.map((row) => `(${names.map((name) => literal(row[name])).join(', ')}, CURRENT_TIMESTAMP())`).join(',\n')}`);
  };

  const addGame = async ({
    date,
    completed = date,
    teams = [home, away],
    probable,
    played,
    lines: both,
  }: Game): Promise<number> => {
    const game_pk = pk++;
    await insert('games_historical', [
      {
        game_pk,
        season: Number(date.slice(0, 4)),
        game_type: 'R',
        game_date: date,
        completed_date: completed,
        status_code: played === false ? 'S' : 'F',
        home_team_id: teams[0],
        away_team_id: teams[1],
        home_probable_pitcher_id: probable?.[0] ?? null,
        away_probable_pitcher_id: probable?.[1] ?? null,
        is_final: played !== false,
      },
    ]);
    const zeros = Object.fromEntries(lines.playerColumns.map((name) => [name, 0]));
    await insert(
      'player_stats_historical',
      (both ?? [[], []]).flatMap((side, index) =>
        side.map((line) => ({
          ...zeros,
          game_pk,
          team_id: teams[index] ?? null,
          season: Number(date.slice(0, 4)),
          game_type: 'R',
          game_date: date,
          completed_date: completed,
          position_code: '9',
          batting_order: null,
          has_batting: 'plate_appearances' in line,
          has_pitching: 'batters_faced' in line,
          ...line,
        })),
      ),
    );
    return game_pk;
  };

  const build = async (
    incremental = false,
    through: (typeof models)[number] = 'player_features_daily',
  ): Promise<void> => {
    for (const model of models.slice(0, models.indexOf(through) + 1)) {
      const table: (CompiledGraph['tables'][number] & Steps) | undefined = graph.tables.find(
        ({ target }) => target.name === model,
      );
      if (table === undefined) throw new Error(`there is no model ${model}`);
      const name = `mlb_features.${model}`;
      if (table.enumType === 'VIEW') {
        await warehouse.client.query(`CREATE OR REPLACE VIEW ${name} AS ${table.query}`);
      } else if (incremental && table.enumType === 'INCREMENTAL') {
        await warehouse.client.query(`${(table.incrementalPreOps ?? []).join(';\n')};
          INSERT INTO ${name} ${table.incrementalQuery};
          ${(table.incrementalPostOps ?? []).join(';\n')};`);
      } else {
        await warehouse.client.query(`CREATE OR REPLACE TABLE ${name} AS ${table.query}`);
      }
    }
  };

  const contents = async (through?: string): Promise<Record<string, string[]>> => {
    const all: Record<string, string[]> = {};
    for (const model of models) {
      const rows = await query(`SELECT * FROM mlb_features.${model}`);
      const dated = (row: Row): string =>
        String(row.game_date ?? row.appearance_date ?? row.completed_date ?? row.seen_date);
      all[model] = rows
        .filter((row) => through === undefined || dated(row) <= through)
        .map((row) => JSON.stringify({ ...row, loaded_at: null }))
        .sort();
    }
    return all;
  };

  const player = async (id: number, date: string): Promise<Row | undefined> =>
    (
      await query(
        `SELECT * FROM mlb_features.player_features_daily WHERE player_id = ${id} AND game_date = '${date}'`,
      )
    )[0];

  const expectedNine = async (date: string, side = 'home'): Promise<(number | null)[]> =>
    (
      await query(`SELECT expected_player_id FROM mlb_features.game_lineups
        WHERE game_date = '${date}' AND team_side = '${side}' ORDER BY game_pk, batting_place`)
    ).map((row) => row.expected_player_id as number | null);

  return { warehouse, query, insert, addGame, build, contents, player, expectedNine };
}
