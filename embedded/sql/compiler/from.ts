import { invalidQuery } from '../errors.ts';
import type { FromItem, JoinType } from '../parser/ast.ts';
import {
  INT64,
  quote,
  superType,
  typeOfField,
  UNKNOWN,
  fieldName,
  text,
  type Column,
} from '../types.ts';
import { compileExpression } from './expressions.ts';
import { condition } from './predicates.ts';
import type { Compiled } from './compiled.ts';
import { compileModelCall } from './model-calls.ts';
import { isCorrelatedPath, resolveReference, sessionDataset, tableSql } from './names.ts';
import { compilePivot, compileUnpivot } from './pivot.ts';
import { compileQuery } from './queries.ts';
import {
  childScope,
  freshAlias,
  referenceKey,
  type RangeVariable,
  type Scope,
  type StarColumn,
} from './scope.ts';

/** A FROM clause's SQL and the columns `*` stands for, undefined when not all are known. */
export interface CompiledFrom {
  sql: string;
  star: StarColumn[] | undefined;
}

/** Translates a FROM item, adding its aliases to `scope`. */
export function compileFrom(item: FromItem, scope: Scope): CompiledFrom {
  switch (item.kind) {
    case 'table':
      return compileTable(item, scope);
    case 'subquery': {
      const inner = siblingScope(scope);
      const query = compileQuery(item.query, inner, 'relation');
      const alias = item.alias ?? freshAlias(scope.environment);
      return addRange(
        scope,
        `(${query.sql}) AS ${quote(alias)}`,
        relation(alias, item.alias, query.columns),
        query.isValue,
      );
    }
    case 'unnest':
      return compileUnnest(item, scope);
    case 'join':
      return compileJoin(item, scope);
    case 'function':
      return compileModelCall(item, scope);
    case 'pivot':
      return compilePivot(item, scope);
    case 'unpivot':
      return compileUnpivot(item, scope);
  }
}

/** The scope of a derived table: it sees enclosing queries but not its neighbours. */
export function siblingScope(scope: Scope): Scope {
  const { parent, ...rest } = childScope(scope);
  return parent?.parent === undefined ? rest : { ...rest, parent: parent.parent };
}

function relation(
  alias: string,
  name: string | undefined,
  columns: Column[] | undefined,
): RangeVariable {
  return { name: (name ?? '').toLowerCase(), sql: quote(alias), columns };
}

/** Registers an alias and returns what `*` shows of it. */
export function addRange(
  scope: Scope,
  sql: string,
  range: RangeVariable,
  isValue = false,
): CompiledFrom {
  if (range.name !== '' && scope.ranges.some((other) => other.name === range.name)) {
    throw invalidQuery(`Duplicate table alias ${range.name} in the same FROM clause`);
  }
  const only = range.columns?.[0];
  const unwrap = isValue && range.columns?.length === 1 ? only : undefined;
  const added =
    unwrap === undefined
      ? range
      : {
          ...range,
          value: { sql: `${range.sql}.${quote(unwrap.name)}`, type: unwrap.type },
          columns: [],
        };
  scope.ranges.push(added);
  return { sql, star: starOf(added) };
}

function starOf(range: RangeVariable): StarColumn[] | undefined {
  const own = range.columns?.map((column) => ({
    ...column,
    sql: `${range.sql}.${quote(column.name)}`,
  }));
  const { value } = range;
  if (value === undefined || own === undefined) return own;
  if (value.type.kind === 'UNKNOWN') return undefined;
  if (value.type.kind !== 'STRUCT')
    return [{ name: range.name, type: value.type, sql: value.sql }, ...own];
  const fields = value.type.fields.map((field, index) => ({
    name: field.name,
    type: field.type,
    sql: `struct_extract(${value.sql}, ${text(fieldName(field, index))})`,
  }));
  return [...fields, ...own];
}

function compileTable(item: FromItem & { kind: 'table' }, scope: Scope): CompiledFrom {
  const [first] = item.path;
  const common =
    item.path.length === 1 ? scope.common.get(first?.name.toLowerCase() ?? '') : undefined;
  const alias = item.alias ?? item.path.at(-1)?.name ?? '';
  if (common !== undefined) {
    return addRange(
      scope,
      `${quote(common.name)} AS ${quote(alias)}`,
      relation(alias, alias, common.columns),
    );
  }
  if (isCorrelatedPath(item.path, scope)) {
    return compileUnnest(
      {
        kind: 'unnest',
        expression: { kind: 'path', names: item.path },
        alias,
        position: item.position,
      },
      scope,
    );
  }
  const { environment } = scope;
  const session = {
    project: environment.context.project,
    dataset: sessionDataset,
    name: first?.name ?? '',
  };
  const isTemporary = item.path.length === 1 && environment.tables.has(referenceKey(session));
  const reference = isTemporary ? session : resolveReference(item.path, environment);
  const fields = environment.tables.get(referenceKey(reference));
  const columns = fields?.map((field) => ({ name: field.name, type: typeOfField(field) }));
  const sample =
    item.sample?.kind === 'integer'
      ? ` USING SAMPLE ${item.sample.value.toString()} PERCENT (system)`
      : '';
  const shown = alias.startsWith('INFORMATION_SCHEMA.') ? alias.slice(19) : alias;
  const sql = `${tableSql(reference, environment)} AS ${quote(shown)}`;
  return addRange(
    scope,
    sample === '' ? sql : `(SELECT * FROM ${sql}${sample}) AS ${quote(shown)}`,
    relation(shown, shown, columns),
  );
}

