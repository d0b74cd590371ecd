export {
  backtest,
  leakLogLoss,
  type AsOf,
  type Backtest,
  type BacktestOptions,
  type Baseline,
} from './backtest.ts';
export { playerBacktest, type PlayerBacktest, type RoleScores } from './player-backtest.ts';
export { pairedDifference, score, type Metrics } from './metrics.ts';
export type { MlContext } from './context.ts';
export { predict, type Forecast } from './predict.ts';

export {
  championVars,
  judgeVersion,
  promote,
  readState,
  rollBack,
  type Change,
  type ModelState,
} from './promotion.ts';
export { fewestGames, noise, signed } from './comparison.ts';
export { fixed, metricCells, metricHeader, sliceRows } from './slices.ts';
export type { Judgement } from './judge.ts';
export { candidateOf } from './evidence.ts';
export { createModelTables, modelTables } from './tables.ts';
export { minimumTrainingRows, train, type TrainOptions, type TrainOutcome } from './train.ts';
export { findVersion, type Version } from './versions.ts';
export { publish, type Published } from './ledger.ts';
export { syncRegistry, type Registration } from './registration.ts';
