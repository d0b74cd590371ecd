import { invalidQuery } from '../errors.ts';
import type { Identifier } from '../parser/ast.ts';
import type { ObjectReference, Value } from '../statement.ts';
import {
  fieldName,
  storedName,
  structOf,
  text,
  typeName,
  typeOfField,
  quote,
  UNKNOWN,
  type Column,
  type StructField,
} from '../types.ts';
import { castTo } from './coerce.ts';
import type { Compiled } from './compiled.ts';
import { jsonAccess } from './json-paths.ts';
import type { Environment, RangeVariable, Scope, StarColumn } from './scope.ts';
import { suggestion } from './suggestion.ts';

/** The dataset of temporary tables, which BigQuery also calls `_SESSION`. */
export const sessionDataset = '_SESSION';

/** Field `name` of a struct or a JSON object. */
export function fieldAccess(base: Compiled, name: Identifier): Compiled {
  if (base.type.kind === 'STRUCT') {
    const wanted = name.name.toLowerCase();
    const { fields } = base.type;
    const index = fields.findIndex((field) => field.name.toLowerCase() === wanted);
    const field = fields[index];
    if (field === undefined) {
      throw invalidQuery(
        `Field name ${name.name} does not exist in ${typeName(base.type)}`,
        name.position,
      );
    }
    if (fields.some((other, at) => at > index && other.name.toLowerCase() === wanted)) {
      throw invalidQuery(
        `Struct field name ${name.name} is ambiguous in ${typeName(base.type)}`,
        name.position,
      );
    }
    return base.parts?.[index] ?? { sql: fieldOf(base, field, index), type: field.type };
  }
  if (base.type.kind === 'JSON') return jsonAccess(base, name.name);
  if (base.type.kind === 'UNKNOWN')
    return { sql: `(${base.sql}).${quote(name.name)}`, type: UNKNOWN };
  throw invalidQuery(
    `Cannot access field ${name.name} on a value with type ${typeName(base.type)}`,
    name.position,
  );
}

function accessAll(base: Compiled, names: Identifier[]): Compiled {
  return names.reduce(fieldAccess, base);
}

function columnsNamed(columns: Column[] | undefined, name: string): Column[] {
  return columns?.filter((column) => column.name.toLowerCase() === name) ?? [];
}

/** The columns of a relation with a name, or the fields of the struct an UNNEST alias stands for. */
function columnsOf(range: RangeVariable, name: string): Compiled[] {
  const { value } = range;
  const fields = value === undefined ? [] : starOfStruct(value);
  const inside = fields.filter((field) => field.name.toLowerCase() === name);
  const own = columnsNamed(range.columns, name).map((column) => ({
    sql: `${range.sql}.${quote(storedName(column))}`,
    type: column.type,
  }));
  if (own.length > 0 || range.hidden === undefined) return [...inside, ...own];
  const hidden = range.hidden.filter((column) => column.name.toLowerCase() === name);
  return [...inside, ...hidden.map(({ sql, type }) => ({ sql, type }))];
}

/** The fields of a struct value as columns; none when it is no struct. */
export function starOfStruct(value: Compiled): StarColumn[] {
  if (value.type.kind !== 'STRUCT') return [];
  return value.type.fields.map((field, index) => ({
    name: field.name,
    type: field.type,
    sql: fieldOf(value, field, index),
  }));
}

function fieldOf(value: Compiled, field: StructField, index: number): string {
  return (
    value.parts?.[index]?.sql ?? `struct_extract(${value.sql}, ${text(fieldName(field, index))})`
  );
}

