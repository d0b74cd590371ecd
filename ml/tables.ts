import { createRequire } from 'node:module';
import type { MlContext } from './context.ts';
import { runScript } from './context.ts';

interface Docs {
  columns: (...names: string[]) => Record<string, string>;
}
const docs = createRequire(import.meta.url)('../includes/docs.js') as Docs;

type ColumnType = 'STRING' | 'INTEGER' | 'FLOAT' | 'BOOLEAN' | 'DATE' | 'TIMESTAMP' | 'JSON';

/** A table that `ml/` makes and writes, as the site shows it. */
export interface ModelTable {
  dataset: string;
  name: string;
  /** Starts with the grain. */
  description: string;
  columns: readonly {
    name: string;
    type: ColumnType;
    mode: 'REQUIRED' | 'NULLABLE';
    description: string;
  }[];
  /** Columns that identify a row. */
  keys: readonly string[];
  /** Columns that tables made by earlier versions lack: they may be NULL. */
  added?: readonly string[];
  /** DATE column the table is partitioned by. */
  partition?: string;
  clustering?: readonly string[];
}

/** Columns by name with their types; a question mark marks those that may be NULL. */
function columns(types: Readonly<Record<string, string>>): ModelTable['columns'] {
  const descriptions = docs.columns(...Object.keys(types));
  return Object.entries(types).map(([name, type]) => ({
    name,
    type: type.replace('?', '') as ColumnType,
    mode: type.endsWith('?') ? 'NULLABLE' : 'REQUIRED',
    description: descriptions[name] ?? '',
  }));
}

export const modelTables: readonly ModelTable[] = [
  {
    dataset: 'mlb_models',
    name: 'model_events',
    description:
      'One row per model type and event in the life of its models: trained, tuned, promoted, refused, rolled back, frozen, thawed, retired; who, when, why and on what evidence. Only ever appended to; the champion is what it says.',
    columns: columns({
      model_type: 'STRING',
      event_number: 'INTEGER',
      event_kind: 'STRING',
      model_version: 'STRING',
      as_of_date: 'DATE',
      event_at: 'TIMESTAMP',
      actor: 'STRING',
      reason: 'STRING',
      is_forced: 'BOOLEAN',
      event_details: 'JSON',
    }),
    keys: ['model_type', 'event_number'],
    clustering: ['model_type'],
  },
  {
    dataset: 'mlb_models',
    name: 'log_heads',
    description:
      'One row per log, a model type or the ledger of forecasts: the number of its newest entry. Who appends counts it up in the same transaction, so that of two at once only one succeeds.',
    columns: columns({ log_name: 'STRING', newest_number: 'INTEGER' }),
    keys: ['log_name'],
  },
  {
    dataset: 'mlb_models',
    name: 'holdout_forecasts',
    description:
      'One row per version, role, game and, for models of players, player: the forecast of a fit that ended before the game, beside what happened. Versions are judged and compared by these.',
    columns: columns({
      model_type: 'STRING',
      model_version: 'STRING',
      role: 'STRING',
      game_pk: 'INTEGER',
      player_id: 'INTEGER?',
      game_date: 'DATE',
      fit_through: 'DATE',
      forecast_value: 'FLOAT',
      actual_value: 'FLOAT',
    }),
    keys: ['model_type', 'model_version', 'role', 'game_pk', 'player_id'],
    clustering: ['model_type', 'model_version', 'role'],
  },
  {
    dataset: 'mlb_models',
    name: 'model_weights',
    description:
      "One row per version, model and input of linear models: the weight of the input on its own scale, the intercept as __INTERCEPT__, and the training rows' mean, which stands for a missing value. Together they are the model: table functions forecast with them any date after the version's training.",
    columns: columns({
      model_type: 'STRING',
      model_version: 'STRING',
      model_name: 'STRING',
      input: 'STRING',
      weight: 'FLOAT',
      training_mean: 'FLOAT?',
      loaded_at: 'TIMESTAMP',
    }),
    keys: ['model_type', 'model_version', 'model_name', 'input'],
    clustering: ['model_type', 'model_version'],
  },
  {
    dataset: 'mlb_predictions',
    name: 'forecast_ledger',
    description:
      'One row per published forecast of a game, in the order they were published: only ever appended to, never after first pitch, each with the hash of the one before. The track record is computed from it alone.',
    columns: columns({
      entry_number: 'INTEGER',
      game_pk: 'INTEGER',
      game_date: 'DATE',
      first_pitch_at: 'TIMESTAMP',
      home_team_id: 'INTEGER',
      away_team_id: 'INTEGER',
      model_version: 'STRING',
      home_win_probability: 'FLOAT',
      elo_home_win_probability: 'FLOAT?',
      home_rate_probability: 'FLOAT?',
      predicted_home_runs: 'FLOAT?',
      predicted_away_runs: 'FLOAT?',
      as_of: 'TIMESTAMP',
      forecast_made_at: 'TIMESTAMP',
      published_at: 'TIMESTAMP',
      recorded_at: 'TIMESTAMP',
      feature_row: 'STRING',
      source: 'STRING',
      entry_content: 'STRING',
      previous_hash: 'STRING',
      entry_hash: 'STRING',
    }),
    keys: ['entry_number'],
    added: ['predicted_home_runs', 'predicted_away_runs'],
    partition: 'game_date',
    clustering: ['game_pk'],
  },
  {
    dataset: 'mlb_predictions',
    name: 'prediction_log',
    description:
      'One row per forecast that was served to somebody over HTTP: when, by which arm of the champion-challenger split, what it said. Serving appends to it in batches; who asked is only kept as a salted hash.',
    columns: columns({
      log_id: 'STRING',
      served_at: 'TIMESTAMP',
      route: 'STRING',
      request_id: 'STRING',
      client_hash: 'STRING',
      arm: 'STRING',
      model_type: 'STRING',
      model_version: 'STRING',
      game_pk: 'INTEGER',
      player_id: 'INTEGER?',
      game_date: 'DATE',
      first_pitch_at: 'TIMESTAMP?',
      home_win_probability: 'FLOAT?',
      as_of: 'TIMESTAMP',
      forecast_made_at: 'TIMESTAMP',
      forecast_status: 'STRING',
      is_on_demand: 'BOOLEAN',
      source: 'STRING',
      recorded_at: 'TIMESTAMP',
    }),
    keys: ['log_id'],
    partition: 'game_date',
    clustering: ['game_pk', 'model_version'],
  },
];

