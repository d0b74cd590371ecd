import { invalidQuery, unsupported } from '../errors.ts';
import type { Call, Expression, FromItem, Query, Select, SelectItem } from '../parser/ast.ts';
import { findInTree, rewriteTree, sameTree } from '../parser/trees.ts';
import { arrayOf, quote, structOf, type Column } from '../types.ts';
import type { Compiled, Compiler } from './compiled.ts';
import { findPath } from './names.ts';
import { childScope, type Scope } from './scope.ts';

const path = (...names: string[]): Expression => ({
  kind: 'path',
  names: names.map((name) => ({ name, quoted: true, position: 0 })),
});

const item = (expression: Expression, alias: string): SelectItem => ({
  kind: 'expression',
  expression,
  alias,
  position: 0,
});

function select(from: FromItem, items: SelectItem[], rest: Partial<Select> = {}): Query {
  return {
    kind: 'query',
    recursive: false,
    with: [],
    body: { kind: 'select', distinct: false, items, windows: [], position: 0, from, ...rest },
    order: [],
    pipes: [],
    start: 0,
    end: 0,
  };
}

const rows: FromItem = { kind: 'unnest', expression: path('_rows'), alias: '_row', position: 0 };
const derived = (query: Query): FromItem => ({
  kind: 'subquery',
  query,
  alias: '_groups',
  position: 0,
});

/**
 * An aggregate with HAVING MAX, HAVING MIN or GROUP BY inside: a query over the rows of the
 * group, which are gathered in a list. `isAggregate` tells calls of aggregates.
 */
export function compileGathered(
  node: Call,
  scope: Scope,
  compiler: Compiler,
  isAggregate: (node: Expression) => boolean,
): Compiled {
  const columns: (Column & { sql: string })[] = [];
  const moved = rewriteTree(node, (expression) => {
    if ('query' in expression || (expression.kind === 'in' && 'query' in expression.set)) {
      throw unsupported(
        `a subquery in ${node.name}(... ${node.group ? 'GROUP BY' : 'HAVING'} ...)`,
        'a join or a column of a subquery in FROM',
        node.position,
      );
    }
    const value = expression.kind === 'path' ? findPath(expression.names, scope) : undefined;
    if (value === undefined) return undefined;
    const known = columns.find((column) => column.sql === value.sql);
    const column = known ?? { ...value, name: `c${columns.length}` };
    if (known === undefined) columns.push(column);
    return path('_row', column.name);
  });
  if (columns.length === 0) {
    throw unsupported(
      `${node.name} of constants with HAVING or GROUP BY inside`,
      'an aggregate of columns',
      node.position,
    );
  }
  const fields = columns.map((column) => `${quote(column.name)} := ${column.sql}`);
  const filter =
    scope.aggregateFilter === undefined ? '' : ` FILTER (WHERE ${scope.aggregateFilter})`;
  const inner = childScope(scope);
  inner.bindings.set('_rows', {
    sql: `list(struct_pack(${fields.join(', ')}))${filter}`,
    type: arrayOf(structOf(columns)),
  });
  const isFloat =
    node.having !== undefined &&
    compiler.expression(node.having.expression, scope).type.kind === 'FLOAT64';
  const query =
    moved.group === undefined ? ofExtreme(moved, isFloat) : ofGroups(moved, isAggregate);
  return compiler.expression({ kind: 'subquery', query, position: node.position }, inner);
}

/** The rows whose key is the extreme one. NaN, which is both extremes, equals no key. */
function ofExtreme({ having, ...call }: Call, isFloat: boolean): Query {
  if (having === undefined) throw invalidQuery('HAVING MAX or MIN expected', call.position);
  const { position } = call;
  const apply = (name: string, value: Expression): Call => ({
    kind: 'call',
    name,
    path: [],
    safe: false,
    arguments: [{ kind: 'expression', value }],
    distinct: false,
    order: [],
    position,
  });
  const extreme: Call = {
    ...apply(having.extreme, having.expression),
    over: { partition: [], order: [] },
  };
  const isExtreme: Expression = {
    kind: 'binary',
    operator: '=',
    left: path('_key'),
    right: path('_extreme'),
    position,
  };
  const isNumber: Expression = {
    kind: 'unary',
    operator: 'NOT',
    operand: apply('IS_NAN', path('_key')),
    position,
  };
  const where: Expression = isFloat
    ? { kind: 'binary', operator: 'AND', left: isExtreme, right: isNumber, position }
    : isExtreme;
  const ranked = select(rows, [
    item(path('_row'), '_row'),
    item(having.expression, '_key'),
    item(extreme, '_extreme'),
  ]);
  return select(derived(ranked), [item(call, '_value')], { where });
}

function ofGroups({ group, ...call }: Call, isAggregate: (node: Expression) => boolean): Query {
  const keys = group?.keys ?? [];
  const inputs = { arguments: call.arguments, order: call.order };
  const nested = findInTree(inputs, isAggregate);
  const items = [
    ...keys.map((key, index) => item(key, `_k${index}`)),
    ...nested.map((aggregate, index) => item(aggregate, `_a${index}`)),
  ];
  const grouped = select(rows, items, {
    group: {
      items: keys.map((_, index) => ({
        kind: 'expression',
        expression: { kind: 'integer', value: BigInt(index + 1) },
      })),
    },
    ...(group?.having === undefined ? {} : { having: group.having }),
  });
  const outer = rewriteTree(inputs, (expression) => {
    const key = keys.findIndex((one) => sameTree(one, expression));
    if (key >= 0) return path(`_k${key}`);
    const aggregate = nested.findIndex((one) => sameTree(one, expression));
    if (aggregate >= 0) return path(`_a${aggregate}`);
    if (expression.kind === 'path' && expression.names[0]?.name === '_row') {
      throw invalidQuery(
        `An argument of ${call.name} references a column that its GROUP BY neither groups nor aggregates`,
        call.position,
      );
    }
    return undefined;
  });
  return select(derived(grouped), [item({ ...call, ...outer }, '_value')]);
}
