import { expect } from 'chai';
import type { Column } from '../ml/index.ts';
import type { DesignMatrix } from '../ml/linear/design.ts';
import { type Family, gaussianFamily, logisticFamily, sigmoid } from '../ml/linear/family.ts';
import { fitLinear, type LinearParameters } from '../ml/linear/fit.ts';
import { type LinearData, scalarLoss } from '../ml/linear/smooth-loss.ts';
import { softmaxLoss } from '../ml/linear/softmax-loss.ts';
import { randomSource } from '../ml/random.ts';
import { fitModel } from '../ml/training.ts';
import { callModel } from './ml-values.ts';

const random = randomSource(7);
const width = 4;
const rows = 400;
const design: DesignMatrix = {
  values: Float64Array.from({ length: rows * width }, () => random() * 4 - 2),
  width,
  rows,
};
const targets = Float64Array.from({ length: rows }, (_, row) =>
  random() < sigmoid(design.values[row * width]! - 0.5 * design.values[row * width + 1]! + 0.3)
    ? 1
    : 0,
);

/** Gradient of the summed log loss at a fit, intercept last: computed here anew. */
function logLossGradient(coefficients: Float64Array, intercept: number): number[] {
  const gradient = new Array<number>(width + 1).fill(0);
  for (let row = 0; row < rows; row++) {
    const inputs = [...design.values.subarray(row * width, (row + 1) * width), 1];
    const score = inputs.reduce((sum, x, j) => sum + x * (coefficients[j] ?? intercept), 0);
    const error = 1 / (1 + Math.exp(-score)) - targets[row]!;
    inputs.forEach((x, j) => (gradient[j]! += error * x));
  }
  return gradient;
}

interface Parameters extends LinearParameters {
  family: Family;
  fitIntercept: boolean;
}

function fitOne(data: LinearData, { family, fitIntercept, ...parameters }: Parameters) {
  const { coefficients, ...rest } = fitLinear(scalarLoss(data, family, fitIntercept), parameters);
  const { width } = data.design;
  return { ...rest, coefficients: coefficients.slice(0, width), intercept: coefficients[width]! };
}

const plain = { family: logisticFamily, l1: 0, l2: 0, fitIntercept: true, maxIterations: 20 };

