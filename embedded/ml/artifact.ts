import type { Options, TransformColumn } from '../sql/statement.ts';
import type { Feature } from './features.ts';
import type { LabelInfo } from './labels.ts';
import type { Inference } from './linear/inference.ts';
import type { ClassificationMetrics, RegressionMetrics } from './metrics.ts';
import type { ModelSettings } from './options.ts';
import type { TreeRecord } from './trees/tree.ts';

/** Coefficients of standardised inputs. */
export interface LinearOutput {
  coefficients: number[];
  intercept: number;
}

/**
 * What training learned, for one output (the log-odds of the positive class, or the value) or one per class:
 * trees whose sum is the margin, or coefficients.
 */
export type Predictor =
  | {
      family: 'trees';
      baseMargin: number;
      outputs: number;
      /** Columns the trees split on. */
      inputs: number;
      /** Round by round, each round's trees in the order of the outputs. */
      trees: TreeRecord[];
    }
  | {
      family: 'linear';
      outputs: LinearOutput[];
      converged: boolean;
      /** With CALCULATE_P_VALUES. */
      inference?: Inference;
    };

/** One row of ML.TRAINING_INFO. Loss: log loss, or mean squared error. */
export interface TrainingIteration {
  /** 0, or how many trainings the model was started from. */
  run: number;
  loss: number;
  evalLoss: number | null;
  learningRate: number | null;
  durationMs: number;
}

/** Metrics of the held-out rows, or of the training rows when none were held out. */
export type Evaluation =
  | {
      kind: 'classification';
      metrics: ClassificationMetrics;
      /** The rows themselves, unless they are many: their classes, and the probabilities per class. */
      rows?: { targets: number[]; probabilities: number[][] };
    }
  | { kind: 'regression'; metrics: RegressionMetrics };

/** A model's TRANSFORM: its columns as GoogleSQL, and what they learned from the training rows. */
export interface ModelTransform {
  columns: TransformColumn[];
  /** Lists, by the end of the variables' names that the columns' SQL reads them from. */
  statistics: Record<string, number[] | string[]>;
}

/** A trained model, serialisable as JSON. */
export interface ModelArtifact {
  formatVersion: 2;
  options: Options;
  settings: ModelSettings;
  label: LabelInfo;
  features: Feature[];
  predictor: Predictor;
  trainingRows: number;
  heldRows: number;
  iterations: TrainingIteration[];
  evaluation: Evaluation;
  /** With ENABLE_GLOBAL_EXPLAIN: per class (or once), the mean size of each feature's attributions. */
  globalExplanation?: number[][];
  /** What makes the features of the columns a call gives. */
  transform?: ModelTransform;
}
