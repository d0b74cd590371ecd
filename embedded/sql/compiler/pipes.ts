import { unsupported } from '../errors.ts';
import type {
  FromItem,
  PipeOperator,
  Query,
  QueryBody,
  Select,
  SelectItem,
  SetOperation,
} from '../parser/ast.ts';
import type { CompiledQuery } from './compiled.ts';
import { compileBody, type Place, type Tail } from './queries.ts';
import type { Scope } from './scope.ts';

const star: SelectItem & { kind: 'star' } = { kind: 'star', except: [], replace: [], position: 0 };

interface Step {
  body: QueryBody;
  tail: Tail;
}

function asQuery(step: Step): Query {
  return {
    kind: 'query',
    recursive: false,
    with: [],
    body: step.body,
    pipes: [],
    start: 0,
    end: 0,
    ...step.tail,
  };
}

function asSource(step: Step, alias: string | undefined): FromItem {
  if (step.body.kind === 'from' && step.tail.order.length === 0 && step.tail.limit === undefined)
    return step.body.from;
  const item: FromItem = { kind: 'subquery', query: asQuery(step), position: 0 };
  return alias === undefined ? item : { ...item, alias };
}

function select(from: FromItem, fields: Partial<Select>): Step {
  const body: Select = {
    kind: 'select',
    distinct: false,
    items: [star],
    windows: [],
    position: 0,
    from,
    ...fields,
  };
  return { body, tail: { order: [] } };
}

/** Rewrites a pipe query into nested SELECTs and translates that. */
export function applyPipes(query: Query, tail: Tail, scope: Scope, place: Place): CompiledQuery {
  let step: Step = { body: query.body, tail };
  let alias: string | undefined;
  for (const operator of query.pipes) {
    if (operator.kind === 'as') {
      alias = operator.alias;
      if (step.body.kind === 'from') step = select(step.body.from, {});
      continue;
    }
    step = apply(operator, asSource(step, alias), step);
    if (operator.kind === 'join') alias = undefined;
  }
  const body: QueryBody = step.body.kind === 'from' ? select(step.body.from, {}).body : step.body;
  return compileBody(body, scope, step.tail, place);
}

function apply(operator: PipeOperator, from: FromItem, step: Step): Step {
  switch (operator.kind) {
    case 'select':
      return select(from, {
        items: operator.items,
        distinct: operator.distinct,
        windows: operator.windows,
      });
    case 'extend':
      return select(from, { items: [star, ...operator.items], windows: operator.windows });
    case 'set':
      return select(from, {
        items: [
          {
            ...star,
            replace: operator.assignments.map((entry) => ({
              expression: entry.value,
              alias: entry.name,
            })),
          },
        ],
      });
    case 'drop':
      return select(from, { items: [{ ...star, except: operator.names }] });
    case 'where':
      return select(from, { where: operator.condition });
    case 'distinct':
      return select(from, { distinct: true });
    case 'order':
      return { ...select(from, {}), tail: { order: operator.order } };
    case 'limit':
      return {
        ...select(from, {}),
        tail: {
          order: [],
          limit: operator.limit,
          ...(operator.offset === undefined ? {} : { offset: operator.offset }),
        },
      };
    case 'aggregate':
      return aggregate(operator, from);
    case 'join':
      return { body: { kind: 'from', from: operator.build(from) }, tail: { order: [] } };
    case 'set_operation':
      return combine(operator, step);
    case 'rename':
    case 'as':
      throw unsupported(
        `the pipe operator ${operator.kind.toUpperCase()} here`,
        'SELECT with aliases',
        operator.position,
      );
  }
}

function aggregate(operator: PipeOperator & { kind: 'aggregate' }, from: FromItem): Step {
  const keys: SelectItem[] = operator.group.map((item) => {
    if (item.kind !== 'expression')
      throw unsupported(
        'grouping sets in a pipe AGGREGATE',
        'GROUP BY in a SELECT',
        operator.position,
      );
    return {
      kind: 'expression',
      expression: item.expression,
      position: operator.position,
      ...(item.alias === undefined ? {} : { alias: item.alias }),
    };
  });
  const ordered = select(from, {
    items: [...keys, ...operator.items],
    ...(operator.group.length === 0 ? {} : { group: { items: operator.group } }),
  });
  return { ...ordered, tail: { order: operator.order } };
}

function combine(operator: PipeOperator & { kind: 'set_operation' }, step: Step): Step {
  const body = operator.queries.reduce<QueryBody>(
    (left, query): SetOperation => ({
      kind: 'set',
      operator: operator.operator,
      all: operator.all,
      match: 'position',
      outer: 'INNER',
      left,
      right: { kind: 'nested', query },
      position: operator.position,
    }),
    {
      kind: 'nested',
      query: asQuery(step.body.kind === 'from' ? select(step.body.from, {}) : step),
    },
  );
  return { body, tail: { order: [] } };
}
