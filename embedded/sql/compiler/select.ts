import { invalidQuery } from '../errors.ts';
import type { Expression, GroupItem, Select, SelectItem } from '../parser/ast.ts';
import { quote, structOf, typeName, UNKNOWN, type Column, type SqlType } from '../types.ts';
import { castTo } from './coerce.ts';
import type { Compiled, CompiledQuery } from './compiled.ts';
import { compileExpression } from './expressions.ts';
import { impliedName, storedNames } from './output-names.ts';
import { condition } from './predicates.ts';
import { compileFrom, starOf } from './from.ts';
import { readTogether } from './json-together.ts';
import { packStruct, starOfStruct } from './names.ts';
import { limitSql, type Place, type Tail } from './queries.ts';
import { isGroupable } from './ordering.ts';
import { checkClauses, groupedFields, isGrouping, isGroupingKey } from './select-rules.ts';
import { childScope, type Scope, type StarColumn } from './scope.ts';
import {
  checkDistinct,
  distinctOrder,
  orderClause,
  ordinal,
  refuseLiteral,
  type Output,
} from './select-order.ts';
import { checkWindowNames } from './windows.ts';

/** Translates one SELECT with the ORDER BY and LIMIT behind it. */
export function compileSelect(
  select: Select,
  outer: Scope,
  tail: Tail,
  place: Place,
): CompiledQuery {
  const scope = childScope(outer);
  const { routines } = scope.environment;
  checkClauses(select, routines);
  checkWindowNames(select.windows);
  scope.windows = select.windows;
  scope.isGrouped = isGrouping(select, routines);
  const from = select.from === undefined ? undefined : compileFrom(select.from, scope);
  const grouped = { ...scope, groupKeys: groupedFields(select, scope) };
  const outputs = storeOutputs(
    select.items.flatMap((item) => compileItem(item, grouped, from?.star)),
  );
  const columns = columnsOf(outputs);
  if (select.distinct) checkDistinct(outputs);
  const aliases = aliasesOf(outputs);
  const clauses = [
    `SELECT ${select.distinct ? 'DISTINCT ' : ''}${selectList(select, outputs, place, scope.isGrouped)}`,
    from === undefined ? '' : `FROM ${from.sql}`,
    select.where === undefined
      ? ''
      : `WHERE ${condition(compileExpression(select.where, scope), 'WHERE clause')}`,
    groupClause(select, scope, outputs, aliases),
  ];
  const late = { ...grouped, aliases };
  if (select.having !== undefined)
    clauses.push(`HAVING ${condition(compileExpression(select.having, late), 'HAVING clause')}`);
  if (select.qualify !== undefined)
    clauses.push(`QUALIFY ${condition(compileExpression(select.qualify, late), 'QUALIFY clause')}`);
  const wraps = select.distinct && columns !== undefined && select.as !== 'STRUCT';
  if (tail.order.length > 0 && !wraps)
    clauses.push(
      `ORDER BY ${orderClause(tail, grouped, outputs, orderNames(outputs, aliases), select)}`,
    );
  let sql = clauses.filter((clause) => clause !== '').join(' ');
  if (tail.order.length > 0 && wraps)
    sql = `SELECT * FROM (${sql}) AS _distinct ORDER BY ${distinctOrder(tail, scope, outputs)}`;
  sql += limitSql(tail, scope);
  const literals = outputs.map(({ value }) => value.literal);
  return { literals, ...describe(select, sql, columns, place) };
}

function describe(
  select: Select,
  sql: string,
  columns: Column[] | undefined,
  place: Place,
): CompiledQuery {
  if (select.as === 'VALUE' && columns !== undefined && columns.length !== 1) {
    throw invalidQuery('SELECT AS VALUE query must have exactly one column', select.position);
  }
  if (select.as === undefined || columns === undefined) {
    return { sql, columns, isValue: select.as === 'VALUE' };
  }
  if (select.as === 'VALUE') return { sql, columns, isValue: true };
  if (place === 'statement') return { sql, columns, isValue: false };
  const value = { name: '', stored: 'value', type: structOf(columns) };
  return { sql, columns: [value], literals: [], isValue: true };
}

