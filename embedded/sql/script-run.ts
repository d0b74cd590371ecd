import { unsupported } from './errors.ts';
import type { SourceText } from './script-nodes.ts';
import type { FieldSchema, Statement, TranslationContext } from './statement.ts';
import { translateExpression } from './translate.ts';
import { text } from './types.ts';
import { visibleValues, type Variables } from './variables.ts';

export interface Procedure {
  parameters: { name: string; type: string; out: boolean }[];
  /** GoogleSQL of its BEGIN ... END block. */
  body: string;
}

/** What the interpreter needs of the engine; everything runs on one DuckDB connection. */
export interface ScriptHost<Result> {
  /** The context of every translation, but for script variables. */
  context: TranslationContext;
  run(statement: Statement, source: SourceText): Promise<Result>;
  /** Runs DuckDB SQL and returns its rows. */
  query(sql: string): Promise<unknown[][]>;
  transaction(action: 'BEGIN' | 'COMMIT' | 'ROLLBACK'): Promise<void>;
  /** An error's text as `@@error.message` shows it. */
  message(error: unknown): string;
  procedures?: {
    find(path: string[]): Promise<Procedure | undefined>;
    save(
      path: string[],
      procedure: Procedure,
      mode: 'create' | 'or_replace' | 'if_not_exists',
    ): Promise<void>;
    drop(path: string[], ifExists: boolean): Promise<void>;
  };
}

/** How a node ended other than by falling through. */
export type Signal =
  { kind: 'leave' | 'continue'; label: string | undefined } | { kind: 'return' } | undefined;

/** One script's state. */
export interface Run<Result> {
  host: ScriptHost<Result>;
  result: Result | undefined;
  slots: number;
  /** The error being handled, which RAISE raises again. */
  handling: unknown[];
  calls: number;
}

export function contextOf<R>(run: Run<R>, variables: Variables): TranslationContext {
  const error = run.handling.at(-1);
  const message =
    error === undefined
      ? {}
      : { '@@error.message': { sql: text(run.host.message(error)), type: stringField } };
  return {
    ...run.host.context,
    variables: { ...run.host.context.variables, ...visibleValues(variables), ...message },
  };
}

const stringField: FieldSchema = { name: '', type: 'STRING' };

export function procedures<R>(run: Run<R>) {
  if (run.host.procedures === undefined) throw unsupported('stored procedures', 'a script');
  return run.host.procedures;
}

/** Evaluates an expression into a new session variable. */
export async function store<R>(sql: string, run: Run<R>): Promise<string> {
  run.slots += 1;
  const slot = `_script_${run.slots}`;
  await run.host.query(`SET VARIABLE ${slot} = (${sql})`);
  return slot;
}

export async function isTrue<R>(
  condition: string,
  run: Run<R>,
  variables: Variables,
): Promise<boolean> {
  const { sql } = await translateExpression(condition, contextOf(run, variables), 'BOOL');
  const rows = await run.host.query(`SELECT ${sql}`);
  return rows[0]?.[0] === true;
}

export async function evaluate<R>(
  expression: string,
  run: Run<R>,
  variables: Variables,
): Promise<unknown> {
  const { sql } = await translateExpression(expression, contextOf(run, variables), 'STRING');
  const rows = await run.host.query(`SELECT ${sql}`);
  return rows[0]?.[0] ?? null;
}
