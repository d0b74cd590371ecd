import type {
  Expression,
  GroupItem,
  Query,
  QueryBody,
  Select,
  SelectItem,
  SetOperation,
} from '../../../embedded/language.ts';
import { lineageOf } from './expressions.ts';
import { fromScope } from './from.ts';
import { contextOf, nothing, oneOf, type Lineage } from './origins.ts';
import {
  columnOf,
  emptyScope,
  rowOf,
  stacked,
  type Relation,
  type Scope,
  type Walk,
} from './scope.ts';
import { itemText } from './text.ts';

/** How often a recursive query is read anew: its lineage has settled long before. */
const maxRounds = 6;

/** Where each column of a query's result comes from. */
export function queryRelation(query: Query, outer: Scope | undefined, walk: Walk): Relation {
  if (query.pipes.length > 0) throw new Error('Lineage through pipe operators is not known');
  let scope: Scope | undefined = outer;
  for (const { name, query: body } of query.with) {
    const relation = query.recursive
      ? recursiveRelation(name.name, body, scope, walk)
      : queryRelation(body, scope, walk);
    scope = withTable(scope, name.name, relation);
  }
  const relation = bodyRelation(query.body, scope, walk);
  const aliases = new Map(
    relation.columns.map(({ name, lineage }) => [name.toLowerCase(), lineage]),
  );
  const ordering =
    query.limit === undefined || query.body.kind !== 'select'
      ? []
      : query.order.map(({ expression }) =>
          lineageOf(
            expression,
            { ...selectScope(query.body as Select, scope, walk), aliases },
            walk,
          ),
        );
  return ordering.length === 0
    ? relation
    : { ...relation, rows: contextOf([relation.rows, ...ordering]) };
}

function withTable(scope: Scope | undefined, name: string, relation: Relation): Scope {
  const tables = new Map([[name.toLowerCase(), relation]]);
  return { ...emptyScope, tables, ...(scope && { outer: scope }) };
}

/** The result of a table that may read itself: read anew until what it is made of does not grow. */
function recursiveRelation(
  name: string,
  body: Query,
  scope: Scope | undefined,
  walk: Walk,
): Relation {
  const first = body.body.kind === 'set' ? leftmost(body.body) : body.body;
  let known = bodyRelation(first, scope, { ...walk, unresolved: new Set() });
  let size = -1;
  for (let round = 0; round < maxRounds; round += 1) {
    known = queryRelation(body, withTable(scope, name, known), walk);
    const now = known.columns.reduce((sum, { lineage }) => sum + lineage.origins.size, 0);
    if (now === size) break;
    size = now;
  }
  return known;
}

function leftmost(operation: SetOperation): QueryBody {
  return operation.left.kind === 'set' ? leftmost(operation.left) : operation.left;
}

function bodyRelation(body: QueryBody, outer: Scope | undefined, walk: Walk): Relation {
  switch (body.kind) {
    case 'select':
      return selectRelation(body, outer, walk);
    case 'nested':
      return queryRelation(body.query, outer, walk);
    case 'set':
      return setRelation(body, outer, walk);
    case 'from':
      throw new Error('Lineage through pipe operators is not known');
  }
}

function setRelation(operation: SetOperation, outer: Scope | undefined, walk: Walk): Relation {
  const left = bodyRelation(operation.left, outer, walk);
  const right = bodyRelation(operation.right, outer, walk);
  if (operation.operator !== 'UNION') {
    const others = right.columns.map(({ lineage }) => lineage);
    return { ...left, rows: contextOf([left.rows, right.rows, ...others]) };
  }
  if (operation.match === 'position') return stacked(left, right);
  const names = new Set([...left.columns, ...right.columns].map(({ name }) => name.toLowerCase()));
  return {
    columns: [...names].map((name) => ({
      name,
      lineage: oneOf([columnOf(left, name) ?? nothing, columnOf(right, name) ?? nothing]),
    })),
    rows: oneOf([left.rows, right.rows]),
  };
}

function selectScope(
  select: Select,
  outer: Scope | undefined,
  walk: Walk,
): Scope & { rows: Lineage } {
  const from = fromScope(select.from, outer, walk);
  return {
    ...from,
    windows: new Map(select.windows.map(({ name, window }) => [name.toLowerCase(), window])),
  };
}

