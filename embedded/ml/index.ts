export type { ModelArtifact, ModelTransform } from './artifact.ts';
export { callModel, needsLabels, rowsAtOnce } from './call.ts';
export { exportFormatOf, modelFiles, type ModelFile } from './model-files.ts';
export type { Cell, CellValues, Column, NumberArray, OutputColumn, OutputValue } from './column.ts';
export { ModelError, type ModelErrorCode } from './errors.ts';
export { outputShape, type OutputModel, type OutputShape } from './output-fields.ts';
export { predictor, type Predictor } from './prediction.ts';
export type { ModelResult } from './result.ts';
export { trainModel } from './worker-pool.ts';
