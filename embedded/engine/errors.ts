/** Reasons of BigQuery's error table, with the HTTP status each is sent with. */
const statuses = {
  invalid: { code: 400, status: 'INVALID_ARGUMENT' },
  invalidQuery: { code: 400, status: 'INVALID_ARGUMENT' },
  badRequest: { code: 400, status: 'INVALID_ARGUMENT' },
  bytesBilledLimitExceeded: { code: 400, status: 'INVALID_ARGUMENT' },
  resourceInUse: { code: 400, status: 'FAILED_PRECONDITION' },
  resourcesExceeded: { code: 400, status: 'RESOURCE_EXHAUSTED' },
  stopped: { code: 400, status: 'CANCELLED' },
  conditionNotMet: { code: 412, status: 'FAILED_PRECONDITION' },
  notFound: { code: 404, status: 'NOT_FOUND' },
  duplicate: { code: 409, status: 'ALREADY_EXISTS' },
  notImplemented: { code: 501, status: 'UNIMPLEMENTED' },
  internalError: { code: 500, status: 'INTERNAL' },
} as const;

export type ErrorReason = keyof typeof statuses;

/** One entry of `errors`, as BigQuery sends it. */
export interface ErrorProto {
  reason: ErrorReason;
  message: string;
  location?: string;
  domain: 'global';
}

/** The body BigQuery sends with a failed request. */
export interface ErrorBody {
  error: { code: number; message: string; errors: ErrorProto[]; status: string };
}

/** A failure with BigQuery's reason; the server turns it into BigQuery's HTTP status and body. */
export class BigQueryError extends Error {
  readonly reason: ErrorReason;
  readonly location: string | undefined;

  constructor(
    reason: ErrorReason,
    message: string,
    options: { location?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'BigQueryError';
    this.reason = reason;
    this.location = options.location;
  }
}

/** The HTTP status code and body for an error. */
export function errorBody(error: BigQueryError): ErrorBody {
  const { code, status } = statuses[error.reason];
  return { error: { code, message: error.message, errors: [errorProto(error)], status } };
}

/** The error as `status.errorResult` of a job shows it. */
export function errorProto(error: BigQueryError): ErrorProto {
  return {
    reason: error.reason,
    message: error.message,
    domain: 'global',
    ...(error.location !== undefined && { location: error.location }),
  };
}

export const invalid = (message: string): BigQueryError => new BigQueryError('invalid', message);

export const invalidQuery = (message: string, cause?: unknown): BigQueryError =>
  new BigQueryError('invalidQuery', message, { location: 'query', cause });

export const notImplemented = (message: string): BigQueryError =>
  new BigQueryError('notImplemented', message);

/** `Not found: Table p:d.t`, as the REST API and the query engine say it. */
export const notFound = (kind: string, id: string, location?: string): BigQueryError =>
  new BigQueryError(
    'notFound',
    location === undefined
      ? `Not found: ${kind} ${id}`
      : `Not found: ${kind} ${id} was not found in location ${location}`,
    { location: id },
  );

export const duplicate = (kind: string, id: string): BigQueryError =>
  new BigQueryError('duplicate', `Already Exists: ${kind} ${id}`, { location: id });
