import { createHash } from 'node:crypto';
import { SqlError, invalidQuery, unsupported } from '../errors.ts';
import { createCursor } from '../parser/cursor.ts';
import { parseExpression } from '../parser/expressions.ts';
import type { Call, Expression } from '../parser/ast.ts';
import type { FunctionNode } from '../parser/routines.ts';
import type { FieldSchema, JavascriptFunction, Options, Routine, Statement } from '../statement.ts';
import {
  fieldOfType,
  knownFields,
  quote,
  resolveType,
  typeName,
  typeOfField,
  UNKNOWN,
  type SqlType,
} from '../types.ts';
import { assignable, typedNode } from './assignments.ts';
import { bindAlways, isVolatile, volatileMark } from './bind-once.ts';
import { castTo } from './coerce.ts';
import type { Compiled } from './compiled.ts';
import { compileExpression } from './expressions.ts';
import { checkJavascriptType, nativeType } from './javascript-types.ts';
import { resolveReference } from './names.ts';
import { optionValues } from './options.ts';
import { compileQuery } from './queries.ts';
import { rootScope, type Environment, type Scope } from './scope.ts';

/** The macro's name of a parameter: one that no column can have. */
const macroParameter = (name: string): string => quote(`_p_${name.toLowerCase()}`);

/** CREATE FUNCTION, CREATE AGGREGATE FUNCTION and CREATE TABLE FUNCTION. */
export function compileCreateFunction(node: FunctionNode, environment: Environment): Statement {
  if (node.temporary && node.target.length > 1)
    throw invalidQuery('A temporary function has a name of one part');
  const reference = node.temporary ? undefined : resolveReference(node.target, environment);
  const name = node.target.at(-1)?.name ?? '';
  const macro =
    reference === undefined
      ? quote(name)
      : [reference.project, reference.dataset, reference.name].map(quote).join('.');
  const { description } = checkedOptions(node);
  const { defaultDataset } = environment.context;
  const isTable = node.body.kind === 'query';
  const parameters = node.parameters.map((parameter) => ({
    name: parameter.name,
    ...(parameter.type && { type: fieldOfType('', resolveType(parameter.type)) }),
  }));
  const isTemplate = node.aggregate || parameters.some(({ type }) => type === undefined);
  const shown = node.target.map((part) => part.name).join('.');
  const list = parameters.map((parameter) => macroParameter(parameter.name)).join(', ');
  const create = `CREATE OR REPLACE ${node.temporary ? 'TEMP ' : ''}MACRO ${macro}(${list})`;
  const routine: Routine = {
    kind: isTable ? 'table' : node.aggregate ? 'aggregate' : 'scalar',
    macro,
    parameters,
    ...(node.temporary && { temporary: true }),
    ...(node.returns && { returns: fieldOfType('', resolveType(node.returns)) }),
  };
  const shared = {
    kind: 'create_function' as const,
    target: reference ?? { temporary: name },
    mode: node.mode,
    source: environment.source,
    ...(defaultDataset !== undefined && { defaultDataset }),
    definition: node.body.kind === 'javascript' ? node.body.code : node.body.text,
    ...(typeof description === 'string' && { description }),
  };
  if (node.body.kind === 'javascript') {
    const javascript = javascriptFunction(node.body.code, shown, routine);
    return {
      ...shared,
      sql: `${create} AS (${javascriptBody(javascript)})`,
      routine: { ...routine, javascript },
    };
  }
  if (isTemplate) return { ...shared, routine: { ...routine, template: node.body.text } };
  const scope = rootScope({ ...environment, aliasPrefix: `_${name}` });
  for (const parameter of parameters) {
    scope.bindings.set(parameter.name.toLowerCase(), {
      sql: macroParameter(parameter.name),
      type: parameter.type === undefined ? UNKNOWN : typeOfField(parameter.type),
    });
  }
  if (node.body.kind === 'query') {
    const body = compileQuery(node.body.query, scope, 'relation');
    const { fields } = knownFields(body.columns);
    return {
      ...shared,
      sql: `${create} AS TABLE ${body.sql}`,
      routine: { ...routine, ...(fields && { columns: fields }) },
    };
  }
  const body = returned(compileExpression(node.body.expression, scope), routine.returns);
  const returns = body.type.kind === 'UNKNOWN' ? {} : { returns: fieldOfType('', body.type) };
  const volatile = isVolatile(body.sql) ? { volatile: true as const } : {};
  return {
    ...shared,
    sql: `${create} AS (${body.sql})`,
    routine: { ...routine, ...returns, ...volatile },
  };
}

function checkedOptions(node: FunctionNode): Options {
  const options = optionValues(node.options);
  const name = Object.keys(options).find((option) => option !== 'description');
  if (name === undefined) return options;
  throw unsupported(
    `the option ${name} of a function`,
    name === 'library' ? 'the library’s code in the function body' : undefined,
  );
}

/** A function body's value as the type the function is declared to return. */
function returned(body: Compiled, declared: FieldSchema | undefined): Compiled {
  if (declared === undefined) return body;
  const type = typeOfField(declared);
  const value = assignable(body, type, (found) =>
    invalidQuery(
      `Function declared to return ${typeName(type)} but the function body produces incompatible type ${typeName(found)}`,
    ),
  );
  return { sql: castTo(value.sql, type), type };
}

