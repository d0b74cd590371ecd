import { createRequire } from 'node:module';

/** A BigQuery ML model of the catalog. */
export interface CatalogEntry {
  label: string;
  features: string[];
  options: Record<string, string | number | boolean>;
  type?: string;
  role?: string;
  training?: string;
  keys?: string[];
}

/** What `includes/models.js` says of the models: the SQLX models and this code share it. */
interface ModelIncludes {
  catalog: Record<'game_outcome' | 'home_runs' | 'away_runs', CatalogEntry> &
    Record<string, CatalogEntry>;
  /** Every type of model: what is versioned, promoted and rolled back as one. */
  types: () => string[];
  /** Whether a type is updated between its weekly full trainings. */
  isUpdatedBetween: (type: string) => boolean;
  /** Every column that the models of a type look at. */
  featuresOf: (type: string) => string[];
  /** Ways to make the models of a type: an entry of the catalog for each role. The first is the plain one. */
  recipes: (type: string) => { name: string; models: Record<string, string> }[];
  /** Name of the BigQuery ML model of a role in a version. */
  objectName: (role: string, version: string) => string;
  /** SQL of a feature of a finished game; game_features_daily is joined as `features`, starting_lineups as `starting`. */
  pastValue: (column: string) => string;
  /** CREATE MODEL of one model of the catalog; names are backquoted, `asOf` is SQL of a date. */
  create: (
    name: string,
    model: string,
    training: string,
    asOf: string,
    tuned?: CatalogEntry['options'],
  ) => string;
  /** SELECT of one row: training_from, training_through, training_rows, training_games, training_fingerprint. */
  trainingState: (training: string, asOf: string) => string;
  /** SQL condition on rows of a training set, of the games' unless named. */
  trainingWindow: (asOf: string, training?: string) => string;
}

export const models = createRequire(import.meta.url)('../includes/models.js') as ModelIncludes;

/** @throws RangeError for a name that is not in the catalog */
export function catalogEntry(name: string): CatalogEntry {
  const entry = models.catalog[name];
  if (entry === undefined) throw new RangeError(`the catalog has no model ${name}`);
  return entry;
}

export const isClassifier = ({ options }: Pick<CatalogEntry, 'options'>): boolean =>
  /LOGISTIC|CLASSIFIER/i.test(String(options.model_type));
