import { SqlError, invalidQuery, unsupported } from './errors.ts';
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
import { parseScript } from './script.ts';
import type { FieldSchema, Value } from './statement.ts';
import { translate, translateExpression } from './translate.ts';
import { text } from './types.ts';
import { fieldOfValue, findVariable, valueOf, type Variables } from './variables.ts';

export type { Procedure, ScriptHost } from './script-run.ts';

const maximumCalls = 50;

/**
 * Runs a parsed script and returns what its last statement returned, undefined when there was none.
 * Throws what the engine throws, and SqlError for faults of the script itself.
 */
export async function runScript<Result>(
  nodes: ScriptNode[],
  host: ScriptHost<Result>,
): Promise<Result | undefined> {
  const run: Run<Result> = { host, result: undefined, slots: 0, handling: [], calls: 0 };
  await runNodes(nodes, run, { parent: undefined, own: new Map() });
  return run.result;
}

async function runNodes<R>(
  nodes: ScriptNode[],
  run: Run<R>,
  variables: Variables,
): Promise<Signal> {
  for (const node of nodes) {
    const signal = await located(node.start, () => runNode(node, run, variables));
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
      run.result = await run.host.run(await translate(node.text, contextOf(run, variables)), node);
      return undefined;
    case 'declare':
      return declare(node, run, variables);
    case 'set':
      return assign(node.names, node.value, run, variables);
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
  const initial = node.initial?.text ?? 'NULL';
  const value = await translateExpression(initial, contextOf(run, variables), node.type);
  for (const name of node.names) {
    const key = name.toLowerCase();
    if (variables.own.has(key)) throw invalidQuery(`Variable ${name} is already declared`);
    variables.own.set(key, { slot: await store(value.sql, run), type: value.type });
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
  const context = contextOf(run, variables);
  if (names.length === 1 && only !== undefined) {
    const variable = findVariable(variables, only);
    const { sql, type } = await translateExpression(value.text, context, variable.type);
    variable.slot = await store(sql, run);
    variable.type ??= type;
    return undefined;
  }
  const { sql, type } = await translateExpression(value.text, context);
  if (type === undefined) throw invalidQuery('SET of several variables needs a STRUCT');
  await spread(await store(sql, run), type, names, run, variables);
  return undefined;
}

/** Assigns the fields of a struct in `slot` to variables. */
async function spread<R>(
  slot: string,
  type: FieldSchema,
  names: string[],
  run: Run<R>,
  variables: Variables,
): Promise<void> {
  for (const [index, name] of names.entries()) {
    const field = fieldOfValue(`getvariable(${text(slot)})`, type, index);
    const variable = findVariable(variables, name);
    variable.slot = await store(field.sql, run);
    variable.type ??= field.type;
  }
}

async function runBranches<R>(
  node: ScriptNode & { kind: 'if' | 'case' },
  run: Run<R>,
  variables: Variables,
): Promise<Signal> {
  const operand = node.kind === 'case' ? node.operand?.text : undefined;
  for (const branch of node.branches) {
    const condition =
      operand === undefined ? branch.condition.text : `(${operand}) = (${branch.condition.text})`;
    if (await isTrue(condition, run, variables)) return runNodes(branch.body, run, variables);
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
    if (node.kind === 'while' && !(await isTrue(node.condition.text, run, variables)))
      return undefined;
    const signal = await runNodes(node.body, run, variables);
    const next = loopSignal(signal, node.label);
    if (next === 'pass') return signal;
    if (next === 'end') return undefined;
    if (node.kind === 'repeat' && (await isTrue(node.condition.text, run, variables)))
      return undefined;
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
    contextOf(run, variables),
  );
  if (array.type === undefined)
    throw unsupported('FOR over columns that are not known', 'a query that lists its columns');
  const rows = await store(array.sql, run);
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
  throw invalidQuery(String(await evaluate(node.message.text, run, variables)));
}

async function executeImmediate<R>(
  node: ScriptNode & { kind: 'execute' },
  run: Run<R>,
  variables: Variables,
): Promise<Signal> {
  const source = await evaluate(node.statement.text, run, variables);
  if (typeof source !== 'string') throw invalidQuery('EXECUTE IMMEDIATE of NULL');
  const named: Record<string, Value> = {};
  const positional: Value[] = [];
  for (const parameter of node.using) {
    const { sql, type } = await translateExpression(
      parameter.value.text,
      contextOf(run, variables),
    );
    const value = valueOf({ slot: await store(sql, run), type });
    if (parameter.name === undefined) positional.push(value);
    else named[parameter.name.toLowerCase()] = value;
  }
  const context = { ...contextOf(run, variables), parameters: { named, positional } };
  const statement = await translate(source, context);
  if (node.into.length === 0) {
    run.result = await run.host.run(statement, { text: source, start: node.start });
    return undefined;
  }
  if (statement.kind !== 'query' || statement.fields === undefined) {
    throw invalidQuery('EXECUTE IMMEDIATE ... INTO needs a query whose columns are known');
  }
  const slot = await store(`SELECT _row FROM (${statement.sql}) AS _row`, run);
  await spread(
    slot,
    { name: '', type: 'RECORD', fields: statement.fields },
    node.into,
    run,
    variables,
  );
  return undefined;
}

async function callProcedure<R>(
  node: ScriptNode & { kind: 'call' },
  run: Run<R>,
  variables: Variables,
): Promise<Signal> {
  const procedure = await procedures(run).find(node.procedure);
  if (procedure === undefined)
    throw new SqlError(`Procedure not found: ${node.procedure.join('.')}`, { reason: 'notFound' });
  if (procedure.parameters.length !== node.arguments.length) {
    throw invalidQuery(
      `Number of arguments does not match for procedure ${node.procedure.join('.')}`,
    );
  }
  if (run.calls >= maximumCalls)
    throw invalidQuery(`Procedure calls are nested more than ${maximumCalls} deep`);
  const scope: Variables = { parent: undefined, own: new Map() };
  for (const [index, parameter] of procedure.parameters.entries()) {
    const { sql, type } = await translateExpression(
      node.arguments[index]?.text ?? 'NULL',
      contextOf(run, variables),
      parameter.type,
    );
    scope.own.set(parameter.name.toLowerCase(), { slot: await store(sql, run), type });
  }
  run.calls += 1;
  await runNodes(parseScript(procedure.body), run, scope);
  run.calls -= 1;
  for (const [index, parameter] of procedure.parameters.entries()) {
    if (!parameter.out) continue;
    findVariable(variables, node.arguments[index]?.text.trim() ?? '').slot = findVariable(
      scope,
      parameter.name,
    ).slot;
  }
  return undefined;
}
