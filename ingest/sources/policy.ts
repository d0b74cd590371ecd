import type { Origin, SourceLabel } from './source.ts';

/** How a source is asked, and when it is left alone. */
export interface SourcePolicy {
  /** Requests under way at once. */
  concurrency: number;
  /** Requests begun in a second, repetitions included; no limit when Infinity. */
  requestsPerSecond: number;
  /** Waits before the repetitions of a request that failed, in milliseconds; one repetition each, with jitter. */
  backoffMs: readonly number[];
  /** The same for answers that arrived but were not accepted, or doubted. */
  shapeBackoffMs: readonly number[];
  /** Time allowed for the first try, in milliseconds: each repetition has twice as long as the one before. */
  timeoutMs: number;
  /** Longest time allowed for a try, in milliseconds; no less than the first one has. */
  maximumTimeoutMs: number;
  /** Longest Retry-After that is waited for, in milliseconds; a longer one means that the source is down. */
  maximumRetryAfterMs: number;
  /** Largest body that is read, in bytes after decompression. */
  maximumBytes: number;
  /** So many requests in a row that failed after all their repetitions open the breaker. */
  breakerFailures: number;
  /** Time the breaker stays open before one request probes the source, in milliseconds. */
  breakerOpenMs: number;
  /** So many failed probes in a row mean that the source is down. */
  breakerProbes: number;
}

/** Five repetitions after the first try, as the waits 1, 2, 4, 8 and 16 seconds say. */
export const defaultPolicy: SourcePolicy = {
  concurrency: 6,
  requestsPerSecond: Infinity,
  backoffMs: [1000, 2000, 4000, 8000, 16_000],
  shapeBackoffMs: [250, 500, 1000, 2000, 4000],
  timeoutMs: 10_000,
  maximumTimeoutMs: 40_000,
  maximumRetryAfterMs: 300_000,
  maximumBytes: 128 * 1024 * 1024,
  breakerFailures: 3,
  breakerOpenMs: 30_000,
  breakerProbes: 3,
};

/**
 * What the live services are asked for at most. None publishes a limit but Open-Meteo: 600 calls a minute without a
 * key. Savant takes seconds and up to 25,000 rows for one answer.
 */
const livePolicies: Readonly<Record<Origin, Partial<SourcePolicy>>> = {
  stats_api: { concurrency: 6, requestsPerSecond: 10 },
  savant: { requestsPerSecond: 1 },
  open_meteo: { concurrency: 2, requestsPerSecond: 5 },
};

/** What holds for whatever stands for a service too. */
const policies: Readonly<Partial<Record<Origin, Partial<SourcePolicy>>>> = {
  savant: { concurrency: 2, timeoutMs: 30_000, maximumTimeoutMs: 120_000 },
};

/**
 * Time allowed for a try, in milliseconds: most answers that are late never come, so the first is not waited for long.
 * @param repetition how many tries there were before
 */
export const timeoutOf = (
  { timeoutMs, maximumTimeoutMs }: Pick<SourcePolicy, 'timeoutMs' | 'maximumTimeoutMs'>,
  repetition: number,
): number => Math.max(timeoutMs, Math.min(timeoutMs * 2 ** repetition, maximumTimeoutMs));

/** The policy a service is asked with, where the caller sets nothing else. */
export const policyOf = (origin: Origin, label: SourceLabel): Partial<SourcePolicy> => ({
  ...policies[origin],
  ...(label === 'live' && livePolicies[origin]),
});
