import { invalidQuery, unsupported } from '../errors.ts';
import { functions } from '../functions/index.ts';
import type { Call, Expression } from '../parser/ast.ts';
import { typeOfField, UNKNOWN } from '../types.ts';
import type { Compiled, Compiler, FunctionCall } from './compiled.ts';
import type { Scope } from './scope.ts';

function argumentSyntax(node: Call, index: number): Expression {
  const argument = node.arguments[index];
  if (argument?.kind !== 'expression') {
    throw invalidQuery(`Function ${node.name} does not support this argument`, node.position);
  }
  return argument.value;
}

/** A call of a built-in or user-defined function. */
export function compileCall(node: Call, scope: Scope, compiler: Compiler): Compiled {
  const call: FunctionCall = {
    node,
    scope,
    compiler,
    count: node.arguments.length,
    argument: (index) => compiler.expression(argumentSyntax(node, index), scope),
    arguments: () =>
      node.arguments.map((_, index) => compiler.expression(argumentSyntax(node, index), scope)),
    syntax: (index) => argumentSyntax(node, index),
  };
  const routine = scope.environment.routines.get(node.name);
  const definition = Object.hasOwn(functions, node.name) ? functions[node.name] : undefined;
  if (definition === undefined && routine?.kind === 'scalar') {
    if (routine.parameters !== call.count) throw wrongCount(node);
    const sql = `${routine.macro}(${call
      .arguments()
      .map((argument) => argument.sql)
      .join(', ')})`;
    return { sql, type: routine.returns === undefined ? UNKNOWN : typeOfField(routine.returns) };
  }
  if (definition === undefined)
    throw invalidQuery(`Function not found: ${node.name}`, node.position);
  if (call.count < definition.minimum || call.count > definition.maximum) throw wrongCount(node);
  const aggregates =
    node.distinct ||
    node.order.length > 0 ||
    node.limit !== undefined ||
    node.having !== undefined ||
    (node.nulls !== undefined && definition.over !== 'required');
  if (aggregates && definition.isAggregate !== true) {
    throw invalidQuery(
      `Function ${node.name} does not support DISTINCT, ORDER BY, LIMIT or HAVING in arguments`,
      node.position,
    );
  }
  if (node.over !== undefined && definition.over === undefined) {
    throw invalidQuery(`Function ${node.name} does not support an OVER clause`, node.position);
  }
  if (node.over === undefined && definition.over === 'required') {
    throw invalidQuery(
      `Analytic function ${node.name} cannot be called without an OVER clause`,
      node.position,
    );
  }
  const named = node.arguments.find(
    (argument) => argument.kind === 'expression' && argument.name !== undefined,
  );
  if (named !== undefined && definition.namedArguments !== true) {
    throw unsupported(`named arguments of ${node.name}`, 'positional arguments', node.position);
  }
  const compiled = definition.compile(call);
  if (!node.safe) return compiled;
  if (definition.isAggregate === true || definition.over !== undefined) {
    throw invalidQuery(`Function ${node.name} does not support SAFE error mode`, node.position);
  }
  return { sql: `TRY(${compiled.sql})`, type: compiled.type };
}

function wrongCount(node: Call) {
  return invalidQuery(
    `Number of arguments does not match for function ${node.name}`,
    node.position,
  );
}
