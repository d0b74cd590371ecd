import { invalidQuery, unsupported } from '../errors.ts';
import type { Expression, FromItem } from '../parser/ast.ts';
import { quote, storedName, typeOfField, type Column } from '../types.ts';
import { compileGiven } from './given.ts';
import { compileJoin } from './joins.ts';
import { compileModelCall } from './model-calls.ts';
import { isCorrelatedPath, starOfStruct, tableSql } from './names.ts';
import { pseudoColumns } from './pseudo-columns.ts';
import { tableFields, targetReference } from './target.ts';
import { compileWildcard } from './wildcards.ts';
import { compilePivot, compileUnpivot } from './pivot.ts';
import { compileQuery } from './queries.ts';
import {
  childScope,
  freshAlias,
  type RangeVariable,
  type Scope,
  type StarColumn,
} from './scope.ts';
import { compileUnnest } from './unnest.ts';

/** A FROM clause's SQL and the columns `*` stands for, undefined when not all are known. */
export interface CompiledFrom {
  sql: string;
  star: StarColumn[] | undefined;
}

/** Translates a FROM item, adding its aliases to `scope`. */
export function compileFrom(item: FromItem, scope: Scope): CompiledFrom {
  switch (item.kind) {
    case 'given':
      return compileGiven(item, scope);
    case 'table':
      return compileTable(item, scope);
    case 'subquery': {
      const inner = siblingScope(scope);
      const query = compileQuery(item.query, inner, 'relation');
      const range = relation(scope, item.alias ?? '', query.columns);
      return addRange(scope, `(${query.sql}) AS ${range.sql}`, range, query.isValue);
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

/**
 * A relation under its written name. DuckDB gets another alias, which is no column's name, unless
 * the columns are not known: then it must resolve the names as they are written.
 */
export function relation(
  scope: Scope,
  label: string,
  columns: Column[] | undefined,
): RangeVariable {
  const own = columns === undefined && label !== '' ? label : freshAlias(scope.environment);
  return { name: label.toLowerCase(), label, sql: quote(own), columns };
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
          value: { sql: `${range.sql}.${quote(storedName(unwrap))}`, type: unwrap.type },
          columns: [],
        };
  scope.ranges.push(added);
  return { sql, star: starOf(added) };
}

/** The columns `alias.*` stands for; undefined when they are not known. */
export function starOf(range: RangeVariable): StarColumn[] | undefined {
  const { value } = range;
  if (value === undefined) {
    return range.columns?.map((column) => ({
      name: column.name,
      type: column.type,
      sql: `${range.sql}.${quote(storedName(column))}`,
    }));
  }
  if (value.type.kind === 'UNKNOWN') return undefined;
  if (value.type.kind === 'STRUCT') return starOfStruct(value);
  return [{ name: range.label ?? range.name, type: value.type, sql: value.sql }];
}

/** TABLESAMPLE as DuckDB has it. */
export function sampleSql(percent: Expression, position: number): string {
  const number =
    percent.kind === 'integer'
      ? percent.value.toString()
      : percent.kind === 'float'
        ? percent.text
        : undefined;
  if (number === undefined)
    throw unsupported('a TABLESAMPLE percentage that is no literal', 'a number', position);
  if (!(Number(number) >= 0 && Number(number) <= 100))
    throw invalidQuery('TABLESAMPLE percentage must be between 0 and 100', position);
  return ` USING SAMPLE ${number} PERCENT (system)`;
}

function compileTable(item: FromItem & { kind: 'table' }, scope: Scope): CompiledFrom {
  const [first] = item.path;
  const common =
    item.path.length === 1 ? scope.common.get(first?.name.toLowerCase() ?? '') : undefined;
  const alias = item.alias ?? item.path.at(-1)?.name ?? '';
  if (common !== undefined) {
    const range = relation(scope, alias, common.columns);
    range.hidden =
      common.hidden?.map((column) => ({
        ...column,
        sql: `${range.sql}.${quote(column.name)}`,
      })) ?? [];
    return addRange(scope, `${quote(common.stored)} AS ${range.sql}`, range, common.isValue);
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
  const reference = targetReference(item.path, environment);
  if (reference.name.endsWith('*')) return compileWildcard(item, reference, scope);
  const fields = tableFields(reference, environment);
  const columns = fields?.map((field) => ({ name: field.name, type: typeOfField(field) }));
  const sample = item.sample === undefined ? '' : sampleSql(item.sample, item.position);
  const shown = alias.startsWith('INFORMATION_SCHEMA.') ? alias.slice(19) : alias;
  const range = relation(scope, shown, columns);
  const sql = `${tableSql(reference, environment)} AS ${range.sql}`;
  return addRange(scope, sample === '' ? sql : `(SELECT * FROM ${sql}${sample}) AS ${range.sql}`, {
    ...range,
    ...pseudoColumns(reference, range.sql, environment),
  });
}
