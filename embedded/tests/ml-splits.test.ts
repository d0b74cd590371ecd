import { expect } from 'chai';
import { fitModel } from '../ml/training.ts';
import { column, features, logistic, sample, trees } from './ml-samples.ts';

describe('data splits', () => {
  it('AUTO_SPLIT keeps every row below 500 and holds out a fifth above', () => {
    expect(fitModel(features(sample(499)), logistic).heldRows).to.equal(0);
    const model = fitModel(features(sample(3000)), logistic);
    expect(model.heldRows / 3000).to.be.closeTo(0.2, 0.03);
    expect(model.trainingRows + model.heldRows).to.equal(3000);
  });

  it('RANDOM does not depend on the order of the rows', () => {
    const columns = features(sample(800));
    const reversed = columns.map((c) => ({ ...c, values: [...(c.values as [])].reverse() }));
    const options = { ...logistic, DATA_SPLIT_METHOD: 'RANDOM', DATA_SPLIT_EVAL_FRACTION: 0.3 };
    const [a, b] = [fitModel(columns, options), fitModel(reversed, options)];
    expect(a.heldRows).to.equal(b.heldRows);
    expect(a.heldRows / 800).to.be.closeTo(0.3, 0.06);
    expect(a.evaluation.metrics).to.have.property('log_loss');
    const range = ({ features: [x] }: typeof a) =>
      x?.kind === 'numeric' && [x.min, x.max, x.nullCount];
    expect(range(a)).to.deep.equal(range(b));
  });

  it('RANDOM holds out a fair share of rows that are all alike', () => {
    const label = Array.from({ length: 1000 }, (_, row) => row % 4 === 0);
    const same = column('x', 'INT64', new Array<number>(1000).fill(5));
    const model = fitModel([same, column('won', 'BOOL', label)], {
      ...logistic,
      DATA_SPLIT_METHOD: 'RANDOM',
      DATA_SPLIT_EVAL_FRACTION: 0.4,
    });
    expect(model.heldRows).to.be.within(350, 450);
    const { metrics } = model.evaluation;
    expect('log_loss' in metrics && metrics.log_loss).to.be.closeTo(0.562, 0.05);
  });

  for (const [type, options] of [
    ['boosted trees', trees],
    ['a logistic model', logistic],
  ] as const) {
    it(`SEQ trains ${type} on the earlier rows only`, () => {
      const columns = sample(1000);
      const cut = 800;
      const spoiled = columns.map((c) => {
        if (c.name === 'day') return c;
        const values = [...(c.values as (number | string | boolean | null)[])];
        for (let row = cut; row < 1000; row++) {
          const value = values[row];
          if (typeof value === 'boolean') values[row] = !value;
          else values[row] = typeof value === 'number' ? value * 1000 : 'elsewhere';
        }
        return { ...c, values };
      });
      const seq = {
        ...options,
        DATA_SPLIT_METHOD: 'SEQ',
        DATA_SPLIT_COL: 'day',
        DATA_SPLIT_EVAL_FRACTION: 0.2,
        ...(options === trees && { EARLY_STOP: false }),
      };
      const [a, b] = [fitModel(columns, seq), fitModel(spoiled, seq)];
      expect(a.trainingRows).to.equal(cut);
      expect(a.predictor).to.deep.equal(b.predictor);
      expect(a.features).to.deep.equal(b.features);
      expect(a.evaluation).to.not.deep.equal(b.evaluation);
      const everything = fitModel(features(spoiled), { ...options, DATA_SPLIT_METHOD: 'NO_SPLIT' });
      expect(everything.trainingRows).to.equal(1000);
      expect(everything.heldRows).to.equal(0);
      expect(everything.predictor).to.not.deep.equal(b.predictor);
    });
  }

  it('SEQ knows the order of times within a second', () => {
    const at = Array.from({ length: 100 }, (_, row) =>
      row === 0 ? '2019-01-01T00:00:00Z' : `2019-01-01T00:00:00.${String(row).padStart(6, '0')}Z`,
    );
    const label = at.map((_, row) => (row === 0 ? 1000 : row % 2));
    const model = fitModel(
      [column('x', 'INT64', label), column('at', 'TIMESTAMP', at), column('label', 'INT64', label)],
      {
        MODEL_TYPE: 'LINEAR_REG',
        DATA_SPLIT_METHOD: 'SEQ',
        DATA_SPLIT_COL: 'at',
        DATA_SPLIT_EVAL_FRACTION: 0.2,
      },
    );
    expect(model.features[0]).to.include({ name: 'x', max: 1000 });
  });

  it('CUSTOM trains on FALSE and evaluates on TRUE and NULL', () => {
    const columns = features(sample(100));
    const held = column(
      'held',
      'BOOL',
      Array.from({ length: 100 }, (_, row) => [false, false, true, null][row % 4]!),
    );
    const model = fitModel([...columns, held], {
      ...logistic,
      DATA_SPLIT_METHOD: 'CUSTOM',
      DATA_SPLIT_COL: 'held',
    });
    expect([model.trainingRows, model.heldRows]).to.deep.equal([50, 50]);
    expect(model.features.map(({ name }) => name)).to.not.include('held');
  });
});
