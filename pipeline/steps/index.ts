import { build } from './build.ts';
import { collect, recollect } from './collect.ts';
import { features } from './features.ts';
import { grade } from './grade.ts';
import { predict } from './predict.ts';
import { report } from './report.ts';
import type { Steps } from './step.ts';
import { train } from './train.ts';

/** What each topic leads to; a run is the chain of these. */
export const steps: Steps = {
  'run.requested': collect,
  'data.collected': build,
  'data.validated': grade,
  'data.retry': recollect,
  'data.loaded': features,
  'features.created': train,
  'model.deployed': predict,
  'predictions.created': report,
};