/** A call; a macro's looks like any other, and some of DuckDB's own functions are macros. */
const callsFunction = /^[\w."]+\(/;

/** A field's value: in a correlated subquery DuckDB forgets the name of a field that is a macro's call. */
function named(value: Compiled | undefined): string {
  if (value === undefined) return 'NULL';
  return callsFunction.test(value.sql) ? castTo(value.sql, value.type) : value.sql;
}

/** A struct of values, which keeps them so that a field of it is just the value. */
export function packStruct(fields: { name: string; value: Compiled }[]): Compiled {
  const type = structOf(fields.map(({ name, value }) => ({ name, type: value.type })));
  const parts = fields.map(({ value }) => value);
  const packed = type.fields.map(
    (field, index) => `${quote(fieldName(field, index))} := ${named(parts[index])}`,
  );
  return { sql: `struct_pack(${packed.join(', ')})`, type, parts };
}

/** What a relation's alias denotes: the value of a value table, else a struct of the columns. */
export function rowOf(range: RangeVariable): Compiled {
  if (range.value !== undefined) return range.value;
  if (range.columns === undefined) return { sql: range.sql, type: UNKNOWN };
  return packStruct(
    range.columns.map((column) => ({
      name: column.name,
      value: { sql: `${range.sql}.${quote(storedName(column))}`, type: column.type },
    })),
  );
}

function only(matches: Compiled[], name: Identifier): Compiled | undefined {
  if (matches.length > 1) {
    throw invalidQuery(`Column name ${name.name} is ambiguous`, name.position);
  }
  return matches[0];
}

function resolveRange(range: RangeVariable, names: Identifier[]): Compiled {
  const [first, second, ...rest] = names;
  if (second === undefined) return rowOf(range);
  const column = only(columnsOf(range, second.name.toLowerCase()), second);
  if (column !== undefined) return accessAll(column, rest);
  if (range.value !== undefined) return accessAll(range.value, names.slice(1));
  if (range.columns === undefined) {
    return accessAll({ sql: `${range.sql}.${quote(second.name)}`, type: UNKNOWN }, rest);
  }
  throw invalidQuery(
    `Name ${second.name} not found inside ${first?.name ?? range.name}${suggestion(
      second.name,
      range.columns.map((column) => column.name),
    )}`,
    second.position,
  );
}

function resolveInScope(scope: Scope, names: Identifier[]): Compiled | undefined {
  const [first, ...rest] = names;
  if (first === undefined) return undefined;
  const name = first.name.toLowerCase();
  const bound = scope.bindings.get(name) ?? scope.aliases.get(name);
  if (bound !== undefined) return accessAll(bound, rest);
  const range = scope.ranges.find((candidate) => candidate.name === name);
  if (range !== undefined) return resolveRange(range, names);
  const merged = scope.merged.filter((candidate) => candidate.name === name);
  const hidden = new Set(merged.flatMap((candidate) => candidate.ranges));
  const others = scope.ranges.filter(
    (candidate) => candidate.qualified !== true && !hidden.has(candidate),
  );
  const match = only(
    [...merged, ...others.flatMap((candidate) => columnsOf(candidate, name))],
    first,
  );
  return match && accessAll({ sql: match.sql, type: match.type }, rest);
}

function isOpen(scope: Scope): boolean {
  return scope.ranges.some(
    (range) =>
      (range.columns === undefined && range.value === undefined) ||
      range.value?.type.kind === 'UNKNOWN',
  );
}

/** What a dotted name denotes: a column, an alias, a field of either, or a script variable. */
export function resolvePath(names: Identifier[], scope: Scope): Compiled {
  const found = findPath(names, scope);
  if (found !== undefined) return found;
  throw invalidQuery(
    `Unrecognized name: ${names.map((part) => part.name).join('.')}${suggestion(names[0]?.name ?? '', visibleNames(scope))}`,
    names[0]?.position,
  );
}

/** What a dotted name denotes, or undefined when its first part is not a name here. */
export function findPath(names: Identifier[], scope: Scope): Compiled | undefined {
  const [first, ...rest] = names;
  if (first === undefined) throw invalidQuery('Syntax error: Empty name');
  let open = false;
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
    const found = open ? undefined : resolveInScope(current, names);
    if (found !== undefined) {
      const isKey = current !== scope && current.groupKeys?.has(found.sql) === true;
      return isKey ? { ...found, sql: `any_value(${found.sql})` } : found;
    }
    open ||= isOpen(current);
  }
  const variables = scope.environment.context.variables ?? {};
  const variable = variables[first.name.toLowerCase()];
  if (!open && variable !== undefined) return accessAll(suppliedValue(variable), rest);
  if (open) return { sql: names.map((part) => quote(part.name)).join('.'), type: UNKNOWN };
  return undefined;
}

function visibleNames(scope: Scope): string[] {
  const names: string[] = [];
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
    names.push(...current.aliases.keys(), ...current.bindings.keys());
    for (const range of current.ranges) {
      const fields = range.value === undefined ? [] : starOfStruct(range.value);
      names.push(range.label ?? range.name);
      for (const column of [...(range.columns ?? []), ...fields]) names.push(column.name);
    }
  }
  return names;
}

/** A script variable or query parameter. */
export function suppliedValue(value: Value): Compiled {
  return typeof value === 'string'
    ? { sql: `(${value})`, type: UNKNOWN, isSupplied: true }
    : { sql: `(${value.sql})`, type: typeOfField(value.type), isSupplied: true };
}

/** Whether a path's first name is a relation or column in scope, so that `FROM t, t.items` unnests. */
export function isCorrelatedPath(names: Identifier[], scope: Scope): boolean {
  const name = names[0]?.name.toLowerCase() ?? '';
  if (names.length < 2) return false;
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
    if (current.bindings.has(name)) return true;
    if (current.ranges.some((range) => range.name === name || columnsOf(range, name).length > 0))
      return true;
  }
  return false;
}

/** The object a dotted name denotes, with the project and default dataset filled in. */
export function resolveReference(names: Identifier[], environment: Environment): ObjectReference {
  const { context } = environment;
  const parts = names.map((part) => part.name);
  const joined = parts.join('.');
  const position = names[0]?.position;
  const schemaAt = parts.findIndex((part) => part.toUpperCase() === 'INFORMATION_SCHEMA');
  if (schemaAt >= 0 && schemaAt < parts.length - 1) {
    const name = parts.slice(schemaAt).join('.').toUpperCase();
    const [dataset = '', project = context.project] = parts.slice(0, schemaAt).reverse();
    return { project, dataset, name };
  }
  const [name = '', dataset = context.defaultDataset, project = context.project, ...extra] = [
    ...parts,
  ].reverse();
  if (extra.length > 0) throw invalidQuery(`Invalid table name: ${joined}`, position);
  if (dataset === undefined) {
    throw invalidQuery(
      `Table "${joined}" must be qualified with a dataset (e.g. dataset.table).`,
      position,
    );
  }
  return { project, dataset, name };
}

/** DuckDB's name of a table or view. */
export function tableSql(reference: ObjectReference, environment: Environment): string {
  const named = environment.context.relation?.(reference);
  if (named !== undefined) return named;
  return [reference.project, reference.dataset, reference.name].map(quote).join('.');
}
