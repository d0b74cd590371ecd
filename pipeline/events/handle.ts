import { setTimeout as wait } from 'node:timers/promises';
import { labelled } from '../../warehouse/client.ts';
import { TankError, type ErrorCode } from '../../warehouse/errors.ts';
import type { RawWarehouse } from '../../ingest/index.ts';
import { keepLease, leaveLease, takeLease } from '../runs/lease.ts';
import {
  hasEnded,
  readRuns,
  writeRun,
  writeSteps,
  type RunState,
  type RunStatus,
  type StepState,
} from '../runs/run-store.ts';
import type { Step, StepContext, StepResult, Steps } from '../steps/step.ts';
import { withJobSpans } from '../observing/job-spans.ts';
import { spanned } from '../observing/traces.ts';
import type { Bus, Delivery, Handler } from './bus.ts';
import { buryEvent } from './dead-events.ts';
import { eventId, parseEnvelope, topics, type Envelope, type Topic } from './envelope.ts';

/** Where a step is when it is told of. */
export type StepPoint = 'begun' | 'worked' | 'recorded';

export interface HandlerOptions {
  warehouse: RawWarehouse;
  bus: Bus;
  steps: Steps;
  /** This process. */
  worker: string;
  /** Whether this process goes on with the run after each event, or leaves it to others. */
  keeps: 'run' | 'event';
  leaseSeconds: number;
  /** Milliseconds to wait before the given try, the second being 2. */
  pause: (attempt: number) => number;
  contextOf: (run: RunState, signal: AbortSignal) => Promise<StepContext>;
  /** Told of every step as it goes; what it throws ends the process's work as if it were killed. */
  onPoint?: (step: string, point: StepPoint) => void;
  /** What follows a run that has ended, when its lease is free again. */
  onEnd?: (run: RunState, context: StepContext) => Promise<void>;
  /** Gets what a step gave, whole. */
  onResult?: (step: string, result: StepResult) => void;
}

interface Held {
  run: RunState;
  stop: AbortController;
  lease: ReturnType<typeof keepLease>;
  context: StepContext;
}

/**
 * Handles events, each once: an event whose step has ended only emits again what its run is waiting for, so that a run goes
 * on where it was when its first event is delivered again. A step that fails is tried again as often as it may, then falls back
 * on something older; without that its event is buried and the run has failed.
 */
export function createHandler(options: HandlerOptions): Handler {
  const { warehouse, bus, steps, worker, keeps, leaseSeconds } = options;
  let held: Held | undefined;
  /** Keys of what this process has published: again is only needed of what a process that died may not have. */
  const published = new Set<string>();

  const publish = async (events: readonly Envelope[]): Promise<void> => {
    for (const event of events.filter(({ id }) => !published.has(id))) {
      await bus.publish(event);
      published.add(event.id);
    }
  };

  const hold = async (runId: string): Promise<Held | 'busy' | 'ended' | 'unknown'> => {
    if (held?.run.runId === runId) return held;
    const [before] = await readRuns(warehouse, { runId });
    if (before === undefined) return 'unknown';
    if (before.status !== 'running') return 'ended';
    if (!(await takeLease(warehouse, { runId, worker }, leaseSeconds))) return 'busy';
    // What others did until the lease was taken counts.
    const [run = before] = await readRuns(warehouse, { runId });
    const stop = new AbortController();
    const lease = keepLease(warehouse, { runId, worker }, leaseSeconds, (error) => {
      stop.abort(error);
    });
    try {
      held = { run, stop, lease, context: await options.contextOf(run, stop.signal) };
    } catch (error) {
      await lease.stop();
      await leaveLease(warehouse, { runId, worker }, 'run');
      throw error;
    }
    return held;
  };

  const release = async (to: 'run' | 'everybody'): Promise<void> => {
    if (held === undefined) return;
    const { run, lease } = held;
    held = undefined;
    await lease.stop();
    await leaveLease(warehouse, { runId: run.runId, worker }, to);
  };

  const end = async ({ run, context }: Held, says: string, failed?: StepState): Promise<void> => {
    run.status = statusOf(run);
    run.says = says;
    run.endedAt = new Date().toISOString();
    run.worker = worker;
    run.errorCode = failed?.errorCode ?? null;
    run.errorMessage = failed?.errorMessage ?? null;
    await writeRun(warehouse, run);
    context.log.info({ event: 'run.ended', status: run.status }, says);
    await release('everybody');
    await options.onEnd?.(run, context);
  };

  const handleHeld = async (holding: Held, envelope: Envelope): Promise<void> => {
    const { run, stop, context } = holding;
    const step = steps[envelope.topic] as Step;
    const known = run.steps.find((one) => one.eventId === envelope.id);
    if (known !== undefined && hasEnded(known.status)) {
      const last = lastEnded(run, known);
      await publish(last.outputs?.emitted ?? []);
      if ((last.outputs?.emitted.length ?? 0) === 0) await end(holding, last.says ?? '');
      return;
    }
    const state = begun(run, step, envelope, known);
    await writeSteps(warehouse, run.runId, [state]);
    options.onPoint?.(step.name, 'begun');
    const started = performance.now();
    const result = await spanned(
      `step ${step.name}`,
      { run: run.runId, event: envelope.id, topic: envelope.topic },
      () =>
        withJobSpans(warehouse.client, () =>
          tryStep(
            step,
            envelope,
            state,
            {
              ...context,
              session: labelled(context.session, { run: run.runId, step: step.name }),
            },
            options.pause,
          ),
        ),
    );
    stop.signal.throwIfAborted();
    options.onPoint?.(step.name, 'worked');
    state.endedAt = new Date().toISOString();
    state.seconds = (performance.now() - started) / 1000;
    if (result instanceof Error) {
      state.status = 'failed';
      await writeSteps(warehouse, run.runId, [state]);
      await buryEvent(warehouse, dead(envelope, state));
      context.log.error(
        { event: 'step.failed', step: step.name, code: state.errorCode, err: result },
        `${step.name} failed: ${result.message}`,
      );
      await end(holding, `${step.name} failed: ${result.message}`, state);
      options.onResult?.(step.name, { status: 'degraded', says: result.message, facts: {} });
      return;
    }
    const emitted = result.emits === undefined ? [] : [following(envelope, result.emits)];
    state.status = result.status ?? 'done';
    state.says = result.says;
    state.fallback = result.fallback ?? null;
    state.outputs = { emitted, facts: result.facts };
    await writeSteps(warehouse, run.runId, [state]);
    options.onPoint?.(step.name, 'recorded');
    context.log.info(
      { event: 'step.ended', step: step.name, status: state.status, seconds: state.seconds },
      result.says,
    );
    options.onResult?.(step.name, result);
    await publish(emitted);
    if (emitted.length === 0) await end(holding, result.says);
  };

  return async (value): Promise<Delivery> => {
    const parsed = parseEnvelope(value);
    if ('fault' in parsed) {
      await buryEvent(warehouse, unreadable(value, parsed.fault));
      return 'acknowledged';
    }
    const { envelope } = parsed;
    const holding = await hold(envelope.correlation_id);
    if (holding === 'unknown') {
      await buryEvent(warehouse, unreadable(value, `there is no run ${envelope.correlation_id}`));
      return 'acknowledged';
    }
    if (holding === 'ended') return 'acknowledged';
    if (holding === 'busy') return 'busy';
    try {
      await handleHeld(holding, envelope);
    } catch (error) {
      // Ended from outside, or unable to say what happened: whoever comes next takes the step up again.
      await holding.lease.stop();
      held = undefined;
      throw error;
    }
    if (keeps === 'event') await release('run');
    return 'acknowledged';
  };
}