const sqlTypes: Partial<Record<ColumnType, string>> = {
  INTEGER: 'INT64',
  FLOAT: 'FLOAT64',
  BOOLEAN: 'BOOL',
};

const quoted = (text: string): string => JSON.stringify(text);

const definition = ({ name, type, mode, description }: ModelTable['columns'][number]): string =>
  `${name} ${sqlTypes[type] ?? type}${mode === 'REQUIRED' ? ' NOT NULL' : ''} OPTIONS (description = ${quoted(description)})`;

function createTable({ dataset, name, columns: list, ...table }: ModelTable): string {
  return `CREATE TABLE IF NOT EXISTS ${dataset}.${name} (
  ${list.map(definition).join(',\n  ')}
)${table.partition === undefined ? '' : `\nPARTITION BY ${table.partition}`}${
    table.clustering === undefined ? '' : `\nCLUSTER BY ${table.clustering.join(', ')}`
  }
OPTIONS (description = ${quoted(table.description)})`;
}

/** Adds the columns that a table made by an earlier version lacks. */
const addColumns = ({ dataset, name, columns: list, added = [] }: ModelTable): string[] =>
  added.length === 0
    ? []
    : [
        `ALTER TABLE ${dataset}.${name} ${list
          .filter((column) => added.includes(column.name))
          .map((column) => `ADD COLUMN IF NOT EXISTS ${definition(column)}`)
          .join(', ')}`,
      ];

const made = new WeakSet<MlContext['client']>();

/** Makes the tables of the models' life that are missing, once for a client. @throws TankError E_WAREHOUSE */
export async function createModelTables(context: Pick<MlContext, 'client'>): Promise<void> {
  if (made.has(context.client)) return;
  const datasets = [...new Set(modelTables.map(({ dataset }) => dataset))];
  await runScript(context, [
    ...datasets.map((dataset) => `CREATE SCHEMA IF NOT EXISTS ${dataset}`),
    ...modelTables.flatMap((table) => [createTable(table), ...addColumns(table)]),
  ]);
  made.add(context.client);
}
