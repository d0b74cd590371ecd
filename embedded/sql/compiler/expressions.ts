import { invalidQuery, unsupported } from '../errors.ts';
import type { Expression, Query, WindowSpecification } from '../parser/ast.ts';
import {
  arrayOf,
  BOOL,
  duckdbType,
  NULL_TYPE,
  resolveType,
  typeName,
  UNKNOWN,
  type SqlType,
} from '../types.ts';
import { compileComprehension } from './array-comprehension.ts';
import { compileCall } from './calls.ts';
import { castValue } from './casts.ts';
import { castTo, coerce, commonType, unify } from './coerce.ts';
import type { Compiled, Compiler } from './compiled.ts';
import { compileExtract } from './extract.ts';
import { compileIntervalLiteral } from './intervals.ts';
import {
  bytesLiteral,
  floatLiteral,
  integerLiteral,
  stringLiteral,
  typedLiteral,
} from './literals.ts';
import { jsonAccess, jsonElement, jsonMember } from './json-paths.ts';
import { fieldAccess, packStruct, starOfStruct, resolvePath, suppliedValue } from './names.ts';
import { rangeLiteral } from './ranges.ts';
import { binary, comparison, negate, refuseNull } from './operators.ts';
import { childScope, type Scope } from './scope.ts';
import { compileWindow } from './windows.ts';
import {
  compileBetween,
  compileIn,
  compileIs,
  compileLikeAny,
  condition,
  like,
  unlessVolatile,
} from './predicates.ts';
import { compileQuery } from './queries.ts';

/** The compiler that function definitions call back into. */
export const compiler: Compiler = {
  expression: compileExpression,
  query: (node: Query, scope: Scope) => compileQuery(node, scope),
  window: (window: WindowSpecification, scope: Scope) => compileWindow(window, scope),
};

/** Translates an expression in a scope. Throws SqlError for unknown names and functions. */
export function compileExpression(node: Expression, scope: Scope): Compiled {
  switch (node.kind) {
    case 'null':
      return { sql: 'NULL', type: NULL_TYPE, literal: null };
    case 'boolean':
      return { sql: node.value ? 'TRUE' : 'FALSE', type: BOOL, literal: node.value };
    case 'integer':
      return integerLiteral(node.value);
    case 'float':
      return floatLiteral(node.text);
    case 'string':
      return stringLiteral(node.value);
    case 'bytes':
      return bytesLiteral(node.value);
    case 'range':
      return rangeLiteral(resolveType(node.type), node.value, node.position);
    case 'typed':
      return typedLiteral(node.type, node.value, node.position);
    case 'path':
      return compilePath(node, scope);
    case 'field':
      return fieldAccess(compileExpression(node.base, scope), node.name);
    case 'call':
      return compileCall(node, scope, compiler);
    case 'unary':
      return compileUnary(node, scope);
    case 'binary':
      return binary(
        node,
        compileExpression(node.left, scope),
        compileExpression(node.right, scope),
      );
    case 'case':
      return compileCase(node, scope);
    case 'cast':
      return castValue(node, compileExpression(node.operand, scope), scope, compiler);
    case 'extract':
      return compileExtract(node, scope, compiler);
    case 'array':
      return compileArray(node, scope);
    case 'struct':
      return compileStruct(node, scope);
    case 'index':
      return compileIndex(node, scope);
    case 'interval':
      return compileInterval(node, scope);
    default:
      return compilePredicate(node, scope);
  }
}

const clockFunctions = /^CURRENT_(?:DATE|DATETIME|TIME|TIMESTAMP)$/i;

/** A name; CURRENT_DATE and its kin are calls without parentheses, unless quoted. */
function compilePath(node: Expression & { kind: 'path' }, scope: Scope): Compiled {
  const [only] = node.names;
  const isClock = node.names.length === 1 && clockFunctions.test(only?.name ?? '');
  if (only === undefined || only.quoted || !isClock) return resolvePath(node.names, scope);
  const call = { kind: 'call', name: only.name.toUpperCase(), path: node.names } as const;
  const bare = { safe: false, arguments: [], distinct: false, order: [] };
  return compileCall({ ...call, ...bare, position: only.position }, scope, compiler);
}

