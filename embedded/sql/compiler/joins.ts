import type { FromItem, JoinType } from '../parser/ast.ts';
import { quote, superType, UNKNOWN } from '../types.ts';
import { coerce } from './coerce.ts';
import type { Compiled } from './compiled.ts';
import { correlatedJoin } from './correlated-joins.ts';
import { compileExpression } from './expressions.ts';
import { compileFrom, type CompiledFrom } from './from.ts';
import { comparison } from './operators.ts';
import { condition } from './predicates.ts';
import { partOfScope, type RangeVariable, type Scope, type StarColumn } from './scope.ts';

const joins: Record<JoinType, string> = {
  INNER: 'JOIN',
  LEFT: 'LEFT JOIN',
  RIGHT: 'RIGHT JOIN',
  FULL: 'FULL JOIN',
  CROSS: 'CROSS JOIN',
};

/** A join; its condition sees the joined relations only. */
export function compileJoin(item: FromItem & { kind: 'join' }, scope: Scope): CompiledFrom {
  const start = scope.ranges.length;
  const left = compileFrom(item.left, scope);
  const middle = scope.ranges.length;
  const right = compileFrom(item.right, scope);
  const leftRanges = scope.ranges.slice(start, middle);
  const rightRanges = scope.ranges.slice(middle);
  const rightSql = item.right.kind === 'join' ? `(${right.sql})` : right.sql;
  const joined = (suffix: string, type: JoinType = item.type) => {
    const plain = `${left.sql} ${joins[type]} ${rightSql}${suffix}`;
    if (type === 'INNER' || type === 'CROSS') return plain;
    const ranges = [...leftRanges, ...rightRanges];
    const sides = { left: left.sql, right: rightSql, suffix, ranges, position: item.position };
    return correlatedJoin({ ...sides, type }, scope) ?? plain;
  };
  if (item.using !== undefined)
    return compileUsing(item, scope, { left, right, leftRanges, rightRanges }, joined);
  const star =
    left.star === undefined || right.star === undefined ? undefined : [...left.star, ...right.star];
  if (item.on === undefined) {
    const isCross = item.type === 'CROSS' || item.type === 'INNER';
    return { sql: isCross ? joined('', 'CROSS') : joined(' ON TRUE'), star };
  }
  const seen = partOfScope(scope, [...leftRanges, ...rightRanges]);
  const on = condition(compileExpression(item.on, seen), 'JOIN ON clause', item.position);
  return { sql: joined(` ON ${on}`), star };
}

interface JoinSides {
  left: CompiledFrom;
  right: CompiledFrom;
  leftRanges: RangeVariable[];
  rightRanges: RangeVariable[];
}

/** The column of one side that USING names. */
function usingColumn(name: string, ranges: RangeVariable[], scope: Scope): Compiled {
  const side: Scope = {
    ...partOfScope(scope, ranges),
    aliases: new Map<string, Compiled>(),
    bindings: new Map<string, Compiled>(),
  };
  delete side.parent;
  return compileExpression({ kind: 'path', names: [{ name, quoted: true, position: 0 }] }, side);
}

/** JOIN USING: each named column appears once, first, with the value of the side that has it. */
function compileUsing(
  item: FromItem & { kind: 'join' },
  scope: Scope,
  sides: JoinSides,
  joined: (suffix: string) => string,
): CompiledFrom {
  const names = item.using ?? [];
  const ranges = [...sides.leftRanges, ...sides.rightRanges];
  const isOpen = ranges.some(
    (range) => range.columns === undefined || range.value?.type.kind === 'UNKNOWN',
  );
  if (isOpen) {
    const open = names.map((name) => openColumn(name, ranges));
    scope.merged = [...scope.merged, ...open];
    return { sql: joined(` USING (${names.map(quote).join(', ')})`), star: undefined };
  }
  const conditions: string[] = [];
  const merged: StarColumn[] = [];
  for (const name of names) {
    const left = usingColumn(name, sides.leftRanges, scope);
    const right = usingColumn(name, sides.rightRanges, scope);
    conditions.push(comparison('=', left, right, item.position).sql);
    merged.push({ name, ...mergedValue(item.type, left, right) });
  }
  const used = new Set(names.map((name) => name.toLowerCase()));
  const inside = new Set(ranges);
  const isReplaced = (name: string, of: RangeVariable[]) =>
    used.has(name) && of.every((range) => inside.has(range));
  scope.merged = [
    ...scope.merged.filter((column) => !isReplaced(column.name, column.ranges)),
    ...merged.map((column) => ({ ...column, name: column.name.toLowerCase(), ranges })),
  ];
  const rest = (columns: StarColumn[]) =>
    columns.filter((column) => !used.has(column.name.toLowerCase()));
  const { left, right } = sides;
  const star =
    left.star === undefined || right.star === undefined
      ? undefined
      : [...merged, ...rest(left.star), ...rest(right.star)];
  return { sql: joined(` ON ${conditions.join(' AND ')}`), star };
}

function mergedValue(join: JoinType, left: Compiled, right: Compiled): Compiled {
  if (join === 'RIGHT') return { sql: right.sql, type: right.type };
  if (join !== 'FULL') return { sql: left.sql, type: left.type };
  const type = superType([left.type, right.type]) ?? left.type;
  return { sql: `COALESCE(${coerce(left, type).sql}, ${coerce(right, type).sql})`, type };
}

/** A USING column of relations whose columns are not known, which DuckDB resolves. */
function openColumn(name: string, ranges: RangeVariable[]) {
  return { name: name.toLowerCase(), sql: quote(name), type: UNKNOWN, ranges };
}
