import { pubSubBus } from '../events/pubsub-bus.ts';
import { hourOf } from '../dates.ts';
import { dailyInputs, monthlyInputs, refreshInputs, weeklyInputs } from '../runs/inputs.ts';
import { leaveLease } from '../runs/lease.ts';
import { leaseSeconds } from '../runs/run.ts';
import { logicalDate, schedules } from '../runs/schedule.ts';
import { startRun, thisWorker } from '../runs/start.ts';
import type { Session } from '../session.ts';
import { createPipelineTables, warehouseOf } from '../tables.ts';
import { tankError } from '../../warehouse/errors.ts';

const inputsOf = {
  daily: dailyInputs,
  weekly: weeklyInputs,
  monthly: monthlyInputs,
  refresh: (given: { date: string; source: string }) =>
    refreshInputs({ ...given, hour: hourOf(new Date()) }),
};

const isScheduled = (name: string): name is keyof typeof inputsOf => name in inputsOf;

/**
 * Begins a workflow's run, or goes on with it, and publishes its first event: the services do the rest.
 * @returns the run's id
 * @throws TankError E_USAGE, E_RUN_LEASED, E_PUBLISH, E_WAREHOUSE
 */
export async function startScheduledRun(
  session: Session,
  workflow: string,
  date?: string,
): Promise<string> {
  if (!isScheduled(workflow))
    throw tankError(
      'E_USAGE',
      `start one of ${Object.keys(inputsOf).join(', ')}, not '${workflow}'`,
    );
  const warehouse = warehouseOf(session);
  const worker = thisWorker();
  await createPipelineTables(session);
  const { run, first } = await startRun(
    warehouse,
    inputsOf[workflow]({
      date: date ?? logicalDate(new Date(), schedules[workflow]),
      source: 'live',
    }),
    { source: 'live', worker, leaseSeconds },
  );
  const bus = pubSubBus(session.config.project);
  try {
    await leaveLease(warehouse, { runId: run.runId, worker }, 'run');
    await bus.publish(first);
  } finally {
    await bus.close();
  }
  return run.runId;
}
