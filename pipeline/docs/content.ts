import type { Catalog, CatalogNode } from './catalog.ts';
import type { AssertionResult, WarehouseFacts } from './facts.ts';

/** One column of the feature catalogue, as includes/catalogue.js has it. */
export interface Feature {
  column: string;
  family: string;
  type: string;
  unit: string;
  window: string;
  shrinkage: string;
  known: string;
  gain: string;
  table: string;
  description: string;
}

/** All that the site shows. */
export interface Content {
  catalog: Catalog;
  facts: WarehouseFacts;
  features: readonly Feature[];
  /** SQL test cases of a model by its name. */
  cases: ReadonlyMap<string, readonly string[]>;
  /** When the warehouse was asked, ISO 8601. */
  builtAt: string;
  /** Google Cloud project, and whether it is BigQuery or the embedded warehouse. */
  project: string;
  warehouse: string;
}

/** Datasets in the order data flows; others come last. */
const order = [
  'mlb_raw',
  'mlb_staging',
  'mlb_quality',
  'mlb_historical_data',
  'mlb_features',
  'mlb_models',
  'mlb_predictions',
  'mlb_reporting',
  'mlb_ops',
];

const meanings: Readonly<Record<string, string>> = {
  mlb_raw: 'What the services sent, as they sent it',
  mlb_staging: 'Raw JSON, typed: renamed, cast, without repetitions',
  mlb_quality: 'Checks, scores and grades; what may pass on',
  mlb_historical_data: 'What happened: games, players, teams, by game and date',
  mlb_features: 'What was known before each game',
  mlb_models: 'Training sets, the models and their versions',
  mlb_predictions: 'Forecasts',
  mlb_reporting: 'Views made for dashboards',
  mlb_ops: 'The pipeline about itself',
};

export interface Layer {
  dataset: string;
  meaning: string;
  nodes: readonly CatalogNode[];
}

export function layersOf(catalog: Catalog): Layer[] {
  const datasets = [...new Set([...catalog.values()].map(({ dataset }) => dataset))];
  const place = (dataset: string): number => {
    const at = order.indexOf(dataset);
    return at < 0 ? order.length : at;
  };
  return datasets
    .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
    .map((dataset) => ({
      dataset,
      meaning: meanings[dataset] ?? '',
      nodes: [...catalog.values()]
        .filter((node) => node.dataset === dataset)
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    }));
}

export type Verdict = 'passed' | 'failed' | 'warned' | 'error' | 'unknown';

export function verdictOf(result: AssertionResult | undefined, warns: boolean): Verdict {
  if (result === undefined) return 'unknown';
  if ('error' in result) return 'error';
  if (result.failingRows === 0) return 'passed';
  return warns ? 'warned' : 'failed';
}

/** Assertions of a node by how they came out. */
export function verdictsOf(node: CatalogNode, facts: WarehouseFacts): Map<Verdict, number> {
  const counts = new Map<Verdict, number>();
  for (const { id, warns } of node.assertions) {
    const verdict = verdictOf(facts.assertions.get(id), warns);
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  return counts;
}

/** Type of a column: as built, else as its SQL says. */
export function typeOf(content: Content, node: CatalogNode, column: string): string {
  const built = content.facts.tables.get(node.id)?.types.get(column.toLowerCase());
  return built ?? node.catalog.find(({ name }) => name === column)?.type ?? '';
}
