import { expect } from 'chai';
import type { LinearOutput, Predictor } from '../ml/artifact.ts';
import { warmStart } from '../ml/linear/warm-start.ts';
import { fitModel } from '../ml/training.ts';
import { features, logistic, refusal, sample } from './ml-samples.ts';
import { callModel } from './ml-values.ts';

type LinearPredictor = Extract<Predictor, { family: 'linear' }>;

describe('warm starts', () => {
  const columns = features(sample(400));
  const slow = { ...logistic, MAX_ITERATIONS: 2, L2_REG: 0.5 };
  const optimum = fitModel(columns, { ...slow, MAX_ITERATIONS: 50 });

  it('go on where the model was, with its options', () => {
    const first = fitModel(columns, slow);
    const second = fitModel(columns, { ...logistic, WARM_START: true }, first);
    expect(second.settings.algorithm).to.include({ l2: 0.5, maxIterations: 2 });
    const straight = fitModel(columns, { ...slow, MAX_ITERATIONS: 4 });
    const coefficients = ({ predictor }: typeof first) =>
      (predictor as LinearPredictor).outputs[0]!.coefficients;
    coefficients(second).forEach((value, j) => {
      expect(value).to.be.closeTo(coefficients(straight)[j]!, 1e-9);
      expect(value).to.not.be.closeTo(coefficients(first)[j]!, 1e-3);
    });
    const info = callModel('TRAINING_INFO', second, undefined).columns;
    expect(info[0]!.values).to.deep.equal([0, 0, 1, 1]);
    expect(info[1]!.values).to.deep.equal([0, 1, 0, 1]);
  });

  it('start from the same predictions on rows of another scale', () => {
    const other = columns.map((c) =>
      c.name === 'x'
        ? {
            ...c,
            values: (c.values as (number | null)[]).map((v) => (v === null ? null : v * 3 + 5)),
          }
        : c,
    );
    const start = warmStart(
      { features: optimum.features, outputs: (optimum.predictor as LinearPredictor).outputs },
      fitModel(other, slow).features,
    );
    const [{ intercept, coefficients }] = (optimum.predictor as LinearPredictor).outputs as [
      LinearOutput,
    ];
    const [before, after] = [optimum.features[0]!, fitModel(other, slow).features[0]!];
    if (before.kind !== 'numeric' || after.kind !== 'numeric') throw new Error('x is a number');
    const old = (x: number) => intercept + (coefficients[0]! * (x - before.mean)) / before.stddev;
    const now = (x: number) => start.at(-1)! + (start[0]! * (x - after.mean)) / after.stddev;
    for (const x of [-1, 0, 2.5]) expect(now(x)).to.be.closeTo(old(x), 1e-9);
  });

  it('refuse another label', () => {
    const error = refusal(() =>
      fitModel(columns, { ...logistic, INPUT_LABEL_COLS: ['night'], WARM_START: true }, optimum),
    );
    expect(error.message).to.include('INPUT_LABEL_COLS');
  });
});
