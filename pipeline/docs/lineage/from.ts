import type { FromItem, Identifier } from '../../../embedded/language.ts';
import { lineageOf } from './expressions.ts';
import { mlRelation } from './ml.ts';
import { contextOf, nothing, oneOf, type Lineage } from './origins.ts';
import { queryRelation } from './queries.ts';
import {
  columnOf,
  emptyScope,
  resolve,
  type Range,
  type Relation,
  type Scope,
  type Walk,
} from './scope.ts';

/** The scope of a FROM clause, and what its joins choose rows by. */
interface From {
  ranges: readonly Range[];
  shared: ReadonlyMap<string, Lineage>;
  rows: Lineage;
}

const empty: From = { ranges: [], shared: new Map(), rows: nothing };

export function fromScope(
  item: FromItem | undefined,
  outer: Scope | undefined,
  walk: Walk,
): Scope & { rows: Lineage } {
  const from = item === undefined ? empty : fromItem(item, outer, walk);
  return { ...emptyScope, ...from, ...(outer && { outer }) };
}

function single(alias: string | undefined, relation: Relation, value?: Lineage): From {
  return {
    ranges: [{ alias: alias ?? '', relation, ...(value && { value }) }],
    shared: new Map(),
    rows: relation.rows,
  };
}

/** @param left scope of what stands to the left, which arrays may refer to */
function fromItem(item: FromItem, left: Scope | undefined, walk: Walk): From {
  switch (item.kind) {
    case 'table':
      return tableItem(item.path, item.alias, left, walk);
    case 'subquery':
      return single(item.alias, queryRelation(item.query, left, walk));
    case 'unnest':
      return unnestItem(item, left, walk);
    case 'function':
      return single(item.alias, mlRelation(item, left, walk));
    case 'join':
      return joinItem(item, left, walk);
    case 'given':
    case 'pivot':
    case 'unpivot':
      throw new Error(`Lineage through ${item.kind.toUpperCase()} is not known`);
  }
}

function commonTableOf(scope: Scope | undefined, name: string): Relation | undefined {
  return (
    scope?.tables?.get(name.toLowerCase()) ?? (scope?.outer && commonTableOf(scope.outer, name))
  );
}

function tableItem(
  path: readonly Identifier[],
  alias: string | undefined,
  left: Scope | undefined,
  walk: Walk,
): From {
  const names = path.map(({ name }) => name);
  const last = names.at(-1) ?? '';
  const common = names.length === 1 ? commonTableOf(left, last) : undefined;
  if (common !== undefined) return single(alias ?? last, common);
  const array = left && names.length > 1 ? resolve(left, names) : undefined;
  if (array !== undefined) return elementsOf(array, alias ?? last, undefined);
  const relation = walk.table(names.slice(-2).join('.'));
  if (relation === undefined) walk.unresolved.add(names.join('.'));
  return single(alias ?? last, relation ?? { columns: [], rows: nothing });
}

/** The elements of an array as rows: the alias is an element, its fields are columns. */
function elementsOf(array: Lineage, alias: string, offset: string | undefined): From {
  const fields = [...(array.fields ?? [])].map(([name, lineage]) => ({ name, lineage }));
  const ranges: Range[] = [
    { alias, relation: { columns: fields, rows: nothing }, value: array },
    ...(offset === undefined
      ? []
      : [{ alias: offset, relation: { columns: [], rows: nothing }, value: nothing }]),
  ];
  return { ranges, shared: new Map(), rows: nothing };
}

function unnestItem(
  item: FromItem & { kind: 'unnest' },
  left: Scope | undefined,
  walk: Walk,
): From {
  const arrays = [item, ...(item.beside?.arrays ?? [])].map(({ expression, alias }, place) =>
    elementsOf(
      lineageOf(expression, left ?? emptyScope, walk),
      alias ?? (expression.kind === 'path' ? (expression.names.at(-1)?.name ?? '') : ''),
      place === 0 ? item.offset : undefined,
    ),
  );
  return { ...empty, ranges: arrays.flatMap(({ ranges }) => ranges) };
}

function joinItem(item: FromItem & { kind: 'join' }, outer: Scope | undefined, walk: Walk): From {
  const left = fromItem(item.left, outer, walk);
  const seen: Scope = { ...emptyScope, ...left, ...(outer && { outer }) };
  const right = fromItem(item.right, seen, walk);
  const both: Scope = {
    ...emptyScope,
    ranges: [...left.ranges, ...right.ranges],
    shared: new Map([...left.shared, ...right.shared]),
    ...(outer && { outer }),
  };
  const shared = new Map(both.shared);
  const keys: Lineage[] = item.on ? [lineageOf(item.on, both, walk)] : [];
  for (const name of item.using ?? []) {
    const [ours, theirs] = [keyIn(left, name), keyIn(right, name)];
    keys.push(ours, theirs);
    const kept = item.type === 'FULL' ? [ours, theirs] : [item.type === 'RIGHT' ? theirs : ours];
    shared.set(name.toLowerCase(), oneOf(kept));
  }
  return {
    ranges: both.ranges,
    shared,
    rows: contextOf([left.rows, right.rows, ...keys]),
  };
}

function keyIn(from: From, name: string): Lineage {
  const shared = from.shared.get(name.toLowerCase());
  if (shared !== undefined) return shared;
  for (const { relation, alias, value } of from.ranges) {
    if (value && alias.toLowerCase() === name.toLowerCase()) return value;
    const found = columnOf(relation, name);
    if (found !== undefined) return found;
  }
  return nothing;
}