function compileItem(item: SelectItem, scope: Scope, star: StarColumn[] | undefined): Unnamed[] {
  if (item.kind === 'expression') {
    const value = compileExpression(item.expression, scope);
    return [
      {
        name: item.alias ?? impliedName(item.expression) ?? '',
        value,
        explicit: true,
        isKey: isGroupingKey(item.expression, scope),
      },
    ];
  }
  const modifiers = {
    ...item,
    replace: item.replace.map((entry) => ({
      name: entry.alias,
      value: compileExpression(entry.expression, scope),
    })),
  };
  if (item.base === undefined) return starOutputs(modifiers, star, '*');
  const range =
    item.base.kind === 'path' && item.base.names.length === 1
      ? findRange(item.base.names[0]?.name ?? '', scope)
      : undefined;
  if (range !== undefined && range.value === undefined)
    return starOutputs(modifiers, starOf(range), `${range.sql}.*`);
  const base = compileExpression(item.base, scope);
  if (base.type.kind !== 'STRUCT') {
    if (base.type.kind === 'UNKNOWN')
      return starOutputs(modifiers, undefined, `unnest(${base.sql})`);
    throw invalidQuery(`Dot-star is not supported for type ${typeName(base.type)}`, item.position);
  }
  return starOutputs(modifiers, starOfStruct(base), '');
}

function findRange(name: string, scope: Scope) {
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
    const found = current.ranges.find((range) => range.name === name.toLowerCase());
    if (found !== undefined) return found;
  }
  return undefined;
}

type Unnamed = Omit<Output, 'stored'>;

interface StarModifiers {
  except: string[];
  replace: { name: string; value: Compiled }[];
  position: number;
}

function starOutputs(
  star: StarModifiers,
  columns: StarColumn[] | undefined,
  open: string,
): Unnamed[] {
  const except = new Set(star.except.map((name) => name.toLowerCase()));
  const twice = [...star.except, ...star.replace.map((entry) => entry.name)].find(
    (name, index, all) =>
      all.slice(0, index).some((other) => other.toLowerCase() === name.toLowerCase()),
  );
  if (twice !== undefined)
    throw invalidQuery(`Column ${twice} occurs twice in SELECT * EXCEPT or REPLACE`, star.position);
  const replace = new Map(star.replace.map((entry) => [entry.name.toLowerCase(), entry]));
  if (columns === undefined) {
    const excluded =
      star.except.length === 0 ? '' : ` EXCLUDE (${star.except.map(quote).join(', ')})`;
    const replaced = star.replace.map((entry) => `${entry.value.sql} AS ${quote(entry.name)}`);
    const sql = `${open}${excluded}${replaced.length === 0 ? '' : ` REPLACE (${replaced.join(', ')})`}`;
    return [{ name: undefined, value: { sql, type: UNKNOWN }, explicit: false, isKey: true }];
  }
  const known = new Set(columns.map((column) => column.name.toLowerCase()));
  for (const name of [...except, ...replace.keys()]) {
    if (!known.has(name)) {
      throw invalidQuery(
        `Column ${name} in SELECT * EXCEPT or REPLACE list does not exist`,
        star.position,
      );
    }
  }
  return columns
    .filter((column) => !except.has(column.name.toLowerCase()))
    .map((column) => {
      const value = replace.get(column.name.toLowerCase())?.value ?? {
        sql: column.sql,
        type: column.type,
      };
      return { name: column.name, value, explicit: false, isKey: true };
    });
}

function storeOutputs(outputs: Unnamed[]): Output[] {
  const stored = storedNames(outputs.map(({ name }) => name));
  return outputs.map((output, index) => ({ ...output, stored: stored[index] ?? '' }));
}

function columnsOf(outputs: Output[]): Column[] | undefined {
  const columns = outputs.flatMap(({ name, stored, value }) => {
    if (name === undefined) return [];
    return [name === stored ? { name, type: value.type } : { name, type: value.type, stored }];
  });
  return columns.length === outputs.length ? columns : undefined;
}

