import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { BigQuery } from '@google-cloud/bigquery';
import { PassThroughClient } from 'google-auth-library';
import { openWarehouse } from '../index.ts';
import { randomSource } from '../ml/random.ts';
import { boostTrees, type BoostedTrees, type BoostingParameters } from '../ml/trees/boosting.ts';
import { logisticObjective } from '../ml/trees/objective.ts';
import { treeScorer } from '../ml/trees/scorer.ts';
import { medianMilliseconds, type BenchContext, type Benchmark } from './benchmark.ts';

interface Size {
  rows: number;
  features: number;
  trees: number;
  depth: number;
  scored: number;
}

const full: Size = { rows: 30_000, features: 120, trees: 200, depth: 5, scored: 200_000 };
const tiny: Size = { rows: 300, features: 6, trees: 3, depth: 3, scored: 500 };

const shown = (value: number) => value.toLocaleString('en-US');

const parametersOf = ({ trees, depth }: Size): BoostingParameters => ({
  objective: logisticObjective,
  rounds: trees,
  eta: 0.05,
  maxDepth: depth,
  lambda: 1,
  alpha: 0,
  gamma: 0,
  minChildWeight: 1,
  subsample: 1,
  featureFractions: { byTree: 1, byLevel: 1, byNode: 1 },
  seed: 0,
});

/** Normal features with a tenth missing, and a label that ten of them and a product decide. */
function sample({ rows, features: width }: Size): {
  features: Float32Array[];
  targets: Float32Array;
} {
  const random = randomSource(7);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const features = Array.from({ length: width }, () => Float32Array.from({ length: rows }, normal));
  const value = (feature: number, row: number) => features[feature]?.[row] ?? 0;
  const targets = Float32Array.from({ length: rows }, (_, row) => {
    let score = 0.3 * value(1, row) * value(2, row);
    for (let feature = 0; feature < 10; feature++) score += 0.2 * value(feature, row);
    return random() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
  });
  for (const values of features) {
    for (let row = 0; row < rows; row++) if (random() < 0.1) values[row] = NaN;
  }
  return { features, targets };
}

const python = '/usr/bin/python3';

/** Milliseconds XGBoost takes for the same rows on one thread; undefined where it is not installed. */
function xgboostMilliseconds(
  { directory, skip }: BenchContext,
  size: Size,
  data: ReturnType<typeof sample>,
): number | undefined {
  const missing = spawnSync(python, ['-c', 'import xgboost'], { encoding: 'utf8' });
  if (missing.status !== 0) {
    skip('training beside XGBoost', "Debian's python3-xgboost is not installed");
    return undefined;
  }
  const file = (name: string, arrays: readonly Float32Array[]) => {
    const target = path.join(directory, name);
    writeFileSync(
      target,
      Buffer.concat(
        arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)),
      ),
    );
    return target;
  };
  const script = path.join(import.meta.dirname, 'train-xgboost.py');
  const settings = [size.rows, size.features, size.trees, size.depth].map(String);
  const run = spawnSync(
    python,
    [script, file('features.bin', data.features), file('targets.bin', [data.targets]), ...settings],
    { encoding: 'utf8' },
  );
  if (run.status !== 0) throw new Error(`XGBoost failed: ${run.stderr}`);
  return Number(run.stdout);
}

function benchTraining(context: BenchContext, size: Size): BoostedTrees {
  const data = sample(size);
  const yardstick = xgboostMilliseconds(context, size, data);
  const started = performance.now();
  const model = boostTrees(data, parametersOf(size));
  const milliseconds = performance.now() - started;
  context.report({
    what: `${shown(size.rows)} rows x ${size.features} features, ${size.trees} trees of depth ${size.depth}, trained`,
    value: milliseconds / 1000,
    unit: 's',
    ...(yardstick !== undefined && {
      against: { what: 'XGBoost hist, one thread', value: yardstick / 1000 },
      target: { of: 'ratio', atMost: 1 },
    }),
  });
  return model;
}

async function benchScorer(context: BenchContext, size: Size, model: BoostedTrees): Promise<void> {
  const { features } = sample({ ...size, rows: Math.min(size.scored, size.rows) });
  const rows = features[0]?.length ?? 0;
  const scorer = treeScorer(model.trees, size.features);
  const margins = new Float32Array(rows);
  const milliseconds = await medianMilliseconds(context.smoke ? 1 : 5, () => {
    scorer(features, margins);
    return Promise.resolve();
  });
  context.report({
    what: `${shown(rows)} rows scored by those trees`,
    value: (1000 * rows) / milliseconds,
    unit: 'rows/s',
    target: { of: 'value', atLeast: 200_000 },
  });
}

/** The same kind of model through SQL: CREATE MODEL, and ML.PREDICT of a table. */
async function benchStatements({ directory, report, smoke }: BenchContext, size: Size) {
  const warehouse = await openWarehouse({
    file: path.join(directory, 'models.duckdb'),
    project: 'bench',
  });
  try {
    const client = new BigQuery({
      projectId: 'bench',
      apiEndpoint: warehouse.url,
      authClient: new PassThroughClient(),
    });
    const columns = Array.from(
      { length: size.features },
      (_, feature) =>
        `IF(MOD(id * ${7 + feature}, 10) = 3, NULL, MOD(id * ${7919 + 2 * feature}, 10007) / 10007) AS f${feature}`,
    );
    const table = (name: string, rows: number) =>
      client.query(`CREATE TABLE d.${name} AS SELECT id, ${columns.join(', ')},
        MOD(id * 7919, 10007) + MOD(id * 7921, 10007) + MOD(id * 104729, 9973) > 15000 AS label
        FROM UNNEST(GENERATE_ARRAY(1, ${rows})) AS id`);
    await client.query('CREATE SCHEMA d');
    await table('training', size.rows);
    await table('scored', size.scored);
    await client.query(`CREATE MODEL d.m OPTIONS (MODEL_TYPE = 'BOOSTED_TREE_CLASSIFIER', DATA_SPLIT_METHOD = 'NO_SPLIT',
      MAX_ITERATIONS = ${size.trees}, MAX_TREE_DEPTH = ${size.depth}, LEARN_RATE = 0.05, EARLY_STOP = FALSE) AS
      SELECT * EXCEPT (id) FROM d.training`);
    const milliseconds = await medianMilliseconds(smoke ? 1 : 3, () =>
      client.query(
        'SELECT AVG(predicted_label_probs[OFFSET(0)].prob) FROM ML.PREDICT(MODEL d.m, TABLE d.scored)',
      ),
    );
    report({
      what: `${shown(size.scored)} rows through ML.PREDICT`,
      value: (1000 * size.scored) / milliseconds,
      unit: 'rows/s',
      target: { of: 'value', atLeast: 200_000 },
    });
  } finally {
    await warehouse.close();
  }
}

/** Training boosted trees beside XGBoost, and scoring rows with them. */
export const models: Benchmark = {
  name: 'models',
  async run(context) {
    const size = context.smoke ? tiny : full;
    const model = benchTraining(context, size);
    await benchScorer(context, size, model);
    await benchStatements(context, size);
  },
};
