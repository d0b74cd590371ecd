import { EventEmitter, once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import { TankError } from '../../warehouse/errors.ts';
import { concernsSource, passingOf, sourceDown } from './failures.ts';
import type { SourcePolicy } from './policy.ts';

/**
 * `open`: requests wait. `half_open`: one request probes the source. `closed`: it answers again. `down`: it is given
 * up, and requests fail at once.
 */
export type BreakerState = 'open' | 'half_open' | 'closed' | 'down';

/** Spares a source that fails. */
export interface Breaker {
  /**
   * Does a piece of work with the source once it is not spared. A probe that fails puts its work back in the queue.
   * @param work asks the source; only once when it is a probe
   * @param failFast does not wait
   * @throws what the work throws; TankError E_SOURCE_DOWN; the signal's reason
   */
  run: <Result>(
    work: (isProbe: boolean) => Promise<Result>,
    signal: AbortSignal,
    failFast: boolean,
  ) => Promise<Result>;
  /** Gives the source up for some time, or until it is reopened. */
  giveUp: (reason: string, ms?: number) => void;
  /** Grants a source that was given up one more probe. */
  reopen: () => void;
  close: () => void;
}

type Outcome<Result> = { value: Result } | { error: TankError };

/** @param onChange told of every change of state, and why */
export function openBreaker(
  origin: string,
  {
    breakerFailures,
    breakerOpenMs,
    breakerProbes,
  }: Pick<SourcePolicy, 'breakerFailures' | 'breakerOpenMs' | 'breakerProbes'>,
  onChange: (state: BreakerState, reason: string) => void,
): Breaker {
  /** The circuit knows when to open; when to probe is decided here, where requests wait for it. */
  const circuit = circuitBreaker(handleWhen(concernsSource), {
    halfOpenAfter: 0,
    breaker: new ConsecutiveBreaker(breakerFailures),
  });
  const changes = new EventEmitter().setMaxListeners(0);
  const wake = (): void => void changes.emit('change');
  let halfOpenAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let isProbed = false;
  let failedProbes = 0;
  let lastFailure = '';
  let down: { reason: string; until: number } | undefined;

  circuit.onBreak((reason) => {
    lastFailure = 'error' in reason ? reason.error.message : '';
    halfOpenAt = Date.now() + breakerOpenMs;
    clearTimeout(timer);
    timer = setTimeout(() => {
      halfOpenAt = 0;
      wake();
    }, breakerOpenMs);
    onChange('open', lastFailure);
  });
  circuit.onHalfOpen(() => {
    onChange('half_open', 'one request probes it');
  });
  circuit.onReset(() => {
    failedProbes = 0;
    onChange('closed', 'it answers again');
  });

  const giveUp = (reason: string, ms = 0): void => {
    down = { reason, until: Date.now() + ms };
    onChange('down', reason);
    wake();
  };

  const probe = async <Result>(work: (isProbe: boolean) => Promise<Result>) => {
    isProbed = true;
    try {
      return await circuit.execute(() => outcomeOf(() => work(true)));
    } catch (error) {
      if (concernsSource(error)) {
        failedProbes += 1;
        if (failedProbes >= breakerProbes) giveUp(lastFailure);
      }
      throw error;
    } finally {
      isProbed = false;
      wake();
    }
  };

  return {
    run: async (work, signal, failFast) => {
      for (;;) {
        signal.throwIfAborted();
        if (down !== undefined) throw sourceDown(origin, down.reason);
        if (circuit.state === CircuitState.Closed) {
          return valueOf(await circuit.execute(() => outcomeOf(() => work(false))));
        }
        if (isProbed || Date.now() < halfOpenAt) {
          if (failFast) throw sourceDown(origin, lastFailure);
          await once(changes, 'change', { signal });
          continue;
        }
        try {
          const outcome = await probe(work);
          if (!('error' in outcome) || passingOf(outcome.error) === undefined) {
            return valueOf(outcome);
          }
        } catch (error) {
          if (!concernsSource(error)) throw error;
          await setImmediate(); // others are before it in the queue now
        }
      }
    },
    giveUp,
    reopen: () => {
      if (down === undefined || Date.now() < down.until) return;
      down = undefined;
      failedProbes = breakerProbes - 1;
      halfOpenAt = 0;
    },
    close: () => {
      clearTimeout(timer);
    },
  };
}

/** A failure that does not concern the source is an answer of it. */
async function outcomeOf<Result>(work: () => Promise<Result>): Promise<Outcome<Result>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof TankError && !concernsSource(error)) return { error };
    throw error;
  }
}

function valueOf<Result>(outcome: Outcome<Result>): Result {
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}
