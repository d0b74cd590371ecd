import type { IngestSummary } from '../../ingest/index.ts';
import { addDays } from '../dates.ts';
import { compileVars } from '../runs/inputs.ts';
import { collect as collectRange, prepareBuild, type Wanted } from '../stages.ts';
import { offSeasonText } from '../report.ts';
import { announced } from './announced.ts';
import type { Step, StepContext, StepResult } from './step.ts';

/** What is written down of a collection. */
export function collectionFacts(summary: IngestSummary): Record<string, unknown> {
  const { outcome, runId, from, to, requests, seconds, failures, drift, entities } = summary;
  return {
    outcome,
    collection: runId,
    from,
    to,
    requests,
    seconds,
    failures: failures.length,
    new_fields: drift.length,
    changed_rows: changedRows(summary),
    entities: Object.fromEntries(
      Object.entries(entities)
        .filter(([, { expected }]) => expected > 0)
        .map(([name, { expected, present, fetched, failed, skipped }]) => [
          name,
          { expected, present, fetched, failed, skipped },
        ]),
    ),
  };
}

/** Rows of what was collected that are other than they were: when an item was last read is none of them. */
export const changedRows = ({ tables }: IngestSummary): number =>
  Object.entries(tables)
    .filter(([name]) => name !== 'raw_collected_items')
    .reduce((sum, [, row]) => sum + row.inserted + row.changed + row.removed, 0);

/** Collects a range; games after the present are looked up in the schedule alone. */
export function collectWith(
  { session, source, progress, signal, now, inputs }: StepContext,
  { from, to, entities, isAgain }: Omit<Wanted, 'snapshots'>,
  onInSeason?: () => void,
): Promise<IngestSummary> {
  const snapshots = inputs.collect?.snapshots ?? 'daily';
  const wanted = {
    from,
    to,
    snapshots,
    ...(entities && { entities }),
    ...(isAgain && { isAgain }),
  };
  return collectRange(session, source, wanted, progress, {
    signal,
    now,
    ...(onInSeason && { onInSeason }),
  });
}

function saysOf(summary: IngestSummary): string {
  const entities = Object.values(summary.entities);
  const fetched = entities.reduce((sum, counts) => sum + counts.fetched, 0);
  const missed = entities.reduce((sum, counts) => sum + counts.failed + counts.skipped, 0);
  return (
    `${summary.from} to ${summary.to}: ${fetched} items read, ${changedRows(summary)} raw rows changed` +
    (missed > 0 ? `, ${missed} items could not be read` : '')
  );
}

/** `run.requested`: collects what the workflow asks for. */
export const collect: Step<'run.requested'> = {
  name: 'collect',
  topic: 'run.requested',
  retries: 3,
  work: async (_, context) => {
    const { inputs } = context;
    const wanted = inputs.collect;
    if (wanted === null) return nothingToCollect(context);
    const { from, to, entities } = wanted;
    if (inputs.if_announced === true) {
      const schedule = await collectWith(context, { from, to, entities: ['schedule'] });
      const news = await announced(context);
      if (news.length === 0) {
        const says = `${inputs.logical_date}: nothing else was announced of games to come`;
        return { status: 'skipped', says, facts: collectionFacts(schedule), value: schedule };
      }
      context.progress.line(`announced otherwise: ${news.join(', ')}`);
    }
    let compiled: Promise<void> | undefined;
    const isAgain = inputs.if_changed === true;
    const range = { from, to, ...(entities && { entities }), ...(isAgain && { isAgain }) };
    const summary = await collectWith(context, range, () => {
      compiled = compileMeanwhile(context);
    }).finally(() => compiled);
    if (summary.outcome === 'off_season') {
      const says = `${offSeasonText(summary)}: nothing to do`;
      return { status: 'skipped', says, facts: collectionFacts(summary), value: summary };
    }
    if (isAgain && summary.outcome === 'complete' && changedRows(summary) === 0) {
      const says = `${saysOf(summary)}: nothing to build`;
      return { status: 'skipped', says, facts: collectionFacts(summary), value: summary };
    }
    if (wanted.schedule_to > wanted.to) {
      const ahead = { from: addDays(wanted.to, 1), to: wanted.schedule_to };
      await collectWith(context, { ...ahead, entities: ['schedule'] });
    }
    const isPartial = summary.outcome !== 'complete';
    return {
      ...(isPartial && { status: 'degraded', fallback: 'what was collected before' }),
      says: saysOf(summary),
      facts: collectionFacts(summary),
      emits: {
        topic: 'data.collected',
        payload: { round: 1, outcome: summary.outcome, changed_rows: changedRows(summary) },
      },
      value: summary,
    };
  },
  // The archive and the secondary sources have been tried within: what is left is what the warehouse holds.
  // Only a night goes on with that: a range that was asked for and cannot be collected is a failure.
  fallBack: (_, { inputs }, error) =>
    inputs.workflow === 'daily'
      ? {
          status: 'degraded',
          says: `nothing could be collected: ${error.message}`,
          fallback: 'what was collected before',
          facts: { outcome: 'failed', changed_rows: 0 },
          emits: {
            topic: 'data.collected',
            payload: { round: 1, outcome: 'failed', changed_rows: 0 },
          },
        }
      : Promise.resolve(undefined),
};

/** Much of a collection is waiting. What does not compile is told by the build, which compiles it again. */
async function compileMeanwhile(context: StepContext): Promise<void> {
  const { inputs, session, progress, signal, log } = context;
  if (inputs.build === 'nothing') return;
  try {
    const options = { asOf: inputs.logical_date, vars: compileVars(inputs) };
    await prepareBuild(session, options, progress, signal);
  } catch (error) {
    log.warn({ err: error }, 'the build could not be compiled ahead');
  }
}

function nothingToCollect({ inputs }: StepContext): StepResult {
  const says = `this ${inputs.workflow} run works on what was collected before`;
  const facts = {};
  return inputs.build !== 'nothing'
    ? {
        status: 'skipped',
        says,
        facts,
        emits: {
          topic: 'data.collected',
          payload: { round: 1, outcome: 'complete', changed_rows: 0 },
        },
      }
    : {
        status: 'skipped',
        says,
        facts,
        emits: { topic: 'features.created', payload: { is_fallback: false } },
      };
}

/** `data.retry`: collects dates again whose grade asks for it; once they bring nothing new, the run goes on. */
export const recollect: Step<'data.retry'> = {
  name: 'recollect',
  topic: 'data.retry',
  retries: 3,
  work: async ({ from, to, round, reason, failed_features }, context) => {
    const summary = await collectWith(context, { from, to, isAgain: true });
    const facts = { ...collectionFacts(summary), reason };
    const changed = changedRows(summary);
    if (changed === 0) {
      return {
        says: `${from} to ${to} again (${reason}): nothing new`,
        facts,
        emits: {
          topic: 'data.loaded',
          payload: { round, games_final: 0, games_held_back: 0, failed_features },
        },
      };
    }
    return {
      says: `${saysOf(summary)} (${reason})`,
      facts,
      emits: {
        topic: 'data.collected',
        payload: { round: round + 1, outcome: summary.outcome, changed_rows: changed },
      },
    };
  },
  fallBack: ({ round, failed_features }, _, error) => ({
    status: 'degraded',
    says: `nothing could be collected again: ${error.message}`,
    fallback: 'what was collected before',
    facts: { outcome: 'failed' },
    emits: {
      topic: 'data.loaded',
      payload: { round, games_final: 0, games_held_back: 0, failed_features },
    },
  }),
};
