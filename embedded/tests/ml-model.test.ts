import { expect } from 'chai';
import { type Column, ModelError, trainModel } from '../ml/index.ts';
import type { LinearOutput, Predictor } from '../ml/artifact.ts';
import { warmStart } from '../ml/linear/warm-start.ts';
import { randomSource } from '../ml/random.ts';
import { fitModel } from '../ml/training.ts';
import type { Options } from '../sql/statement.ts';
import { callModel } from './ml-values.ts';

const column = (name: string, type: string, values: Column['values']): Column => ({
  name,
  type,
  values,
});

/** Rows with a strong signal in `x`, a category, missing values, and a day that grows. */
function sample(count: number, seed = 1): Column[] {
  const random = randomSource(seed);
  const x = Array.from({ length: count }, () => (random() < 0.1 ? null : random() * 6 - 3));
  const park = Array.from(
    { length: count },
    () => ['dome', 'open', null][Math.floor(random() * 3)]!,
  );
  const night = Array.from({ length: count }, () => random() < 0.6);
  const won = x.map(
    (value, row) => (value ?? 0) + (park[row] === 'dome' ? 1 : 0) + random() * 2 - 1 > 0,
  );
  const day = Array.from({ length: count }, (_, row) => `2019-01-${String(row).padStart(6, '0')}`);
  return [
    column('x', 'FLOAT64', x),
    column('park', 'STRING', park),
    column('night', 'BOOL', night),
    column('day', 'DATE', day),
    column('won', 'BOOL', won),
  ];
}

const features = (columns: Column[]) => columns.filter(({ name }) => name !== 'day');
const trees: Options = { MODEL_TYPE: 'BOOSTED_TREE_CLASSIFIER', INPUT_LABEL_COLS: ['won'] };
const logistic: Options = { MODEL_TYPE: 'LOGISTIC_REG', INPUT_LABEL_COLS: ['won'] };

type LinearPredictor = Extract<Predictor, { family: 'linear' }>;

