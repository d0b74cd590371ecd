import type { Options } from '../sql/statement.ts';
import type { Feature } from './features.ts';
import type { LabelInfo } from './labels.ts';
import type { ClassificationMetrics, RegressionMetrics } from './metrics.ts';
import type { ModelSettings } from './options.ts';
import type { TreeRecord } from './trees/tree.ts';

/** What training learned: trees whose sum is the margin, or standardised coefficients. */
export type Predictor =
  | { family: 'trees'; baseMargin: number; trees: TreeRecord[] }
  | { family: 'linear'; coefficients: number[]; intercept: number; converged: boolean };

/** One row of ML.TRAINING_INFO. Loss: log loss, or mean squared error. */
export interface TrainingIteration {
  loss: number;
  evalLoss: number | null;
  learningRate: number | null;
  durationMs: number;
}

/** Metrics of the held-out rows, or of the training rows when none were held out. */
export type Evaluation =
  | { kind: 'classification'; metrics: ClassificationMetrics }
  | { kind: 'regression'; metrics: RegressionMetrics };

/** A trained model, serialisable as JSON. */
export interface ModelArtifact {
  formatVersion: 1;
  options: Options;
  settings: ModelSettings;
  label: LabelInfo;
  features: Feature[];
  predictor: Predictor;
  trainingRows: number;
  heldRows: number;
  iterations: TrainingIteration[];
  evaluation: Evaluation;
}
