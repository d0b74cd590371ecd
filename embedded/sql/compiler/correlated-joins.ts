import { unsupported } from '../errors.ts';
import type { JoinType } from '../parser/ast.ts';
import { quote } from '../types.ts';
import { freshAlias, type RangeVariable, type Scope } from './scope.ts';

interface OuterJoin {
  type: Exclude<JoinType, 'INNER' | 'CROSS'>;
  left: string;
  right: string;
  /** ` ON ...` or ` USING (...)`. */
  suffix: string;
  ranges: RangeVariable[];
  position: number;
}

/** The columns of enclosing queries that SQL mentions. */
function outerColumns(sql: string, scope: Scope): string[] {
  const found = new Set<string>();
  for (let outer = scope.parent; outer !== undefined; outer = outer.parent) {
    for (const range of outer.ranges) {
      for (const [at] of sql.matchAll(/"[^"]*(?:""[^"]*)*"\."[^"]*(?:""[^"]*)*"/g))
        if (at.startsWith(`${range.sql}.`)) found.add(at);
    }
  }
  return [...found];
}

/**
 * An outer join of a correlated subquery in a form that DuckDB has: the columns of enclosing
 * queries that its condition names stand beside the rows of one side. Undefined for others.
 */
export function correlatedJoin(join: OuterJoin, scope: Scope): string | undefined {
  const { type, left, right, suffix } = join;
  const named = outerColumns(suffix, scope);
  const alias = quote(freshAlias(scope.environment));
  const columns = named.map((column, index) => `${column} AS "_outer${index}"`);
  const beside = (side: string) =>
    named.length === 0 ? side : `(${side} CROSS JOIN (SELECT ${columns.join(', ')}) AS ${alias})`;
  const condition = named.reduce(
    (text, column, index) => text.replaceAll(column, `${alias}."_outer${index}"`),
    suffix,
  );
  if (type === 'FULL' && (named.length > 0 || outerColumns(`${left} ${right}`, scope).length > 0))
    return fullJoin({ ...join, suffix: condition }, beside, scope);
  if (named.length === 0) return undefined;
  return type === 'LEFT'
    ? `${left} LEFT JOIN ${beside(right)}${condition}`
    : `${beside(left)} RIGHT JOIN ${right}${condition}`;
}

/**
 * A left join, and the rows of the right side that no row of the left matches. Each relation is a
 * column of structs then, which `alias.column` reads as it reads a table.
 */
function fullJoin(join: OuterJoin, beside: (side: string) => string, scope: Scope): string {
  const { left, right, suffix, ranges, position } = join;
  if (ranges.some((range) => range.columns === undefined)) {
    throw unsupported(
      'FULL JOIN in a correlated subquery, of a relation whose columns are not known',
      'LEFT JOIN and UNION ALL',
      position,
    );
  }
  const relations = [...new Set(ranges.map((range) => range.sql))].join(', ');
  const there = quote(freshAlias(scope.environment));
  const matched = `SELECT ${relations} FROM ${left} LEFT JOIN ${beside(right)}${suffix}`;
  const marked = `(${left} CROSS JOIN (SELECT TRUE AS "_there") AS ${there})`;
  const unmatched = `SELECT ${relations} FROM ${beside(marked)} RIGHT JOIN ${right}${suffix} WHERE ${there}."_there" IS NULL`;
  return `(${matched} UNION ALL ${unmatched}) AS ${quote(freshAlias(scope.environment))}`;
}
