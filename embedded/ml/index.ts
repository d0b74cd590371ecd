export type { ModelArtifact } from './artifact.ts';
export { callModel } from './call.ts';
export type { Cell, CellValues, Column, OutputColumn, OutputValue } from './column.ts';
export { ModelError, type ModelErrorCode } from './errors.ts';
export type { ModelResult } from './prediction.ts';
export { trainModel } from './worker-pool.ts';