/** Of the steps that followed from an ended one, the last that has ended too. */
function lastEnded(run: RunState, step: StepState): StepState {
  const ids = new Set(step.outputs?.emitted.map(({ id }) => id));
  const next = run.steps.find(({ eventId: id, status }) => ids.has(id) && hasEnded(status));
  return next === undefined ? step : lastEnded(run, next);
}

/** The step as it stands when it is begun, put in its place in the run. */
function begun(
  run: RunState,
  step: Step,
  envelope: Envelope,
  known: StepState | undefined,
): StepState {
  const state: StepState = {
    eventId: envelope.id,
    position: known?.position ?? run.steps.length + 1,
    step: step.name,
    topic: envelope.topic,
    status: 'running',
    attempts: known?.attempts ?? 0,
    startedAt: new Date().toISOString(),
    endedAt: null,
    seconds: null,
    inputs: envelope.payload,
    outputs: null,
    says: null,
    fallback: null,
    errorCode: null,
    errorMessage: null,
  };
  if (known === undefined) run.steps.push(state);
  else run.steps[run.steps.indexOf(known)] = state;
  return state;
}

/** Tries a step as often as it may; then falls back. @returns its result, or the last error */
async function tryStep(
  step: Step,
  envelope: Envelope,
  state: StepState,
  context: StepContext,
  pause: HandlerOptions['pause'],
): Promise<StepResult | Error> {
  let failure = new Error();
  for (let attempt = 1; attempt <= step.retries + 1; attempt += 1) {
    if (attempt > 1) await rest(pause(attempt), context.signal);
    state.attempts += 1;
    try {
      return await step.work(envelope.payload, context);
    } catch (error) {
      context.signal.throwIfAborted();
      failure = error instanceof Error ? error : new Error(String(error));
      state.errorCode = codeOf(failure);
      state.errorMessage = failure.message;
      context.log.warn(
        { event: 'step.try_failed', step: step.name, attempt, code: state.errorCode },
        failure.message,
      );
    }
  }
  try {
    return (await step.fallBack?.(envelope.payload, context, failure)) ?? failure;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Waits. @throws the signal's reason */
async function rest(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

const codeOf = (error: Error): ErrorCode =>
  error instanceof TankError ? error.code : 'E_INTERNAL';

function following(
  cause: Envelope,
  { topic, payload }: { topic: Topic; payload: Envelope['payload'] },
): Envelope {
  return {
    id: eventId(cause.correlation_id, cause.id, topic),
    topic,
    correlation_id: cause.correlation_id,
    cause: cause.id,
    attempt: cause.attempt,
    occurred_at: new Date().toISOString(),
    payload,
  };
}

function statusOf({ steps }: RunState): RunStatus {
  const statuses = new Set(steps.map(({ status }) => status));
  for (const status of ['failed', 'degraded'] as const) if (statuses.has(status)) return status;
  return statuses.has('done') ? 'done' : 'skipped';
}

const dead = (envelope: Envelope, state: StepState) => ({
  eventId: envelope.id,
  topic: envelope.topic,
  runId: envelope.correlation_id,
  envelope: JSON.stringify(envelope),
  attempts: state.attempts,
  code: state.errorCode ?? 'E_INTERNAL',
  message: state.errorMessage ?? '',
  failedAt: new Date().toISOString(),
});

function unreadable(value: unknown, fault: string) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const topic = (value as { topic?: unknown } | null)?.topic;
  return {
    eventId: eventId(text, null, 'run.requested'),
    topic: topics.find((one) => one === topic) ?? 'unknown',
    runId: null,
    envelope: text,
    attempts: 1,
    code: 'E_EVENT_INVALID' as const,
    message: fault,
    failedAt: new Date().toISOString(),
  };
}
