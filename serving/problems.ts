import { z } from 'zod';
import { errorCodes, TankError, tankError, type ErrorCode } from '../warehouse/errors.ts';
import type { Problem } from './schemas.ts';

const titles = {
  E_TEAM_UNKNOWN: 'Unknown team',
  E_GAME_NOT_FOUND: 'No such game',
  E_GAME_AMBIGUOUS: 'More than one game',
  E_PLAYER_NOT_FORECAST: 'No forecast of the player',
  E_PLAYER_UNKNOWN: 'No such player',
  E_MODEL_UNKNOWN: 'No such model',
  E_KEY_INVALID: 'No valid API key',
  E_RATE_LIMIT: 'Too many requests',
  E_REQUEST_INVALID: 'Invalid request',
  E_ROUTE_NOT_FOUND: 'No such route',
  E_DATE: 'Not a date',
  E_WAREHOUSE: 'Warehouse unavailable',
  E_INTERNAL: 'Internal error',
} as const satisfies Partial<Record<ErrorCode, string>>;

/** The error codes a response can carry. */
export type ServedCode = keyof typeof titles;

/** What an operator's failure looks like from outside: the log has the rest, under the request id. */
const guarded = {
  E_WAREHOUSE: {
    detail: 'The warehouse could not be read.',
    hint: 'Try again shortly; if it lasts, tell the operator the request_id.',
  },
  E_INTERNAL: {
    detail: 'The server failed to answer.',
    hint: 'This is a bug: report it with the request_id.',
  },
} as const;

/** RFC 9457's media type. */
export const problemMediaType = 'application/problem+json';

const publicDetails = z.object({
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  choices: z.array(z.record(z.string(), z.unknown())).optional(),
});

interface RequestFacts {
  id: string;
  url: string;
}

/** The problem a failed request is answered with. Failures of ours say nothing of the inside. */
export function problemOf(error: unknown, request: RequestFacts): Problem {
  const coded = error instanceof TankError ? error : codedError(error);
  const code = servedCode(coded.code);
  if (code === 'E_WAREHOUSE' || code === 'E_INTERNAL') {
    return makeProblem(code, { ...guarded[code], request });
  }
  const { errors, choices } = publicDetails.parse(coded.details);
  return makeProblem(code, {
    detail: coded.message,
    hint: coded.hint,
    request,
    ...(error instanceof TankError ? {} : statusOf(error)),
    ...(errors && { errors }),
    ...(choices && { choices }),
  });
}

/** A problem by its code, with the status and hint of the code unless others are given. */
export function makeProblem(
  code: ServedCode,
  facts: { request: RequestFacts; detail: string } & Partial<
    Pick<Problem, 'status' | 'hint' | 'errors' | 'choices'>
  >,
): Problem {
  const { request, ...members } = facts;
  return {
    type: `urn:hanks-tank:error:${code}`,
    title: titles[code],
    status: errorCodes[code].status,
    code,
    hint: errorCodes[code].hint,
    instance: request.url,
    request_id: request.id,
    ...members,
  };
}

/**
 * The coded error for a request that does not fit its schema: E_DATE when only dates are wrong, else E_REQUEST_INVALID; the
 * fields and what is wrong with each are its details.
 */
export function invalidRequest(error: z.ZodError, part: string): TankError {
  const errors = error.issues.map((issue) => ({
    field: issue.path.join('.') || part,
    message: issue.message,
  }));
  const onlyDates = errors.every(({ field }) => field === 'date' || field === 'game_date');
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return tankError(onlyDates ? 'E_DATE' : 'E_REQUEST_INVALID', detail, {
    cause: error,
    details: { errors },
    ...(onlyDates && { hint: 'Give dates as YYYY-MM-DD.' }),
  });
}

function servedCode(code: ErrorCode): ServedCode {
  return code in titles ? (code as ServedCode) : 'E_INTERNAL';
}

/** Fastify's own refusals (body too large, not JSON, ...) keep their status and words; the rest is a bug of ours. */
function codedError(error: unknown): TankError {
  if (fastifyCode(error) === 'FST_ERR_HANDLER_TIMEOUT') {
    return tankError('E_WAREHOUSE', 'no answer in time', { cause: error });
  }
  if (error instanceof Error && statusOf(error).status !== undefined) {
    return tankError('E_REQUEST_INVALID', error.message, {
      cause: error,
      hint: 'Send a JSON object as application/json, no larger than 64 kB.',
    });
  }
  return tankError('E_INTERNAL', String(error), { cause: error });
}

function statusOf(error: unknown): { status?: number } {
  const status = z.object({ statusCode: z.int().min(400).max(499) }).safeParse(error);
  return status.success ? { status: status.data.statusCode } : {};
}

function fastifyCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
