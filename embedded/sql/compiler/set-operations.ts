import { invalidQuery, unsupported } from '../errors.ts';
import type { QueryBody, SetOperation } from '../parser/ast.ts';
import {
  duckdbType,
  quote,
  storedName,
  superType,
  typeName,
  type Column,
  type SqlType,
} from '../types.ts';
import { coerce, commonType } from './coerce.ts';
import type { Compiled, CompiledQuery } from './compiled.ts';
import { storeColumns } from './output-names.ts';
import { compileBody, noTail, type Place } from './queries.ts';
import { childScope, type Scope } from './scope.ts';

/** UNION, INTERSECT and EXCEPT, by position or by name. */
export function compileSet(node: SetOperation, scope: Scope, place: Place): CompiledQuery {
  const inner: Place = place === 'statement' ? 'relation' : place;
  const compile = (body: QueryBody) => compileBody(body, childScope(scope), noTail, inner);
  const sides =
    node.match === 'position'
      ? operandsOf(node).map(compile)
      : matchByName(node, compile(node.left), compile(node.right));
  const operator = `${node.operator}${node.all ? ' ALL' : ''}`;
  const columns = unifyColumns(node, sides);
  const queries = sides.map((side) =>
    columns === undefined ? side.sql : alignedSql(side, columns),
  );
  const sql = queries.map((query) => `(${query})`).join(` ${operator} `);
  return { sql, columns, isValue: sides[0]?.isValue ?? false };
}

/** The queries of a chain of one operator by position, whose types are unified together. */
function operandsOf(node: SetOperation): QueryBody[] {
  const { left } = node;
  return left.kind === 'set' && left.match === 'position'
    ? [...operandsOf(left), node.right]
    : [left, node.right];
}

function valueOf(query: CompiledQuery, index: number): Compiled | undefined {
  const column = query.columns?.[index];
  if (column === undefined) return undefined;
  const literal = query.literals?.[index];
  const value = { sql: `_side.${quote(storedName(column))}`, type: column.type };
  return literal === undefined ? value : { ...value, literal };
}

/** A query's rows with their columns brought to the types of `columns`, by position. */
export function alignedSql(query: CompiledQuery, columns: Column[]): string {
  const own = query.columns;
  if (own === undefined) return query.sql;
  const isAligned = own.every((column, index) => {
    const wanted = columns[index]?.type ?? column.type;
    return column.type.kind !== 'NULL' && duckdbType(column.type) === duckdbType(wanted);
  });
  if (isAligned) return query.sql;
  const items = columns.map((column, index) => {
    const value = valueOf(query, index) ?? { sql: 'NULL', type: column.type };
    return `${coerce(value, column.type).sql} AS ${quote(storedName(column))}`;
  });
  return `SELECT ${items.join(', ')} FROM (${query.sql}) AS _side`;
}

function unifyColumns(node: SetOperation, sides: CompiledQuery[]): Column[] | undefined {
  const [first] = sides;
  if (first?.columns === undefined || sides.some((side) => side.columns === undefined))
    return first?.columns;
  const { columns } = first;
  for (const [index, side] of sides.entries()) {
    const count = side.columns?.length ?? 0;
    if (count !== columns.length) {
      throw invalidQuery(
        `Queries in ${node.operator} have mismatched column count; query 1 has ${columns.length} columns, query ${index + 1} has ${count} columns`,
        node.position,
      );
    }
  }
  return columns.map((column, index) => {
    const values = sides.flatMap((side) => valueOf(side, index) ?? []);
    const type = typeOfColumn(node, values, index);
    checkGroupable(node, type, index);
    return { ...column, type };
  });
}

function typeOfColumn(node: SetOperation, values: Compiled[], index: number): SqlType {
  const types = values.map((value) => value.type);
  const firm = superType(
    values.filter((value) => value.literal === undefined).map((value) => value.type),
  );
  const mixed = values.some((value) => value.literal !== undefined) && firm?.kind !== 'NULL';
  const type = mixed ? commonType(values, node.operator, node.position) : superType(types);
  if (type === undefined) {
    throw invalidQuery(
      `Column ${index + 1} in ${node.operator} has incompatible types: ${types.map(typeName).join(', ')}`,
      node.position,
    );
  }
  return type;
}

