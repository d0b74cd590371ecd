import { unsupported } from '../errors.ts';
import { quote, storedName, type SqlType } from '../types.ts';
import type { Compiled, CompiledQuery } from './compiled.ts';
import { starOf, type CompiledFrom } from './from.ts';
import { givenItem } from './given.ts';
import { packStruct, rowOf, starOfStruct } from './names.ts';
import { freshAlias, type Environment, type Scope, type StarColumn } from './scope.ts';

/** A table alias of a pipe query; its row keeps the values it had before SET, DROP and RENAME. */
interface PipeAlias {
  label: string;
  row: Compiled;
}

/** The table between two pipe operators. */
export interface PipeTable {
  /** A FROM clause's text. */
  sql: string;
  columns: StarColumn[];
  /** Pseudo columns, which `*` leaves out. */
  hidden: StarColumn[];
  aliases: PipeAlias[];
}

/** The table a FROM clause's items make. */
export function tableOf({ sql, star }: CompiledFrom, scope: Scope): PipeTable {
  if (star === undefined) {
    throw unsupported(
      'pipe operators over a table whose columns are not known',
      'a SELECT that lists the columns',
    );
  }
  return {
    sql,
    columns: star,
    hidden: scope.ranges.flatMap((range) =>
      range.name === '' ? [] : (range.hidden ?? []).filter(() => range.qualified !== true),
    ),
    aliases: scope.ranges
      .filter((range) => range.name !== '' && starOf(range) !== undefined)
      .map((range) => ({ label: range.label ?? range.name, row: rowOf(range) })),
  };
}

/** A FROM item that is the table: its columns go by their names, and by its aliases. */
export function itemOf(table: PipeTable, columns = table.columns) {
  return givenItem((scope) => {
    scope.ranges.push(
      { name: '', sql: '', columns: [], hidden: [...table.columns, ...table.hidden] },
      ...table.aliases.map(({ label, row }) => ({
        name: label.toLowerCase(),
        label,
        sql: '',
        columns: [],
        value: row,
        qualified: true,
      })),
    );
    return { sql: table.sql, star: columns };
  });
}

const carriedName = (index: number): string => `_carried_${index}`;

/** Everything the table's aliases and pseudo columns need beside its columns. */
function carried(table: PipeTable): StarColumn[] {
  const values = [...table.aliases.flatMap(({ row }) => row.parts ?? [row]), ...table.hidden];
  return values.map(({ sql, type }, index) => ({ name: carriedName(index), sql, type }));
}

/** The FROM item whose `*` also holds what the aliases need; `kept` finds it again. */
export function carryingItem(table: PipeTable) {
  return itemOf(table, [...table.columns, ...carried(table)]);
}

/** A query's rows as a table without aliases, or with one. */
export function tableFrom(
  query: CompiledQuery,
  environment: Environment,
  label?: string,
): PipeTable {
  if (query.columns === undefined) {
    throw unsupported(
      'pipe operators over a query whose columns are not known',
      'a SELECT that lists the columns',
    );
  }
  const alias = quote(freshAlias(environment));
  const columns = query.columns.map((column) => ({
    name: column.name,
    type: column.type,
    sql: `${alias}.${quote(storedName(column))}`,
  }));
  const [value] = columns;
  const shown = query.isValue && value?.type.kind === 'STRUCT' ? starOfStruct(value) : columns;
  const table = { sql: `(${query.sql}) AS ${alias}`, columns: shown, hidden: [], aliases: [] };
  return label === undefined ? table : aliased(table, label);
}

/** The table under one alias, which its earlier ones give way to. */
export function aliased(table: PipeTable, label: string): PipeTable {
  const row = packStruct(table.columns.map((column) => ({ name: column.name, value: column })));
  return { ...table, hidden: [], aliases: [{ label, row }] };
}

/** The table after an operator that ran over `carryingItem`: the aliases find their values again. */
export function kept(query: CompiledQuery, before: PipeTable, environment: Environment): PipeTable {
  const whole = tableFrom(query, environment);
  const found = new Map(whole.columns.map((column) => [column.name, column]));
  let index = 0;
  const take = (type: SqlType): Compiled => {
    const column = found.get(carriedName(index));
    index += 1;
    return { sql: column?.sql ?? 'NULL', type };
  };
  const aliases = before.aliases.map(({ label, row }) => {
    if (row.parts === undefined || row.type.kind !== 'STRUCT')
      return { label, row: take(row.type) };
    const fields = row.type.fields.map(({ name, type }) => ({ name, value: take(type) }));
    return { label, row: packStruct(fields) };
  });
  const hidden = before.hidden.map(({ name, type }) => ({ name, ...take(type) }));
  const names = new Set(Array.from({ length: index }, (_, at) => carriedName(at)));
  const columns = whole.columns.filter((column) => !names.has(column.name));
  return { sql: whole.sql, columns, hidden, aliases };
}
