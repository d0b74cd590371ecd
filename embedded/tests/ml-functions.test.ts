import { expect } from 'chai';
import { type Column, outputShape } from '../ml/index.ts';
import { fitModel } from '../ml/training.ts';
import type { Options } from '../sql/statement.ts';
import { column, features, logistic, refusal, sample, trees } from './ml-samples.ts';
import { callModel } from './ml-values.ts';

describe('functions of a model', () => {
  const columns = features(sample(600));
  const model = fitModel(columns, { ...trees, MAX_ITERATIONS: 10 });

  it('ML.PREDICT gives the label and both probabilities, the positive class first', () => {
    const result = callModel('PREDICT', model, [
      ...columns,
      column('extra', 'JSON', columns[0]!.values),
    ]);
    expect(outputShape('PREDICT', model)).to.include({ keepsInput: true });
    const [label, probs] = result.columns;
    expect(label!.field).to.deep.equal({
      name: 'predicted_won',
      type: 'BOOLEAN',
      mode: 'NULLABLE',
    });
    expect(probs!.field.name).to.equal('predicted_won_probs');
    for (let row = 0; row < 600; row++) {
      const [positive, negative] = probs!.values[row] as { label: boolean; prob: number }[];
      expect(positive!.label).to.equal(true);
      expect(negative!.label).to.equal(false);
      expect(positive!.prob + negative!.prob).to.be.closeTo(1, 1e-12);
      expect(label!.values[row]).to.equal(positive!.prob > 0.5);
    }
  });

  it('ML.PREDICT moves the label with the threshold and drops the input when told', () => {
    const options = { threshold: 1, keep_original_columns: false };
    const result = callModel('PREDICT', model, columns, options);
    expect(outputShape('PREDICT', model, options)).to.include({ keepsInput: false });
    expect(new Set(Array.from(result.columns[0]!.values))).to.deep.equal(new Set([false]));
  });

  it('ML.PREDICT refuses a missing column, a wrong type and an unknown argument', () => {
    const without = columns.filter(({ name }) => name !== 'park');
    expect(refusal(() => callModel('PREDICT', model, without)).message).to.include('park');
    const wrong = columns.map((c) => (c.name === 'x' ? { ...c, type: 'STRING' } : c));
    expect(refusal(() => callModel('PREDICT', model, wrong)).message).to.include('STRING');
    expect(refusal(() => callModel('PREDICT', model, columns, { trial_id: 1 })).message).to.include(
      'TRIAL_ID',
    );
    expect(refusal(() => callModel('PREDICT', model, undefined)).message).to.include('input');
  });

  it('ML.EVALUATE without input reports the held-out rows, with input those rows', () => {
    const stored = callModel('EVALUATE', model, undefined);
    expect(stored.columns.map(({ field }) => field.name)).to.deep.equal([
      'precision',
      'recall',
      'accuracy',
      'f1_score',
      'log_loss',
      'roc_auc',
    ]);
    expect(stored.columns.map(({ values }) => values[0])).to.deep.equal(
      Object.values(model.evaluation.metrics),
    );
    const fresh = callModel('EVALUATE', model, features(sample(500, 9)));
    expect(fresh.columns.at(-1)!.values[0]).to.be.within(0.75, 1);
    expect(fresh.columns.at(-1)!.values[0]).to.not.equal(stored.columns.at(-1)!.values[0]);
  });

  it('ML.EVALUATE refuses a class it has not seen, and rows without labels', () => {
    const labelled = (type: string, values: Column['values']) => [
      ...columns.slice(0, -1),
      column('won', type, values),
    ];
    expect(
      refusal(() =>
        callModel('EVALUATE', model, labelled('STRING', new Array<string>(600).fill('maybe'))),
      ).message,
    ).to.include('maybe');
    expect(
      refusal(() => callModel('EVALUATE', model, labelled('BOOL', new Array<null>(600).fill(null))))
        .message,
    ).to.include('no rows');
  });

  it('ML.EVALUATE of a regression has the documented columns', () => {
    const x = Float64Array.from({ length: 60 }, (_, row) => row / 10);
    const model = fitModel(
      [
        column('x', 'FLOAT64', x),
        column(
          'label',
          'FLOAT64',
          x.map((value) => 2 * value),
        ),
      ],
      { MODEL_TYPE: 'BOOSTED_TREE_REGRESSOR' },
    );
    expect(
      callModel('EVALUATE', model, undefined).columns.map(({ field }) => field.name),
    ).to.deep.equal([
      'mean_absolute_error',
      'mean_squared_error',
      'mean_squared_log_error',
      'median_absolute_error',
      'r2_score',
      'explained_variance',
    ]);
    expect(
      refusal(() => callModel('EVALUATE', model, undefined, { threshold: 0.4 })).message,
    ).to.include('THRESHOLD');
  });

  it('ML.EXPLAIN_PREDICT is additive for trees and lists the largest first', () => {
    const { columns: found } = callModel('EXPLAIN_PREDICT', model, columns, { top_k_features: 3 });
    const values = Object.fromEntries(found.map(({ field, values }) => [field.name, values]));
    for (let row = 0; row < 50; row++) {
      const parts = (values.top_feature_attributions![row] as { attribution: number }[]).map(
        ({ attribution }) => attribution,
      );
      const total = parts.reduce((sum, part) => sum + part, 0);
      expect(total + (values.baseline_prediction_value![row] as number)).to.be.closeTo(
        values.prediction_value![row] as number,
        1e-4,
      );
      const sizes = parts.map(Math.abs);
      expect(sizes).to.deep.equal([...sizes].sort((a, b) => b - a));
    }
    const top = callModel('EXPLAIN_PREDICT', model, columns, { top_k_features: 1 }).columns[2]!;
    expect(top.values[0]).to.have.length(1);
  });

  it('ML.TRAINING_INFO, ML.FEATURE_INFO and ML.FEATURE_IMPORTANCE describe the training', () => {
    const rows = (name: string) => callModel(name, model, undefined).columns;
    const info = rows('TRAINING_INFO');
    expect(info.map(({ field }) => field.name)).to.deep.equal([
      'training_run',
      'iteration',
      'loss',
      'eval_loss',
      'learning_rate',
      'duration_ms',
    ]);
    expect(info[2]!.values[0]).to.be.above(info[2]!.values[1] as number);
    expect(rows('FEATURE_INFO')[0]!.values).to.deep.equal(['x', 'park', 'night']);
    expect(rows('FEATURE_INFO')[6]!.values).to.deep.equal([null, 2, 2]);
    const importance = rows('FEATURE_IMPORTANCE');
    expect(importance[0]!.values).to.deep.equal(['x', 'park', 'night']);
    expect(importance[2]!.values[0]).to.be.above(importance[2]!.values[2] as number);
  });

  it('ML.ROC_CURVE counts what each threshold makes of the rows', () => {
    const { columns: found } = callModel('ROC_CURVE', model, columns, {
      thresholds: [0.2, 0.7, 0],
    });
    const values = Object.fromEntries(found.map(({ field, values }) => [field.name, values]));
    expect(Object.keys(values)).to.deep.equal([
      'threshold',
      'recall',
      'false_positive_rate',
      'true_positives',
      'false_positives',
      'true_negatives',
      'false_negatives',
    ]);
    expect(values.threshold).to.deep.equal([0.7, 0.2, 0]);
    const scores = callModel('PREDICT', model, columns).columns[1]!.values as never as {
      prob: number;
    }[][];
    const won = columns.at(-1)!.values;
    const hits = scores.filter(([p], row) => p!.prob >= 0.7 && won[row] === true).length;
    expect(values.true_positives![0]).to.equal(hits);
    expect(values.recall![2]).to.equal(1);
    expect(values.false_positive_rate![2]).to.equal(1);
    const curve = callModel('ROC_CURVE', model, undefined).columns;
    const recall = curve[1]!.values as number[];
    expect(recall.length).to.be.within(20, 101);
    expect(recall).to.deep.equal([...recall].sort((a, b) => a - b));
    const totals = curve.slice(3).map(({ values }) => values[0] as number);
    expect(totals.reduce((sum, count) => sum + count, 0)).to.equal(model.heldRows);
  });

  it('ML.CONFUSION_MATRIX has a row and a column per class, for any threshold', () => {
    const matrix = (options: Options) =>
      callModel('CONFUSION_MATRIX', model, columns, options).columns;
    const [labels, asFalse, asTrue] = matrix({});
    expect([labels, asFalse, asTrue].map((c) => c!.field.name)).to.deep.equal([
      'expected_label',
      'false',
      'true',
    ]);
    expect(labels!.values).to.deep.equal([false, true]);
    const evaluated = callModel('EVALUATE', model, columns).columns;
    const accuracy = ((asFalse!.values[0] as number) + (asTrue!.values[1] as number)) / 600;
    expect(evaluated[2]!.values[0]).to.be.closeTo(accuracy, 1e-12);
    expect(matrix({ threshold: 1 })[2]!.values).to.deep.equal([0, 0]);
    const held = callModel('CONFUSION_MATRIX', model, undefined).columns.slice(1);
    const total = held.flatMap(({ values }) => values as number[]).reduce((a, b) => a + b, 0);
    expect(total).to.equal(model.heldRows);
  });

  it('ML.EVALUATE moves the threshold on the held-out rows too', () => {
    const recall = (threshold: number) =>
      callModel('EVALUATE', model, undefined, { threshold }).columns[1]!.values[0];
    expect(recall(0)).to.equal(1);
    expect(recall(1)).to.equal(0);
  });

  it('ML.GLOBAL_EXPLAIN averages the size of the attributions of the evaluated rows', () => {
    const options = { ...trees, DATA_SPLIT_METHOD: 'NO_SPLIT', ENABLE_GLOBAL_EXPLAIN: true };
    const explained = fitModel(columns, { ...options, MAX_ITERATIONS: 4 });
    const [features, sizes] = callModel('GLOBAL_EXPLAIN', explained, undefined).columns;
    const rows = callModel('EXPLAIN_PREDICT', explained, columns).columns.find(
      ({ field }) => field.name === 'top_feature_attributions',
    )!.values as never as { feature: string; attribution: number }[][];
    features!.values.forEach((name, index) => {
      const own = rows.map((parts) => parts.find(({ feature }) => feature === name)!.attribution);
      const mean = own.reduce((sum, value) => sum + Math.abs(value), 0) / own.length;
      expect(sizes!.values[index]).to.be.closeTo(mean, 1e-9);
    });
    expect(features!.values[0]).to.equal('x');
    const byClass = callModel('GLOBAL_EXPLAIN', explained, undefined, {
      class_level_explain: true,
    });
    expect(byClass.columns.map(({ field }) => field.name)).to.deep.equal([
      'won',
      'feature',
      'attribution',
    ]);
    expect(byClass.columns[0]!.values).to.have.length(6);
    expect(refusal(() => callModel('GLOBAL_EXPLAIN', model, undefined)).message).to.include(
      'ENABLE_GLOBAL_EXPLAIN',
    );
  });

  it('refuses functions that do not fit the model or do not exist', () => {
    expect(refusal(() => callModel('WEIGHTS', model, undefined)).message).to.include(
      'FEATURE_IMPORTANCE',
    );
    expect(refusal(() => callModel('FORECAST', model, undefined)).message).to.include(
      'ML.FORECAST',
    );
    expect(refusal(() => callModel('WEIGHTS', model, columns)).code).to.equal('E_MODEL_FUNCTION');
  });

  it('answers the same after a trip through JSON', () => {
    for (const trained of [model, fitModel(columns, logistic)]) {
      const copy = JSON.parse(JSON.stringify(trained)) as typeof trained;
      for (const name of ['PREDICT', 'EXPLAIN_PREDICT', 'EVALUATE']) {
        expect(callModel(name, copy, columns)).to.deep.equal(callModel(name, trained, columns));
      }
    }
  });
});
