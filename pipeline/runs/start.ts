import { randomBytes } from 'node:crypto';
import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { RawWarehouse } from '../../ingest/index.ts';
import { TankError, tankError } from '../../warehouse/errors.ts';
import { settleEvents } from '../events/dead-events.ts';
import { eventId, type Envelope } from '../events/envelope.ts';
import type { RunInputs } from './inputs.ts';
import { leaseHolder, leaveLease, pipelineLease, takeLease, type Holder } from './lease.ts';
import { readRuns, writeRun, writeSteps, type RunState } from './run-store.ts';

/** Tells processes apart whose hosts are called alike, as a container's are. */
const processMark = randomBytes(3).toString('hex');

/** This process: host, number, mark. */
export const thisWorker = (): string => `${os.hostname()} ${process.pid} ${processMark}`;

/** Whether a worker was a process of this machine that is no more. Of other machines only time tells. */
function isGone(worker: string): boolean {
  const [host, number, mark] = worker.split(' ');
  if (host !== os.hostname() || host === 'localhost' || mark === undefined) return false;
  try {
    process.kill(Number(number), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

export interface Started {
  run: RunState;
  /** The run's first event: to be published. */
  first: Envelope<'run.requested'>;
  /** Whether it goes on with a run that failed or was killed. */
  isResumed: boolean;
}

export interface StartOptions {
  source: string;
  worker: string;
  leaseSeconds: number;
  /** How long another run may go on before this one is refused; it is refused at once unless given. */
  wait?: { seconds: number; tell: (says: string) => void };
}

/** Seconds between two looks whether a lease is free. */
const lookSeconds = 10;

/**
 * Begins a run, or goes on with the newest of the same workflow, date and inputs if that did not come to its end. The lease
 * is held by the worker then, for the run.
 * @throws TankError E_RUN_LEASED while another run is at work, E_WAREHOUSE
 */
export async function startRun(
  warehouse: RawWarehouse,
  inputs: RunInputs,
  options: StartOptions,
): Promise<Started> {
  const { seconds, tell } = options.wait ?? { seconds: 0, tell: () => undefined };
  const until = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await begin(warehouse, inputs, options);
    } catch (error) {
      if (!(error instanceof TankError) || error.code !== 'E_RUN_LEASED' || Date.now() >= until)
        throw error;
      tell(`waiting: ${error.message}`);
    }
    await pause(Math.min(lookSeconds, seconds / 20) * 1000);
  }
}

async function begin(
  warehouse: RawWarehouse,
  inputs: RunInputs,
  { source, worker, leaseSeconds }: StartOptions,
): Promise<Started> {
  const { workflow, logical_date: date } = inputs;
  const before = await readRuns(warehouse, { workflow, date });
  const [last] = before;
  const isSame = last !== undefined && isDeepStrictEqual(last.inputs, inputs);
  const isResumed = isSame && (last.status === 'running' || last.status === 'failed');
  const runId = isResumed ? last.runId : newRunId(workflow, date, before.length);
  await takeOrRefuse(warehouse, { runId, worker }, leaseSeconds);
  const now = new Date().toISOString();
  const run: RunState = isResumed
    ? { ...last, status: 'running', attempts: last.attempts + 1, worker, endedAt: null }
    : {
        runId,
        inputs,
        source,
        status: 'running',
        startedAt: now,
        endedAt: null,
        attempts: 1,
        worker,
        says: null,
        errorCode: null,
        errorMessage: null,
        steps: [],
      };
  await writeRun(warehouse, run);
  const failed = run.steps.filter(({ status }) => status === 'failed');
  if (failed.length > 0) {
    for (const step of failed) step.status = 'waiting';
    await writeSteps(warehouse, runId, failed);
    await settleEvents(warehouse, { runId }, 'replayed');
  }
  return { run, first: firstEvent(run), isResumed };
}

const newRunId = (workflow: string, date: string, before: number): string =>
  `${workflow}-${date}${before === 0 ? '' : `-${before + 1}`}`;

export function firstEvent({ runId, inputs, attempts }: RunState): Envelope<'run.requested'> {
  return {
    id: eventId(runId, null, 'run.requested'),
    topic: 'run.requested',
    correlation_id: runId,
    cause: null,
    attempt: attempts,
    occurred_at: new Date().toISOString(),
    payload: { workflow: inputs.workflow, logical_date: inputs.logical_date },
  };
}

/** Takes a lease, also from a process of this machine that is no more. @throws TankError E_RUN_LEASED, E_WAREHOUSE */
export async function takeOrRefuse(
  warehouse: RawWarehouse,
  holder: Holder,
  seconds: number,
  name: string = pipelineLease,
): Promise<void> {
  if (await takeLease(warehouse, holder, seconds, name)) return;
  const other = await leaseHolder(warehouse, name);
  if (other !== undefined && isGone(other.worker)) {
    await leaveLease(warehouse, other, 'everybody', name);
    if (await takeLease(warehouse, holder, seconds, name)) return;
  }
  throw tankError(
    'E_RUN_LEASED',
    other === undefined
      ? 'another run has just taken the lease'
      : `${other.runId} is at work (${other.worker || 'between two steps'}); its lease ends in ${Math.ceil(other.secondsLeft)} s unless it goes on`,
  );
}

/** Ends a run that nobody works on: it is not gone on with. @throws TankError E_RUN_LEASED, E_WAREHOUSE */
export async function abandonRun(
  warehouse: RawWarehouse,
  run: RunState,
  says: string,
): Promise<void> {
  const holder = { runId: run.runId, worker: thisWorker() };
  await takeOrRefuse(warehouse, holder, 60);
  await writeRun(warehouse, { ...run, status: 'failed', endedAt: new Date().toISOString(), says });
  await leaveLease(warehouse, holder, 'everybody');
}
