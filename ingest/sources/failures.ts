import { TankError, tankError } from '../../warehouse/errors.ts';

/** How a failure may pass: the request or its answer was lost on the way, or the answer came and was no good. */
export type Passing = 'fault' | 'shape';

/** What may be better the next time, and how; undefined for what will not. */
export function passingOf(error: unknown): Passing | undefined {
  if (!(error instanceof TankError)) return undefined;
  const { passing } = error.details;
  return passing === 'fault' || passing === 'shape' ? passing : undefined;
}

const retriedStatuses = new Set([408, 409, 425, 429]);
/** Statuses with which a source turns everybody away, not only this request. */
const refusingStatuses = new Set([401, 403]);

/** Whether a failure says that something is wrong with the source as a whole, rather than with one request of it. */
export function concernsSource(error: unknown): boolean {
  if (!(error instanceof TankError)) return false;
  if (error.code === 'E_SOURCE_UNREACHABLE') return true;
  if (error.code === 'E_SOURCE_SHAPE') return passingOf(error) === 'fault';
  if (error.code !== 'E_SOURCE_HTTP') return false;
  const status = Number(error.details.status);
  return isRetried(status) || refusingStatuses.has(status);
}

const isRetried = (status: number): boolean => retriedStatuses.has(status) || status >= 500;

/** An answer with another status than one of success. */
export function httpError(
  url: string,
  { status, statusText, retryAfterMs }: HttpAnswer,
  text: string,
): TankError {
  return tankError('E_SOURCE_HTTP', `GET ${url}: ${status} ${statusText}`.trimEnd(), {
    details: {
      url,
      status,
      body: text.slice(0, 300),
      ...(isRetried(status) && { passing: 'fault' }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    },
  });
}

interface HttpAnswer {
  status: number;
  statusText: string;
  retryAfterMs: number | undefined;
}

/** Milliseconds of a Retry-After header: seconds, or an HTTP date; undefined when it is neither. */
export function retryAfter(header: string | null, now = Date.now()): number | undefined {
  if (header === null) return undefined;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** A connection that failed, or an answer that did not come in time. */
export function unreachable(url: string, timeoutMs: number, cause: unknown): TankError {
  const isTimeout = cause instanceof Error && cause.name === 'AbortError';
  const reason = isTimeout
    ? `no answer within ${timeoutMs} ms`
    : cause instanceof Error
      ? cause.message
      : String(cause);
  return tankError('E_SOURCE_UNREACHABLE', `GET ${url}: ${reason}`, {
    cause,
    details: { url, passing: 'fault' },
  });
}

export function tooLarge(url: string, maximumBytes: number): TankError {
  return tankError('E_SOURCE_SHAPE', `GET ${url}: the body is larger than ${maximumBytes} bytes`, {
    hint: 'Ask for less at once, or raise maximumBytes.',
    details: { url, maximumBytes },
  });
}

export function brokenJson(url: string, cause: unknown): TankError {
  return tankError('E_SOURCE_SHAPE', `GET ${url}: the body is not whole JSON`, {
    cause,
    hint: 'The answer was cut or broken on its way; repeat the run later.',
    details: { url, passing: 'fault' },
  });
}

/** The refusal of a body by its endpoint; the next body may be better. */
export function refused(error: TankError): TankError {
  return tankError(error.code, error.message, {
    cause: error,
    hint: error.hint,
    details: { ...error.details, passing: 'shape' },
  });
}

/** A Retry-After that is longer than a run waits. */
export function tooLong(error: TankError, waitMs: number): TankError {
  const seconds = Math.round(waitMs / 1000);
  return tankError(error.code, `${error.message}, to be repeated after ${seconds} s`, {
    cause: error,
    details: { ...error.details, passing: false },
  });
}

export function sourceDown(origin: string, reason: string): TankError {
  return tankError('E_SOURCE_DOWN', `${origin} is taken to be down: ${reason}`, {
    details: { origin },
  });
}
