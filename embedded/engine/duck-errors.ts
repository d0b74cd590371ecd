import { ModelError } from '../ml/index.ts';
import { SqlError, lineAndColumn, raisedMessage } from '../sql/errors.ts';
import { BigQueryError, invalidQuery, notFound } from './errors.ts';

/** Where a failed statement came from, to say names and positions as its author wrote them. */
export interface ErrorContext {
  /** The GoogleSQL as written. */
  source?: string;
  project?: string;
  location?: string;
}

const atPosition = (source: string | undefined, name: string): string => {
  const offset = source?.search(new RegExp(`\\b${name.replace(/[^\w]/g, '\\$&')}\\b`, 'i')) ?? -1;
  if (source === undefined || offset < 0) return '';
  const { line, column } = lineAndColumn(source, offset);
  return ` at [${line}:${column}]`;
};

const valueTypes: Readonly<Record<string, string>> = {
  INT64: 'int64',
  INT32: 'int64',
  DOUBLE: 'double',
  BOOL: 'bool',
};

type Rule = [RegExp, (match: RegExpExecArray, context: ErrorContext) => BigQueryError];

/** What DuckDB cannot plan, by the construct that asks for it. */
const notPlanned: Rule[] = [
  [
    /^Not implemented Error: Cannot perform non-inner join on subquery/,
    () => refusal('a subquery in the condition of an outer join; use a column of a joined query'),
  ],
  [
    /^Not implemented Error: (?:Unsupported join type|Non-inner join)/,
    () => refusal('an outer join in a correlated subquery; use a join in the outer query'),
  ],
  [/^Not implemented Error: ([^\n]*)/, ([, what = '']) => refusal(what)],
];

function refusal(what: string): BigQueryError {
  return new BigQueryError('notImplemented', `Not supported by the embedded warehouse: ${what}`, {
    location: 'query',
  });
}

/** DuckDB's messages, and what BigQuery says in the same case. */
const rules: Rule[] = [
  ...notPlanned,
  [
    /Table with name "?([^"\s]+?)"? does not exist because schema "([^"]+)" does not exist/,
    ([, , schema = ''], { project = '', location }) =>
      notFound('Dataset', `${project}:${schema}`, location),
  ],
  [
    /Table with name "?([^"\n]+?)"? does not exist!/,
    ([, table = ''], context) => missingTable(table, context),
  ],
  [/Catalog "([^"]+)" does not exist/, ([, project = '']) => notFound('Project', project)],
  [
    /Schema with name (\S+) does not exist/,
    ([, schema = ''], { project = '', location }) =>
      notFound('Dataset', `${project}:${schema}`, location),
  ],
  [
    /Referenced column "([^"]+)" not found|Table "[^"]+" does not have a column named "([^"]+)"/,
    ([, plain, qualified], { source }) => {
      const name = plain ?? qualified ?? '';
      return plain === undefined
        ? invalidQuery(`Name ${name} not found inside the table${atPosition(source, name)}`)
        : invalidQuery(`Unrecognized name: ${name}${atPosition(source, name)}`);
    },
  ],
  [
    /Function with name "?(\w+)"? does not exist/,
    ([, name = ''], { source }) =>
      invalidQuery(`Function not found: ${name}${atPosition(source, name)}`),
  ],
  [
    /Overflow in (\w+) of (?:INT64|INT128) \((.*?)\)/,
    ([, , operands = '']) => invalidQuery(`int64 overflow: ${operands}`),
  ],
  [
    /Could not convert string ['"]([\s\S]*?)['"] to (\w+)/,
    ([, text = '', type = '']) =>
      invalidQuery(
        type.startsWith('DECIMAL')
          ? `Invalid NUMERIC value: ${text}`
          : `Bad ${valueTypes[type] ?? type.toLowerCase()} value: ${text}`,
      ),
  ],
  [
    /with value (\S+) can't be cast because the value is out of range for the destination type (\w+)/,
    ([, value = '', type = '']) =>
      invalidQuery(`${valueTypes[type] ?? type.toLowerCase()} out of range: ${value}`),
  ],
  [
    /invalid (date|timestamp) field format: "([^"]*)"/,
    ([, type = '', text = '']) => invalidQuery(`Invalid ${type}: '${text}'`),
  ],
  [
    /More than one row returned by a subquery/,
    () => invalidQuery('Scalar subquery produced more than one element'),
  ],
  [
    /column "?([^"\s]+)"? must appear in the GROUP BY clause or (?:must )?be (?:part of|used in) an aggregate/,
    ([, column = ''], { source }) =>
      invalidQuery(
        `Expression references column ${column} which is neither grouped nor aggregated${atPosition(source, column)}`,
      ),
  ],
  [
    /NOT NULL constraint failed: (?:\w+\.)?(\w+)/,
    ([, column = '']) => invalidQuery(`Required field ${column} cannot be null`),
  ],
  [
    /^INTERRUPT Error|Interrupted!/,
    () => new BigQueryError('stopped', 'Job execution was cancelled: User requested cancellation'),
  ],
  [
    /^Out of Memory Error: ([\s\S]*)/,
    ([, detail = '']) =>
      new BigQueryError(
        'resourcesExceeded',
        `Resources exceeded during query execution: ${firstLine(detail)}`,
      ),
  ],
  [
    /(?:no space left on device|file too large|disk quota exceeded)/i,
    ([what]) =>
      new BigQueryError(
        'resourcesExceeded',
        `The warehouse's disk is full (${what}): make room; what was committed before is kept`,
      ),
  ],
  [
    /database has been invalidated/,
    () =>
      new BigQueryError(
        'internalError',
        'The warehouse stopped after a failed write: start it again; what was committed before is kept',
      ),
  ],
  [
    /^IO Error: ([\s\S]*)/,
    ([, detail = '']) =>
      new BigQueryError('internalError', `The warehouse's file: ${firstLine(detail)}`),
  ],
];

