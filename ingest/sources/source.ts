import { setMaxListeners } from 'node:events';
import { timeout, TimeoutStrategy } from 'cockatiel';
import { TankError } from '../../warehouse/errors.ts';
import { openBreaker, type BreakerState } from './breaker.ts';
import type { Endpoint } from './endpoint.ts';
import { brokenJson, passingOf, refused, tooLong } from './failures.ts';
import { hide, type SecretParameters } from './hidden.ts';
import { openHost } from './host.ts';
import type { KnownFields } from './known-fields.ts';
import { defaultPolicy, timeoutOf, type SourcePolicy } from './policy.ts';
import { openRequests } from './requests.ts';
import { withRepetitions } from './repetitions.ts';
import { openScrutiny, type Scrutiny } from './scrutiny.ts';

/** Which world an API serves: MLB's own, a recorded one, or the simulated league. */
export type SourceLabel = 'live' | 'replay' | 'sim';

/** A service that answers. */
export type Origin = 'stats_api' | 'savant' | 'open_meteo';

export interface SourceOptions extends Partial<SourcePolicy> {
  origin: Origin;
  /** Base URL of the API; nothing else is ever asked. */
  baseUrl: string;
  /** Sent with every request and shown nowhere. */
  secretParameters?: SecretParameters;
  /** What fields answers have; not looked at unless given. */
  known?: KnownFields;
  now?: () => Date;
  /** Told of each try that failed in a way that may pass. */
  onFailedTry?: (message: string) => void;
  /** Told when the source is spared, probed, used again or given up. */
  onBreaker?: (change: BreakerChange) => void;
}

/** A change in how far a source is trusted. */
export interface BreakerChange {
  origin: Origin;
  state: BreakerState;
  reason: string;
  /** ISO 8601, UTC. */
  changedAt: string;
}

/** A good answer, and what it says. */
export interface Reading<Value> {
  /** Without secrets. */
  url: string;
  status: number;
  /** When the answer had arrived (ISO 8601, UTC). */
  knownAt: string;
  origin: Origin | 'archive';
  value: Value;
  /** What made the answer look damaged each time it was asked for. */
  doubts?: readonly string[];
}

export interface ReadOptions {
  /** Throws E_SOURCE_DOWN at once while the source is spared, for a reader that has another one. */
  failFast?: boolean;
}

export interface Source {
  /**
   * Reads a document, repeating what may pass: 408, 409, 425, 429, 5xx, broken connections, timeouts, bodies that are
   * not whole, and those the endpoint does not accept or doubts. What is doubted in the same way each time is taken.
   * Waits while the source is spared because it failed.
   * @throws TankError E_SOURCE_HTTP, E_SOURCE_UNREACHABLE or E_SOURCE_SHAPE, naming method and URL; E_SOURCE_DOWN
   * when the source is given up; the signal's reason when it was aborted.
   */
  read<Value>(
    path: string,
    endpoint: Endpoint<Value>,
    signal?: AbortSignal,
    options?: ReadOptions,
  ): Promise<Reading<Value>>;
  /** Requests sent so far, repetitions included. */
  requests(): number;
  /** Lets a source that was given up be tried once more. */
  reopen(): void;
  /** Closes idle connections. */
  close(): void;
}

/** @example openSource({ origin: 'stats_api', baseUrl: 'https://statsapi.mlb.com' }) */
export function openSource(options: SourceOptions): Source {
  const { origin, now = () => new Date(), known = nothingKnown } = options;
  const policy = { ...defaultPolicy, ...definedOf(options) };
  const base = options.baseUrl.replace(/\/+$/, '');
  const hidden = hide(options.secretParameters);
  const requests = openRequests(policy, hidden);
  const host = openHost(policy);
  const breaker = openBreaker(origin, policy, (state, reason) => {
    options.onBreaker?.({ origin, state, reason, changedAt: now().toISOString() });
  });
  const readOnce = async <Value>(
    path: string,
    endpoint: Endpoint<Value>,
    scrutiny: Scrutiny,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<Reading<Value>> => {
    const accept = endpoint.format === 'json' ? 'application/json' : 'text/csv';
    const { status, text } = await requests.send(`${base}${path}`, accept, timeoutMs, signal);
    const url = hidden.shown(`${base}${path}`);
    const knownAt = now().toISOString();
    const body = endpoint.format === 'json' ? json(url, text) : text;
    const value = accepted(endpoint, url, body);
    const doubts = scrutiny.examine(endpoint, url, value, body);
    return { url, status, knownAt, origin, value, ...(doubts.length > 0 && { doubts }) };
  };

  /** Keeps quiet as long as the source asks for. */
  const rested = (error: TankError): TankError => {
    const { retryAfterMs } = error.details;
    if (typeof retryAfterMs !== 'number') return error;
    if (retryAfterMs <= policy.maximumRetryAfterMs) {
      host.rest(retryAfterMs);
      return error;
    }
    const final = tooLong(error, retryAfterMs);
    breaker.giveUp(final.message, retryAfterMs);
    return final;
  };

  const attempt = async <Value>(
    path: string,
    endpoint: Endpoint<Value>,
    scrutiny: Scrutiny,
    repetition: number,
    outer: AbortSignal,
  ): Promise<Reading<Value>> => {
    const timeoutMs = timeoutOf(policy, repetition);
    const limit = timeout(timeoutMs, {
      strategy: TimeoutStrategy.Cooperative,
      abortOnReturn: false,
    });
    /** Retry-After is heeded before the next request has its turn. */
    const once = async (): Promise<Reading<Value>> => {
      try {
        return await limit.execute(
          ({ signal }) => readOnce(path, endpoint, scrutiny, timeoutMs, signal),
          outer,
        );
      } catch (error) {
        outer.throwIfAborted();
        if (!(error instanceof TankError)) throw error;
        if (passingOf(error) !== undefined) {
          options.onFailedTry?.(`${error.message} (try ${repetition + 1})`);
        }
        throw rested(error);
      }
    };
    return host.run(once, outer, repetition);
  };

  return {
    read: async (
      path,
      endpoint,
      signal = new AbortController().signal,
      { failFast = false } = {},
    ) => {
      setMaxListeners(0, signal);
      const scrutiny = openScrutiny(known);
      const attemptNumber = (repetition: number) =>
        attempt(path, endpoint, scrutiny, repetition, signal);
      const work = (isProbe: boolean) =>
        isProbe ? attemptNumber(0) : withRepetitions(policy, attemptNumber, signal);
      try {
        return await breaker.run(work, signal, failFast);
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      }
    },
    requests: requests.count,
    reopen: () => {
      breaker.reopen();
    },
    close: () => {
      host.close();
      breaker.close();
      requests.close();
    },
  };
}

const nothingKnown: KnownFields = { unknown: () => [], believe: () => undefined };

/** Options that are given; an undefined one leaves the default in place. */
function definedOf(options: SourceOptions): Partial<SourcePolicy> {
  return Object.fromEntries(
    Object.entries(options).filter(([name, value]) => name in defaultPolicy && value !== undefined),
  );
}

/** What an endpoint makes of a body; one that it does not accept may be better the next time. */
function accepted<Value>(endpoint: Endpoint<Value>, url: string, body: unknown): Value {
  try {
    return endpoint.check({ url, body });
  } catch (error) {
    throw error instanceof TankError ? refused(error) : error;
  }
}

function json(url: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw brokenJson(url, cause);
  }
}