function javascriptFunction(code: string, shown: string, routine: Routine): JavascriptFunction {
  const { returns } = routine;
  if (returns === undefined)
    throw invalidQuery('A JavaScript function must declare what it RETURNS');
  const parameters = routine.parameters.map(({ name, type }) => {
    if (type === undefined)
      throw invalidQuery(`ANY TYPE is not supported for JavaScript functions: argument ${name}`);
    checkJavascriptType(typeOfField(type), 'argument', name);
    return { ...type, name };
  });
  checkJavascriptType(typeOfField(returns), 'result', shown);
  const types = parameters.map((parameter) => typeName(typeOfField(parameter)));
  const signature = `${shown}(${types.join(', ')})`;
  const hash = createHash('sha256').update(JSON.stringify([signature, code, parameters, returns]));
  return { name: `bq_js_${hash.digest('hex').slice(0, 24)}`, signature, code, parameters, returns };
}

function javascriptBody({ name, parameters, returns }: JavascriptFunction): string {
  const values = parameters.map((parameter) => {
    const value = `CAST(${macroParameter(parameter.name)} AS ${nativeType(typeOfField(parameter))})`;
    return parameter.mode === 'REPEATED' ? `bq_flat_list(${value})` : value;
  });
  return castTo(`${name}(${values.join(', ')})`, typeOfField(returns));
}

const maximumDepth = 40;

/** A call of a user-defined function that is not a table function. */
export function compileRoutineCall(node: Call, routine: Routine, scope: Scope): Compiled {
  const isPlain =
    !node.distinct &&
    node.order.length === 0 &&
    node.limit === undefined &&
    node.having === undefined &&
    node.where === undefined &&
    node.group === undefined &&
    node.nulls === undefined;
  if (!isPlain)
    throw unsupported(
      `DISTINCT, WHERE, ORDER BY and the like in a call of ${node.name}`,
      'its body',
    );
  if (node.over !== undefined) throw unsupported(`OVER with the function ${node.name}`, 'its body');
  const values = routineArguments(node, routine, scope);
  const called = callOnce(node, routine, values, scope);
  if (!node.safe) return called;
  if (routine.kind === 'aggregate')
    throw invalidQuery(`Function ${node.name} does not support SAFE error mode`, node.position);
  return { sql: `TRY(${called.sql})`, type: called.type };
}

/** A call whose body may mention an argument several times that must be the same each time. */
function callOnce(node: Call, routine: Routine, values: Compiled[], scope: Scope): Compiled {
  if (routine.kind === 'aggregate' || !values.some((value) => isVolatile(value.sql)))
    return callRoutine(node, routine, values, scope);
  let type: SqlType = UNKNOWN;
  const sql = bindAlways(
    values.map((value) => value.sql),
    (names) => {
      const bound = values.map((value, index) => ({ sql: names[index] ?? '', type: value.type }));
      const called = callRoutine(node, routine, bound, scope);
      ({ type } = called);
      return called.sql;
    },
  );
  return { sql, type };
}

function callRoutine(node: Call, routine: Routine, values: Compiled[], scope: Scope): Compiled {
  if (routine.template === undefined) {
    const mark = routine.volatile === true ? volatileMark : '';
    const sql = `${routine.macro}(${values.map((value) => value.sql).join(', ')})${mark}`;
    return { sql, type: routine.returns === undefined ? UNKNOWN : typeOfField(routine.returns) };
  }
  const inner = templateScope(node, routine, values, scope);
  try {
    const body = returned(
      compileExpression(templateBody(routine.template), inner),
      routine.returns,
    );
    return { sql: `(${body.sql})`, type: body.type };
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    throw new SqlError(`Invalid function ${node.name}: ${error.message}`, {
      reason: error.reason,
      offset: node.position,
    });
  }
}

/** The scope of a templated function's body, in which its parameters are bound to a call's arguments. */
export function templateScope(
  node: Pick<Call, 'name' | 'position'>,
  routine: Routine,
  values: Compiled[],
  scope: Scope,
): Scope {
  const { environment } = scope;
  const depth = environment.routineDepth ?? 0;
  if (depth >= maximumDepth)
    throw invalidQuery(`Function ${node.name} calls itself`, node.position);
  environment.aliases += 1;
  const inner = rootScope({
    ...environment,
    aliasPrefix: `${environment.aliasPrefix ?? ''}_f${environment.aliases}`,
    routineDepth: depth + 1,
  });
  if (scope.aggregateFilter !== undefined) inner.aggregateFilter = scope.aggregateFilter;
  for (const [index, parameter] of routine.parameters.entries()) {
    const value = values[index];
    if (value !== undefined) inner.bindings.set(parameter.name.toLowerCase(), value);
  }
  return inner;
}

/** The syntax tree of a templated function's body. */
export function templateBody(template: string): Expression {
  return parseExpression(createCursor(template));
}

/** A call's arguments as values of the parameters' types. */
export function routineArguments(
  node: Pick<Call, 'path' | 'arguments' | 'position'>,
  routine: Routine,
  scope: Scope,
): Compiled[] {
  const shown = routine.parameters.map(({ type }) =>
    type === undefined ? 'ANY TYPE' : typeName(typeOfField(type)),
  );
  const name = node.path.map((part) => part.name).join('.');
  const supported = `Supported signature: ${name}(${shown.join(', ')})`;
  if (node.arguments.length !== routine.parameters.length) {
    throw invalidQuery(
      `Number of arguments does not match for function ${name}. ${supported}`,
      node.position,
    );
  }
  return node.arguments.map((argument, index) => {
    const type = routine.parameters[index]?.type;
    if (argument.kind !== 'expression')
      throw unsupported('TABLE and MODEL arguments', undefined, node.position);
    if (type === undefined) return compileExpression(argument.value, scope);
    const wanted = typeOfField(type);
    return typedNode(argument.value, scope, wanted, (found: SqlType) =>
      invalidQuery(
        `No matching signature for function ${name} for argument of type ${typeName(found)}. ${supported}`,
        node.position,
      ),
    );
  });
}
