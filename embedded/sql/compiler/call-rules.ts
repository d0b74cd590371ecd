import { invalidQuery } from '../errors.ts';
import type { Call, WindowSpecification } from '../parser/ast.ts';
import { sameTree } from '../parser/trees.ts';
import type { FunctionDefinition } from './compiled.ts';

/** Throws when a call of an aggregate has a modifier that the function, or the others, rule out. */
export function checkModifiers(node: Call, definition: FunctionDefinition): void {
  const { name, position } = node;
  const takes = new Set(definition.modifiers);
  const fail = (message: string) => invalidQuery(message, position);
  if (node.distinct && definition.distinct === 'refused')
    throw fail(`DISTINCT is not allowed for function ${name}`);
  if (node.order.length > 0 && !takes.has('ORDER BY'))
    throw fail(`Aggregate function ${name} does not support ORDER BY in arguments`);
  if (node.limit !== undefined && !takes.has('LIMIT'))
    throw fail(`Aggregate function ${name} does not support LIMIT in arguments`);
  if (node.nulls !== undefined && !takes.has('NULLS')) {
    throw fail(
      `IGNORE NULLS and RESPECT NULLS are not allowed for aggregate function ${name.toLowerCase()}`,
    );
  }
  if (node.over !== undefined) {
    for (const [clause, given] of Object.entries({
      'ORDER BY': node.order.length > 0,
      LIMIT: node.limit !== undefined,
      'HAVING modifier': node.having !== undefined,
      'GROUP BY modifier': node.group !== undefined,
    })) {
      if (given) throw fail(`${clause} is not supported on analytic functions`);
    }
  }
  checkOrder(node);
}

function checkOrder(node: Call): void {
  for (const { expression } of node.order) {
    if (expression.kind === 'integer') {
      throw invalidQuery(
        'Aggregate functions do not allow ORDER BY by index in arguments',
        node.position,
      );
    }
    const isArgument = node.arguments.some(
      (argument) => argument.kind === 'expression' && sameTree(argument.value, expression),
    );
    if (node.distinct && !isArgument) {
      throw invalidQuery(
        'An aggregate function that has both DISTINCT and ORDER BY arguments can only ORDER BY expressions that are arguments to the function',
        node.position,
      );
    }
  }
}

/** Throws when a window, its named base written out, does not suit the function over it. */
export function checkWindow(
  node: Call,
  definition: FunctionDefinition,
  window: WindowSpecification,
): void {
  const name = node.name.toLowerCase();
  const fail = (message: string) => invalidQuery(message, node.position);
  const ordered = window.order.length > 0;
  if (definition.windowOrder === 'required' && !ordered)
    throw fail(`Window ORDER BY is required for analytic function ${name}`);
  if (definition.windowOrder === 'refused' && ordered)
    throw fail(`Window ORDER BY is not allowed for analytic function ${name}`);
  if (definition.windowFrame === 'refused' && window.frame !== undefined)
    throw fail(`Window framing clause is not allowed for analytic function ${name}`);
  if (!node.distinct) return;
  if (ordered) throw fail('Window ORDER BY is not allowed if DISTINCT is specified');
  if (window.frame !== undefined)
    throw fail('Window framing clause is not allowed if DISTINCT is specified');
}
