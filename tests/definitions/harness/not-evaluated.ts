import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const catalogue = require('../../../includes/catalogue.js') as { columns: unknown[] };
const monitoring = require('../../../includes/monitoring.js') as { watched: unknown[] };

/**
 * Models that ZetaSQL's reference evaluator cannot run, by `dataset.name`: why, and the message it gives. A model that
 * does run must go from this list.
 */
export const notEvaluated: Readonly<Record<string, { reason: string; message: RegExp }>> = {
  'mlb_features.team_strength_adjusted': {
    reason: 'the regression is solved by a JavaScript function, and it runs no JavaScript',
    message: /Function not found: team_strengths/i,
  },
  'mlb_features.team_ratings': {
    reason: 'games are played in order by a JavaScript function, and it runs no JavaScript',
    message: /Function not found: elo_after/i,
  },
  'mlb_predictions.game_predictions': {
    reason: 'ML.PREDICT and ML.EXPLAIN_PREDICT are BigQuery ML',
    message: /Table-valued function|not found|ML/i,
  },
  'mlb_predictions.player_predictions': {
    reason: 'ML.PREDICT is BigQuery ML, and the distribution is a JavaScript function',
    message: /Table-valued function|not found|ML/i,
  },
};

/** Models whose rows are kept as they were made, so that a full refresh does not make them again; with the reason. */
export const accumulating: Readonly<Record<string, string>> = {
  'mlb_predictions.game_predictions': 'a forecast made before a game is kept as it was made',
  'mlb_predictions.player_predictions': 'a forecast made before a game is kept as it was made',
};

/** Models that make rows of empty tables, with how many and why. */
export const rowsOfNothing: Readonly<Record<string, { rows: number; reason: string }>> = {
  'mlb_features.feature_catalogue': {
    rows: catalogue.columns.length,
    reason: 'it says what the columns of game_features_daily are, whatever is in them',
  },
  'mlb_reporting.feature_health': {
    rows: catalogue.columns.length,
    reason: 'it tells of every feature of the catalogue',
  },
  'mlb_ops.table_freshness': {
    rows: monitoring.watched.length,
    reason: 'an empty table is told of too',
  },
  'mlb_quality.grading_actions': {
    rows: 12,
    reason: 'what follows from a grade is said in includes',
  },
};
