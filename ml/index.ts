export { backtest, leakLogLoss, type Backtest } from './backtest.ts';
export type { MlContext } from './context.ts';
export { predict, type Forecast } from './predict.ts';
export { minimumTrainingRows, train, type TrainOutcome } from './train.ts';
