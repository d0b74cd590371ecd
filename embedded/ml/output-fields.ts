import type { FieldSchema, Options, OptionValue } from '../sql/statement.ts';
import { googleSqlType } from './column.ts';

const scalar = (name: string, type: string): FieldSchema => ({ name, type, mode: 'NULLABLE' });

const records = (name: string, fields: FieldSchema[]): FieldSchema => ({
  name,
  type: 'RECORD',
  mode: 'REPEATED',
  fields,
});

const floats = (...names: string[]): FieldSchema[] => names.map((name) => scalar(name, 'FLOAT'));

const restTypes: Readonly<Record<string, string>> = {
  BOOL: 'BOOLEAN',
  INT64: 'INTEGER',
  FLOAT64: 'FLOAT',
};

/** What decides a result's columns: the label, and a classifier's classes. */
export interface OutputModel {
  label: { name: string; type: string; classes?: string[] };
}

/** The columns a function adds, and whether its input's columns follow them. */
export interface OutputShape {
  fields: FieldSchema[];
  keepsInput: boolean;
}

const inspections: Readonly<Record<string, FieldSchema[]>> = {
  TRAINING_INFO: [
    scalar('training_run', 'INTEGER'),
    scalar('iteration', 'INTEGER'),
    ...floats('loss', 'eval_loss', 'learning_rate'),
    scalar('duration_ms', 'INTEGER'),
  ],
  FEATURE_INFO: [
    scalar('input', 'STRING'),
    ...floats('min', 'max', 'mean', 'median', 'stddev'),
    scalar('category_count', 'INTEGER'),
    scalar('null_count', 'INTEGER'),
    scalar('dimension', 'INTEGER'),
  ],
  FEATURE_IMPORTANCE: [
    scalar('feature', 'STRING'),
    ...floats('importance_weight', 'importance_gain', 'importance_cover'),
  ],
  ROC_CURVE: [
    ...floats('threshold', 'recall', 'false_positive_rate'),
    ...['true_positives', 'false_positives', 'true_negatives', 'false_negatives'].map((name) =>
      scalar(name, 'INTEGER'),
    ),
  ],
  ADVANCED_WEIGHTS: [
    scalar('processed_input', 'STRING'),
    scalar('category', 'STRING'),
    ...floats('weight', 'standard_error', 'p_value'),
  ],
  WEIGHTS: [
    scalar('processed_input', 'STRING'),
    scalar('weight', 'FLOAT'),
    records('category_weights', [scalar('category', 'STRING'), scalar('weight', 'FLOAT')]),
  ],
};

const classifierMetrics = floats(
  'precision',
  'recall',
  'accuracy',
  'f1_score',
  'log_loss',
  'roc_auc',
);

const regressionMetrics = floats(
  'mean_absolute_error',
  'mean_squared_error',
  'mean_squared_log_error',
  'median_absolute_error',
  'r2_score',
  'explained_variance',
);

/**
 * The columns that a function of a model returns, known before it is run; undefined for a function there
 * is not. Types are the REST API's.
 * @param name without `ML.`, upper case.
 */
export function outputShape(
  name: string,
  model: OutputModel,
  options: Options = {},
): OutputShape | undefined {
  const inspection = inspections[name];
  const classes = model.label.classes ?? [];
  if (inspection !== undefined) {
    const ofClass =
      name === 'WEIGHTS' && classes.length > 2 ? [scalar('class_label', 'STRING')] : [];
    return { fields: [...inspection, ...ofClass], keepsInput: false };
  }
  switch (name) {
    case 'CONFUSION_MATRIX':
      return {
        fields: [
          scalar('expected_label', labelType(model)),
          ...confusionColumns(classes).map((column) => scalar(column, 'INTEGER')),
        ],
        keepsInput: false,
      };
    case 'GLOBAL_EXPLAIN':
      return {
        fields: [
          ...(optionOf(options, 'CLASS_LEVEL_EXPLAIN') === true
            ? [scalar(model.label.name, labelType(model))]
            : []),
          scalar('feature', 'STRING'),
          scalar('attribution', 'FLOAT'),
        ],
        keepsInput: false,
      };
    case 'PREDICT':
      return {
        fields: predictionFields(model),
        keepsInput: optionOf(options, 'KEEP_ORIGINAL_COLUMNS') !== false,
      };
    case 'EXPLAIN_PREDICT':
      return { fields: explanationFields(model), keepsInput: true };
    case 'EVALUATE':
      return {
        fields: isClassifier(model) ? classifierMetrics : regressionMetrics,
        keepsInput: false,
      };
    default:
      return undefined;
  }
}

const isClassifier = ({ label }: OutputModel) => label.classes !== undefined;

function labelType({ label }: OutputModel): string {
  const type = googleSqlType(label.type);
  return restTypes[type] ?? type;
}

function optionOf(options: Options, wanted: string): OptionValue | undefined {
  return Object.entries(options).find(([name]) => name.toUpperCase() === wanted)?.[1];
}

/**
 * The columns of ML.CONFUSION_MATRIX after the first: the classes, made valid and distinct as column names
 * as BigQuery does (0 is _0).
 */
export function confusionColumns(classes: readonly string[]): string[] {
  const used = new Set(['expected_label']);
  return classes.map((text) => {
    const valid = text.replace(/[^A-Za-z0-9_]/g, '_');
    const base = /^[A-Za-z_]/.test(valid) ? valid : `_${valid}`;
    let name = base;
    for (let copy = 1; used.has(name.toLowerCase()); copy++) name = `${base}_${copy}`;
    used.add(name.toLowerCase());
    return name;
  });
}

function predictedField(model: OutputModel): FieldSchema {
  return scalar(`predicted_${model.label.name}`, isClassifier(model) ? labelType(model) : 'FLOAT');
}

function predictionFields(model: OutputModel): FieldSchema[] {
  const predicted = predictedField(model);
  if (!isClassifier(model)) return [predicted];
  const probabilities = [scalar('label', predicted.type), scalar('prob', 'FLOAT')];
  return [predicted, records(`${predicted.name}_probs`, probabilities)];
}

function explanationFields(model: OutputModel): FieldSchema[] {
  return [
    predictedField(model),
    ...(isClassifier(model) ? floats('probability') : []),
    records('top_feature_attributions', [
      scalar('feature', 'STRING'),
      scalar('attribution', 'FLOAT'),
    ]),
    ...floats('baseline_prediction_value', 'prediction_value', 'approximation_error'),
  ];
}
