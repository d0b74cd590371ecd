import type { FieldSchema, Options } from '../sql/statement.ts';
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

/** What decides a result's columns: the label, and whether the model tells its classes apart. */
export interface OutputModel {
  classifier: boolean;
  label: { name: string; type: string };
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
  if (inspection !== undefined) return { fields: inspection, keepsInput: false };
  switch (name) {
    case 'PREDICT': {
      const keep = Object.entries(options).find(
        ([option]) => option.toUpperCase() === 'KEEP_ORIGINAL_COLUMNS',
      );
      return { fields: predictionFields(model), keepsInput: keep?.[1] !== false };
    }
    case 'EXPLAIN_PREDICT':
      return { fields: explanationFields(model), keepsInput: true };
    case 'EVALUATE':
      return {
        fields: model.classifier ? classifierMetrics : regressionMetrics,
        keepsInput: false,
      };
    default:
      return undefined;
  }
}

function predictedField({ classifier, label }: OutputModel): FieldSchema {
  const type = googleSqlType(label.type);
  return scalar(`predicted_${label.name}`, classifier ? (restTypes[type] ?? type) : 'FLOAT');
}

function predictionFields(model: OutputModel): FieldSchema[] {
  const predicted = predictedField(model);
  if (!model.classifier) return [predicted];
  const probabilities = [scalar('label', predicted.type), scalar('prob', 'FLOAT')];
  return [predicted, records(`${predicted.name}_probs`, probabilities)];
}

function explanationFields(model: OutputModel): FieldSchema[] {
  return [
    predictedField(model),
    ...(model.classifier ? floats('probability') : []),
    records('top_feature_attributions', [
      scalar('feature', 'STRING'),
      scalar('attribution', 'FLOAT'),
    ]),
    ...floats('baseline_prediction_value', 'prediction_value', 'approximation_error'),
  ];
}
