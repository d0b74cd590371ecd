import type { BigQuery } from '@google-cloud/bigquery';
import { openRawWarehouse, project } from '../ingest/raw-warehouse.ts';
import type { CompiledGraph, CompiledTable } from './compile.ts';

type Value = string | number | boolean | null;

/** A row of a fixture; columns left out are 0, false or NULL as the table's column says. */
export type Row = Record<string, Value>;

interface Scripted extends CompiledTable {
  preOps?: string[];
  postOps?: string[];
  incrementalPreOps?: string[];
  incrementalPostOps?: string[];
}

const gameColumns = `game_pk INT64, season INT64, game_type STRING, game_date DATE, completed_date DATE, status_code STRING,
  home_team_id INT64, away_team_id INT64, home_score INT64, away_score INT64, venue_id INT64, is_final BOOL, is_tie BOOL,
  home_won BOOL, loaded_at TIMESTAMP`;
const teamGameColumns = `game_pk INT64, team_id INT64, opponent_team_id INT64, season INT64, game_type STRING, game_date DATE,
  completed_date DATE, is_home BOOL, is_win BOOL, runs_scored INT64, runs_conceded INT64, plate_appearances INT64,
  at_bats INT64, hits INT64, doubles INT64, triples INT64, home_runs INT64, walks INT64, intentional_walks INT64,
  hit_by_pitch INT64, strikeouts INT64, sacrifice_flies INT64, sacrifice_bunts INT64, outs_recorded INT64, batters_faced INT64, earned_runs INT64,
  home_runs_allowed INT64, walks_allowed INT64, batters_hit INT64, batters_struck_out INT64, batting_runs FLOAT64,
  batting_runs_conceded FLOAT64, loaded_at TIMESTAMP`;
const playerGameColumns = `game_pk INT64, team_id INT64, player_id INT64, season INT64, game_type STRING, game_date DATE,
  completed_date DATE, has_pitching BOOL, games_started INT64, outs_recorded INT64, batters_faced INT64,
  pitches_thrown INT64, batters_struck_out INT64, walks_allowed INT64, intentional_walks_allowed INT64, batters_hit INT64,
  home_runs_allowed INT64, loaded_at TIMESTAMP`;

const pitchColumns = `game_pk INT64, game_type STRING, game_date DATE, events STRING, stand STRING, loaded_at TIMESTAMP`;

const sources = {
  statcast_pitches: pitchColumns,
  games_historical: gameColumns,
  team_stats_historical: teamGameColumns,
  player_stats_historical: playerGameColumns,
};

export type Source = keyof typeof sources;

function names(columns: string): string[] {
  return columns.split(',').map((column) => column.trim().split(' ')[0] ?? '');
}

function literal(value: Value | undefined): string {
  if (value === undefined || value === null) return 'NULL';
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** A warehouse with empty historical tables, and the feature models of the compiled project to run over them. */
export interface FeaturesWarehouse {
  client: BigQuery;
  /** Appends rows, loaded now. */
  insert: (source: Source, rows: readonly Row[]) => Promise<void>;
  /** Loads a whole table from a file of JSON lines, loaded_at included. */
  load: (source: Source, file: string) => Promise<void>;
  /** Runs models as Dataform does: creates a table that is not there, else increments it. */
  run: (...models: string[]) => Promise<void>;
  /** Creates tables anew. */
  refresh: (...models: string[]) => Promise<void>;
  query: <T>(sql: string) => Promise<T[]>;
  /** Every row as JSON text but for loaded_at, in the order of its keys. */
  content: (model: string, where?: string) => Promise<string[]>;
  /** Whether the assertions of a model hold. */
  failingRows: (model: string) => Promise<number>;
  close: () => Promise<void>;
}

export async function openFeaturesWarehouse(graph: CompiledGraph): Promise<FeaturesWarehouse> {
  const { client, close } = await openRawWarehouse();
  for (const dataset of ['mlb_historical_data', 'mlb_features'])
    await client.createDataset(dataset);
  for (const [table, columns] of Object.entries(sources)) {
    await client.query(`CREATE TABLE mlb_historical_data.${table} (${columns})`);
  }
  const present = new Set<string>();

  const find = (name: string): Scripted => {
    const table = graph.tables.find(({ target }) => target.name === name);
    if (table === undefined) throw new Error(`no model ${name}`);
    return table;
  };

  const query = async <T>(sql: string): Promise<T[]> => {
    const [rows] = await client.query(sql);
    return rows as T[];
  };

  const columnsOf = async (name: string): Promise<string[]> => {
    const [metadata] = (await client
      .dataset('mlb_features')
      .table(name)
      .getMetadata()) as unknown[];
    const { schema } = metadata as { schema: { fields: { name: string }[] } };
    return schema.fields.map((field) => field.name);
  };

  const script = (...parts: (readonly string[] | string | undefined)[]): string =>
    parts
      .flat()
      .filter((part) => part !== undefined && part.trim() !== '')
      .join(';\n');

  const refresh = async (...models: string[]): Promise<void> => {
    for (const name of models) {
      const { query: select, preOps, postOps, enumType } = find(name);
      const kind = enumType === 'VIEW' ? 'VIEW' : 'TABLE';
      const create = `CREATE OR REPLACE ${kind} \`${project}.mlb_features.${name}\` AS ${select}`;
      await client.query(script(preOps, create, postOps));
      present.add(name);
    }
  };

  const increment = async (name: string): Promise<void> => {
    const model = find(name);
    if (model.enumType !== 'INCREMENTAL') return refresh(name);
    const columns = (await columnsOf(name)).join(', ');
    const insert = `INSERT INTO \`${project}.mlb_features.${name}\` (${columns})
      SELECT ${columns} FROM (${model.incrementalQuery ?? ''}) AS insertions`;
    await client.query(script(model.incrementalPreOps, insert, model.incrementalPostOps));
  };

  return {
    client,
    query,
    refresh,
    insert: async (source, rows) => {
      if (rows.length === 0) return;
      const columns = names(sources[source]).filter((name) => name !== 'loaded_at');
      const values = rows.map(
        (row) => `(${columns.map((name) => literal(row[name])).join(', ')}, CURRENT_TIMESTAMP())`,
      );
      await client.query(
        `INSERT INTO mlb_historical_data.${source} (${columns.join(', ')}, loaded_at) VALUES ${values.join(',\n')}`,
      );
    },
    load: async (source, file) => {
      await client
        .dataset('mlb_historical_data')
        .table(source)
        .load(file, { sourceFormat: 'NEWLINE_DELIMITED_JSON', writeDisposition: 'WRITE_APPEND' });
    },
    run: async (...models) => {
      for (const name of models) await (present.has(name) ? increment(name) : refresh(name));
    },
    content: async (model, where = 'TRUE') => {
      const columns = (await columnsOf(model)).filter((name) => name !== 'loaded_at');
      const rows = await query<{ row: string }>(
        `SELECT TO_JSON_STRING(STRUCT(${columns.join(', ')})) AS row FROM mlb_features.${model} WHERE ${where}`,
      );
      return rows.map(({ row }) => row).sort();
    },
    failingRows: async (model) => {
      let failing = 0;
      for (const { parentAction, query: assertion } of graph.assertions) {
        if (parentAction?.name === model) failing += (await query(assertion)).length;
      }
      return failing;
    },
    close,
  };
}
