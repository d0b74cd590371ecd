import { compileVars } from '../runs/inputs.ts';
import { build, reportTags } from '../stages.ts';
import type { Step } from './step.ts';

/** `predictions.created`: renews reports and monitoring again where that failed beside the forecasts. */
export const report: Step<'predictions.created'> = {
  name: 'report',
  topic: 'predictions.created',
  retries: 1,
  work: async ({ failed_reports }, { session, inputs, progress, signal }) => {
    if (failed_reports.length === 0)
      return { says: 'reports were renewed with the forecasts', facts: {} };
    const options = { tags: reportTags, asOf: inputs.logical_date, vars: compileVars(inputs) };
    const actions = await build(session, options, progress, signal);
    const warned = actions.filter(({ status }) => status === 'warned').map(({ target }) => target);
    return {
      says: `reports renewed again, ${warned.length} warnings`,
      facts: { actions: actions.length, warnings: warned, failed_reports },
    };
  },
};
