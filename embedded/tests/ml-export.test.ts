import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { type Column, ModelError, modelFiles } from '../ml/index.ts';
import { attributionsOf } from '../ml/explanation.ts';
import { matchFeatures } from '../ml/features.ts';
import { randomSource } from '../ml/random.ts';
import { classProbabilities, scoreMargins } from '../ml/scoring.ts';
import { fitModel } from '../ml/training.ts';

const python = '/usr/bin/python3';
const missing = `${python} has no xgboost: install Debian's python3-xgboost`;
const hasXgboost = spawnSync(python, ['-c', 'import xgboost']).status === 0;

const random = randomSource(11);
const rows = 700;
const number = (share: number) =>
  Array.from({ length: rows }, () => (random() < share ? null : random() * 6 - 3));
const [a, b] = [number(0.2), number(0)];
const c = Array.from(
  { length: rows },
  () => ['left', 'right', 'switch', null][Math.floor(random() * 4)] ?? null,
);
const score = a.map(
  (value, row) =>
    (value ?? 1) + 0.5 * b[row]! * (c[row] === 'left' ? 1 : -1) + (c[row] === null ? 1 : 0),
);
const column = (name: string, type: string, values: Column['values']): Column => ({
  name,
  type,
  values,
});
const features = [column('a', 'FLOAT64', a), column('b', 'FLOAT64', b), column('c', 'STRING', c)];

const cases = {
  'a classifier of two classes': {
    type: 'BOOSTED_TREE_CLASSIFIER',
    label: column(
      'label',
      'BOOL',
      score.map((value) => value + random() > 0.7),
    ),
  },
  'a classifier of three classes': {
    type: 'BOOSTED_TREE_CLASSIFIER',
    label: column(
      'label',
      'STRING',
      score.map((value) => (value < -0.7 ? 'loss' : value < 1 ? 'draw' : 'win')),
    ),
  },
  'a regression': {
    type: 'BOOSTED_TREE_REGRESSOR',
    label: column(
      'label',
      'FLOAT64',
      score.map((value) => value + random() / 4),
    ),
  },
};

/** Per row; with several outputs an array per output. */
interface Answer {
  margins: unknown[];
  predictions: unknown[];
  contributions: unknown[];
}

describe('EXPORT MODEL', () => {
  before(() => {
    if (!hasXgboost)
      console.log(
        "      Debian's python3-xgboost is not installed: XGBoost reads no exported model here",
      );
  });

  let directory: string;

  before(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'embedded-export-'));
  });

  after(() => {
    rmSync(directory, { recursive: true });
  });

  /** What XGBoost says of the rows, reading the exported files. */
  function askXgboost(model: ReturnType<typeof fitModel>): Answer[] {
    const target = path.join(directory, 'model');
    rmSync(target, { recursive: true, force: true });
    for (const { name, bytes } of modelFiles(model, 'ML_XGBOOST_BOOSTER')) {
      mkdirSync(path.dirname(path.join(target, name)), { recursive: true });
      writeFileSync(path.join(target, name), bytes);
    }
    const table = Array.from({ length: rows }, (_, row) => ({ a: a[row], b: b[row], c: c[row] }));
    writeFileSync(path.join(directory, 'rows.json'), JSON.stringify(table));
    const script = path.join(import.meta.dirname, 'fixtures/xgboost/read-export.py');
    const output = execFileSync(python, [script, target, path.join(directory, 'rows.json')], {
      maxBuffer: 1 << 26,
    });
    return JSON.parse(output.toString()) as Answer[];
  }

  for (const [title, { type, label }] of Object.entries(cases)) {
    it(`XGBoost reads ${title}, with the same margins, predictions and SHAP values`, function () {
      if (!hasXgboost) {
        if (process.env.CI !== undefined) throw new Error(missing);
        console.log(`      skipped: ${missing}`);
        this.skip();
      }
      const model = fitModel([...features, label], {
        MODEL_TYPE: type,
        MAX_ITERATIONS: 25,
        MAX_TREE_DEPTH: 4,
        EARLY_STOP: false,
      });
      const columns = matchFeatures(model.features, features, 'a test');
      const margins = scoreMargins(model, columns);
      const outputs = margins.length;
      const all = Int32Array.from({ length: rows }, (_, row) => row);
      const explained = attributionsOf(model, columns, all);
      const predictions = label.type === 'FLOAT64' ? margins : classProbabilities(margins);
      const answers = askXgboost(model);
      expect(answers).to.have.length(2);
      for (const answer of answers) {
        const pick = (value: unknown, output: number) =>
          outputs === 1 ? value : (value as unknown[])[output];
        for (let row = 0; row < rows; row++) {
          for (let output = 0; output < outputs; output++) {
            const margin = pick(answer.margins[row], output) as number;
            expect(margins[output]![row]).to.be.closeTo(margin, 1e-5);
            const own = outputs === 1 ? predictions.at(-1)! : predictions[output]!;
            const prediction = pick(answer.predictions[row], output) as number;
            expect(own[row]).to.be.closeTo(prediction, 1e-5);
            const parts = pick(answer.contributions[row], output) as number[];
            const { baseline, byFeature } = explained[output]!;
            const found = [...[...byFeature.values()].map((values) => values[row]!), baseline];
            expect(parts).to.have.length(found.length);
            found.forEach((value, index) => {
              expect(value).to.be.closeTo(parts[index]!, 1e-5);
            });
          }
        }
      }
    });
  }

  it('refuses formats that a model does not have', () => {
    const label = column('label', 'FLOAT64', score);
    const linear = fitModel([...features, label], { MODEL_TYPE: 'LINEAR_REG' });
    const trees = fitModel([...features, label], { MODEL_TYPE: 'BOOSTED_TREE_REGRESSOR' });
    expect(() => modelFiles(linear, 'ML_TF_SAVED_MODEL')).to.throw(ModelError, 'ML.WEIGHTS');
    expect(() => modelFiles(trees, 'ML_TF_SAVED_MODEL')).to.throw(ModelError, 'ML_XGBOOST_BOOSTER');
  });
});
