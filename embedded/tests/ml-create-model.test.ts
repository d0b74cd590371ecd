import { expect } from 'chai';
import type { Column } from '../ml/index.ts';
import { fitModel } from '../ml/training.ts';
import type { Options } from '../sql/statement.ts';
import { column, features, logistic, refusal, sample, trees } from './ml-samples.ts';
import { callModel } from './ml-values.ts';

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
