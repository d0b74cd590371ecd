/** Reasons of the BigQuery REST API that a statement can fail with before or while it runs. */
export type SqlErrorReason = 'invalidQuery' | 'notFound' | 'duplicate' | 'notImplemented';

/** A statement's failure in BigQuery's terms. `offset` is a character offset into the source text. */
export class SqlError extends Error {
  readonly reason: SqlErrorReason;
  readonly offset: number | undefined;

  constructor(message: string, options: { reason?: SqlErrorReason; offset?: number } = {}) {
    super(message);
    this.name = 'SqlError';
    this.reason = options.reason ?? 'invalidQuery';
    this.offset = options.offset;
  }
}

/** An error in the statement itself, as BigQuery would report it. */
export function invalidQuery(message: string, offset?: number): SqlError {
  return new SqlError(message, offset === undefined ? {} : { offset });
}

/** A construct that BigQuery has and the embedded warehouse does not, with the nearest thing that works. */
export function unsupported(construct: string, instead?: string, offset?: number): SqlError {
  const hint = instead === undefined ? '' : `; use ${instead}`;
  return new SqlError(`Not supported by the embedded warehouse: ${construct}${hint}`, {
    reason: 'notImplemented',
    ...(offset === undefined ? {} : { offset }),
  });
}

/** 1-based line and column of an offset, as BigQuery writes them: `[2:14]`. */
export function lineAndColumn(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}

/**
 * Macros raise by casting a marked message to BIGINT, because DuckDB's `error()` is volatile and
 * TRY(...), which SAFE. needs, takes no volatile function.
 */
const raised = /string 'bq_error: ([\s\S]*)' to INT64/;

/** The message a macro raised, out of a DuckDB error's text; undefined when no macro raised it. */
export function raisedMessage(duckdbMessage: string): string | undefined {
  return raised.exec(duckdbMessage)?.[1];
}
