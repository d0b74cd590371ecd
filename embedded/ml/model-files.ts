import type { ModelArtifact } from './artifact.ts';
import { functionError } from './errors.ts';
import { encodedNames, encodingOf } from './trees/encoding.ts';
import { xgboostModel } from './trees/xgboost-model.ts';

/** One file of an exported model. */
export interface ModelFile {
  /** Relative to the export's URI. */
  name: string;
  bytes: Uint8Array;
}

/** The format that BigQuery ML exports a model in when none is named. */
export function exportFormatOf({ predictor }: ModelArtifact): string {
  return predictor.family === 'trees' ? 'ML_XGBOOST_BOOSTER' : 'ML_TF_SAVED_MODEL';
}

/**
 * The files of a trained model in an export format of BigQuery ML. `ML_XGBOOST_BOOSTER`: the booster in XGBoost's JSON
 * format, under BigQuery's name `model.bst` and under `model.json`, by which later versions of XGBoost know the
 * format; and `assets/model_metadata.json`, which says what its columns are and how categories become numbers.
 * @throws ModelError when the model cannot be written in that format.
 */
export function modelFiles(artifact: ModelArtifact, format: string): ModelFile[] {
  const { predictor, settings, label } = artifact;
  if (format !== 'ML_XGBOOST_BOOSTER' || predictor.family !== 'trees') {
    throw functionError(
      `Exporting a model of type ${settings.modelType} as ${format} is not supported by the embedded warehouse; ` +
        (predictor.family === 'trees'
          ? 'use ML_XGBOOST_BOOSTER.'
          : 'the coefficients are those of ML.WEIGHTS.'),
    );
  }
  const { trees, inputs, outputs } = predictor;
  const booster = file(
    xgboostModel({
      objective: objectiveName(outputs, label.classes !== undefined),
      inputs,
      classes: outputs > 1 ? outputs : 0,
      trees,
    }),
  );
  return [
    { name: 'model.bst', bytes: booster },
    { name: 'model.json', bytes: booster },
    { name: 'assets/model_metadata.json', bytes: file(JSON.stringify(metadata(artifact))) },
  ];
}

function objectiveName(outputs: number, isClassifier: boolean) {
  if (!isClassifier) return 'reg:squarederror';
  return outputs > 1 ? 'multi:softprob' : 'binary:logistic';
}

function metadata({ settings, features, label }: ModelArtifact): object {
  const encoding = encodingOf(settings);
  return {
    model_type: settings.modelType,
    label: { name: label.name, type: label.type, ...(label.classes && { classes: label.classes }) },
    category_encoding_method: encoding,
    /** In the order of the booster's columns. */
    columns: encodedNames(features, encoding).map(({ name }) => name),
    features: features.map((feature) => ({
      name: feature.name,
      type: feature.type,
      ...(feature.kind === 'categorical' && { categories: feature.categories }),
    })),
  };
}

const file = (content: string): Uint8Array => new TextEncoder().encode(content);
