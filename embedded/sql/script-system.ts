import { invalidQuery, lineAndColumn, unsupported } from './errors.ts';
import type { FieldSchema, Value } from './statement.ts';
import type { Run } from './script-run.ts';
import { text } from './types.ts';

/** System variables that a script has set. */
export interface Settings {
  dataset?: string;
  label?: string;
}

/** A place in a script or in a procedure that one called. */
export interface Frame {
  line: number;
  column: number;
  /** The procedure; undefined in the script itself. */
  location: string | undefined;
}

/** Where an error was raised, the innermost place first. */
export interface Failure {
  statement: string;
  /** What RAISE USING MESSAGE said. */
  message: string | undefined;
  frames: Frame[];
}

const scalar = (type: string): FieldSchema => ({ name: '', type });

const stringValue = (value: string | undefined): Value => ({
  sql: value === undefined ? 'CAST(NULL AS VARCHAR)' : text(value),
  type: scalar('STRING'),
});

const frameType: FieldSchema = {
  name: '',
  type: 'RECORD',
  mode: 'REPEATED',
  fields: [
    { name: 'line', type: 'INTEGER' },
    { name: 'column', type: 'INTEGER' },
    { name: 'filename', type: 'STRING' },
    { name: 'location', type: 'STRING' },
  ],
};

/** The system variables that statements may read now, by lower-case name with `@@`. */
export function systemVariables<R>(run: Run<R>): Record<string, Value> {
  const { host, settings, rowCount } = run;
  const { project, defaultDataset } = host.context;
  return {
    '@@project_id': stringValue(project),
    '@@dataset_project_id': stringValue(project),
    '@@dataset_id': stringValue(settings.dataset ?? defaultDataset),
    '@@time_zone': stringValue('UTC'),
    '@@query_label': stringValue(settings.label),
    '@@row_count': {
      sql: rowCount === undefined ? 'CAST(NULL AS BIGINT)' : `CAST(${rowCount} AS BIGINT)`,
      type: scalar('INTEGER'),
    },
    ...host.system?.(),
    ...errorVariables(run),
  };
}

function errorVariables<R>(run: Run<R>): Record<string, Value> {
  if (run.handling.length === 0) return {};
  const error = run.handling.at(-1);
  const failure = typeof error === 'object' && error !== null ? run.failures.get(error) : undefined;
  const frames = failure?.frames ?? [];
  const structs = frames.map(
    ({ line, column, location }) =>
      `{'line': CAST(${line} AS BIGINT), 'column': CAST(${column} AS BIGINT), 'filename': CAST(NULL AS VARCHAR), 'location': ${location === undefined ? 'CAST(NULL AS VARCHAR)' : text(location)}}`,
  );
  const shown = frames.map(
    ({ line, column, location = '' }) => `At ${location}[${line}:${column}]\n`,
  );
  const type = 'STRUCT("line" BIGINT, "column" BIGINT, "filename" VARCHAR, "location" VARCHAR)[]';
  return {
    '@@error.message': stringValue(failure?.message ?? run.host.message(error)),
    '@@error.statement_text': stringValue(failure?.statement),
    '@@error.stack_trace': { sql: `CAST([${structs.join(', ')}] AS ${type})`, type: frameType },
    '@@error.formatted_stack_trace': stringValue(shown.join('')),
  };
}

/** Notes where an error was raised, unless a statement inside did. */
export function noteFailure<R>(
  error: unknown,
  run: Run<R>,
  source: { text: string; start: number },
  message: string | undefined,
): void {
  if (typeof error !== 'object' || error === null || run.failures.has(error)) return;
  const frames: Frame[] = [];
  let at = source.start;
  for (const { procedure, body, start } of [...run.calls].reverse()) {
    frames.push({ ...lineAndColumn(body, at), location: procedure });
    at = start;
  }
  frames.push({ ...lineAndColumn(run.host.source, at), location: undefined });
  run.failures.set(error, { statement: source.text, message, frames });
}

/** SET of a system variable. */
export function setSystemVariable<R>(name: string, value: unknown, run: Run<R>): void {
  switch (name.toLowerCase()) {
    case '@@dataset_id':
      if (typeof value === 'string') run.settings.dataset = value;
      else delete run.settings.dataset;
      return;
    case '@@query_label':
      if (typeof value === 'string') run.settings.label = value;
      else delete run.settings.label;
      return;
    case '@@time_zone':
      if (value === 'UTC' || value === null) return;
      throw unsupported('another @@time_zone than UTC', 'the time zone as an argument');
    case '@@dataset_project_id':
      if (value === run.host.context.project || value === null) return;
      throw unsupported('@@dataset_project_id of another project', 'one project');
    default:
      throw invalidQuery(`System variable ${name} cannot be set`);
  }
}