describe('linear models', () => {
  it('finds the logistic optimum, where the gradient is zero', () => {
    const fit = fitOne({ design, targets }, plain);
    expect(fit.converged).to.equal(true);
    for (const value of logLossGradient(fit.coefficients, fit.intercept)) {
      expect(value).to.be.closeTo(0, 1e-8);
    }
  });

  it('balances the gradient against an L2 penalty that spares the intercept', () => {
    const fit = fitOne({ design, targets }, { ...plain, l2: 25 });
    const gradient = logLossGradient(fit.coefficients, fit.intercept);
    fit.coefficients.forEach((coefficient, j) => {
      expect(gradient[j]! + 25 * coefficient).to.be.closeTo(0, 1e-8);
    });
    expect(gradient[width]).to.be.closeTo(0, 1e-8);
  });

  it('meets the optimality conditions of an L1 penalty and drops weak inputs', () => {
    const l1 = 12;
    const fit = fitOne({ design, targets }, { ...plain, l1, maxIterations: 50 });
    const gradient = logLossGradient(fit.coefficients, fit.intercept);
    fit.coefficients.forEach((coefficient, j) => {
      if (coefficient === 0) expect(Math.abs(gradient[j]!)).to.be.at.most(l1 + 1e-6);
      else expect(gradient[j]!).to.be.closeTo(-l1 * Math.sign(coefficient), 1e-6);
    });
    expect([...fit.coefficients].filter((coefficient) => coefficient === 0)).to.not.be.empty;
    expect([...fit.coefficients].filter((coefficient) => coefficient !== 0)).to.not.be.empty;
    expect(gradient[width]).to.be.closeTo(0, 1e-6);
  });

  it('leaves out the intercept when told', () => {
    const fit = fitOne({ design, targets }, { ...plain, fitIntercept: false });
    expect(fit.intercept).to.equal(0);
    expect(
      logLossGradient(fit.coefficients, 0)
        .slice(0, width)
        .every((g) => Math.abs(g) < 1e-8),
    ).to.be.true;
  });

  it('treats a weight of three as the row given three times', () => {
    const weights = Float64Array.from({ length: rows }, (_, row) => (row % 5 === 0 ? 3 : 1));
    const repeated = [...weights].flatMap((weight, row) => new Array<number>(weight).fill(row));
    const long: DesignMatrix = {
      width,
      rows: repeated.length,
      values: Float64Array.from(
        repeated.flatMap((row) => [...design.values.subarray(row * width, (row + 1) * width)]),
      ),
    };
    const weighted = fitOne({ design, targets, weights }, { ...plain, l2: 3 });
    const duplicated = fitOne(
      { design: long, targets: Float64Array.from(repeated, (row) => targets[row]!) },
      { ...plain, l2: 3 },
    );
    weighted.coefficients.forEach((coefficient, j) => {
      expect(coefficient).to.be.closeTo(duplicated.coefficients[j]!, 1e-9);
    });
    expect(weighted.intercept).to.be.closeTo(duplicated.intercept, 1e-9);
  });

  it('stays finite when the classes can be told apart perfectly', () => {
    const separable = { values: Float64Array.from([-2, -1, 1, 2]), width: 1, rows: 4 };
    const fit = fitOne({ design: separable, targets: Float64Array.from([0, 0, 1, 1]) }, plain);
    expect(fit.converged).to.equal(false);
    expect(fit.coefficients[0]).to.be.within(5, 1e6);
  });

  it('solves ridge regression in one step, as the closed form has it', () => {
    const x = [-1.5, -0.5, 0.5, 1.5];
    const y = [1, 3, 2, 6];
    const fit = fitOne(
      {
        design: { values: Float64Array.from(x), width: 1, rows: 4 },
        targets: Float64Array.from(y),
      },
      { ...plain, family: gaussianFamily, l2: 2 },
    );
    const xy = x.reduce((sum, value, i) => sum + value * y[i]!, 0);
    const xx = x.reduce((sum, value) => sum + value * value, 0);
    expect(fit.coefficients[0]).to.be.closeTo(xy / (xx + 2), 1e-9);
    expect(fit.intercept).to.be.closeTo(3, 1e-9);
  });

  it('finds the softmax optimum, where the gradient is zero', () => {
    const classes = Float64Array.from(targets, (target, row) => (row % 3 === 0 ? 2 : target));
    const l2 = 4;
    const loss = softmaxLoss({ design, targets: classes }, 3, true);
    const fit = fitLinear(loss, { l1: 0, l2, maxIterations: 50 });
    expect(fit.converged).to.equal(true);
    const size = width + 1;
    const gradient = new Array<number>(3 * size).fill(0);
    for (let row = 0; row < rows; row++) {
      const inputs = [...design.values.subarray(row * width, (row + 1) * width), 1];
      const scores = [0, 1, 2].map((k) =>
        inputs.reduce((sum, x, j) => sum + x * fit.coefficients[k * size + j]!, 0),
      );
      const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
      scores.forEach((score, k) => {
        const error = Math.exp(score) / total - (classes[row] === k ? 1 : 0);
        inputs.forEach((x, j) => (gradient[k * size + j]! += error * x));
      });
    }
    gradient.forEach((value, at) => {
      const penalty = at % size < width ? l2 * fit.coefficients[at]! : 0;
      expect(value + penalty).to.be.closeTo(0, 1e-7);
    });
  });

  it('gives two classes the probabilities of the logistic model, by softmax', () => {
    const logistic = fitOne({ design, targets }, plain);
    const fit = fitLinear(softmaxLoss({ design, targets }, 2, true), {
      l1: 0,
      l2: 0,
      maxIterations: 50,
    });
    logistic.coefficients.forEach((coefficient, j) => {
      const difference = fit.coefficients[width + 1 + j]! - fit.coefficients[j]!;
      expect(difference).to.be.closeTo(coefficient, 1e-6);
    });
  });
});

