import { functionError } from './errors.ts';

/** One file of an exported model. */
export interface ModelFile {
  /** Relative to the export's URI. */
  name: string;
  bytes: Uint8Array;
}

/**
 * The files of a trained model in an export format of BigQuery ML (`ML_XGBOOST_BOOSTER`, `ML_TF_SAVED_MODEL`).
 * @throws ModelError when the model cannot be written in that format.
 */
export function modelFiles(_artifact: unknown, format: string): ModelFile[] {
  throw functionError(`Exporting a model as ${format} is not supported by the embedded warehouse`);
}
