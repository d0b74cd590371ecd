import type { IngestSummary } from '../../ingest/index.ts';
import type { Forecast, TrainOutcome } from '../../ml/index.ts';
import { tankError, errorCodes, type ErrorCode } from '../../warehouse/errors.ts';
import { inProcessBus } from '../events/bus.ts';
import { createHandler, type StepPoint } from '../events/handle.ts';
import { silentLog } from '../observing/log.ts';
import { spanned } from '../observing/traces.ts';
import type { Progress } from '../progress.ts';
import type { Session } from '../session.ts';
import type { Source } from '../source.ts';
import type { StepResult } from '../steps/step.ts';
import { steps as allSteps } from '../steps/index.ts';
import type { Steps } from '../steps/step.ts';
import { createPipelineTables, warehouseOf } from '../tables.ts';
import type { Logger } from 'pino';
import type { RunInputs } from './inputs.ts';
import { startRun, thisWorker } from './start.ts';
import { readRuns, type RunState } from './run-store.ts';

export interface RunOptions {
  session: Session;
  source: Source;
  progress: Progress;
  log?: Logger;
  /** The moment it is in the world that is forecast; the present unless given. */
  now?: () => Date;
  /** Time after which a run that says nothing counts as dead. */
  leaseSeconds?: number;
  /** How long another run may go on before this one is refused; it is refused at once unless given. */
  waitSeconds?: number;
  /** Milliseconds before a try of a step, the second being 2. */
  pause?: (attempt: number) => number;
  onPoint?: (step: string, point: StepPoint) => void;
  worker?: string;
  /** Other steps than the pipeline's own. */
  steps?: Steps;
}

/** What became of a run, and whole what its steps gave in this process. */
export interface RunResult {
  run: RunState;
  isResumed: boolean;
  collected?: IngestSummary;
  training?: TrainOutcome[];
  forecasts?: Forecast[];
  /** Seconds by step. */
  seconds: Record<string, number>;
}

/** Seconds after which a run that says nothing counts as dead. */
export const leaseSeconds = 600;

/** 10 s, 20 s, 40 s: long enough for a service that is overburdened. */
export const pause = (attempt: number): number => 5000 * 2 ** (attempt - 1);

/**
 * Runs a workflow in this process, from its first event to its last, or goes on with the run of it that was interrupted.
 * @throws TankError E_RUN_LEASED while another run is at work, E_WAREHOUSE; what a step ends with is in the result
 */
export async function run(options: RunOptions, inputs: RunInputs): Promise<RunResult> {
  const { session, source, progress, log = silentLog, worker = thisWorker() } = options;
  const warehouse = warehouseOf(session);
  const lease = options.leaseSeconds ?? leaseSeconds;
  await createPipelineTables(session);
  const started = await startRun(warehouse, inputs, {
    source: source.label,
    worker,
    leaseSeconds: lease,
    wait: {
      seconds: options.waitSeconds ?? 0,
      tell: (says) => {
        progress.update(says);
      },
    },
  });
  const { runId } = started.run;
  if (started.isResumed) progress.line(`${runId}: going on where it was`);
  const results = new Map<string, StepResult>();
  const bus = inProcessBus();
  const handle = createHandler({
    warehouse,
    bus,
    steps: options.steps ?? allSteps,
    worker,
    keeps: 'run',
    leaseSeconds: lease,
    pause: options.pause ?? pause,
    contextOf: (state, signal) =>
      Promise.resolve({
        runId,
        inputs: state.inputs,
        session,
        source,
        progress,
        log: log.child({ run: runId }),
        now: options.now ?? (() => new Date()),
        signal,
      }),
    ...(options.onPoint && { onPoint: options.onPoint }),
    onResult: (step, result) => {
      results.set(step, result);
      if (result.status !== undefined) progress.line(`${step}: ${result.status}: ${result.says}`);
    },
  });
  await bus.publish(started.first);
  await spanned(`run ${runId}`, { workflow: inputs.workflow }, () => bus.drain(handle));
  progress.done();
  const [state] = await readRuns(warehouse, { runId });
  if (state === undefined) throw tankError('E_INTERNAL', `${runId} is not in mlb_ops.runs`);
  const [collected, training, forecasts] = ['collect', 'train', 'predict'].map(
    (step) => results.get(step)?.value,
  );
  return {
    run: state,
    isResumed: started.isResumed,
    ...(collected !== undefined && { collected: collected as IngestSummary }),
    ...(training !== undefined && { training: training as TrainOutcome[] }),
    ...(forecasts !== undefined && { forecasts: forecasts as Forecast[] }),
    seconds: Object.fromEntries(state.steps.map(({ step, seconds }) => [step, seconds ?? 0])),
  };
}

/**
 * A run that failed is an error, told after all that did work; so is one that went on without what it should have had.
 * @throws TankError with the code of the step that failed, or E_INCOMPLETE
 */
export function checkRun({ run: { runId, status, says, errorCode, steps } }: RunResult): void {
  const fellBack = steps.filter((step) => step.status === 'degraded' && step.errorCode !== null);
  if (status === 'degraded' && fellBack.length > 0) {
    const list = fellBack.map((step) => `${step.step}: ${step.says ?? ''}`);
    throw tankError('E_INCOMPLETE', `${runId} went on with something older: ${list.join('; ')}`);
  }
  if (status !== 'failed') return;
  const code =
    errorCode !== null && errorCode in errorCodes ? (errorCode as ErrorCode) : 'E_INTERNAL';
  throw tankError(code, says ?? `${runId} failed`, {
    hint: `${errorCodes[code].hint} The same command then goes on where it was: see \`tank runs ${runId}\`.`,
  });
}