function selectRelation(select: Select, outer: Scope | undefined, walk: Walk): Relation {
  const scope = selectScope(select, outer, walk);
  const columns = select.items.flatMap((item, place) =>
    itemColumns(item, select.items[place + 1]?.position, scope, walk),
  );
  const aliases = new Map(columns.map(({ name, lineage }) => [name.toLowerCase(), lineage]));
  const named: Scope = { ...scope, aliases };
  const conditions = [
    ...(select.where ? [lineageOf(select.where, scope, walk)] : []),
    ...[select.having, select.qualify].flatMap((part) =>
      part ? [lineageOf(part, named, walk)] : [],
    ),
    ...groupKeys(select).map((key) =>
      key.kind === 'integer'
        ? (columns[Number(key.value) - 1]?.lineage ?? nothing)
        : lineageOf(key, named, walk),
    ),
  ];
  return {
    columns,
    rows: contextOf([scope.rows, ...conditions]),
    ...starOtherwise(select, scope),
  };
}

/** `SELECT *` of a relation whose columns are not all known. */
function starOtherwise(select: Select, scope: Scope): { otherwise?: Lineage } {
  if (!select.items.some((item) => item.kind === 'star')) return {};
  const otherwise = scope.ranges.find(({ relation }) => relation.otherwise)?.relation.otherwise;
  return otherwise ? { otherwise } : {};
}

function groupKeys({ group }: Select): Expression[] {
  if (group === undefined || 'all' in group) return [];
  const keys = (item: GroupItem): Expression[] => {
    if (item.kind === 'expression') return [item.expression];
    if (item.kind === 'sets') return item.items.flatMap(keys);
    return item.kind === 'empty' ? [] : item.sets.flat();
  };
  return group.items.flatMap(keys);
}

type Columns = { name: string; lineage: Lineage }[];

function itemColumns(
  item: SelectItem,
  until: number | undefined,
  scope: Scope,
  walk: Walk,
): Columns {
  if (item.kind === 'star') return starColumns(item, scope, walk);
  const { expression } = item;
  const last = expression.kind === 'path' ? expression.names.at(-1)?.name : undefined;
  const implied = expression.kind === 'field' ? expression.name.name : last;
  const lineage = lineageOf(expression, scope, walk);
  const isPassedOn = expression.kind === 'path' && expression.names.length < 3;
  const text = isPassedOn ? undefined : itemText(walk.source, item.position, until, item.alias);
  return [
    {
      name: item.alias ?? implied ?? '',
      lineage: text === undefined ? lineage : { ...lineage, expressions: [text] },
    },
  ];
}

function starColumns(item: SelectItem & { kind: 'star' }, scope: Scope, walk: Walk): Columns {
  const except = new Set(item.except.map((name) => name.toLowerCase()));
  const replaced = new Map(
    item.replace.map(({ expression, alias }) => [
      alias.toLowerCase(),
      lineageOf(expression, scope, walk),
    ]),
  );
  return starSource(item, scope, walk)
    .filter(({ name }) => !except.has(name.toLowerCase()))
    .map(({ name, lineage }) => ({ name, lineage: replaced.get(name.toLowerCase()) ?? lineage }));
}

function starSource({ base }: SelectItem & { kind: 'star' }, scope: Scope, walk: Walk): Columns {
  if (base === undefined) {
    const shared = [...scope.shared].map(([name, lineage]) => ({ name, lineage }));
    const own = scope.ranges.flatMap(({ relation, value, alias }) =>
      value && relation.columns.length === 0
        ? [{ name: alias, lineage: value }]
        : relation.columns.filter(({ name }) => !scope.shared.has(name.toLowerCase())),
    );
    return [...shared, ...own];
  }
  const name = base.kind === 'path' && base.names.length === 1 ? base.names[0]?.name : undefined;
  const range = scope.ranges.find(({ alias }) => alias.toLowerCase() === name?.toLowerCase());
  if (range !== undefined && range.relation.columns.length > 0) return [...range.relation.columns];
  const { fields } = range ? rowOf(range.relation) : lineageOf(base, scope, walk);
  return [...(fields ?? [])].map(([field, lineage]) => ({ name: field, lineage }));
}