function refusal(run: () => unknown): ModelError {
  try {
    run();
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

describe('CREATE MODEL', () => {
  it('has the defaults that BigQuery ML documents', () => {
    const model = fitModel(features(sample(100)), { ...trees, EARLY_STOP: false });
    expect(model.settings.algorithm).to.deep.equal({
      family: 'trees',
      encoding: 'LABEL_ENCODING',
      maxIterations: 20,
      learnRate: 0.3,
      maxTreeDepth: 6,
      subsample: 1,
      featureFractions: { byTree: 1, byLevel: 1, byNode: 1 },
      l1: 0,
      l2: 1,
      minSplitLoss: 0,
      minTreeChildWeight: 1,
      minRelativeProgress: undefined,
    });
    expect(model.iterations).to.have.length(20);
  });

  it('takes option names and values in any case', () => {
    const model = fitModel(features(sample(100)), {
      model_type: 'boosted_tree_classifier',
      input_label_cols: ['WON'],
      max_iterations: 2,
      data_split_method: 'no_split',
    });
    expect(model.label).to.deep.equal({ name: 'won', type: 'BOOL', classes: ['false', 'true'] });
  });

  for (const [title, options, code, words] of [
    ['an unknown option', { ...trees, TREE_DEPTH: 3 }, 'E_MODEL_OPTION', 'TREE_DEPTH'],
    [
      'an option of another model type',
      { ...trees, FIT_INTERCEPT: true },
      'E_MODEL_OPTION',
      'FIT_INTERCEPT',
    ],
    [
      'an option not honoured',
      { ...trees, BOOSTER_TYPE: 'DART' },
      'E_MODEL_OPTION',
      'BOOSTER_TYPE',
    ],
    ['tuning', { ...trees, NUM_TRIALS: 10 }, 'E_MODEL_OPTION', 'NUM_TRIALS'],
    [
      'a warm start from nothing',
      { ...logistic, WARM_START: true },
      'E_MODEL_OPTION',
      'WARM_START',
    ],
    ['a warm start of trees', { ...trees, WARM_START: true }, 'E_MODEL_OPTION', 'WARM_START'],
    ['exact splits', { ...trees, TREE_METHOD: 'EXACT' }, 'E_MODEL_OPTION', 'TREE_METHOD'],
    [
      'p-values of one-hot encoded categories',
      { ...logistic, CALCULATE_P_VALUES: true },
      'E_MODEL_OPTION',
      'DUMMY_ENCODING',
    ],
    [
      'p-values of a penalised model',
      {
        ...logistic,
        CALCULATE_P_VALUES: true,
        L2_REG: 1,
        CATEGORY_ENCODING_METHOD: 'DUMMY_ENCODING',
      },
      'E_MODEL_OPTION',
      'L2_REG',
    ],
    ['an impossible value', { ...trees, SUBSAMPLE: 1.5 }, 'E_MODEL_OPTION', 'SUBSAMPLE'],
    ['half a tree', { ...trees, MAX_ITERATIONS: 2.5 }, 'E_MODEL_OPTION', 'MAX_ITERATIONS'],
    ['a value of the wrong type', { ...trees, EARLY_STOP: 'yes' }, 'E_MODEL_OPTION', 'EARLY_STOP'],
    ['an unknown model type', { MODEL_TYPE: 'KMEANS' }, 'E_MODEL_OPTION', 'KMEANS'],
    ['no model type', {}, 'E_MODEL_OPTION', 'MODEL_TYPE'],
    ['a missing label column', { MODEL_TYPE: 'LOGISTIC_REG' }, 'E_MODEL_COLUMN', "'label'"],
    [
      'a sequence without its column',
      { ...trees, DATA_SPLIT_METHOD: 'SEQ' },
      'E_MODEL_OPTION',
      'DATA_SPLIT_COL',
    ],
    [
      'a fraction without a method',
      { ...trees, DATA_SPLIT_EVAL_FRACTION: 0.3 },
      'E_MODEL_OPTION',
      'DATA_SPLIT_EVAL_FRACTION',
    ],
    [
      'both kinds of class weights',
      { ...trees, AUTO_CLASS_WEIGHTS: true, CLASS_WEIGHTS: [['true', 2]] },
      'E_MODEL_OPTION',
      'CLASS_WEIGHTS',
    ],
    [
      'class weights for other classes',
      {
        ...trees,
        CLASS_WEIGHTS: [
          ['yes', 2],
          ['no', 1],
        ],
      },
      'E_MODEL_DATA',
      'false',
    ],
  ] as const) {
    it(`refuses ${title}, by name`, () => {
      const error = refusal(() => fitModel(features(sample(60)), options as Options));
      expect(error.code).to.equal(code);
      expect(error.message).to.include(words);
    });
  }

  it('refuses one class, a hundred and one, and labels of FLOAT64', () => {
    const x = column('x', 'FLOAT64', [1, 2, 3]);
    const train = (label: Column) => () => fitModel([x, label], { MODEL_TYPE: 'LOGISTIC_REG' });
    expect(refusal(train(column('label', 'INT64', [1, 1, null]))).message).to.include('at least 2');
    const many = Array.from({ length: 101 }, (_, row) => row);
    const classes = [column('x', 'INT64', many), column('label', 'INT64', many)];
    expect(refusal(() => fitModel(classes, { MODEL_TYPE: 'LOGISTIC_REG' })).message).to.include(
      '100 classes',
    );
    expect(refusal(train(column('label', 'FLOAT64', [0, 1, 1]))).message).to.include('CAST');
    const large = column('label', 'INT64', [2 ** 53, 2 ** 53 + 2, 0]);
    expect(refusal(train(large)).message).to.include('beyond 2^53');
  });

  it('refuses features of a type it cannot use, and infinite numbers', () => {
    const label = column('label', 'BOOL', [true, false]);
    const train = (feature: Column) => () =>
      fitModel([feature, label], { MODEL_TYPE: 'LOGISTIC_REG' });
    const error = refusal(train(column('at', 'JSON', ['1', '2'])));
    expect(error.code).to.equal('E_MODEL_COLUMN');
    expect(error.message).to.include('at of type JSON');
    const at = column('at', 'TIMESTAMP', ['2019-01-01T00:00:00Z', '2019-01-02T00:00:00Z']);
    expect(
      refusal(() => fitModel([at, label], { MODEL_TYPE: 'BOOSTED_TREE_CLASSIFIER' })).message,
    ).to.include('at of type TIMESTAMP');
    expect(refusal(train(column('x', 'FLOAT64', [1, Infinity]))).message).to.include('infinite');
    expect(refusal(train(column('x', 'FLOAT64', [null, null]))).message).to.include('x');
  });

  it('leaves out rows without a label', () => {
    const columns = features(sample(200));
    const won = columns.at(-1)!;
    const holes = {
      ...won,
      values: (won.values as boolean[]).map((value, row) => (row < 50 ? null : value)),
    };
    const cut = columns.map((c) => ({ ...c, values: (c.values as []).slice(50) }));
    const withHoles = fitModel([...columns.slice(0, -1), holes], logistic);
    expect(withHoles.trainingRows).to.equal(150);
    expect(withHoles.predictor).to.deep.equal(fitModel(cut, logistic).predictor);
  });

  it('is deterministic, trees sampled at random included', () => {
    const options = { ...trees, SUBSAMPLE: 0.7, COLSAMPLE_BYTREE: 0.5 };
    const predictor = () => fitModel(features(sample(700)), options).predictor;
    expect(predictor()).to.deep.equal(predictor());
  });

  it('gives instance weights the effect of repeated rows', () => {
    const columns = features(sample(300));
    const weight = column(
      'w',
      'INT64',
      Array.from({ length: 300 }, (_, row) => (row % 4 === 0 ? 2 : 1)),
    );
    const order = Array.from({ length: 300 }, (_, row) =>
      row % 4 === 0 ? [row, row] : [row],
    ).flat();
    const repeated = columns.map((c) => ({ ...c, values: order.map((row) => c.values[row]!) }));
    const options = {
      ...trees,
      DATA_SPLIT_METHOD: 'NO_SPLIT',
      MAX_ITERATIONS: 5,
      EARLY_STOP: false,
    };
    const predict = (model: ReturnType<typeof fitModel>) =>
      Array.from(
        callModel('EXPLAIN_PREDICT', model, columns).columns.find(
          ({ field }) => field.name === 'probability',
        )!.values as number[],
      );
    const a = predict(fitModel([...columns, weight], { ...options, INSTANCE_WEIGHT_COL: 'w' }));
    const b = predict(fitModel(repeated, options));
    a.forEach((value, row) => expect(value).to.be.closeTo(b[row]!, 1e-5));
  });

  it('raises the rare class with automatic class weights', () => {
    const x = Float64Array.from({ length: 400 }, (_, row) => (row % 10 === 0 ? 1 : 0));
    const rare = Array.from({ length: 400 }, (_, row) => (row % 20 === 0 ? 1 : 0));
    const columns = () => [column('x', 'FLOAT64', x), column('label', 'INT64', rare)];
    const predicted = (options: Options) => {
      const model = fitModel(columns(), { MODEL_TYPE: 'LOGISTIC_REG', L2_REG: 0.01, ...options });
      const [probs] = callModel('PREDICT', model, [column('x', 'INT64', [1])]).columns[1]!
        .values as unknown as { prob: number }[][];
      return probs![0]!.prob;
    };
    expect(predicted({})).to.be.closeTo(0.5, 0.02);
    expect(predicted({ AUTO_CLASS_WEIGHTS: true })).to.be.closeTo(0.95, 0.01);
    expect(
      predicted({
        CLASS_WEIGHTS: [
          ['0', 1],
          ['1', 19],
        ],
      }),
    ).to.be.closeTo(0.95, 0.01);
  });

  for (const encoding of ['LABEL_ENCODING', 'ONE_HOT_ENCODING']) {
    it(`splits trees on categories with ${encoding}`, () => {
      const parks = ['a', 'b', 'c', null];
      const park = Array.from({ length: 120 }, (_, row) => parks[row % 4] ?? null);
      const label = park.map((value) => value === 'b' || value === null);
      const model = fitModel([column('park', 'STRING', park), column('label', 'BOOL', label)], {
        MODEL_TYPE: 'BOOSTED_TREE_CLASSIFIER',
        CATEGORY_ENCODING_METHOD: encoding,
      });
      const { columns } = callModel('PREDICT', model, [
        column('park', 'STRING', ['a', 'b', 'c', null]),
      ]);
      expect(columns[0]!.values).to.deep.equal([false, true, false, true]);
    });
  }
});

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

describe('functions of a model', () => {
  const columns = features(sample(600));
  const model = fitModel(columns, { ...trees, MAX_ITERATIONS: 10 });

  it('ML.PREDICT gives the label and both probabilities, the positive class first', () => {
    const result = callModel('PREDICT', model, [
      ...columns,
      column('extra', 'JSON', columns[0]!.values),
    ]);
    expect(result.keepInput).to.equal(true);
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
    const result = callModel('PREDICT', model, columns, {
      threshold: 1,
      keep_original_columns: false,
    });
    expect(result.keepInput).to.equal(false);
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

describe('training threads', () => {
  it('train as this thread would, leaving it free', async () => {
    const columns = features(sample(600));
    const expected = fitModel(columns, trees);
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const found = await trainModel({
      columns,
      options: { ...trees, MAX_ITERATIONS: 300, EARLY_STOP: false },
    });
    clearInterval(timer);
    expect(found.iterations).to.have.length(300);
    expect(ticks).to.be.above(5);
    const again = await trainModel({ columns, options: trees });
    expect(again.predictor).to.deep.equal(expected.predictor);
  });

  it('hand over typed arrays instead of copying them', async () => {
    const x = Float64Array.from({ length: 100 }, (_, row) => row);
    await trainModel({
      columns: [column('x', 'FLOAT64', x), column('label', 'FLOAT64', Array.from(x))],
      options: { MODEL_TYPE: 'LINEAR_REG' },
    });
    expect(x.buffer.byteLength).to.equal(0);
  });

  it('report a refusal and train the next model', async () => {
    const columns = features(sample(100));
    const refused = await trainModel({ columns, options: { ...trees, DROPOUT: 0.5 } }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).to.be.instanceOf(ModelError);
    expect((refused as ModelError).message).to.include('DROPOUT');
    const many = Array.from({ length: 6 }, () => trainModel({ columns, options: logistic }));
    expect(await Promise.all(many)).to.have.length(6);
  });

  it('cost a small model under 20 ms once they are warm', async () => {
    const run = async () => {
      const columns = features(sample(200));
      const started = performance.now();
      await trainModel({ columns, options: logistic });
      return performance.now() - started;
    };
    for (let warming = 0; warming < 6; warming++) await run();
    const times = [];
    for (let round = 0; round < 9; round++) times.push(await run());
    times.sort((a, b) => a - b);
    expect(times[0]).to.be.below(20);
  });
});