function compilePredicate(node: Expression, scope: Scope): Compiled {
  switch (node.kind) {
    case 'is':
      return compileIs(node, scope);
    case 'like':
      return like(
        compileExpression(node.operand, scope),
        compileExpression(node.pattern, scope),
        node.not,
      );
    case 'like_any':
      return compileLikeAny(node, scope);
    case 'between':
      return compileBetween(node, scope);
    case 'in':
      return compileIn(node, scope);
    case 'exists':
      return { sql: `EXISTS (${compileQuery(node.query, childScope(scope)).sql})`, type: BOOL };
    case 'subquery':
      return compileSubquery(node.query, scope, node.position);
    case 'array_query': {
      const list = compileComprehension(node.query, scope);
      if (list !== undefined) return { sql: list.sql, type: arrayOf(list.element) };
      const query = compileQuery(node.query, childScope(scope));
      const element = onlyColumn(query.columns, 'ARRAY subquery', node.position);
      if (element.kind === 'ARRAY') {
        throw invalidQuery(
          `Cannot use array subquery with column of type ${typeName(element)} because nested arrays are not supported`,
          node.position,
        );
      }
      return { sql: `ARRAY(${query.sql})`, type: arrayOf(element) };
    }
    case 'parameter':
      return compileParameter(node, scope);
    case 'with':
      return compileWith(node, scope);
    case 'system_variable': {
      const value = scope.environment.context.variables?.[`@@${node.name.toLowerCase()}`];
      if (value !== undefined) return suppliedValue(value);
      throw unsupported(`system variable @@${node.name}`, undefined, node.position);
    }
    case 'default':
      throw invalidQuery('Unexpected keyword DEFAULT', node.position);
    default:
      throw unsupported(`expression of kind ${node.kind}`);
  }
}

function onlyColumn(
  columns: { type: SqlType }[] | undefined,
  what: string,
  position: number,
): SqlType {
  if (columns === undefined) return UNKNOWN;
  const [first] = columns;
  if (first === undefined || columns.length > 1) {
    throw invalidQuery(
      `${what} cannot have more than one column unless using SELECT AS STRUCT`,
      position,
    );
  }
  return first.type;
}

function compileSubquery(query: Query, scope: Scope, position: number): Compiled {
  const compiled = compileQuery(query, childScope(scope));
  return {
    sql: `(${compiled.sql})`,
    type: onlyColumn(compiled.columns, 'Scalar subquery', position),
  };
}

function compileUnary(node: Expression & { kind: 'unary' }, scope: Scope): Compiled {
  const operand = compileExpression(node.operand, scope);
  if (node.operator === 'NOT') refuseNull('NOT', [operand], node.position);
  if (node.operator === 'NOT')
    return { sql: `(NOT ${condition(operand, 'NOT', node.position)})`, type: BOOL };
  if (node.operator === '+') return operand;
  return negate(node.operator, operand, node.position);
}

function compileCase(node: Expression & { kind: 'case' }, scope: Scope): Compiled {
  const operand = node.operand && compileExpression(node.operand, scope);
  const results = node.whens.map((branch) => compileExpression(branch.then, scope));
  if (node.otherwise !== undefined) results.push(compileExpression(node.otherwise, scope));
  const { values, type } = unify(results, 'CASE');
  const whens = node.whens.map((branch) => compileExpression(branch.when, scope));
  const otherwise = node.otherwise === undefined ? '' : ` ELSE ${values.at(-1)?.sql ?? 'NULL'}`;
  const choice = (test: (when: Compiled) => string) =>
    `CASE ${whens.map((when, index) => `WHEN ${test(when)} THEN ${values[index]?.sql ?? 'NULL'}`).join(' ')}${otherwise} END`;
  const sql =
    operand === undefined
      ? choice((when) => condition(when, 'CASE WHEN'))
      : unlessVolatile(operand, (value) => choice((when) => comparison('=', value, when).sql));
  return { sql, type };
}

function compileArray(node: Expression & { kind: 'array' }, scope: Scope): Compiled {
  const elements = node.elements.map((element) => compileExpression(element, scope));
  if (node.element !== undefined) {
    const type = resolveType(node.element);
    if (type.kind === 'ARRAY')
      throw invalidQuery('Cannot construct array with element type ARRAY', node.position);
    for (const element of elements) {
      const shared = commonType([{ sql: '', type }, element], 'array elements', node.position);
      if (duckdbType(shared) !== duckdbType(type) && shared.kind !== 'UNKNOWN') {
        throw invalidQuery(
          `Array element type ${typeName(element.type)} does not coerce to ${typeName(type)}`,
          node.position,
        );
      }
    }
    const sql = `[${elements.map((element) => coerce(element, type).sql).join(', ')}]`;
    return { sql: castTo(sql, arrayOf(type)), type: arrayOf(type) };
  }
  const { values, type } = unify(elements, 'array elements', node.position);
  if (type.kind === 'ARRAY')
    throw invalidQuery('Cannot construct array with element type ARRAY', node.position);
  const sql = `[${values.map((value) => value.sql).join(', ')}]`;
  const isLiteral = elements.length > 0 && elements.every(({ literal }) => literal !== undefined);
  return { sql, type: arrayOf(type), ...(isLiteral ? { elements } : {}) };
}

