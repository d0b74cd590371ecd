import type { Select } from '../parser/ast.ts';
import type {
  FieldSchema,
  ModelCall,
  ModelSignature,
  ObjectReference,
  Routine,
  TableLayout,
  TranslationContext,
} from '../statement.ts';
import type { Column } from '../types.ts';
import type { Compiled } from './compiled.ts';

/** What one statement's translation knows and gathers. */
export interface Environment {
  context: TranslationContext;
  source: string;
  /** Columns of the tables the statement names, by `referenceKey`. */
  tables: Map<string, FieldSchema[]>;
  /** User-defined functions the statement names, by upper-case dotted name. */
  routines: Map<string, Routine>;
  /** How those tables are partitioned, by `referenceKey`. */
  layouts: Map<string, TableLayout>;
  /** The tables a wildcard table stands for, by the `referenceKey` of its name without the `*`. */
  wildcards: Map<string, WildcardMember[]>;
  /** The models the statement names, by `referenceKey`. */
  models: Map<string, ModelSignature>;
  modelCalls: ModelCall[];
  /** Set while a model's TRANSFORM is translated: what ML functions learn from the training rows. */
  learned?: LearnedStatistics;
  /** Where the statement's `?` stand, in order. */
  positionalParameters: number[];
  aliases: number;
  /** Begins the aliases of a function's body, so that they capture nothing of a call's arguments. */
  aliasPrefix?: string;
  /** How many templated functions are being expanded inside each other. */
  routineDepth?: number;
}

/** Statistics of a TRANSFORM, which are learned in training and read from DuckDB variables ever after. */
export interface LearnedStatistics {
  /** Begins the variables' names. */
  prefix: string;
  /** DuckDB SQL of each, by the name of its variable. */
  found: Record<string, string>;
}

export interface WildcardMember {
  name: string;
  columns: FieldSchema[];
}

/** A WITH entry; `sql` is its whole definition, `name AS (...)`. */
export interface CommonTableInScope {
  /** DuckDB's name of it, which is no other's. */
  stored: string;
  sql: string;
  columns: Column[] | undefined;
  /** Columns that only the translator names. */
  hidden?: Column[];
  recursive: boolean;
  /** Its rows are values (SELECT AS STRUCT / AS VALUE). */
  isValue: boolean;
}

/** A table alias in a FROM clause. */
export interface RangeVariable {
  /** Lower-case alias; '' when the relation has none. */
  name: string;
  /** The alias as written, where `*` shows it as a column's name. */
  label?: string;
  /** DuckDB's quoted alias. */
  sql: string;
  /** Undefined when the relation's columns are not known. */
  columns: Column[] | undefined;
  /** The relation's columns go by its alias only. */
  qualified?: boolean;
  /** For UNNEST: the element itself, which the alias denotes. */
  value?: Compiled;
  /** The columns of a pseudo table such as _TABLE_SUFFIX, not part of `*`. */
  hidden?: StarColumn[];
}

/** A column of `SELECT *`. */
export interface StarColumn extends Column {
  sql: string;
}

/** A column of JOIN USING, which stands for a column of each of the joined relations. */
export interface MergedColumn extends Compiled {
  /** Lower-case. */
  name: string;
  ranges: RangeVariable[];
}

export interface Scope {
  environment: Environment;
  parent?: Scope;
  ranges: RangeVariable[];
  /** Columns merged by JOIN USING. */
  merged: MergedColumn[];
  /** Select aliases that HAVING, QUALIFY and ORDER BY may name, before columns. */
  aliases: Map<string, Compiled>;
  common: Map<string, CommonTableInScope>;
  windows: Select['windows'];
  /** The SELECT groups or aggregates, and this is not the inside of an aggregate. */
  isGrouped?: boolean;
  /** SQL of the fields this query groups by; its subqueries see them through ANY_VALUE, as DuckDB wants. */
  groupKeys?: ReadonlySet<string>;
  /** Condition every aggregate of this scope filters by (PIVOT). */
  aggregateFilter?: string;
  /** Names bound by WITH(...) expressions and function parameters. */
  bindings: Map<string, Compiled>;
}

/** A scope inside `parent`, which it can see (correlation). */
export function childScope(parent: Scope): Scope {
  return {
    environment: parent.environment,
    parent,
    ranges: [],
    merged: [],
    aliases: new Map(),
    common: parent.common,
    windows: [],
    bindings: new Map(),
  };
}

/** The outermost scope of a statement. */
export function rootScope(environment: Environment): Scope {
  return {
    environment,
    ranges: [],
    merged: [],
    aliases: new Map(),
    common: new Map(),
    windows: [],
    bindings: new Map(),
  };
}

/** The part of a FROM clause's scope that one join's condition sees: these relations and no others. */
export function partOfScope(scope: Scope, ranges: RangeVariable[]): Scope {
  const inside = new Set(ranges);
  const merged = scope.merged.filter((column) => column.ranges.every((range) => inside.has(range)));
  return { ...scope, ranges, merged };
}

/** An alias no statement can have written. */
export function freshAlias(environment: Environment): string {
  environment.aliases += 1;
  return `${environment.aliasPrefix ?? ''}_q${environment.aliases}`;
}

export function referenceKey(reference: ObjectReference): string {
  return JSON.stringify([reference.project, reference.dataset, reference.name]);
}
