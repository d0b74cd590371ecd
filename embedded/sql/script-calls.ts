import { invalidQuery, SqlError, unsupported } from './errors.ts';
import type { ScriptNode, SourceText } from './script-nodes.ts';
import { contextOf, evaluate, procedures, store, type Run, type Signal } from './script-run.ts';
import { parseScript } from './script.ts';
import type { FieldSchema, TranslationContext, Value } from './statement.ts';
import { coerceValue, translate, translateExpression } from './translate.ts';
import { text } from './types.ts';
import { fieldOfValue, findVariable, valueOf, type Variables } from './variables.ts';

const maximumCalls = 50;

/** Translates and runs one statement. */
export async function runStatement<R>(
  statement: SourceText,
  context: TranslationContext,
  run: Run<R>,
): Promise<void> {
  run.result = await run.host.run(await translate(statement.text, context), statement);
  run.rowCount = run.host.changedRows?.(run.result) ?? run.rowCount;
}

/** Assigns the fields of a struct in `slot` to variables. */
export async function spread<R>(
  slot: string,
  type: FieldSchema,
  names: string[],
  run: Run<R>,
  variables: Variables,
): Promise<void> {
  if (type.fields !== undefined && type.fields.length !== names.length)
    throw invalidQuery('The number of values does not match the number of variables');
  for (const [index, name] of names.entries()) {
    const field = fieldOfValue(`getvariable(${text(slot)})`, type, index);
    const variable = findVariable(variables, name);
    variable.slot = await store(coerceValue(field, variable.type), run);
    variable.type ??= field.type;
  }
}

/** What EXECUTE IMMEDIATE may run beside statements. */
const dynamic = new Set<ScriptNode['kind']>([
  'call',
  'create_procedure',
  'drop_procedure',
  'transaction',
]);

/** EXECUTE IMMEDIATE: one statement, made when it runs. */
export async function executeImmediate<R>(
  node: ScriptNode & { kind: 'execute' },
  run: Run<R>,
  variables: Variables,
): Promise<Signal> {
  const source = await evaluate(node.statement, run, variables);
  if (typeof source !== 'string') throw invalidQuery('EXECUTE IMMEDIATE of NULL');
  const named: Record<string, Value> = {};
  const positional: Value[] = [];
  for (const parameter of node.using) {
    const { sql, type } = await translateExpression(
      parameter.value.text,
      contextOf(run, variables, parameter.value.start),
    );
    const value = valueOf({ slot: await store(sql, run), type });
    if (parameter.name === undefined) positional.push(value);
    else named[parameter.name.toLowerCase()] = value;
  }
  const context = {
    ...contextOf(run, variables, node.start),
    parameters: { named, positional },
  };
  const [first, ...others] = parseScript(source);
  if (first === undefined || others.length > 0)
    throw invalidQuery('EXECUTE IMMEDIATE needs exactly one statement');
  if (first.kind !== 'statement') {
    if (!dynamic.has(first.kind))
      throw invalidQuery('EXECUTE IMMEDIATE does not run control statements');
    return run.nodes([first], variables);
  }
  if (node.into.length === 0) {
    await runStatement({ text: first.text, start: node.start }, context, run);
    return undefined;
  }
  const statement = await translate(first.text, context);
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

/** CALL: a procedure's body in a scope of its own. */
export async function callProcedure<R>(
  node: ScriptNode & { kind: 'call' },
  run: Run<R>,
  variables: Variables,
): Promise<Signal> {
  const path = qualified(node.procedure, run);
  const shown = node.procedure.join('.');
  if (/^BQ\.REFRESH_MATERIALIZED_VIEW$/i.test(shown)) return undefined;
  if (/^BQ\./i.test(shown))
    throw unsupported(`system procedure ${shown}`, 'the REST API where it has the like');
  const procedure = await procedures(run).find(path);
  if (procedure === undefined)
    throw new SqlError(`Procedure not found: ${shown}`, { reason: 'notFound' });
  if (procedure.parameters.length !== node.arguments.length) {
    throw invalidQuery(`Number of arguments does not match for procedure ${shown}`);
  }
  if (run.calls.length >= maximumCalls)
    throw invalidQuery(`Procedure calls are nested more than ${maximumCalls} deep`);
  const scope: Variables = { parent: undefined, own: new Map() };
  for (const [index, parameter] of procedure.parameters.entries()) {
    const argument = node.arguments[index] ?? { text: 'NULL', start: node.start };
    // an OUT argument's value does not go in
    const isOut = parameter.out && parameter.inout !== true;
    if (parameter.out) findVariable(variables, argument.text.trim());
    const { sql, type } = await translateExpression(
      isOut ? 'NULL' : argument.text,
      contextOf(run, variables, argument.start),
      parameter.type,
    );
    scope.own.set(parameter.name.toLowerCase(), { slot: await store(sql, run), type });
  }
  run.calls.push({ procedure: shown, body: procedure.body, start: node.start });
  try {
    await run.nodes(parseScript(procedure.body), scope);
  } finally {
    run.calls.pop();
  }
  for (const [index, parameter] of procedure.parameters.entries()) {
    if (!parameter.out) continue;
    const variable = findVariable(variables, node.arguments[index]?.text.trim() ?? '');
    const inner = findVariable(scope, parameter.name);
    const value = valueOf(inner);
    variable.slot = await store(
      typeof value === 'string' ? value : coerceValue(value, variable.type),
      run,
    );
  }
  return undefined;
}

/** A procedure's name with the dataset that SET @@dataset_id chose. */
function qualified<R>(path: string[], run: Run<R>): string[] {
  const { dataset } = run.settings;
  return path.length === 1 && dataset !== undefined ? [dataset, ...path] : path;
}
