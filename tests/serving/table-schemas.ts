import type { ColumnSchema, TableSchema } from '../../warehouse/table-schemas.ts';

/** The tables serving reads, as the warehouse describes them. */
export const servedTables: readonly TableSchema[] = [
  table(
    'mlb_predictions',
    'game_predictions',
    'One row per game: the latest forecast made before its first pitch.',
    [
      column('game_pk', 'INT64'),
      column('game_date', 'DATE'),
      column('season', 'INT64'),
      column('game_type', 'STRING'),
      column('game_number', 'INT64'),
      column('first_pitch_at', 'TIMESTAMP'),
      column('venue_id', 'INT64'),
      column('home_team_id', 'INT64'),
      column('away_team_id', 'INT64'),
      column('home_team_abbreviation', 'STRING'),
      column('away_team_abbreviation', 'STRING'),
      column('home_team_name', 'STRING'),
      column('away_team_name', 'STRING'),
      column('home_starter_id', 'INT64'),
      column('away_starter_id', 'INT64'),
      column('home_starter_name', 'STRING'),
      column('away_starter_name', 'STRING'),
      column('home_win_probability', 'FLOAT64'),
      column('away_win_probability', 'FLOAT64'),
      column('predicted_home_runs', 'FLOAT64'),
      column('predicted_away_runs', 'FLOAT64'),
      column('feature_completeness', 'FLOAT64'),
      {
        name: 'top_features',
        type: 'STRUCT',
        mode: 'REPEATED',
        fields: [
          column('feature', 'STRING'),
          column('value', 'FLOAT64'),
          column('contribution', 'FLOAT64'),
        ],
      },
      column('model_name', 'STRING'),
      column('model_version', 'STRING'),
      column('as_of', 'TIMESTAMP'),
      column('predicted_at', 'TIMESTAMP'),
      column('source', 'STRING'),
    ],
  ),
  table('mlb_historical_data', 'games_historical', 'One row per game.', [
    column('game_pk', 'INT64'),
    column('game_date', 'DATE'),
    column('home_score', 'INT64'),
    column('away_score', 'INT64'),
    column('status', 'STRING'),
    column('is_final', 'BOOL'),
  ]),
  table('mlb_historical_data', 'teams_historical', 'One row per team and season.', [
    column('season', 'INT64'),
    column('team_id', 'INT64'),
    column('abbreviation', 'STRING'),
    column('team_name', 'STRING'),
    column('full_name', 'STRING'),
    column('location_name', 'STRING'),
    column('franchise_name', 'STRING'),
    column('league_id', 'INT64'),
    column('division_id', 'INT64'),
    column('venue_id', 'INT64'),
  ]),
];

function table(
  dataset: string,
  name: string,
  description: string,
  columns: ColumnSchema[],
): TableSchema {
  return { dataset, table: name, isView: false, description, columns };
}

function column(name: string, type: string): ColumnSchema {
  return { name, type, mode: 'NULLABLE', fields: [] };
}