const firstLine = (text: string): string => text.split('\n')[0] ?? text;

/** DuckDB names a missing table without its dataset: the statement's own text has it in full. */
function missingTable(table: string, { source, project, location }: ErrorContext): BigQueryError {
  const bare = table.split('.').at(-1) ?? table;
  const escaped = bare.replace(/[^\w]/g, '\\$&');
  const dataset = new RegExp(`(\\w+)\`?\\s*\\.\\s*\`?${escaped}\\b`, 'i').exec(source ?? '')?.[1];
  return notFound(
    'Table',
    `${project ?? ''}:${dataset === undefined ? '' : `${dataset}.`}${bare}`,
    location,
  );
}

/** Turns any failure of a statement into BigQuery's. Errors that are already BigQuery's pass through. */
export function duckError(error: unknown, context: ErrorContext = {}): BigQueryError {
  if (error instanceof BigQueryError) return error;
  if (error instanceof SqlError) return sqlError(error, context);
  if (error instanceof ModelError) return invalidQuery(error.message, error);
  const message = error instanceof Error ? error.message : String(error);
  const raised = raisedMessage(message);
  if (raised !== undefined) return invalidQuery(raised, error);
  for (const [pattern, make] of rules) {
    const match = pattern.exec(message);
    if (match !== null) {
      const made = make(match, context);
      return new BigQueryError(made.reason, made.message, {
        location: made.location,
        cause: error,
      });
    }
  }
  const plain =
    /^(?:Invalid Input|Out of Range|Conversion|Binder|Parser|Constraint|Catalog) Error: ([\s\S]*)/.exec(
      message,
    );
  if (plain !== null)
    return invalidQuery(plain[1]?.split('\n\nLINE ')[0]?.trim() ?? message, error);
  return new BigQueryError('internalError', message, { cause: error });
}

function sqlError(error: SqlError, { source }: ErrorContext): BigQueryError {
  const located =
    source === undefined || error.offset === undefined || / at \[\d+:\d+\]/.test(error.message)
      ? error.message
      : withPosition(error.message, source, error.offset);
  return new BigQueryError(error.reason, located, { location: 'query', cause: error });
}

function withPosition(message: string, source: string, offset: number): string {
  const { line, column } = lineAndColumn(source, offset);
  return `${message} at [${line}:${column}]`;
}
