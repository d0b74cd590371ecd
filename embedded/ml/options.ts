import type { Options, OptionValue } from '../sql/statement.ts';
import { optionError } from './errors.ts';
import type { FeatureFractions } from './trees/feature-sampling.ts';
import { type OptionReader, optionReader } from './option-reader.ts';

export const modelTypes = [
  'BOOSTED_TREE_CLASSIFIER',
  'BOOSTED_TREE_REGRESSOR',
  'LOGISTIC_REG',
  'LINEAR_REG',
] as const;

export type ModelType = (typeof modelTypes)[number];

export type SplitMethod = 'AUTO_SPLIT' | 'RANDOM' | 'CUSTOM' | 'SEQ' | 'NO_SPLIT';

/** How rows are held out for evaluation. */
export interface SplitSettings {
  method: SplitMethod;
  /** Fraction of the rows held out by RANDOM and SEQ. */
  evalFraction: number;
  /** Column that CUSTOM and SEQ go by; it is not a feature. */
  column?: string;
}

/** Weights of the classes by label: given, in inverse proportion to their frequency, or none. */
export type ClassWeights = 'none' | 'balanced' | { label: string; weight: number }[];

export interface TreeSettings {
  family: 'trees';
  encoding: 'LABEL_ENCODING' | 'ONE_HOT_ENCODING';
  maxIterations: number;
  learnRate: number;
  maxTreeDepth: number;
  subsample: number;
  featureFractions: FeatureFractions;
  l1: number;
  l2: number;
  minSplitLoss: number;
  minTreeChildWeight: number;
  /** Undefined when EARLY_STOP is off. */
  minRelativeProgress: number | undefined;
}

export interface LinearSettings {
  family: 'linear';
  maxIterations: number;
  l1: number;
  l2: number;
  fitIntercept: boolean;
  encoding: 'ONE_HOT_ENCODING' | 'DUMMY_ENCODING';
  /** Whether training goes on from the model that is replaced. */
  warmStart: boolean;
  /** Whether standard errors are calculated. */
  pValues: boolean;
}

/** The validated OPTIONS of a CREATE MODEL, defaults filled in. */
export interface ModelSettings {
  modelType: ModelType;
  classifier: boolean;
  labelColumn: string;
  weightColumn?: string;
  classWeights: ClassWeights;
  split: SplitSettings;
  algorithm: TreeSettings | LinearSettings;
  globalExplain: boolean;
}

/**
 * Reads CREATE MODEL options with BigQuery ML's names and defaults ("The CREATE MODEL statement for
 * boosted tree models" and "... for generalized linear models").
 * @throws ModelError naming an option that is unknown, impossible, or not honoured here.
 */
export function readModelOptions(options: Options): ModelSettings {
  const modelType = readModelType(options);
  const classifier = modelType === 'BOOSTED_TREE_CLASSIFIER' || modelType === 'LOGISTIC_REG';
  const reader = optionReader(options, `model type ${modelType}`);
  reader.raw('MODEL_TYPE');
  const trees = modelType.startsWith('BOOSTED_TREE');
  const weightColumn = trees ? reader.string('INSTANCE_WEIGHT_COL') : undefined;
  const settings: ModelSettings = {
    modelType,
    classifier,
    labelColumn: readLabelColumn(reader),
    ...(weightColumn !== undefined && { weightColumn }),
    classWeights: classifier ? readClassWeights(reader) : 'none',
    split: readSplit(reader),
    algorithm: trees ? readTreeSettings(reader) : readLinearSettings(reader),
    globalExplain: reader.flag('ENABLE_GLOBAL_EXPLAIN', false),
  };
  reader.finish();
  return settings;
}

function readModelType(options: Options): ModelType {
  const entry = Object.entries(options).find(([name]) => name.toUpperCase() === 'MODEL_TYPE');
  if (entry === undefined) throw optionError('Option MODEL_TYPE is required.');
  const wanted = typeof entry[1] === 'string' ? entry[1].toUpperCase() : '';
  const known = modelTypes.find((name) => name === wanted);
  if (known === undefined) {
    throw optionError(
      `MODEL_TYPE='${wanted}' is not supported by this warehouse; use ${modelTypes.join(', ')}.`,
    );
  }
  return known;
}

function readLabelColumn(reader: OptionReader): string {
  const value = reader.raw('INPUT_LABEL_COLS') ?? reader.raw('LABELS') ?? ['label'];
  const [label, second] = Array.isArray(value) ? value : [value];
  if (typeof label !== 'string' || second !== undefined) {
    throw optionError('Option INPUT_LABEL_COLS must be an array of exactly one column name.');
  }
  return label;
}

function readClassWeights(reader: OptionReader): ClassWeights {
  const auto = reader.flag('AUTO_CLASS_WEIGHTS', false);
  const value = reader.raw('CLASS_WEIGHTS');
  if (value === undefined) return auto ? 'balanced' : 'none';
  if (auto) throw optionError('CLASS_WEIGHTS cannot be set when AUTO_CLASS_WEIGHTS is TRUE.');
  if (!Array.isArray(value)) throw optionError('CLASS_WEIGHTS must be an array of STRUCTs.');
  return value.map(readClassWeight);
}

function readClassWeight(entry: OptionValue): { label: string; weight: number } {
  const parts = entry !== null && typeof entry === 'object' ? Object.values(entry) : [];
  const [label, weight] = parts;
  if (typeof label !== 'string' || typeof weight !== 'number' || weight < 0 || parts.length !== 2) {
    throw optionError(
      'CLASS_WEIGHTS must hold STRUCTs of a label (STRING) and a weight (FLOAT64).',
    );
  }
  return { label, weight };
}