describe('LOGISTIC_REG and LINEAR_REG models', () => {
  const column = (name: string, type: string, values: Column['values']): Column => ({
    name,
    type,
    values,
  });
  const groups = ['east', 'west', null, 'north'];
  const rates = [0.25, 0.75, 0.5, 0.625];
  const group = Array.from({ length: 64 }, (_, row) => groups[row % 4]!);
  const won = Array.from({ length: 64 }, (_, row) => (row >> 2) / 16 < rates[row % 4]!);

  it('gives each category its own rate, NULL included', () => {
    const model = fitModel([column('g', 'STRING', group), column('won', 'BOOL', won)], {
      MODEL_TYPE: 'logistic_reg',
      INPUT_LABEL_COLS: ['won'],
    });
    const { columns } = callModel('PREDICT', model, [column('g', 'STRING', groups)]);
    const probabilities = Array.from(
      columns[1]!.values,
      (value) => (value as { label: boolean; prob: number }[])[0]!,
    );
    probabilities.forEach(({ label, prob }, index) => {
      expect(label).to.equal(true);
      expect(prob).to.be.closeTo(rates[index]!, 1e-7);
    });
  });

  it('gives an unseen category no weight', () => {
    const model = fitModel([column('g', 'STRING', group), column('won', 'BOOL', won)], {
      MODEL_TYPE: 'LOGISTIC_REG',
      INPUT_LABEL_COLS: ['won'],
      L2_REG: 1,
    });
    const unseen = callModel('EXPLAIN_PREDICT', model, [column('g', 'STRING', ['south'])]);
    const value = (name: string) =>
      unseen.columns.find(({ field }) => field.name === name)!.values[0];
    expect(value('prediction_value')).to.equal(value('baseline_prediction_value'));
  });

  it('predicts a missing number as if it were the mean', () => {
    const x = [1, 2, 3, null, 6, 4];
    const y = [1, 2, 2, 3, 5, 4];
    const model = fitModel([column('x', 'INT64', x), column('label', 'FLOAT64', y)], {
      MODEL_TYPE: 'LINEAR_REG',
    });
    const mean = (1 + 2 + 3 + 6 + 4) / 5;
    const [predicted] = callModel('PREDICT', model, [column('x', 'FLOAT64', [null, mean])]).columns;
    expect(predicted!.values[0]).to.equal(predicted!.values[1]);
  });

  it('learns nothing from a constant, whatever it is later', () => {
    const y = [1, 2, 2, 3, 5, 4, 3];
    const constant = y.map(() => 0.1);
    expect(constant.reduce((sum, value) => sum + value, 0) / 7, 'rounded').not.to.equal(0.1);
    for (const L2_REG of [0, 100]) {
      const model = fitModel([column('x', 'FLOAT64', constant), column('label', 'FLOAT64', y)], {
        MODEL_TYPE: 'LINEAR_REG',
        L2_REG,
      });
      const [predicted] = callModel('PREDICT', model, [column('x', 'FLOAT64', [0.1, 50])]).columns;
      expect(predicted!.values[1]).to.equal(predicted!.values[0]);
      expect(predicted!.values[0]).to.be.closeTo(20 / 7, 1e-9);
    }
  });

  it('shows weights for inputs as they are and standardised', () => {
    const x = [1, 2, 3, 4, 5, 6];
    const model = fitModel(
      [
        column('x', 'INT64', x),
        column(
          'label',
          'FLOAT64',
          x.map((value) => 3 * value - 2),
        ),
      ],
      { MODEL_TYPE: 'LINEAR_REG' },
    );
    const weights = (options: Record<string, boolean>) =>
      Array.from(callModel('WEIGHTS', model, undefined, options).columns[1]!.values as number[]);
    const [slope, intercept] = weights({});
    expect(slope).to.be.closeTo(3, 1e-9);
    expect(intercept).to.be.closeTo(-2, 1e-9);
    const [standardised, mean] = weights({ standardize: true });
    expect(standardised).to.be.closeTo(3 * Math.sqrt(35 / 12), 1e-9);
    expect(mean).to.be.closeTo(8.5, 1e-9);
  });

  it('explains a prediction by attributions that add up to it', () => {
    const x = Float64Array.from({ length: 64 }, (_, row) => Math.sin(row));
    const model = fitModel(
      [column('g', 'STRING', group), column('x', 'FLOAT64', x), column('won', 'BOOL', won)],
      { MODEL_TYPE: 'LOGISTIC_REG', INPUT_LABEL_COLS: ['won'], L2_REG: 0.1 },
    );
    const { columns } = callModel('EXPLAIN_PREDICT', model, [
      column('g', 'STRING', group.slice(0, 8)),
      column('x', 'FLOAT64', [...x.slice(0, 7), null]),
    ]);
    const values = Object.fromEntries(columns.map(({ field, values }) => [field.name, values]));
    for (let row = 0; row < 8; row++) {
      const parts = values.top_feature_attributions![row] as { attribution: number }[];
      const sum = parts.reduce((total, { attribution }) => total + attribution, 0);
      const margin = values.prediction_value![row] as number;
      expect(sum + (values.baseline_prediction_value![row] as number)).to.be.closeTo(margin, 1e-9);
      expect(sigmoid(margin)).to.be.closeTo(values.probability![row] as number, 1e-9);
      expect(margin).to.be.at.least(0);
    }
  });

  it('takes a TIMESTAMP as seconds, and its parts as categories', () => {
    const hours = Array.from({ length: 96 }, (_, row) => row * 7);
    const at = column(
      'at',
      'TIMESTAMP',
      hours.map((hour) => new Date(Date.UTC(2019, 11, 30, hour)).toISOString()),
    );
    const label = column(
      'label',
      'FLOAT64',
      hours.map((hour) => (hour % 24 < 12 ? 1 : 5)),
    );
    const model = fitModel([at, label], { MODEL_TYPE: 'LINEAR_REG', L2_REG: 0.001 });
    expect(model.features.map(({ name }) => name)).to.deep.equal(
      ['', '_TF_DOM_', '_TF_DOW_', '_TF_MOY_', '_TF_HOD_', '_TF_MOH_', '_TF_WOY_', '_TF_YEAR_'].map(
        (prefix) => `${prefix}at`,
      ),
    );
    const weeks = model.features.find(({ name }) => name === '_TF_WOY_at');
    expect(weeks?.kind === 'categorical' && weeks.categories).to.deep.equal([
      '0',
      '1',
      '2',
      '3',
      '4',
      '52',
    ]);
    const [predicted] = callModel('PREDICT', model, [at]).columns;
    predicted!.values.forEach((value, row) => {
      expect(value).to.be.closeTo(label.values[row] as number, 0.01);
    });
  });

  it('shows standard errors and p-values as scipy.stats.linregress has them', () => {
    const x = [1, 2, 3, 4, 5, 6];
    const y = [1.1, 1.9, 3.2, 3.9, 5.1, 5.6];
    const model = fitModel([column('x', 'INT64', x), column('label', 'FLOAT64', y)], {
      MODEL_TYPE: 'LINEAR_REG',
      CALCULATE_P_VALUES: true,
      CATEGORY_ENCODING_METHOD: 'DUMMY_ENCODING',
    });
    const [inputs, , weights, errors, p] = callModel('ADVANCED_WEIGHTS', model, undefined).columns;
    expect(inputs!.values).to.deep.equal(['x', '__INTERCEPT__']);
    const expected = [
      [0.937142857142857, 0.048431170038442786, 4.204695045960051e-5],
      [0.18666666666666654, 0.18861230918103886, 0.37835257023267177],
    ];
    expected.forEach(([weight, error, pValue], row) => {
      expect(weights!.values[row]).to.be.closeTo(weight!, 1e-9);
      expect(errors!.values[row]).to.be.closeTo(error!, 1e-9);
      expect(p!.values[row]).to.be.closeTo(pValue!, 1e-9);
    });
  });

  it('has the log odds ratio of a table, and its standard error', () => {
    const cells = [
      ...new Array<[string, boolean]>(12).fill(['b', true]),
      ...new Array<[string, boolean]>(8).fill(['b', false]),
      ...new Array<[string, boolean]>(5).fill(['a', true]),
      ...new Array<[string, boolean]>(15).fill(['a', false]),
    ];
    const model = fitModel(
      [
        column(
          'g',
          'STRING',
          cells.map(([g]) => g),
        ),
        column(
          'label',
          'BOOL',
          cells.map(([, label]) => label),
        ),
      ],
      {
        MODEL_TYPE: 'LOGISTIC_REG',
        CALCULATE_P_VALUES: true,
        CATEGORY_ENCODING_METHOD: 'DUMMY_ENCODING',
      },
    );
    const found = callModel('ADVANCED_WEIGHTS', model, undefined).columns.map(
      ({ values }) => values,
    );
    expect(found.slice(0, 2).map(([value]) => value)).to.deep.equal(['g', 'b']);
    expect(found[2]![0]).to.be.closeTo(Math.log((12 * 15) / (8 * 5)), 1e-7);
    expect(found[3]![0]).to.be.closeTo(Math.sqrt(1 / 12 + 1 / 8 + 1 / 5 + 1 / 15), 1e-7);
    expect(found[4]![0]).to.be.closeTo(0.029084090581609684, 1e-7);
  });

  it('has no standard errors for inputs that depend on each other', () => {
    const x = [1, 2, 3, 4, 5, 6];
    const twice = x.map((value) => 2 * value + 1);
    expect(() =>
      fitModel(
        [
          column('x', 'INT64', x),
          column('twice', 'INT64', twice),
          column('label', 'INT64', [1, 3, 2, 5, 4, 6]),
        ],
        {
          MODEL_TYPE: 'LINEAR_REG',
          CALCULATE_P_VALUES: true,
          CATEGORY_ENCODING_METHOD: 'DUMMY_ENCODING',
        },
      ),
    ).to.throw('linearly dependent');
  });
});
