import { invalidQuery, unsupported } from '../errors.ts';
import { functions } from '../functions/index.ts';
import { refusedFunction } from '../functions/refused.ts';
import type { Call, Expression } from '../parser/ast.ts';
import { checkModifiers, checkWindow } from './call-rules.ts';
import type { Compiled, Compiler, FunctionCall, FunctionDefinition } from './compiled.ts';
import { isConstant } from './constants.ts';
import { compileGathered } from './gathered-aggregates.ts';
import { condition } from './predicates.ts';
import { compileRoutineCall } from './routines.ts';
import { plainCall, safeCall } from './safe-call.ts';
import { isAggregateCall, refuseNested } from './select-rules.ts';
import type { Scope } from './scope.ts';
import { suggestion } from './suggestion.ts';
import { namedWindow } from './windows.ts';

const functionNames = Object.keys(functions).map((name) => name.toLowerCase());

function argumentSyntax(node: Call, index: number): Expression {
  const argument = node.arguments[index];
  if (argument?.kind !== 'expression') {
    throw invalidQuery(`Function ${node.name} does not support this argument`, node.position);
  }
  return argument.value;
}

function functionCall(node: Call, scope: Scope, compiler: Compiler): FunctionCall {
  const compiled = new Map<number, Compiled>();
  const argument = (index: number): Compiled => {
    const known = compiled.get(index);
    if (known !== undefined) return known;
    const value = compiler.expression(argumentSyntax(node, index), scope);
    compiled.set(index, value);
    return value;
  };
  return {
    node,
    scope,
    compiler,
    count: node.arguments.length,
    argument,
    arguments: () => node.arguments.map((_, index) => argument(index)),
    syntax: (index) => argumentSyntax(node, index),
  };
}

/** A call of a built-in or user-defined function. */
export function compileCall(node: Call, scope: Scope, compiler: Compiler): Compiled {
  const call = functionCall(node, scope, compiler);
  const routine = scope.environment.routines.get(node.name);
  const definition = Object.hasOwn(functions, node.name) ? functions[node.name] : undefined;
  if (definition === undefined && routine !== undefined && routine.kind !== 'table') {
    if (routine.kind === 'aggregate') refuseNested(node, scope.environment.routines);
    return compileRoutineCall(node, routine, scope);
  }
  if (definition === undefined)
    throw (
      refusedFunction(node.name, node.position) ??
      invalidQuery(
        `Function not found: ${node.name}${suggestion(node.name, functionNames)}`,
        node.position,
      )
    );
  if (call.count < definition.minimum || call.count > definition.maximum) throw wrongCount(node);
  checkShape(node, definition, scope);
  if (definition.isAggregate === true) return compileAggregate(node, definition, scope, compiler);
  return node.safe ? safeCall(call, definition) : plainCall(call, definition);
}

/**
 * An aggregate's WHERE joins whatever already filters the aggregates of its scope. The extreme of a
 * constant is the constant, so that HAVING keeps every row, or none when it is NULL.
 */
function compileAggregate(
  node: Call,
  definition: FunctionDefinition,
  scope: Scope,
  compiler: Compiler,
): Compiled {
  const { routines } = scope.environment;
  refuseNested(node, routines);
  const { where, ...bare } = node;
  const filters = [scope.aggregateFilter];
  if (where !== undefined)
    filters.push(condition(compiler.expression(where, scope), 'WHERE clause', node.position));
  const { having } = node;
  const isPlain = having !== undefined && isConstant(having.expression, scope);
  if (isPlain) {
    const { sql, type } = compiler.expression(having.expression, scope);
    filters.push(type.kind === 'FLOAT64' ? `NOT isnan(${sql})` : `${sql} IS NOT NULL`);
  }
  const filter = filters.filter((one) => one !== undefined).join(' AND ');
  const inside = { ...scope, isGrouped: false, groupKeys: new Set<string>() };
  const filtered = filter === '' ? inside : { ...inside, aggregateFilter: filter };
  const gathers = node.group ?? (isPlain || definition.ownHaving === true ? undefined : having);
  if (gathers !== undefined)
    return compileGathered(bare, filtered, compiler, (one) => isAggregateCall(one, routines));
  return definition.compile(functionCall(bare, filtered, compiler));
}

function checkShape(node: Call, definition: FunctionDefinition, scope: Scope): void {
  const isAggregate = definition.isAggregate === true;
  const modified =
    node.distinct ||
    node.order.length > 0 ||
    node.limit !== undefined ||
    node.where !== undefined ||
    node.having !== undefined ||
    node.group !== undefined;
  if (modified && !isAggregate) {
    throw invalidQuery(
      `Function ${node.name} does not support DISTINCT, WHERE, HAVING, ORDER BY or LIMIT in arguments`,
      node.position,
    );
  }
  if (isAggregate || node.nulls !== undefined) checkModifiers(node, definition);
  if (node.over !== undefined && definition.over === undefined) {
    throw invalidQuery(`Function ${node.name} does not support an OVER clause`, node.position);
  }
  if (node.over === undefined && definition.over === 'required') {
    throw invalidQuery(
      `Analytic function ${node.name} cannot be called without an OVER clause`,
      node.position,
    );
  }
  if (node.over !== undefined) checkWindow(node, definition, namedWindow(node.over, scope));
  const named = node.arguments.find(
    (argument) => argument.kind === 'expression' && argument.name !== undefined,
  );
  if (named !== undefined && definition.namedArguments !== true) {
    throw unsupported(`named arguments of ${node.name}`, 'positional arguments', node.position);
  }
  if (node.safe && (isAggregate || definition.over !== undefined)) {
    throw invalidQuery(`Function ${node.name} does not support SAFE error mode`, node.position);
  }
}

function wrongCount(node: Call) {
  return invalidQuery(
    `Number of arguments does not match for function ${node.name}`,
    node.position,
  );
}
