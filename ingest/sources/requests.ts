import http from 'node:http';
import https from 'node:https';
import fetch, { FetchError } from 'node-fetch';
import { TankError } from '../../warehouse/errors.ts';
import { httpError, retryAfter, tooLarge, unreachable } from './failures.ts';
import type { Hidden } from './hidden.ts';
import type { SourcePolicy } from './policy.ts';

/** Sends requests over connections that are kept. */
export interface Requests {
  /**
   * Reads a URL once. The signal ends it, after `timeoutMs` if nothing else did.
   * @throws TankError E_SOURCE_HTTP for another status than success, E_SOURCE_UNREACHABLE, and E_SOURCE_SHAPE for a body
   * that is too large; all without secrets.
   */
  send: (
    url: string,
    accept: string,
    timeoutMs: number,
    signal: AbortSignal,
  ) => Promise<{ status: number; text: string }>;
  /** Requests sent so far. */
  count: () => number;
  close: () => void;
}

export function openRequests(
  { concurrency, maximumBytes }: Pick<SourcePolicy, 'concurrency' | 'maximumBytes'>,
  hidden: Hidden,
): Requests {
  const agentOptions = { keepAlive: true, maxSockets: concurrency };
  const agents = { http: new http.Agent(agentOptions), https: new https.Agent(agentOptions) };
  let count = 0;

  const answerOf = async (
    url: string,
    accept: string,
    signal: AbortSignal,
  ): Promise<{ status: number; text: string }> => {
    count += 1;
    const response = await fetch(hidden.sent(url), {
      signal,
      redirect: 'manual',
      size: maximumBytes,
      agent: ({ protocol }) => (protocol === 'https:' ? agents.https : agents.http),
      headers: { accept },
    });
    const { status, statusText, headers } = response;
    const text = hidden.masked(await response.text());
    if (response.ok) return { status, text };
    const retryAfterMs = retryAfter(headers.get('retry-after'));
    const answer = { status, statusText: hidden.masked(statusText), retryAfterMs };
    throw httpError(hidden.shown(url), answer, text);
  };

  return {
    send: async (url, accept, timeoutMs, signal) => {
      try {
        return await answerOf(url, accept, signal);
      } catch (error) {
        if (error instanceof TankError) throw error;
        if (error instanceof FetchError && error.type === 'max-size') {
          throw tooLarge(hidden.shown(url), maximumBytes);
        }
        throw unreachable(hidden.shown(url), timeoutMs, hidden.maskedError(error));
      }
    },
    count: () => count,
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}