function compileUnnest(item: FromItem & { kind: 'unnest' }, scope: Scope): CompiledFrom {
  const array = compileExpression(item.expression, scope);
  if (array.type.kind !== 'ARRAY' && array.type.kind !== 'UNKNOWN') {
    throw invalidQuery('Values referenced in UNNEST must be arrays', item.position);
  }
  const alias = item.alias ?? freshAlias(scope.environment);
  const type = array.type.kind === 'ARRAY' ? array.type.element : UNKNOWN;
  const value: Compiled = { sql: `${quote(alias)}.${quote(alias)}`, type };
  const offset =
    item.offset === undefined
      ? ''
      : `, generate_subscripts(${array.sql}, 1) - 1 AS ${quote(item.offset)}`;
  const range: RangeVariable = {
    name: (item.alias ?? '').toLowerCase(),
    sql: quote(alias),
    value,
    columns: item.offset === undefined ? [] : [{ name: item.offset, type: INT64 }],
  };
  return addRange(
    scope,
    `(SELECT unnest(${array.sql}) AS ${quote(alias)}${offset}) AS ${quote(alias)}`,
    range,
  );
}

const joins: Record<JoinType, string> = {
  INNER: 'JOIN',
  LEFT: 'LEFT JOIN',
  RIGHT: 'RIGHT JOIN',
  FULL: 'FULL JOIN',
  CROSS: 'CROSS JOIN',
};

function compileJoin(item: FromItem & { kind: 'join' }, scope: Scope): CompiledFrom {
  const start = scope.ranges.length;
  const left = compileFrom(item.left, scope);
  const middle = scope.ranges.length;
  const right = compileFrom(item.right, scope);
  const rightSql = item.right.kind === 'join' ? `(${right.sql})` : right.sql;
  const star =
    left.star === undefined || right.star === undefined ? undefined : [...left.star, ...right.star];
  const joined = (suffix: string, type: JoinType = item.type) =>
    `${left.sql} ${joins[type]} ${rightSql}${suffix}`;
  if (item.using !== undefined) {
    const leftSide = scope.ranges.slice(start, middle);
    return compileUsing(
      item,
      scope,
      { left, right, leftRanges: leftSide, rightRanges: scope.ranges.slice(middle) },
      joined,
    );
  }
  if (item.on !== undefined) {
    const on = condition(compileExpression(item.on, scope), 'JOIN ON clause', item.position);
    return { sql: joined(` ON ${on}`), star };
  }
  return item.type === 'CROSS' || item.type === 'INNER'
    ? { sql: joined('', 'CROSS'), star }
    : { sql: joined(' ON TRUE'), star };
}

interface JoinSides {
  left: CompiledFrom;
  right: CompiledFrom;
  leftRanges: RangeVariable[];
  rightRanges: RangeVariable[];
}

function usingColumn(
  name: string,
  ranges: RangeVariable[],
  scope: Scope,
  earlier?: Compiled,
): Compiled | undefined {
  if (earlier !== undefined) return earlier;
  const only = {
    ...scope,
    ranges,
    merged: new Map<string, Compiled>(),
    aliases: new Map<string, Compiled>(),
    bindings: new Map<string, Compiled>(),
  };
  delete only.parent;
  const compiled = compileExpression(
    { kind: 'path', names: [{ name, quoted: true, position: 0 }] },
    only,
  );
  return compiled.type.kind === 'UNKNOWN' ? undefined : compiled;
}

/** JOIN USING: each named column appears once, first, with the value of the side that has it. */
function compileUsing(
  item: FromItem & { kind: 'join' },
  scope: Scope,
  sides: JoinSides,
  joined: (suffix: string) => string,
): CompiledFrom {
  const conditions: string[] = [];
  const merged: StarColumn[] = [];
  const names = item.using ?? [];
  const isOpen = [...sides.leftRanges, ...sides.rightRanges].some(
    (range) => range.columns === undefined,
  );
  for (const name of names) {
    const earlier = scope.merged.get(name.toLowerCase());
    const left = isOpen ? undefined : usingColumn(name, sides.leftRanges, scope, earlier);
    const right = isOpen ? undefined : usingColumn(name, sides.rightRanges, scope);
    if (left === undefined || right === undefined) {
      scope.merged.set(name.toLowerCase(), { sql: quote(name), type: UNKNOWN });
      continue;
    }
    conditions.push(`${left.sql} = ${right.sql}`);
    const sql = {
      FULL: `COALESCE(${left.sql}, ${right.sql})`,
      RIGHT: right.sql,
      LEFT: left.sql,
      INNER: left.sql,
      CROSS: left.sql,
    }[item.type];
    const type = superType([left.type, right.type]) ?? left.type;
    scope.merged.set(name.toLowerCase(), { sql, type });
    merged.push({ name, type, sql });
  }
  if (merged.length !== names.length) {
    return { sql: joined(` USING (${names.map(quote).join(', ')})`), star: undefined };
  }
  const used = new Set(names.map((name) => name.toLowerCase()));
  const rest = (side: CompiledFrom) =>
    (side.star ?? []).filter((column) => !used.has(column.name.toLowerCase()));
  const star =
    sides.left.star === undefined || sides.right.star === undefined
      ? undefined
      : [...merged, ...rest(sides.left), ...rest(sides.right)];
  return { sql: joined(` ON ${conditions.join(' AND ')}`), star };
}
