import { SqlError, invalidQuery, unsupported } from './errors.ts';
import { createCursor } from './parser/cursor.ts';
import { callProcedure, executeImmediate, runStatement, spread } from './script-calls.ts';
import type { ScriptNode, SourceText } from './script-nodes.ts';
import {
  contextOf,
  evaluate,
  isTrue,
  procedures,
  store,
  type Run,
  type ScriptHost,
  type Signal,
} from './script-run.ts';
import { noteFailure, setSystemVariable } from './script-system.ts';
import type { FieldSchema } from './statement.ts';
import { translateExpression } from './translate.ts';
import { text } from './types.ts';
import { findVariable, type Variables } from './variables.ts';

export type { SourceText } from './script-nodes.ts';
export type { Procedure, ScriptHost } from './script-run.ts';

/**
 * Runs a parsed script and returns what its last statement returned, undefined when there was none.
 * Throws what the engine throws, and SqlError for faults of the script itself.
 */
export async function runScript<Result>(
  nodes: ScriptNode[],
  host: ScriptHost<Result>,
): Promise<Result | undefined> {
  const run: Run<Result> = {
    host,
    result: undefined,
    slots: 0,
    parameters: parameterOffsets(host.source),
    rowCount: undefined,
    settings: {},
    handling: [],
    failures: new WeakMap(),
    calls: [],
    nodes: (inner, variables) => runNodes(inner, run, variables),
  };
  await runNodes(nodes, run, { parent: undefined, own: new Map() });
  return run.result;
}

async function runNodes<R>(
  nodes: ScriptNode[],
  run: Run<R>,
  variables: Variables,
): Promise<Signal> {
  for (const node of nodes) {
    const signal = await noted(node, run, () =>
      located(node.start, () => runNode(node, run, variables)),
    );
    if (signal !== undefined) return signal;
  }
  return undefined;
}

/** Moves an error's offset from the statement's text to the script's. */
async function located<T>(start: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SqlError) || located.seen.has(error)) throw error;
    const moved = new SqlError(error.message, {
      reason: error.reason,
      offset: start + (error.offset ?? 0),
    });
    located.seen.add(moved);
    throw moved;
  }
}
located.seen = new WeakSet<SqlError>();

async function runNode<R>(node: ScriptNode, run: Run<R>, variables: Variables): Promise<Signal> {
  switch (node.kind) {
    case 'statement':
      await runStatement(node, contextOf(run, variables, node.start), run);
      return undefined;
    case 'declare':
      return declare(node, run, variables);
    case 'set':
      return assign(node.names, node.value, run, variables);
    case 'set_system':
      setSystemVariable(node.name, await evaluate(node.value, run, variables), run);
      return undefined;
    case 'if':
    case 'case':
      return runBranches(node, run, variables);
    case 'loop':
    case 'while':
    case 'repeat':
      return runLoop(node, run, variables);
    case 'for':
      return runFor(node, run, variables);
    case 'block':
      return runBlock(node, run, variables);
    case 'leave':
    case 'continue':
      return { kind: node.kind, label: node.label };
    case 'return':
      return { kind: 'return' };
    case 'raise':
      return raise(node, run, variables);
    case 'execute':
      return executeImmediate(node, run, variables);
    case 'transaction':
      await run.host.transaction(node.action);
      return undefined;
    case 'call':
      return callProcedure(node, run, variables);
    case 'create_procedure':
      await procedures(run).save(
        node.procedure,
        { parameters: node.parameters, body: node.body.text },
        node.mode,
      );
      return undefined;
    case 'drop_procedure':
      await procedures(run).drop(node.procedure, node.ifExists);
      return undefined;
  }
}

async function declare<R>(
  node: ScriptNode & { kind: 'declare' },
  run: Run<R>,
  variables: Variables,
): Promise<Signal> {
  const { text: initial, start } = node.initial ?? { text: 'NULL', start: node.start };
  const value = await translateExpression(initial, contextOf(run, variables, start), node.type);
  for (const name of node.names) {
    const key = name.toLowerCase();
    if (variables.own.has(key)) throw invalidQuery(`Variable ${name} is already declared`);
    variables.own.set(key, { slot: await store(value.sql, run, initial), type: value.type });
  }
  return undefined;
}

async function assign<R>(
  names: string[],
  value: SourceText,
  run: Run<R>,
  variables: Variables,
): Promise<Signal> {
  const [only] = names;
  const context = contextOf(run, variables, value.start);
  if (names.length === 1 && only !== undefined) {
    const variable = findVariable(variables, only);
    const { sql, type } = await translateExpression(value.text, context, variable.type);
    variable.slot = await store(sql, run, value.text);
    variable.type ??= type;
    return undefined;
  }
  const { sql, type } = await translateExpression(value.text, context);
  if (type === undefined) throw invalidQuery('SET of several variables needs a STRUCT');
  await spread(await store(sql, run, value.text), type, names, run, variables);
  return undefined;
}

