import { expect } from 'chai';
import { randomSource } from '../ml/random.ts';
import { fitModel } from '../ml/training.ts';
import { column, refusal } from './ml-samples.ts';
import { callModel } from './ml-values.ts';

describe('models of several classes', () => {
  const random = randomSource(5);
  const x = Array.from({ length: 900 }, () => random() * 9);
  const side = Array.from({ length: 900 }, () => (random() < 0.5 ? 'home' : 'away'));
  const result = x.map((value, row) => {
    const shifted = value + (side[row] === 'home' ? 1 : 0) + random();
    return shifted < 3.5 ? 'loss' : shifted < 6.5 ? 'draw' : 'win';
  });
  const columns = [
    column('x', 'FLOAT64', x),
    column('side', 'STRING', side),
    column('result', 'STRING', result),
  ];
  for (const [type, accuracy] of [
    ['BOOSTED_TREE_CLASSIFIER', 0.8],
    ['LOGISTIC_REG', 0.8],
  ] as const) {
    describe(type, () => {
      const model = fitModel(columns, {
        MODEL_TYPE: type,
        INPUT_LABEL_COLS: ['result'],
        ENABLE_GLOBAL_EXPLAIN: true,
      });

      it('predicts the likeliest class, with the probabilities of all', () => {
        const [predicted, probs] = callModel('PREDICT', model, columns).columns;
        let right = 0;
        predicted!.values.forEach((label, row) => {
          const parts = probs!.values[row] as { label: string; prob: number }[];
          expect(parts.map((part) => part.label)).to.deep.equal(['win', 'loss', 'draw']);
          expect(parts.reduce((sum, { prob }) => sum + prob, 0)).to.be.closeTo(1, 1e-9);
          const most = Math.max(...parts.map(({ prob }) => prob));
          expect(parts.find((part) => part.label === label)!.prob).to.equal(most);
          if (label === result[row]) right++;
        });
        expect(right / 900).to.be.above(accuracy);
        const evaluated = callModel('EVALUATE', model, columns).columns;
        expect(evaluated[2]!.values[0]).to.be.closeTo(right / 900, 1e-12);
      });

      it('explains the margin of the predicted class, additively', () => {
        const { columns: found } = callModel('EXPLAIN_PREDICT', model, columns);
        const values = Object.fromEntries(found.map(({ field, values }) => [field.name, values]));
        for (let row = 0; row < 40; row++) {
          const parts = values.top_feature_attributions![row] as { attribution: number }[];
          const sum = parts.reduce((total, { attribution }) => total + attribution, 0);
          expect(sum + (values.baseline_prediction_value![row] as number)).to.be.closeTo(
            values.prediction_value![row] as number,
            1e-5,
          );
        }
        const explained = callModel('GLOBAL_EXPLAIN', model, undefined, {
          class_level_explain: true,
        });
        expect(explained.columns[0]!.values).to.deep.equal(
          ['draw', 'loss', 'win'].flatMap((label) => [label, label]),
        );
      });

      it('has a confusion matrix, and no curve', () => {
        const found = callModel('CONFUSION_MATRIX', model, undefined).columns;
        expect(found.map(({ field }) => field.name)).to.deep.equal([
          'expected_label',
          'draw',
          'loss',
          'win',
        ]);
        expect(refusal(() => callModel('ROC_CURVE', model, undefined)).message).to.include(
          'two classes',
        );
        expect(
          refusal(() => callModel('PREDICT', model, columns, { threshold: 0.4 })).message,
        ).to.include('THRESHOLD');
      });
    });
  }

  it('show the weights of each class', () => {
    const model = fitModel(columns, { MODEL_TYPE: 'LOGISTIC_REG', INPUT_LABEL_COLS: ['result'] });
    const weights = callModel('WEIGHTS', model, undefined).columns;
    expect(weights.at(-1)!.field.name).to.equal('class_label');
    expect(weights.at(-1)!.values).to.deep.equal(
      ['draw', 'loss', 'win'].flatMap((label) => [label, label, label]),
    );
    const slope = (index: number) => weights[1]!.values[3 * index] as number;
    expect(slope(2)).to.be.above(slope(0));
    expect(slope(0)).to.be.above(slope(1));
  });
});
