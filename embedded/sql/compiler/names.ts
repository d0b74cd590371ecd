import { invalidQuery, unsupported } from '../errors.ts';
import type { Identifier } from '../parser/ast.ts';
import type { ObjectReference, Value } from '../statement.ts';
import {
  JSON_TYPE,
  structOf,
  text,
  typeName,
  typeOfField,
  quote,
  UNKNOWN,
  type Column,
} from '../types.ts';
import type { Compiled } from './compiled.ts';
import type { Environment, RangeVariable, Scope } from './scope.ts';

/** The dataset of temporary tables, which BigQuery also calls `_SESSION`. */
export const sessionDataset = '_SESSION';

/** Field `name` of a struct or a JSON object. */
export function fieldAccess(base: Compiled, name: Identifier): Compiled {
  if (base.type.kind === 'STRUCT') {
    const wanted = name.name.toLowerCase();
    const index = base.type.fields.findIndex((field) => field.name.toLowerCase() === wanted);
    const field = base.type.fields[index];
    if (field === undefined) {
      throw invalidQuery(
        `Field name ${name.name} does not exist in ${typeName(base.type)}`,
        name.position,
      );
    }
    return { sql: `struct_extract(${base.sql}, ${text(field.name)})`, type: field.type };
  }
  if (base.type.kind === 'JSON') return jsonAccess(base, `."${name.name.replaceAll('"', '\\"')}"`);
  if (base.type.kind === 'UNKNOWN')
    return { sql: `(${base.sql}).${quote(name.name)}`, type: UNKNOWN };
  throw invalidQuery(
    `Cannot access field ${name.name} on a value with type ${typeName(base.type)}`,
    name.position,
  );
}

/** Extends a JSON path by one step, joining it to the path of an inner access. */
export function jsonAccess(base: Compiled, step: string): Compiled {
  const inner = base.jsonPath;
  const root = inner?.root ?? base.sql;
  const path = `${inner?.path ?? '$'}${step}`;
  return { sql: `json_extract(${root}, ${text(path)})`, type: JSON_TYPE, jsonPath: { root, path } };
}

function accessAll(base: Compiled, names: Identifier[]): Compiled {
  return names.reduce(fieldAccess, base);
}

function findColumn(columns: Column[] | undefined, name: string): Column | undefined {
  return columns?.find((column) => column.name.toLowerCase() === name);
}

/** A column of a relation, or of the struct an UNNEST alias stands for. */
function columnOf(range: RangeVariable, name: string): Compiled | undefined {
  if (range.value?.type.kind === 'STRUCT') {
    const field = findColumn(range.value.type.fields, name);
    if (field !== undefined) {
      return { sql: `struct_extract(${range.value.sql}, ${text(field.name)})`, type: field.type };
    }
  }
  const column = findColumn(range.columns, name) ?? findColumn(range.hidden, name);
  return column && { sql: `${range.sql}.${quote(column.name)}`, type: column.type };
}

function resolveRange(range: RangeVariable, names: Identifier[]): Compiled {
  const [, second, ...rest] = names;
  if (second === undefined) {
    if (range.value !== undefined) return range.value;
    return {
      sql: range.sql,
      type: range.columns === undefined ? UNKNOWN : structOf(range.columns),
    };
  }
  const column = columnOf(range, second.name.toLowerCase());
  if (column !== undefined) return accessAll(column, rest);
  if (range.value !== undefined) return accessAll(range.value, names.slice(1));
  if (range.columns === undefined) {
    return accessAll({ sql: `${range.sql}.${quote(second.name)}`, type: UNKNOWN }, rest);
  }
  throw invalidQuery(`Name ${second.name} not found inside ${range.name}`, second.position);
}

function resolveInScope(scope: Scope, names: Identifier[]): Compiled | undefined {
  const [first, ...rest] = names;
  if (first === undefined) return undefined;
  const name = first.name.toLowerCase();
  const bound = scope.bindings.get(name) ?? scope.aliases.get(name);
  if (bound !== undefined) return accessAll(bound, rest);
  const range = scope.ranges.find((candidate) => candidate.name === name);
  if (range !== undefined) return resolveRange(range, names);
  const merged = scope.merged.get(name);
  if (merged !== undefined) return accessAll(merged, rest);
  const matches = scope.ranges
    .map((candidate) => columnOf(candidate, name))
    .filter((match) => match !== undefined);
  if (matches.length > 1) {
    throw invalidQuery(`Column name ${first.name} is ambiguous`, first.position);
  }
  const [match] = matches;
  return match && accessAll(match, rest);
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
  const [first, ...rest] = names;
  if (first === undefined) throw invalidQuery('Syntax error: Empty name');
  let open = false;
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
    const found = open ? undefined : resolveInScope(current, names);
    if (found !== undefined) return found;
    open ||= isOpen(current);
  }
  const variables = scope.environment.context.variables ?? {};
  const variable = variables[first.name.toLowerCase()];
  if (!open && variable !== undefined) return accessAll(suppliedValue(variable), rest);
  if (open) return { sql: names.map((part) => quote(part.name)).join('.'), type: UNKNOWN };
  throw invalidQuery(
    `Unrecognized name: ${names.map((part) => part.name).join('.')}`,
    first.position,
  );
}

/** A script variable or query parameter. */
export function suppliedValue(value: Value): Compiled {
  return typeof value === 'string'
    ? { sql: `(${value})`, type: UNKNOWN }
    : { sql: `(${value.sql})`, type: typeOfField(value.type) };
}

/** Whether a path's first name is a relation or column in scope, so that `FROM t, t.items` unnests. */
export function isCorrelatedPath(names: Identifier[], scope: Scope): boolean {
  const name = names[0]?.name.toLowerCase() ?? '';
  if (names.length < 2) return false;
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
    if (current.ranges.some((range) => range.name === name)) return true;
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
  if (name.endsWith('*')) throw unsupported('wildcard tables', 'UNION ALL of the tables', position);
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
