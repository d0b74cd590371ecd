import { invalidQuery, unsupported } from '../errors.ts';
import type {
  FromItem,
  PipeOperator,
  Query,
  QueryBody,
  Select,
  SelectItem,
  SetOperation,
} from '../parser/ast.ts';
import { quote, storedName } from '../types.ts';
import { compileCommonTables } from './common-tables.ts';
import type { CompiledQuery } from './compiled.ts';
import { compileFrom, sampleSql } from './from.ts';
import { packStruct } from './names.ts';
import { storeColumns } from './output-names.ts';
import { aggregateSelect, assertion } from './pipe-clauses.ts';
import {
  aliased,
  carryingItem,
  itemOf,
  kept,
  tableFrom,
  tableOf,
  type PipeTable,
} from './pipe-table.ts';
import { compileBody, noTail, type Place, type Tail } from './queries.ts';
import { childScope, type Scope } from './scope.ts';
import { compileSelect } from './select.ts';
import { compileSet } from './set-operations.ts';

const star: SelectItem & { kind: 'star' } = { kind: 'star', except: [], replace: [], position: 0 };

function selectFrom(from: FromItem, fields: Partial<Select> = {}): Select {
  const plain = { kind: 'select' as const, distinct: false, windows: [], position: 0 };
  return { ...plain, items: [star], from, ...fields };
}

/** Translates a pipe query: each operator makes a table of the one before it. */
export function applyPipes(query: Query, tail: Tail, scope: Scope, place: Place): CompiledQuery {
  const { body } = query;
  if (body.kind === 'from' && query.pipes.length === 0)
    return compileSelect(selectFrom(body.from), scope, tail, place);
  const outer: Scope = { ...childScope(scope), common: new Map(scope.common) };
  const definitions: string[] = [];
  let table = startOf(body, tail, outer);
  for (const operator of query.pipes) {
    if (operator.kind === 'with') {
      definitions.push(...compileCommonTables(operator.query, outer));
      continue;
    }
    table = apply(operator, table, outer);
  }
  const columns = storeColumns(table.columns);
  const items = columns.map(
    (column, index) => `${table.columns[index]?.sql ?? 'NULL'} AS ${quote(storedName(column))}`,
  );
  const isRecursive = query.pipes.some((one) => one.kind === 'with' && one.query.recursive);
  const prefix =
    definitions.length === 0
      ? ''
      : `WITH ${isRecursive ? 'RECURSIVE ' : ''}${definitions.join(', ')} `;
  const sql = `${prefix}SELECT ${items.join(', ')} FROM ${table.sql}`;
  return { sql, columns, isValue: false };
}

function startOf(body: QueryBody, tail: Tail, scope: Scope): PipeTable {
  if (body.kind !== 'from')
    return tableFrom(compileBody(body, childScope(scope), tail, 'relation'), scope.environment);
  const inner = childScope(scope);
  return tableOf(compileFrom(body.from, inner), inner);
}

