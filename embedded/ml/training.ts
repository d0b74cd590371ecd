import type { Options } from '../sql/statement.ts';
import type { ModelArtifact, Predictor, TrainingIteration } from './artifact.ts';
import { type Column, findColumn, numbersOf, rowCount } from './column.ts';
import { continued } from './continuation.ts';
import { columnError, dataError } from './errors.ts';
import { evaluate } from './evaluation.ts';
import { globalExplanation } from './explanation.ts';
import { describeFeatures, type Feature } from './features.ts';
import { readClasses, readTargets, weighClasses } from './labels.ts';
import { designColumns, designMatrix } from './linear/design.ts';
import { gaussianFamily, logisticFamily } from './linear/family.ts';
import { fitLinear } from './linear/fit.ts';
import { type Inference, inferenceOf } from './linear/inference.ts';
import { type LinearData, scalarLoss, type SmoothLoss } from './linear/smooth-loss.ts';
import { softmaxLoss } from './linear/softmax-loss.ts';
import { warmStart } from './linear/warm-start.ts';
import {
  type LinearSettings,
  type ModelSettings,
  readModelOptions,
  type TreeSettings,
} from './options.ts';
import { splitRows } from './split.ts';
import { expandTimestamps } from './timestamps.ts';
import { boostTrees, type TreeData } from './trees/boosting.ts';
import { encodeForTrees, takeRows } from './trees/encoding.ts';
import {
  logisticObjective,
  type Objective,
  softmaxObjective,
  squaredErrorObjective,
} from './trees/objective.ts';
import { treeToRecord } from './trees/tree.ts';

/** Training rows ready for an algorithm. */
interface Problem {
  settings: ModelSettings;
  features: Feature[];
  columns: Column[];
  /** 1 for regressions. */
  classes: number;
  targets: Float64Array;
  weights: Float64Array | undefined;
  training: Int32Array;
  held: Int32Array;
  earlier: ModelArtifact | undefined;
}

interface Trained {
  predictor: Predictor;
  iterations: TrainingIteration[];
}

/**
 * Trains the model that a CREATE MODEL statement's options describe on its query's columns. Rows whose
 * label is NULL take no part. The same rows in the same order give the same model.
 * @param replaced the model of that name there was, which WARM_START goes on from.
 * @throws ModelError for options, columns or rows that BigQuery ML would refuse or that are not honoured here.
 */
export function fitModel(
  columns: readonly Column[],
  stated: Options,
  replaced?: ModelArtifact,
): ModelArtifact {
  const { options, earlier } = continued(stated, replaced);
  const settings = readModelOptions(options);
  const rows = rowCount(columns);
  const labelColumn = required(columns, settings.labelColumn, 'label');
  const { info: label, targets } = settings.classifier
    ? readClasses(labelColumn)
    : readTargets(labelColumn);
  const labelled = Int32Array.from({ length: rows }, (_, row) => row).filter(
    (row) => !Number.isNaN(targets[row]),
  );
  if (labelled.length === 0) throw dataError('The training data has no rows with a label.');
  const { training, held } = splitRows(labelled, columns, settings.split);
  const given = columns.filter((column) => !isReserved(column, settings));
  const featureColumns = settings.algorithm.family === 'linear' ? expandTimestamps(given) : given;
  if (featureColumns.length === 0) throw columnError('The training data has no feature columns.');
  const features = describeFeatures(featureColumns, training, settings);
  const trainingTargets = Float64Array.from(training, (row) => targets[row] ?? NaN);
  if (settings.classifier && trainingTargets.every((target) => target === trainingTargets[0])) {
    throw dataError('The rows to train on have only one class; check DATA_SPLIT_METHOD.');
  }
  const classWeights = weighClasses(settings.classWeights, label, trainingTargets);
  const problem: Problem = {
    settings,
    features,
    columns: featureColumns,
    classes: label.classes?.length ?? 1,
    targets,
    weights: rowWeights(columns, settings, classWeights, targets, labelled),
    training,
    held,
    earlier,
  };
  const { algorithm } = settings;
  const { predictor, iterations } =
    algorithm.family === 'trees' ? fitTrees(problem, algorithm) : fitGlm(problem, algorithm);
  const artifact = {
    formatVersion: 2 as const,
    options,
    settings,
    label,
    features,
    predictor,
    trainingRows: training.length,
    heldRows: held.length,
    iterations: [...(earlier?.iterations ?? []), ...iterations],
  };
  const evaluated = held.length > 0 ? held : training;
  return {
    ...artifact,
    evaluation: evaluate(artifact, featureColumns, targets, evaluated),
    ...(settings.globalExplain && {
      globalExplanation: globalExplanation(artifact, featureColumns, evaluated),
    }),
  };
}

function required(columns: readonly Column[], name: string, role: string): Column {
  const column = findColumn(columns, name);
  if (column === undefined) {
    throw columnError(`Unable to identify the ${role} column '${name}' in the query statement.`);
  }
  return column;
}

function isReserved(column: Column, settings: ModelSettings): boolean {
  const reserved = [settings.labelColumn, settings.weightColumn, settings.split.column];
  return reserved.some((name) => name?.toLowerCase() === column.name.toLowerCase());
}

