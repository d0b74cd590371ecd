import type { WindowSpecification } from '../../../embedded/language.ts';
import { nothing, oneOf, within, type Lineage } from './origins.ts';

/** Columns of a table, a subquery or a query's result. */
export interface Relation {
  columns: readonly { name: string; lineage: Lineage }[];
  /** Of any other column there may be, as of an ML function's result. */
  otherwise?: Lineage;
  /** What its rows are chosen, joined or grouped by. */
  rows: Lineage;
}

/** Something in FROM, by its alias; `value` when the alias itself is a value, as of UNNEST. */
export interface Range {
  alias: string;
  relation: Relation;
  value?: Lineage;
}

export interface Scope {
  ranges: readonly Range[];
  /** Columns of USING, which belong to no side. */
  shared: ReadonlyMap<string, Lineage>;
  /** Aliases of the SELECT list, where they can be named. */
  aliases: ReadonlyMap<string, Lineage>;
  windows: ReadonlyMap<string, WindowSpecification>;
  /** Common tables by lower-case name. */
  tables?: ReadonlyMap<string, Relation>;
  outer?: Scope;
}

/** What a walk through a statement knows and finds. */
export interface Walk {
  source: string;
  /** Columns of a table by `dataset.name`; undefined when there is none. */
  table: (name: string) => Relation | undefined;
  /** Label of a model by `dataset.name`. */
  modelLabel: (name: string) => string | undefined;
  /** Names that no column is meant by: variables of the script, parameters of a function. */
  variables: ReadonlySet<string>;
  /** Names that nothing was found for. */
  unresolved: Set<string>;
}

export const emptyScope: Scope = {
  ranges: [],
  shared: new Map(),
  aliases: new Map(),
  windows: new Map(),
};

export function columnOf(relation: Relation, name: string): Lineage | undefined {
  const wanted = name.toLowerCase();
  return (
    relation.columns.find((column) => column.name.toLowerCase() === wanted)?.lineage ??
    relation.otherwise
  );
}

/** A row as one value. */
export function rowOf(relation: Relation): Lineage {
  const fields = new Map(
    relation.columns.map(({ name, lineage }) => [name.toLowerCase(), lineage]),
  );
  return { ...oneOf(relation.columns.map(({ lineage }) => lineage)), fields };
}

/** A field of a struct or a member of a JSON object. */
export function fieldOf(value: Lineage, name: string): Lineage {
  const { fields, ...rest } = value;
  return fields?.get(name.toLowerCase()) ?? within(rest, `.${name}`, true);
}

function bareName(scope: Scope, name: string): Lineage | undefined {
  const shared = scope.shared.get(name);
  if (shared !== undefined) return shared;
  for (const range of scope.ranges) {
    const exact = range.relation.columns.find((column) => column.name.toLowerCase() === name);
    if (exact !== undefined) return exact.lineage;
  }
  const alias = scope.aliases.get(name);
  if (alias !== undefined) return alias;
  const range = scope.ranges.find((one) => one.alias.toLowerCase() === name);
  if (range !== undefined) return range.value ?? rowOf(range.relation);
  return scope.ranges.find(({ relation }) => relation.otherwise)?.relation.otherwise;
}

/** Lineage of a dotted name; undefined when nothing of the name is in scope. */
export function resolve(scope: Scope, names: readonly string[]): Lineage | undefined {
  const [first = '', second, ...rest] = names;
  if (second !== undefined) {
    const range = scope.ranges.find((one) => one.alias.toLowerCase() === first.toLowerCase());
    const base = range?.value && !columnOf(range.relation, second) ? undefined : range;
    const found = base && columnOf(base.relation, second);
    if (found !== undefined) return rest.reduce(fieldOf, found);
  }
  const found = bareName(scope, first.toLowerCase());
  if (found !== undefined) return names.slice(1).reduce(fieldOf, found);
  return scope.outer && resolve(scope.outer, names);
}

/** The same columns from any of several relations, by place. */
export function stacked(left: Relation, right: Relation): Relation {
  return {
    columns: left.columns.map(({ name, lineage }, place) => ({
      name,
      lineage: oneOf([lineage, right.columns[place]?.lineage ?? nothing]),
    })),
    rows: oneOf([left.rows, right.rows]),
  };
}
