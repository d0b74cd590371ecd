import { createRequire } from 'node:module';

/** What `includes/models.js` says of the models: the SQLX models and this code share it. */
interface ModelIncludes {
  catalog: Record<
    'game_outcome' | 'home_runs' | 'away_runs',
    { label: string; features: string[] }
  >;
  /** CREATE MODEL of one model of the catalog; names are backquoted, `asOf` is SQL of a date. */
  create: (name: string, model: string, training: string, asOf: string) => string;
  /** SELECT of one row: training_from, training_through, training_rows, training_fingerprint. */
  trainingState: (training: string, asOf: string) => string;
  /** SQL condition on training rows. */
  trainingWindow: (asOf: string) => string;
}

export const models = createRequire(import.meta.url)('../includes/models.js') as ModelIncludes;
