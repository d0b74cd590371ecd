import { createHandler } from '../events/handle.ts';
import { pubSubBus } from '../events/pubsub-bus.ts';
import { openNotifiers } from '../alerts/send.ts';
import { startTraces } from '../observing/traces.ts';
import { afterRun } from '../runs/aftermath.ts';
import { createLog } from '../observing/log.ts';
import { createProgress } from '../progress.ts';
import { clockOf } from '../runs/clock.ts';
import { isOfNight } from '../runs/inputs.ts';
import { leaseSeconds, pause } from '../runs/run.ts';
import { thisWorker } from '../runs/start.ts';
import type { Session } from '../session.ts';
import { openSource } from '../source.ts';
import { steps } from '../steps/index.ts';
import { createPipelineTables, warehouseOf } from '../tables.ts';
import { untilStopped } from '../run-command.ts';
import { createEventServer } from './event-server.ts';
import { checkPushToken } from './push-token.ts';
import { eventRoles, type EventRole } from './roles.ts';

/** Handles the events of a role until the process is told to stop; the one that is being handled then ends first. */
export async function serveEvents(session: Session, role: EventRole, port: number): Promise<void> {
  const log = createLog(role, process.stdout);
  const bus = pubSubBus(session.config.project);
  const { pushAccount } = session.config;
  await createPipelineTables(session);
  const notifiers = await openNotifiers();
  const stopTraces = await startTraces();
  const server = createEventServer({
    log,
    topics: eventRoles[role],
    ...(pushAccount !== undefined && {
      checkToken: (header: string | undefined) => checkPushToken(header, pushAccount),
    }),
    handle: createHandler({
      warehouse: warehouseOf(session),
      bus,
      steps,
      worker: thisWorker(),
      keeps: 'event',
      leaseSeconds,
      pause,
      onEnd: async (run, { now, log: ofRun }) => {
        if (isOfNight(run.inputs)) await afterRun(session, run, { notifiers, now, log: ofRun });
      },
      contextOf: async (run, signal) => {
        const { logical_date: date, source: choice } = run.inputs;
        const source = await openSource(choice, session.config, `${date}T06:00:00Z`);
        return {
          runId: run.runId,
          inputs: run.inputs,
          session,
          source,
          progress: createProgress(process.stderr, true),
          log: log.child({ run: run.runId }),
          now: clockOf(source, run.inputs),
          signal,
        };
      },
    }),
  });
  const stopped = untilStopped();
  await server.listen({ port, host: '0.0.0.0' });
  log.info(
    { event: 'service.started', role, port },
    `${role} handles ${eventRoles[role].join(', ')}`,
  );
  const signal = await stopped;
  log.info({ event: 'service.stopping', signal }, `${signal}: the event at hand ends first`);
  await server.close();
  await bus.close();
  await stopTraces();
}