function aliasesOf(outputs: Output[]): Map<string, Compiled> {
  const aliases = new Map<string, Compiled>();
  for (const { name, value, explicit } of outputs) {
    if (name !== undefined && name !== '' && explicit && !aliases.has(name.toLowerCase()))
      aliases.set(name.toLowerCase(), value);
  }
  return aliases;
}

/** What ORDER BY may name: the aliases, and the columns of a star that no other output is named like. */
function orderNames(outputs: Output[], aliases: Map<string, Compiled>): Map<string, Compiled> {
  const names = new Map<string, Compiled>();
  const twice = new Set<string>();
  for (const { name, value } of outputs) {
    const key = name?.toLowerCase() ?? '';
    if (names.has(key)) twice.add(key);
    names.set(key, value);
  }
  for (const name of ['', ...twice]) names.delete(name);
  return new Map([...names, ...aliases]);
}

/** A bare NULL or [], or a struct with one, which BigQuery types as INT64. */
function isUntyped(type: SqlType): boolean {
  if (type.kind === 'ARRAY') return isUntyped(type.element);
  if (type.kind === 'STRUCT') return type.fields.some((field) => isUntyped(field.type));
  return type.kind === 'NULL';
}

/** @param isGrouped whether the items must be written as GROUP BY has them */
function selectList(select: Select, outputs: Output[], place: Place, isGrouped: boolean): string {
  const typed = (output: Output) =>
    place === 'statement' && isUntyped(output.value.type)
      ? castTo(output.value.sql, output.value.type)
      : output.value.sql;
  if (select.as === 'STRUCT' && place !== 'statement') {
    const fields = outputs.flatMap(({ name, value }) =>
      name === undefined ? [] : { name, value },
    );
    if (fields.length === outputs.length) return `${packStruct(fields).sql} AS "value"`;
    if (place === 'value')
      throw invalidQuery('SELECT AS STRUCT * needs columns that are known', select.position);
  }
  const items = outputs.map((output) =>
    output.name === undefined ? output.value.sql : `${typed(output)} AS ${quote(output.stored)}`,
  );
  return (isGrouped ? items : readTogether(items)).join(', ');
}

function groupable({ sql, type }: Compiled): string {
  if (!isGroupable(type))
    throw invalidQuery(`Grouping by expressions of type ${typeName(type)} is not allowed`);
  return sql;
}

/** GROUP BY ALL groups by every output that is not computed from groups. */
function groupByAll(outputs: Output[]): string {
  if (outputs.some((output) => output.name === undefined)) return 'GROUP BY ALL';
  const keys = outputs.filter((output) => output.isKey).map((output) => groupable(output.value));
  return keys.length === 0 ? 'GROUP BY ()' : `GROUP BY ${keys.join(', ')}`;
}

function groupClause(
  select: Select,
  scope: Scope,
  outputs: Output[],
  aliases: Map<string, Compiled>,
): string {
  if (select.group === undefined) return '';
  if ('all' in select.group) return groupByAll(outputs);
  const key = (node: Expression): string => {
    refuseLiteral(node, 'GROUP BY');
    const positioned = ordinal(node, outputs, 'GROUP BY');
    if (positioned !== undefined) return groupable(positioned.value);
    if (node.kind === 'integer') return node.value.toString();
    const alias =
      node.kind === 'path' && node.names.length === 1
        ? aliases.get(node.names[0]?.name.toLowerCase() ?? '')
        : undefined;
    return groupable(alias ?? compileExpression(node, scope));
  };
  const keys = (nodes: Expression[]) =>
    nodes.length === 1 && nodes[0] !== undefined ? key(nodes[0]) : `(${nodes.map(key).join(', ')})`;
  const item = (node: GroupItem): string => {
    switch (node.kind) {
      case 'expression':
        return node.expression.kind === 'struct' && node.expression.keyword !== true
          ? `(${node.expression.fields.map((field) => key(field.value)).join(', ')})`
          : key(node.expression);
      case 'sets':
        return `GROUPING SETS (${node.items.map(item).join(', ')})`;
      case 'empty':
        return '()';
      default:
        return `${node.kind.toUpperCase()} (${node.sets.map(keys).join(', ')})`;
    }
  };
  return `GROUP BY ${select.group.items.map(item).join(', ')}`;
}