function readSplit(reader: OptionReader): SplitSettings {
  const methods = ['AUTO_SPLIT', 'RANDOM', 'CUSTOM', 'SEQ', 'NO_SPLIT'] as const;
  const name = reader.text('DATA_SPLIT_METHOD', methods, 'AUTO_SPLIT');
  const method = methods.find((known) => known === name) ?? 'AUTO_SPLIT';
  const evalFraction = reader.number('DATA_SPLIT_EVAL_FRACTION', { least: 0, most: 1 });
  const column = reader.string('DATA_SPLIT_COL');
  if (evalFraction !== undefined && method !== 'RANDOM' && method !== 'SEQ') {
    throw optionError(
      `DATA_SPLIT_EVAL_FRACTION cannot be set when DATA_SPLIT_METHOD is ${method}.`,
    );
  }
  if (method === 'CUSTOM' || method === 'SEQ') {
    if (column === undefined) {
      throw optionError(`DATA_SPLIT_COL is required when DATA_SPLIT_METHOD is ${method}.`);
    }
    return { method, evalFraction: evalFraction ?? 0.2, column };
  }
  if (column !== undefined) {
    throw optionError(`DATA_SPLIT_COL cannot be set when DATA_SPLIT_METHOD is ${method}.`);
  }
  return { method, evalFraction: evalFraction ?? 0.2 };
}

const nonNegative = { least: 0, most: Infinity };
const fraction = { least: Number.MIN_VALUE, most: 1 };
const positiveInteger = { least: 1, most: Infinity, integer: true };

function readTreeSettings(reader: OptionReader): TreeSettings {
  reader.only('BOOSTER_TYPE', 'GBTREE');
  reader.only('NUM_PARALLEL_TREE', 1);
  reader.only('APPROX_GLOBAL_FEATURE_CONTRIB', false);
  reader.only('DROPOUT', 0);
  reader.text('TREE_METHOD', ['AUTO', 'HIST'], 'AUTO');
  const encodings = ['LABEL_ENCODING', 'ONE_HOT_ENCODING'] as const;
  const encoding = reader.text('CATEGORY_ENCODING_METHOD', encodings, 'LABEL_ENCODING');
  const minRelativeProgress = reader.number('MIN_REL_PROGRESS', nonNegative) ?? 0.01;
  return {
    family: 'trees',
    encoding: encoding === 'ONE_HOT_ENCODING' ? encoding : 'LABEL_ENCODING',
    maxIterations: reader.number('MAX_ITERATIONS', positiveInteger) ?? 20,
    learnRate: reader.number('LEARN_RATE', nonNegative) ?? 0.3,
    maxTreeDepth: reader.number('MAX_TREE_DEPTH', { least: 1, most: 30, integer: true }) ?? 6,
    subsample: reader.number('SUBSAMPLE', fraction) ?? 1,
    featureFractions: {
      byTree: reader.number('COLSAMPLE_BYTREE', fraction) ?? 1,
      byLevel: reader.number('COLSAMPLE_BYLEVEL', fraction) ?? 1,
      byNode: reader.number('COLSAMPLE_BYNODE', fraction) ?? 1,
    },
    l1: reader.number('L1_REG', nonNegative) ?? 0,
    l2: reader.number('L2_REG', nonNegative) ?? 1,
    minSplitLoss: reader.number('MIN_SPLIT_LOSS', nonNegative) ?? 0,
    minTreeChildWeight: reader.number('MIN_TREE_CHILD_WEIGHT', nonNegative) ?? 1,
    minRelativeProgress: reader.flag('EARLY_STOP', true) ? minRelativeProgress : undefined,
  };
}

/**
 * The options of gradient descent (OPTIMIZE_STRATEGY, LEARN_RATE, EARLY_STOP, ...) choose the road to
 * the optimum, not the optimum. Newton's method goes there whatever they say, so they are checked and
 * accepted; MAX_ITERATIONS bounds Newton's steps, of which a handful suffices.
 */
function readLinearSettings(reader: OptionReader): LinearSettings {
  reader.text(
    'OPTIMIZE_STRATEGY',
    ['AUTO_STRATEGY', 'BATCH_GRADIENT_DESCENT', 'NORMAL_EQUATION'],
    '',
  );
  reader.text('LEARN_RATE_STRATEGY', ['LINE_SEARCH', 'CONSTANT'], '');
  reader.number('LEARN_RATE', nonNegative);
  reader.number('LS_INIT_LEARN_RATE', nonNegative);
  reader.number('MIN_REL_PROGRESS', nonNegative);
  reader.flag('EARLY_STOP', true);
  const encodings = ['ONE_HOT_ENCODING', 'DUMMY_ENCODING'] as const;
  const encoding = reader.text('CATEGORY_ENCODING_METHOD', encodings, 'ONE_HOT_ENCODING');
  const l1 = reader.number('L1_REG', nonNegative) ?? 0;
  const l2 = reader.number('L2_REG', nonNegative) ?? 0;
  const pValues = reader.flag('CALCULATE_P_VALUES', false);
  if (pValues && (l1 > 0 || l2 > 0 || encoding !== 'DUMMY_ENCODING')) {
    throw optionError(
      "CALCULATE_P_VALUES = TRUE needs CATEGORY_ENCODING_METHOD = 'DUMMY_ENCODING', and L1_REG and L2_REG of 0.",
    );
  }
  return {
    family: 'linear',
    maxIterations: reader.number('MAX_ITERATIONS', positiveInteger) ?? 20,
    l1,
    l2,
    pValues,
    fitIntercept: reader.flag('FIT_INTERCEPT', true),
    encoding: encoding === 'DUMMY_ENCODING' ? encoding : 'ONE_HOT_ENCODING',
    warmStart: reader.flag('WARM_START', false),
  };
}