/** The weight of every row, or undefined when all are 1. */
function rowWeights(
  columns: readonly Column[],
  settings: ModelSettings,
  classWeights: readonly number[],
  targets: Float64Array,
  rows: Int32Array,
): Float64Array | undefined {
  if (settings.weightColumn === undefined) {
    if (classWeights.every((weight) => weight === 1)) return undefined;
    return targets.map((target) => classWeights[target] ?? 1);
  }
  const name = settings.weightColumn;
  const given = numbersOf(required(columns, name, 'instance weight'));
  if (!rows.every((row) => (given[row] ?? NaN) >= 0)) {
    throw dataError(`The instance weight column ${name} holds a NULL or negative value.`);
  }
  return given.map((weight, row) => weight * (classWeights[targets[row] ?? 0] ?? 1));
}

function fitTrees(problem: Problem, algorithm: TreeSettings): Trained {
  const encoded = encodeForTrees(problem.features, problem.columns, algorithm.encoding);
  const data = (rows: Int32Array): TreeData => ({
    features: takeRows(encoded, rows),
    targets: Float32Array.from(rows, (row) => problem.targets[row] ?? NaN),
    weights: problem.weights && Float32Array.from(rows, (row) => problem.weights?.[row] ?? NaN),
  });
  const model = boostTrees(
    data(problem.training),
    {
      objective: objectiveFor(problem),
      rounds: algorithm.maxIterations,
      eta: algorithm.learnRate,
      maxDepth: algorithm.maxTreeDepth,
      lambda: algorithm.l2,
      alpha: algorithm.l1,
      gamma: algorithm.minSplitLoss,
      minChildWeight: algorithm.minTreeChildWeight,
      subsample: algorithm.subsample,
      featureFractions: algorithm.featureFractions,
      seed: 0,
      minRelativeProgress: algorithm.minRelativeProgress,
    },
    problem.held.length > 0 ? data(problem.held) : undefined,
  );
  return {
    predictor: {
      family: 'trees',
      baseMargin: model.baseMargin,
      outputs: model.outputs,
      inputs: encoded.length,
      trees: model.trees.map(treeToRecord),
    },
    iterations: model.rounds.map(({ loss, evalLoss, milliseconds }) => ({
      run: 0,
      loss,
      evalLoss: evalLoss ?? null,
      learningRate: algorithm.learnRate,
      durationMs: Math.round(milliseconds),
    })),
  };
}

function objectiveFor({ settings, classes }: Problem): Objective {
  if (!settings.classifier) return squaredErrorObjective;
  return classes === 2 ? logisticObjective : softmaxObjective(classes);
}

function infer(
  { settings, features, training }: Problem,
  { fitIntercept }: LinearSettings,
  loss: SmoothLoss,
  coefficients: Float64Array,
): Inference {
  if (loss.outputs > 1) {
    throw dataError('CALCULATE_P_VALUES is for regressions and classifiers of two classes.');
  }
  const freedom = training.length - loss.width - (fitIntercept ? 1 : 0);
  if (freedom < 1) throw dataError('CALCULATE_P_VALUES needs more rows than coefficients.');
  const { hessian } = loss.quadratic(coefficients);
  if (settings.classifier) return inferenceOf(hessian, features, fitIntercept, 1, null);
  const variance = (2 * loss.total(coefficients)) / freedom;
  return inferenceOf(hessian, features, fitIntercept, variance, freedom);
}

/** More coefficients than this would take Newton's method minutes. */
const mostCoefficients = 2000;

function fitGlm(problem: Problem, algorithm: LinearSettings): Trained {
  const { classifier } = problem.settings;
  const outputs = problem.classes > 2 ? problem.classes : 1;
  const lossOf = (rows: Int32Array): SmoothLoss => {
    const data: LinearData = {
      design: designMatrix(problem.features, problem.columns, rows),
      targets: Float64Array.from(rows, (row) => problem.targets[row] ?? NaN),
      weights: problem.weights && Float64Array.from(rows, (row) => problem.weights?.[row] ?? NaN),
    };
    if (outputs > 1) return softmaxLoss(data, outputs, algorithm.fitIntercept);
    const family = classifier ? logisticFamily : gaussianFamily;
    return scalarLoss(data, family, algorithm.fitIntercept);
  };
  const size = designColumns(problem.features).length + 1;
  if (size * outputs > mostCoefficients) {
    throw dataError(
      `A linear model of ${size * outputs} coefficients (inputs and categories, for each class) is more than ` +
        `this warehouse fits; use boosted trees, or fewer categories.`,
    );
  }
  const { earlier } = problem;
  const loss = lossOf(problem.training);
  const fit = fitLinear(
    loss,
    {
      ...algorithm,
      start:
        earlier?.predictor.family === 'linear'
          ? warmStart(
              { features: earlier.features, outputs: earlier.predictor.outputs },
              problem.features,
            )
          : undefined,
    },
    problem.held.length > 0 ? lossOf(problem.held) : undefined,
  );
  const lossScale = classifier ? 1 : 2;
  const run = 1 + (earlier?.iterations.at(-1)?.run ?? -1);
  return {
    predictor: {
      family: 'linear',
      outputs: Array.from({ length: outputs }, (_, output) => {
        const own = fit.coefficients.subarray(output * size, (output + 1) * size);
        return { coefficients: [...own.subarray(0, size - 1)], intercept: own[size - 1] ?? 0 };
      }),
      converged: fit.converged,
      ...(algorithm.pValues && { inference: infer(problem, algorithm, loss, fit.coefficients) }),
    },
    iterations: fit.iterations.map(({ loss, evalLoss, milliseconds }) => ({
      run,
      loss: loss * lossScale,
      evalLoss: evalLoss === undefined ? null : evalLoss * lossScale,
      learningRate: null,
      durationMs: Math.round(milliseconds),
    })),
  };
}
