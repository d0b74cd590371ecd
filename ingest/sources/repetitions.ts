import { setTimeout } from 'node:timers/promises';
import { ConstantBackoff, handleWhen, retry } from 'cockatiel';
import { passingOf, type Passing } from './failures.ts';
import type { SourcePolicy } from './policy.ts';

/**
 * Repeats what may pass, as often as there are waits for the way it failed. The waits are here because those of the
 * retry policy cannot be cut short.
 * @param attempt gets how many tries there were before
 * @throws the last failure; the signal's reason
 */
export async function withRepetitions<Result>(
  { backoffMs, shapeBackoffMs }: Pick<SourcePolicy, 'backoffMs' | 'shapeBackoffMs'>,
  attempt: (repetition: number) => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  const waits: Readonly<Record<Passing, number[]>> = {
    fault: [...backoffMs],
    shape: [...shapeBackoffMs],
  };
  let waitMs = 0;
  const mayPass = handleWhen((error) => {
    const passing = passingOf(error);
    const next = passing === undefined ? undefined : waits[passing].shift();
    waitMs = jittered(next ?? 0);
    return next !== undefined;
  });
  const policy = retry(mayPass, { maxAttempts: Infinity, backoff: new ConstantBackoff(0) });
  return policy.execute(async ({ attempt: repetition }) => {
    if (waitMs > 0) await setTimeout(waitMs, undefined, { signal });
    return attempt(repetition);
  }, signal);
}

/** A wait made a quarter shorter to a quarter longer, so that what failed together is not repeated together. */
const jittered = (ms: number): number => ms * (0.75 + Math.random() / 2);
