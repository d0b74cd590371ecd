import type {
  Expression,
  GroupItem,
  OrderItem,
  PipeOperator,
  Select,
  SelectItem,
} from '../parser/ast.ts';

/** AGGREGATE as a SELECT of the grouping keys and then the aggregates, and the order it asks for. */
export function aggregateSelect(operator: PipeOperator & { kind: 'aggregate' }): {
  fields: Partial<Select>;
  order: OrderItem[];
} {
  const keys = operator.group.flatMap(({ item }) => keysOf(item));
  const items: SelectItem[] = [
    ...keys.map(({ expression, alias }) => ({
      kind: 'expression' as const,
      expression,
      position: operator.position,
      ...(alias === undefined ? {} : { alias }),
    })),
    ...operator.items.map(({ item }) => item),
  ];
  const isPlain = operator.group.every(({ item }) => item.kind === 'expression');
  const group: GroupItem[] = isPlain
    ? keys.map((_, index) => ({
        kind: 'expression',
        expression: { kind: 'integer', value: BigInt(index + 1) },
      }))
    : operator.group.map(({ item }) => item);
  const orders = [
    ...(isPlain ? operator.group.map(({ order }) => order) : keys.map(() => undefined)),
    ...operator.items.map(({ order }) => order),
  ];
  const order = orders.flatMap((one, index): OrderItem[] =>
    one === undefined
      ? []
      : [{ ...one, expression: { kind: 'integer', value: BigInt(index + 1) } }],
  );
  return { fields: group.length === 0 ? { items } : { items, group: { items: group } }, order };
}

/** The distinct expressions a grouping item groups by. */
function keysOf(item: GroupItem): { expression: Expression; alias?: string }[] {
  switch (item.kind) {
    case 'expression':
      return [item];
    case 'empty':
      return [];
    case 'sets':
      return distinct(item.items.flatMap(keysOf));
    default:
      return distinct(item.sets.flat().map((expression) => ({ expression })));
  }
}

function distinct<T extends { expression: Expression }>(keys: T[]): T[] {
  const textOf = (key: T) =>
    JSON.stringify(key.expression, (name, value: unknown) =>
      name === 'position' ? undefined : typeof value === 'bigint' ? value.toString() : value,
    );
  const seen = new Map(keys.map((key) => [textOf(key), key]));
  return [...seen.values()];
}

/** ASSERT as a condition that fails where it does not hold. */
export function assertion(operator: PipeOperator & { kind: 'assert' }, source: string): Expression {
  const { position } = operator;
  const call = (name: string, values: Expression[]): Expression => ({
    kind: 'call',
    name,
    path: [{ name, quoted: false, position }],
    safe: false,
    arguments: values.map((value) => ({ kind: 'expression', value })),
    distinct: false,
    order: [],
    position,
  });
  const string = (value: string): Expression => ({ kind: 'string', value });
  const written = source.slice(operator.from, operator.to).trim();
  const payload = operator.payload.flatMap((value) => [
    string('; '),
    call('FORMAT', [string('%t'), value]),
  ]);
  const message = call('CONCAT', [string(`Assert failed: ${written}`), ...payload]);
  return {
    kind: 'case',
    whens: [{ when: operator.condition, then: { kind: 'boolean', value: true } }],
    otherwise: {
      kind: 'cast',
      operand: call('ERROR', [message]),
      type: { kind: 'simple', name: 'BOOL', parameters: [], position },
      safe: false,
      position,
    },
  };
}
