import type { Step } from '../json/path.ts';
import type { Call, Expression, Query, WindowSpecification } from '../parser/ast.ts';
import type { Column, SqlType } from '../types.ts';
import type { Scope } from './scope.ts';

/** A translated expression: DuckDB SQL, safe to embed anywhere an operand may stand, and its type. */
export interface Compiled {
  sql: string;
  type: SqlType;
  /** Set for literals, which coerce to more types than other expressions. */
  literal?: string | bigint | number | boolean | null;
  /** A query parameter or script variable, which stands where a literal may. */
  isSupplied?: true;
  /** A FLOAT64 literal as it is written. */
  written?: string;
  /** Set for a FLOAT64 that is never NaN and no larger than this. */
  magnitude?: number;
  /** Set for FLOAT64 sums and products, so that a further operation joins them. */
  tree?: FloatTree;
  /** The field values of a struct constructor. */
  parts?: Compiled[];
  /** The elements of an array constructor of literals, which coerces as they do. */
  elements?: Compiled[];
  /** Set for a path into a JSON value, so that a further step extends it. */
  jsonPath?: { root: string; steps: Step[] };
}

/** A FLOAT64 operand, or an operation on two. */
export interface FloatTree {
  sql: string;
  operation?: { operator: string; left: FloatTree; right: FloatTree };
  magnitude?: number;
}

/** A translated query; `columns` is undefined when they depend on a table nobody described. */
export interface CompiledQuery {
  sql: string;
  columns: Column[] | undefined;
  /** For each column, the literal that it is in every row, which then coerces as one. */
  literals?: Compiled['literal'][];
  /** The query yields values (SELECT AS STRUCT / AS VALUE) in one column. */
  isValue: boolean;
}

/** What function definitions may ask of the compiler. */
export interface Compiler {
  expression(node: Expression, scope: Scope): Compiled;
  query(node: Query, scope: Scope): CompiledQuery;
  window(window: WindowSpecification, scope: Scope): string;
}

/** One call being translated; arguments are compiled when asked for. */
export interface FunctionCall {
  node: Call;
  scope: Scope;
  compiler: Compiler;
  count: number;
  argument(index: number): Compiled;
  arguments(): Compiled[];
  /** The syntax of an argument, for date parts and literals. */
  syntax(index: number): Expression;
}

export interface FunctionDefinition {
  minimum: number;
  /** Infinity when variadic. */
  maximum: number;
  /** Aggregates rows; may take DISTINCT, WHERE, HAVING MAX and GROUP BY in its arguments. */
  isAggregate?: boolean;
  /** What else an aggregate, or a function over a window, takes in its arguments. */
  modifiers?: readonly ('ORDER BY' | 'LIMIT' | 'NULLS')[];
  distinct?: 'refused';
  /** Translates HAVING MAX and MIN itself. */
  ownHaving?: true;
  windowOrder?: 'required' | 'refused';
  windowFrame?: 'refused';
  /** May take OVER; required for analytic functions such as LAG. */
  over?: 'allowed' | 'required';
  namedArguments?: boolean;
  compile(call: FunctionCall): Compiled;
}

export type FunctionTable = Record<string, FunctionDefinition>;
