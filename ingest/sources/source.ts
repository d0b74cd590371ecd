import http from 'node:http';
import https from 'node:https';
import { setTimeout } from 'node:timers/promises';
import {
  bulkhead,
  ConstantBackoff,
  handleWhen,
  retry,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import fetch, { type Response } from 'node-fetch';
import { TankError, tankError } from '../../warehouse/errors.ts';
import type { Endpoint } from './endpoint.ts';
import { openScrutinies, type Scrutiny } from './scrutiny.ts';

/** Which world an API serves: MLB's own, a recorded one, or the simulated league. */
export type SourceLabel = 'live' | 'replay' | 'sim';

/** A service that answers. */
export type Origin = 'stats_api' | 'savant' | 'open_meteo';

export interface SourceOptions {
  origin: Origin;
  /** Base URL of the API; nothing else is ever asked. */
  baseUrl: string;
  /** Requests under way at once. */
  concurrency?: number;
  /** Waits before the repetitions of a failed request, in milliseconds; one repetition each. */
  backoffMs?: readonly number[];
  /** Time allowed for one try, in milliseconds. */
  timeoutMs?: number;
  /** Longest Retry-After that is waited for, in milliseconds; a longer one is a failure. */
  maximumRetryAfterMs?: number;
  now?: () => Date;
  /** Told of each try that failed in a way that may pass. */
  onFailedTry?: (message: string) => void;
}

/** A good answer, and what it says. */
export interface Reading<Value> {
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
  /** Throws E_SOURCE_DOWN at once while the source is taken to be down, for a reader that has another one. */
  failFast?: boolean;
}

export interface Source {
  /**
   * Reads a document, repeating what may pass: 408, 409, 425, 429, 5xx, broken connections, timeouts, bodies that are
   * not whole, and those the endpoint does not accept or doubts. What is doubted in the same way each time is taken.
   * @throws TankError E_SOURCE_HTTP, E_SOURCE_UNREACHABLE or E_SOURCE_SHAPE, naming method and URL; E_SOURCE_DOWN
   * while the source is taken to be down.
   */
  read<Value>(
    path: string,
    endpoint: Endpoint<Value>,
    signal?: AbortSignal,
    options?: ReadOptions,
  ): Promise<Reading<Value>>;
  /** Requests sent so far, repetitions included. */
  requests(): number;
  /** Closes idle connections. */
  close(): void;
}

const retriedStatuses = new Set([408, 409, 425, 429]);
const isRetried = (status: number): boolean => retriedStatuses.has(status) || status >= 500;

const passing = handleWhen((error) => error instanceof TankError && error.details.passing === true);

/** @example openSource({ origin: 'stats_api', baseUrl: 'https://statsapi.mlb.com' }) */
export function openSource(options: SourceOptions): Source {
  const {
    concurrency = 6,
    backoffMs = [1000, 2000, 4000, 8000, 16000],
    timeoutMs = 30_000,
    maximumRetryAfterMs = 300_000,
    now = () => new Date(),
  } = options;
  const base = options.baseUrl.replace(/\/+$/, '');
  const agentOptions = { keepAlive: true, maxSockets: concurrency };
  const agents = { http: new http.Agent(agentOptions), https: new https.Agent(agentOptions) };
  const tries = backoffMs.length + 1;
  const openScrutiny = openScrutinies();
  let requests = 0;
  let quietUntil = 0;

  const policy = wrap(
    bulkhead(concurrency, Infinity),
    retry(passing, { maxAttempts: backoffMs.length, backoff: new ConstantBackoff(0) }),
  );
  const limit = timeout(timeoutMs, { strategy: TimeoutStrategy.Cooperative, abortOnReturn: false });

  const readOnce = async <Value>(
    url: string,
    endpoint: Endpoint<Value>,
    scrutiny: Scrutiny,
    signal: AbortSignal,
  ): Promise<Reading<Value>> => {
    requests += 1;
    const response = await fetch(url, {
      signal,
      redirect: 'manual',
      agent: ({ protocol }) => (protocol === 'https:' ? agents.https : agents.http),
      headers: { accept: endpoint.format === 'json' ? 'application/json' : 'text/csv' },
    });
    const text = await response.text();
    if (!response.ok) throw httpError(url, response, text);
    const knownAt = now().toISOString();
    const body = endpoint.format === 'json' ? json(url, text) : text;
    const value = accepted(endpoint, url, body);
    const doubts = scrutiny.examine(endpoint, url, value);
    const { status } = response;
    return {
      url,
      status,
      knownAt,
      origin: options.origin,
      value,
      ...(doubts.length > 0 && { doubts }),
    };
  };

  /** One try, after the waits due; they are here because the policy's own cannot be cut short. */
  const attempt = async <Value>(
    url: string,
    endpoint: Endpoint<Value>,
    scrutiny: Scrutiny,
    repetition: number,
    outer: AbortSignal,
  ): Promise<Reading<Value>> => {
    if (repetition > 0) {
      await pause((backoffMs[repetition - 1] ?? 0) * (0.75 + Math.random() / 2), outer);
    }
    await pause(quietUntil - Date.now(), outer);
    try {
      return await limit.execute(({ signal }) => readOnce(url, endpoint, scrutiny, signal), outer);
    } catch (error) {
      if (outer.aborted) throw error;
      const failure = error instanceof TankError ? error : unreachable(url, timeoutMs, error);
      const wait = failure.details.retryAfterMs;
      if (typeof wait === 'number') {
        if (wait > maximumRetryAfterMs) throw tooLong(failure, wait);
        quietUntil = Math.max(quietUntil, Date.now() + wait);
      }
      if (failure.details.passing === true) {
        options.onFailedTry?.(`${failure.message} (try ${repetition + 1} of ${tries})`);
      }
      throw failure;
    }
  };

  return {
    read: (path, endpoint, signal) => {
      const scrutiny = openScrutiny();
      return policy.execute(
        (context) => attempt(`${base}${path}`, endpoint, scrutiny, context.attempt, context.signal),
        signal,
      );
    },
    requests: () => requests,
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await setTimeout(ms, undefined, { signal });
}

/** What an endpoint makes of a body; one that it does not accept may be better the next time. */
function accepted<Value>(endpoint: Endpoint<Value>, url: string, body: unknown): Value {
  try {
    return endpoint.check({ url, body });
  } catch (error) {
    if (!(error instanceof TankError)) throw error;
    throw tankError(error.code, error.message, {
      cause: error,
      hint: error.hint,
      details: { ...error.details, passing: true },
    });
  }
}

function json(url: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw tankError('E_SOURCE_SHAPE', `GET ${url}: the body is not whole JSON`, {
      cause,
      hint: 'The answer was cut or broken on its way; repeat the run later.',
      details: { url, passing: true },
    });
  }
}

function httpError(url: string, response: Response, text: string): TankError {
  const retryAfterMs = retryAfter(response.headers.get('retry-after'));
  return tankError(
    'E_SOURCE_HTTP',
    `GET ${url}: ${response.status} ${response.statusText}`.trimEnd(),
    {
      details: {
        url,
        status: response.status,
        body: text.slice(0, 300),
        passing: isRetried(response.status),
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      },
    },
  );
}

/** Milliseconds of a Retry-After header: seconds, or an HTTP date. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

function tooLong(error: TankError, waitMs: number): TankError {
  const seconds = Math.round(waitMs / 1000);
  return tankError('E_SOURCE_HTTP', `${error.message}, to be repeated after ${seconds} s`, {
    cause: error,
    details: { ...error.details, passing: false },
  });
}

function unreachable(url: string, timeoutMs: number, cause: unknown): TankError {
  const isTimeout = cause instanceof Error && cause.name === 'AbortError';
  const reason = isTimeout
    ? `no answer within ${timeoutMs} ms`
    : cause instanceof Error
      ? cause.message
      : String(cause);
  return tankError('E_SOURCE_UNREACHABLE', `GET ${url}: ${reason}`, {
    cause,
    details: { url, passing: true },
  });
}
