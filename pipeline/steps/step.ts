import type { Logger } from 'pino';
import type { Payload, Topic } from '../events/envelope.ts';
import type { Progress } from '../progress.ts';
import type { RunInputs } from '../runs/inputs.ts';
import type { Session } from '../session.ts';
import type { Source } from '../source.ts';

/** What every step works with. */
export interface StepContext {
  runId: string;
  inputs: RunInputs;
  session: Session;
  source: Source;
  progress: Progress;
  log: Logger;
  /** The moment it is in the world that is forecast. */
  now: () => Date;
  /** Aborted when the run has lost its lease or is to end. */
  signal: AbortSignal;
}

/** An event that a step ends with. */
export type Emission = { [T in Topic]: { topic: T; payload: Payload<T> } }[Topic];

/** What a step gave. */
export interface StepResult {
  /** Unless it was done as it should be: with something older or less, or there was nothing to do. */
  status?: 'degraded' | 'skipped';
  /** In words. */
  says: string;
  /** What is written down of it. */
  facts: Readonly<Record<string, unknown>>;
  /** The event that the run goes on with; without one it ends. */
  emits?: Emission;
  /** What was used instead, when it is degraded. */
  fallback?: string;
  /** All of it, for who waits for the run in this process. */
  value?: unknown;
}

/** How the events of a topic are handled. Done twice it leaves what it leaves done once. */
export interface Step<T extends Topic = Topic> {
  name: string;
  topic: T;
  /** Times that it is tried again before it falls back or fails. */
  retries: number;
  work: (payload: Payload<T>, context: StepContext) => Promise<StepResult>;
  /** What is used instead after the last failure; without it, or when it finds nothing to use, the run fails. */
  fallBack?: (
    payload: Payload<T>,
    context: StepContext,
    error: Error,
  ) => StepResult | Promise<StepResult | undefined>;
}

/** The step of each topic. */
export type Steps = { [T in Topic]: Step<T> };
