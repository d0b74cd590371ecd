import { unsupported } from './errors.ts';
import type { ProcedureParameter, ScriptNode, SourceText } from './script-nodes.ts';
import { systemVariables, type Failure, type Settings } from './script-system.ts';
import type { Statement, TranslationContext, Value } from './statement.ts';
import { translateExpression } from './translate.ts';
import { visibleValues, type Variables } from './variables.ts';

export interface Procedure {
  parameters: ProcedureParameter[];
  /** GoogleSQL of its BEGIN ... END block. */
  body: string;
}

/** What the interpreter needs of the engine; everything runs on one DuckDB connection. */
export interface ScriptHost<Result> {
  /** The script's text. */
  source: string;
  /** The context of every translation, but for script variables. */
  context: TranslationContext;
  run(statement: Statement, source: SourceText): Promise<Result>;
  /** Runs DuckDB SQL and returns its rows. */
  query(sql: string): Promise<unknown[][]>;
  /** Is told of an expression with a subquery, by its DuckDB SQL and its own text, before it is evaluated. */
  reading?(sql: string, text: string): Promise<void>;
  /** Evaluates such an expression into a session variable; it is told of it by this. */
  assign?(slot: string, sql: string, text: string): Promise<void>;
  transaction(action: 'BEGIN' | 'COMMIT' | 'ROLLBACK'): Promise<void>;
  /** An error's text as `@@error.message` shows it. */
  message(error: unknown): string;
  /** Rows that a statement changed; undefined when it was no DML. */
  changedRows?(result: Result): number | undefined;
  /** System variables that the engine knows: `@@script.job_id` and the like, by lower-case name with `@@`. */
  system?(): Record<string, Value>;
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
  /** Offsets of the positional parameters in the script's text. */
  parameters: number[];
  /** Rows the last DML statement changed. */
  rowCount: number | undefined;
  settings: Settings;
  /** The errors being handled, the innermost last, which RAISE raises again. */
  handling: unknown[];
  /** Where errors came from. */
  failures: WeakMap<object, Failure>;
  /** The procedures being called, the innermost last, with the texts of their callers. */
  calls: { procedure: string; body: string; start: number }[];
  /** Runs nodes in a scope of variables. */
  nodes(nodes: ScriptNode[], variables: Variables): Promise<Signal>;
}

/** What the text that begins at `start` sees. */
export function contextOf<R>(run: Run<R>, variables: Variables, start: number): TranslationContext {
  const { context } = run.host;
  const { parameters, defaultDataset } = context;
  const { dataset = defaultDataset } = run.settings;
  const before = run.parameters.filter((offset) => offset < start).length;
  const positional = run.calls.length > 0 ? [] : parameters?.positional?.slice(before);
  return {
    ...context,
    ...(dataset !== undefined && { defaultDataset: dataset }),
    ...(parameters && { parameters: { ...parameters, ...(positional && { positional }) } }),
    variables: { ...context.variables, ...visibleValues(variables), ...systemVariables(run) },
  };
}

export function procedures<R>(run: Run<R>) {
  if (run.host.procedures === undefined) throw unsupported('stored procedures', 'a script');
  return run.host.procedures;
}

const readsTables = (text: string): boolean => /\bFROM\b/i.test(text);

async function announce<R>(sql: string, text: string, run: Run<R>): Promise<void> {
  if (readsTables(text)) await run.host.reading?.(sql, text);
}

/** Evaluates an expression into a new session variable. @param text the expression as written, if it is one of the script's */
export async function store<R>(sql: string, run: Run<R>, text = ''): Promise<string> {
  run.slots += 1;
  const slot = `_script_${run.slots}`;
  if (readsTables(text) && run.host.assign) await run.host.assign(slot, sql, text);
  else await run.host.query(`SET VARIABLE ${slot} = (${sql})`);
  return slot;
}

export async function isTrue<R>(
  condition: SourceText,
  run: Run<R>,
  variables: Variables,
): Promise<boolean> {
  const context = contextOf(run, variables, condition.start);
  const { sql } = await translateExpression(condition.text, context, 'BOOL');
  await announce(sql, condition.text, run);
  const rows = await run.host.query(`SELECT ${sql}`);
  return rows[0]?.[0] === true;
}

export async function evaluate<R>(
  expression: SourceText,
  run: Run<R>,
  variables: Variables,
): Promise<unknown> {
  const context = contextOf(run, variables, expression.start);
  const { sql } = await translateExpression(expression.text, context, 'STRING');
  await announce(sql, expression.text, run);
  const rows = await run.host.query(`SELECT ${sql}`);
  return rows[0]?.[0] ?? null;
}
