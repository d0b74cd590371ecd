import { build, reportTags } from '../stages.ts';
import type { Step } from './step.ts';

/** `predictions.created`: renews reports and monitoring. */
export const report: Step<'predictions.created'> = {
  name: 'report',
  topic: 'predictions.created',
  retries: 1,
  work: async (_, { session, inputs, progress, signal }) => {
    const options = { tags: reportTags, asOf: inputs.logical_date };
    const actions = await build(session, options, progress, signal);
    const warned = actions.filter(({ status }) => status === 'warned').map(({ target }) => target);
    return {
      says: `reports renewed, ${warned.length} warnings`,
      facts: { actions: actions.length, warnings: warned },
    };
  },
};