/** All but UNION ALL compare rows, which not every type allows. */
function checkGroupable(node: SetOperation, type: SqlType, index: number): void {
  if (node.operator === 'UNION' && node.all) return;
  if (type.kind === 'JSON') {
    throw invalidQuery(
      `Column ${index + 1} in ${node.operator} ${node.all ? 'ALL' : 'DISTINCT'} has type that does not support set operation comparisons: ${typeName(type)}`,
      node.position,
    );
  }
}

const keyOf = (name: string): string => name.toLowerCase();

function checkNamed(node: SetOperation, columns: Column[]): void {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (name === '' || seen.has(keyOf(name))) {
      throw invalidQuery(
        `${node.operator} by name: every column needs a name, and no two the same${name === '' ? '' : `; ${name} repeats`}`,
        node.position,
      );
    }
    seen.add(keyOf(name));
  }
}

/** The names of the result's columns, in order. */
function resultNames(node: SetOperation, left: Column[], right: Column[]): string[] {
  const inLeft = new Set(left.map((column) => keyOf(column.name)));
  const inRight = new Set(right.map((column) => keyOf(column.name)));
  const outer = node.outer ?? (node.match === 'name' ? 'STRICT' : 'INNER');
  const fail = (problem: string) =>
    invalidQuery(`${node.operator} by name: ${problem}`, node.position);
  if (node.by !== undefined) {
    for (const name of node.by) {
      const [onLeft, onRight] = [inLeft.has(keyOf(name)), inRight.has(keyOf(name))];
      const found = {
        INNER: onLeft && onRight,
        STRICT: onLeft && onRight,
        LEFT: onLeft,
        FULL: onLeft || onRight,
      };
      if (!found[outer]) throw fail(`column ${name} is not in every query that must have it`);
    }
    if (outer === 'STRICT' && (node.by.length !== inLeft.size || node.by.length !== inRight.size))
      throw fail('the column list must name every column of both queries');
    return node.by;
  }
  const names = left.map((column) => column.name);
  const shared = names.filter((name) => inRight.has(keyOf(name)));
  if (outer === 'FULL') {
    const added = right.map((column) => column.name).filter((name) => !inLeft.has(keyOf(name)));
    return [...names, ...added];
  }
  if (outer === 'STRICT' && (shared.length < inLeft.size || shared.length < inRight.size))
    throw fail('the queries do not have the same columns');
  if (shared.length === 0) throw fail('the queries share no column');
  return outer === 'INNER' ? shared : names;
}

/** Brings both sides of BY NAME / CORRESPONDING to the same columns in the same order. */
function matchByName(
  node: SetOperation,
  left: CompiledQuery,
  right: CompiledQuery,
): [CompiledQuery, CompiledQuery] {
  if (left.columns === undefined || right.columns === undefined) {
    throw unsupported(
      `${node.operator} by name over columns that are not known`,
      'positional columns',
      node.position,
    );
  }
  if (left.isValue || right.isValue)
    throw invalidQuery(`${node.operator} by name cannot combine value tables`, node.position);
  checkNamed(node, left.columns);
  checkNamed(node, right.columns);
  const names = resultNames(node, left.columns, right.columns);
  return [projected(left, left.columns, names), projected(right, right.columns, names)];
}

function projected(query: CompiledQuery, columns: Column[], names: string[]): CompiledQuery {
  const sources = names.map((name) => columns.find((column) => keyOf(column.name) === keyOf(name)));
  const shown = storeColumns(
    names.map((name, index) => ({ name, type: sources[index]?.type ?? { kind: 'NULL' } })),
  );
  const items = shown.map((column, index) => {
    const source = sources[index];
    return `${source === undefined ? 'NULL' : `_side.${quote(storedName(source))}`} AS ${quote(storedName(column))}`;
  });
  return {
    sql: `SELECT ${items.join(', ')} FROM (${query.sql}) AS _side`,
    columns: shown,
    isValue: false,
  };
}