function compileStruct(node: Expression & { kind: 'struct' }, scope: Scope): Compiled {
  const declared = node.type === undefined ? undefined : resolveType(node.type);
  const types = declared?.kind === 'STRUCT' ? declared.fields : undefined;
  if (types !== undefined && types.length !== node.fields.length) {
    throw invalidQuery('STRUCT constructor has the wrong number of fields', node.position);
  }
  const fields = node.fields.map((field, index) => {
    const value = compileExpression(field.value, scope);
    const target = types?.[index];
    if (target !== undefined)
      return { name: target.name, value: { ...coerce(value, target.type), type: target.type } };
    const inferred =
      field.value.kind === 'path' && node.type === undefined && isWritten(node)
        ? field.value.names.at(-1)?.name
        : undefined;
    return {
      name: field.name ?? inferred ?? '',
      value,
    };
  });
  if (fields.length === 0) throw unsupported('an empty STRUCT', undefined, node.position);
  return packStruct(fields);
}

/** STRUCT(a.b) names its field b; the tuple (a.b, 1) does not. */
function isWritten(node: Expression & { kind: 'struct' }): boolean {
  return node.keyword === true;
}

function jsonSubscript(base: Compiled, index: Compiled, position: number): Compiled {
  const { literal } = index;
  if (typeof literal === 'string') return jsonAccess(base, literal);
  if (typeof literal === 'bigint') return jsonAccess(base, Number(literal));
  if (index.type.kind === 'STRING') return jsonMember(base, index.sql);
  if (index.type.kind === 'INT64') return jsonElement(base, index.sql);
  throw invalidQuery(`JSON subscripts are STRING or INT64, not ${typeName(index.type)}`, position);
}

function compileIndex(node: Expression & { kind: 'index' }, scope: Scope): Compiled {
  const base = compileExpression(node.base, scope);
  const index = compileExpression(node.index, scope);
  if (base.type.kind === 'JSON') {
    return jsonSubscript(base, index, node.position);
  }
  if (base.type.kind === 'STRUCT') return structSubscript(node, base, index);
  if (base.type.kind !== 'ARRAY' && base.type.kind !== 'UNKNOWN') {
    throw invalidQuery(
      `Subscript access using [] is not supported on values of type ${typeName(base.type)}`,
      node.position,
    );
  }
  const element = base.type.kind === 'ARRAY' ? base.type.element : UNKNOWN;
  if (!['INT64', 'NULL', 'UNKNOWN'].includes(index.type.kind)) {
    throw invalidQuery(
      `Array position in [] must be coercible to INT64 type, but has type ${typeName(index.type)}`,
      node.position,
    );
  }
  const mode = node.mode === 'BARE' ? 'offset' : node.mode.toLowerCase();
  const macro = `bq_${mode}`;
  return { sql: `${macro}(${base.sql}, ${index.sql})`, type: element };
}

/** `struct[OFFSET(0)]`: the position must be a constant. */
function structSubscript(
  node: Expression & { kind: 'index' },
  base: Compiled,
  index: Compiled,
): Compiled {
  const isOrdinal = node.mode === 'ORDINAL';
  if (node.mode.startsWith('SAFE') || typeof index.literal !== 'bigint') {
    throw invalidQuery(
      'Field access of a struct by position takes OFFSET or ORDINAL of an integer literal',
      node.position,
    );
  }
  const position = Number(index.literal) - (isOrdinal ? 1 : 0);
  const field = starOfStruct(base)[position];
  if (field === undefined) {
    throw invalidQuery(
      `Field position ${index.literal.toString()} is out of bounds in ${typeName(base.type)}`,
      node.position,
    );
  }
  return base.parts?.[position] ?? { sql: field.sql, type: field.type };
}

function compileInterval(node: Expression & { kind: 'interval' }, scope: Scope): Compiled {
  const value = compileExpression(node.value, scope);
  return compileIntervalLiteral(value, node.from, node.to, node.position);
}

function compileParameter(node: Expression & { kind: 'parameter' }, scope: Scope): Compiled {
  const { parameters } = scope.environment.context;
  if (node.name === '') {
    const index = scope.environment.positionalParameters.indexOf(node.position);
    const value = parameters?.positional?.[index];
    if (value === undefined)
      throw invalidQuery('Query parameter number is out of range', node.position);
    return suppliedValue(value);
  }
  const value = parameters?.named?.[node.name.toLowerCase()];
  if (value === undefined) {
    throw invalidQuery(`Query parameter '${node.name}' not found`, node.position);
  }
  return suppliedValue(value);
}

function compileWith(node: Expression & { kind: 'with' }, scope: Scope): Compiled {
  const inner = childScope(scope);
  for (const binding of node.bindings) {
    const value = compileExpression(binding.value, inner);
    if (/\b(?:random|uuid)\(\)/.test(value.sql))
      throw unsupported('RAND() or GENERATE_UUID() in a WITH expression', 'a subquery');
    inner.bindings.set(binding.name.toLowerCase(), { sql: `(${value.sql})`, type: value.type });
  }
  return compileExpression(node.body, inner);
}