function apply(operator: PipeOperator, table: PipeTable, scope: Scope): PipeTable {
  const { environment } = scope;
  const run = (select: Select, tail = noTail) => compileSelect(select, scope, tail, 'relation');
  const keeping = (fields: Partial<Select>, tail = noTail) =>
    kept(run(selectFrom(carryingItem(table), fields), tail), table, environment);
  switch (operator.kind) {
    case 'select': {
      const { items, distinct, windows, as } = operator;
      const fields = { items, distinct, windows, ...(as === undefined ? {} : { as }) };
      return tableFrom(run(selectFrom(itemOf(table), fields)), environment);
    }
    case 'extend':
      return keeping({ items: [star, ...operator.items], windows: operator.windows });
    case 'set':
      return keeping({ items: [{ ...star, replace: replacements(operator) }] });
    case 'drop':
      checkColumns(operator.names, table, operator.position);
      return keeping({ items: [{ ...star, except: operator.names }] });
    case 'rename':
      return renamed(operator, table);
    case 'as':
      return aliased(table, operator.alias);
    case 'where':
      return keeping({ where: operator.condition });
    case 'assert':
      return keeping({ where: assertion(operator, environment.source) });
    case 'distinct':
      return distinctRows(table, run, scope);
    case 'order':
      return keeping({}, { order: operator.order });
    case 'limit': {
      const { limit, offset } = operator;
      return keeping({}, { order: [], limit, ...(offset === undefined ? {} : { offset }) });
    }
    case 'sample': {
      const rows = run(selectFrom(carryingItem(table)));
      const sql = `SELECT * FROM (${rows.sql})${sampleSql(operator.percent, operator.position)}`;
      return kept({ ...rows, sql }, table, environment);
    }
    case 'aggregate': {
      const { fields, order } = aggregateSelect(operator);
      return tableFrom(run(selectFrom(itemOf(table), fields), { order }), environment);
    }
    case 'join':
    case 'pivot': {
      const inner = childScope(scope);
      return tableOf(compileFrom(operator.build(itemOf(table)), inner), inner);
    }
    case 'set_operation':
      return tableFrom(combine(operator, table, scope), environment);
    case 'with':
      throw unsupported('the pipe operator WITH here', 'WITH before the query', operator.position);
  }
}

/** Distinct rows keep an alias when the columns hold all of its row. */
function distinctRows(table: PipeTable, run: (select: Select) => CompiledQuery, scope: Scope) {
  const rows = tableFrom(run(selectFrom(itemOf(table), { distinct: true })), scope.environment);
  const found = new Map(table.columns.map(({ sql }, index) => [sql, rows.columns[index]]));
  const aliases = table.aliases.flatMap(({ label, row }) => {
    if (row.parts === undefined || row.type.kind !== 'STRUCT') return [];
    const fields = row.type.fields.flatMap(({ name }, index) => {
      const value = found.get(row.parts?.[index]?.sql ?? '');
      return value === undefined ? [] : [{ name, value }];
    });
    return fields.length < row.parts.length ? [] : [{ label, row: packStruct(fields) }];
  });
  return { ...rows, aliases };
}

function replacements(operator: PipeOperator & { kind: 'set' }) {
  return operator.assignments.map((entry) => ({ expression: entry.value, alias: entry.name }));
}

/** DROP and RENAME name each column once, and one that exists once. */
function checkColumns(names: string[], table: PipeTable, position: number): void {
  const seen = new Set<string>();
  for (const name of names) {
    const key = name.toLowerCase();
    const count = table.columns.filter((column) => column.name.toLowerCase() === key).length;
    if (count === 0) throw invalidQuery(`Column ${name} not found in the pipe's input`, position);
    if (count > 1 || seen.has(key))
      throw invalidQuery(`Column name ${name} is ambiguous`, position);
    seen.add(key);
  }
}

function renamed(operator: PipeOperator & { kind: 'rename' }, table: PipeTable): PipeTable {
  checkColumns(
    operator.names.map((entry) => entry.from),
    table,
    operator.position,
  );
  const names = new Map(operator.names.map((entry) => [entry.from.toLowerCase(), entry.to]));
  const columns = table.columns.map((column) => ({
    ...column,
    name: names.get(column.name.toLowerCase()) ?? column.name,
  }));
  return { ...table, columns };
}

function combine(
  operator: PipeOperator & { kind: 'set_operation' },
  table: PipeTable,
  scope: Scope,
): CompiledQuery {
  const { queries, ...rest } = operator;
  const chain = queries.reduce<QueryBody>(
    (left, query): SetOperation => ({
      ...rest,
      kind: 'set',
      left,
      right: { kind: 'nested', query },
    }),
    selectFrom(itemOf(table)),
  );
  if (chain.kind !== 'set') throw invalidQuery('A set operation needs a query', operator.position);
  return compileSet(chain, scope, 'relation');
}