async function runBranches<R>(
  node: ScriptNode & { kind: 'if' | 'case' },
  run: Run<R>,
  variables: Variables,
): Promise<Signal> {
  const operand = node.kind === 'case' ? node.operand?.text : undefined;
  for (const branch of node.branches) {
    const { text: tested, start } = branch.condition;
    const condition = operand === undefined ? tested : `(${operand}) = (${tested})`;
    if (await isTrue({ text: condition, start }, run, variables))
      return runNodes(branch.body, run, variables);
  }
  return runNodes(node.otherwise, run, variables);
}

/** Whether a signal ends this loop, goes on with it, or passes through to an outer one. */
function loopSignal(signal: Signal, label: string | undefined): 'next' | 'end' | 'pass' {
  if (signal === undefined) return 'next';
  if (signal.kind === 'return') return 'pass';
  if (signal.label !== undefined && signal.label !== label) return 'pass';
  return signal.kind === 'continue' ? 'next' : 'end';
}

async function runLoop<R>(
  node: ScriptNode & { kind: 'loop' | 'while' | 'repeat' },
  run: Run<R>,
  variables: Variables,
): Promise<Signal> {
  for (;;) {
    if (node.kind === 'while' && !(await isTrue(node.condition, run, variables))) return undefined;
    const signal = await runNodes(node.body, run, variables);
    const next = loopSignal(signal, node.label);
    if (next === 'pass') return signal;
    if (next === 'end') return undefined;
    if (node.kind === 'repeat' && (await isTrue(node.condition, run, variables))) return undefined;
  }
}

async function runFor<R>(
  node: ScriptNode & { kind: 'for' },
  run: Run<R>,
  variables: Variables,
): Promise<Signal> {
  const inner = node.query.text.trim().replace(/^\(([\s\S]*)\)$/, '$1');
  const array = await translateExpression(
    `ARRAY(SELECT AS STRUCT * FROM (${inner}))`,
    contextOf(run, variables, node.query.start),
  );
  if (array.type === undefined)
    throw unsupported('FOR over columns that are not known', 'a query that lists its columns');
  const rows = await store(array.sql, run, node.query.text);
  const [[count] = []] = await run.host.query(
    `SELECT CAST(len(getvariable(${text(rows)})) AS INTEGER)`,
  );
  const row: FieldSchema = { ...array.type, mode: 'NULLABLE' };
  for (let index = 1; index <= Number(count); index += 1) {
    const slot = await store(`list_extract(getvariable(${text(rows)}), ${index})`, run);
    const scope: Variables = {
      parent: variables,
      own: new Map([[node.variable.toLowerCase(), { slot, type: row }]]),
    };
    const signal = await runNodes(node.body, run, scope);
    const next = loopSignal(signal, node.label);
    if (next === 'pass') return signal;
    if (next === 'end') return undefined;
  }
  return undefined;
}

async function runBlock<R>(
  node: ScriptNode & { kind: 'block' },
  run: Run<R>,
  variables: Variables,
): Promise<Signal> {
  const scope = (): Variables => ({ parent: variables, own: new Map() });
  if (node.handler === undefined)
    return blockSignal(await runNodes(node.body, run, scope()), node.label);
  let failure: unknown;
  try {
    return blockSignal(await runNodes(node.body, run, scope()), node.label);
  } catch (error) {
    failure = error;
  }
  run.handling.push(failure);
  try {
    return blockSignal(await runNodes(node.handler, run, scope()), node.label);
  } finally {
    run.handling.pop();
  }
}

function blockSignal(signal: Signal, label: string | undefined): Signal {
  const leaves = signal?.kind === 'leave' && signal.label !== undefined && signal.label === label;
  return leaves ? undefined : signal;
}

async function raise<R>(
  node: ScriptNode & { kind: 'raise' },
  run: Run<R>,
  variables: Variables,
): Promise<Signal> {
  if (node.message === undefined) {
    if (run.handling.length === 0)
      throw invalidQuery('Cannot re-raise an existing exception outside of an exception handler');
    throw run.handling.at(-1);
  }
  throw invalidQuery(String(await evaluate(node.message, run, variables)));
}

/** Notes where an error came from, for the system variables of the handler that may catch it. */
async function noted<R>(
  node: ScriptNode,
  run: Run<R>,
  work: () => Promise<Signal>,
): Promise<Signal> {
  try {
    return await work();
  } catch (error) {
    const isOwn = node.kind === 'raise' && node.message !== undefined && error instanceof SqlError;
    noteFailure(error, run, textOf(node, run), isOwn ? error.message : undefined);
    throw error;
  }
}

/** Offsets of the `?` in a script, which are numbered through all its statements. */
function parameterOffsets(source: string): number[] {
  const cursor = createCursor(source);
  const offsets: number[] = [];
  for (let token = cursor.next(); token.kind !== 'end'; token = cursor.next()) {
    if (token.kind === 'parameter' && token.text === '') offsets.push(token.start);
  }
  return offsets;
}

/** The text of a node, for `@@error.statement_text`. */
function textOf<R>(node: ScriptNode, run: Run<R>): SourceText {
  if (node.kind === 'statement') return node;
  const source = run.calls.at(-1)?.body ?? run.host.source;
  return { text: source.slice(node.start, node.end).trim(), start: node.start };
}
