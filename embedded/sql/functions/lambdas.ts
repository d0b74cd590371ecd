import type {
  Compiled,
  FunctionCall,
  FunctionDefinition,
  FunctionTable,
} from '../compiler/compiled.ts';
import { coerce, unify } from '../compiler/coerce.ts';
import { comparison } from '../compiler/operators.ts';
import { freshAlias } from '../compiler/scope.ts';
import { invalidQuery } from '../errors.ts';
import { arrayOf, BOOL, INT64, typeName, UNKNOWN, type SqlType } from '../types.ts';
import { wrongType } from './define.ts';

interface Lambda {
  /** DuckDB's `lambda x, i: body`. */
  sql: string;
  type: SqlType;
}

/** The type of an array's elements. */
export function elementOf(call: FunctionCall, array: Compiled): SqlType {
  if (array.type.kind === 'ARRAY') return array.type.element;
  if (array.type.kind === 'UNKNOWN') return UNKNOWN;
  throw wrongType(call, array);
}

/** A lambda over an array's elements and, when it has two parameters, their offsets. */
export function lambdaOf(
  call: FunctionCall,
  index: number,
  element: SqlType,
  most: number,
): Lambda {
  const node = call.node.arguments[index];
  if (node?.kind !== 'lambda' || node.parameters.length > most) {
    throw invalidQuery(
      `Argument ${index + 1} of ${call.node.name} must be a lambda of ${most === 1 ? 'one parameter' : 'one or two parameters'}`,
      call.node.position,
    );
  }
  const names = node.parameters.map(() => freshAlias(call.scope.environment));
  const [item = '', offset] = names;
  const values: Compiled[] = [
    { sql: item, type: element },
    { sql: `(${offset ?? ''} - 1)`, type: INT64 },
  ];
  const bindings = new Map(call.scope.bindings);
  for (const [at, name] of node.parameters.entries()) {
    const value = values[at];
    if (value !== undefined) bindings.set(name.toLowerCase(), value);
  }
  const body = call.compiler.expression(node.body, { ...call.scope, bindings });
  return { sql: `lambda ${names.join(', ')}: ${body.sql}`, type: body.type };
}

/** A lambda that must be a condition. */
export function conditionOf(call: FunctionCall, lambda: Lambda): Lambda {
  if (!['BOOL', 'NULL', 'UNKNOWN'].includes(lambda.type.kind)) {
    throw invalidQuery(
      `The lambda of ${call.node.name} must return BOOL, not ${typeName(lambda.type)}`,
      call.node.position,
    );
  }
  return lambda;
}

const filter: FunctionDefinition = {
  minimum: 2,
  maximum: 2,
  compile(call) {
    const array = call.argument(0);
    const test = conditionOf(call, lambdaOf(call, 1, elementOf(call, array), 2));
    return { sql: `list_filter(${array.sql}, ${test.sql})`, type: array.type };
  },
};

const transform: FunctionDefinition = {
  minimum: 2,
  maximum: 2,
  compile(call) {
    const array = call.argument(0);
    const lambda = lambdaOf(call, 1, elementOf(call, array), 2);
    if (lambda.type.kind === 'ARRAY')
      throw invalidQuery(
        'The lambda of ARRAY_TRANSFORM cannot return an array',
        call.node.position,
      );
    return { sql: `list_transform(${array.sql}, ${lambda.sql})`, type: arrayOf(lambda.type) };
  },
};

/** ARRAY_INCLUDES(array, value or lambda). */
const includes: FunctionDefinition = {
  minimum: 2,
  maximum: 2,
  compile(call) {
    const array = call.argument(0);
    const element = elementOf(call, array);
    if (call.node.arguments[1]?.kind === 'lambda') {
      const test = conditionOf(call, lambdaOf(call, 1, element, 1));
      const found = `len(list_filter(${array.sql}, ${test.sql})) > 0`;
      return { sql: `(CASE WHEN ${array.sql} IS NOT NULL THEN ${found} END)`, type: BOOL };
    }
    const wanted = call.argument(1);
    const test = comparison('=', { sql: '_i', type: element }, wanted, call.node.position).sql;
    return {
      sql: `(CASE WHEN ${array.sql} IS NOT NULL AND ${wanted.sql} IS NOT NULL THEN len(list_filter(${array.sql}, lambda _i: ${test})) > 0 END)`,
      type: BOOL,
    };
  },
};

/** ARRAY_INCLUDES_ANY and _ALL: whether a first array has some or all elements of a second. */
function includesMany(name: 'list_has_any' | 'list_has_all'): FunctionDefinition {
  return {
    minimum: 2,
    maximum: 2,
    compile(call) {
      const { values, type } = unify(
        [call.argument(0), call.argument(1)],
        `function ${call.node.name}`,
        call.node.position,
      );
      const [array, wanted] = values.map((value) => coerce(value, type));
      if (array === undefined || wanted === undefined || type.kind !== 'ARRAY')
        throw wrongType(call, call.argument(0));
      return { sql: `${name}(${array.sql}, ${wanted.sql})`, type: BOOL };
    },
  };
}

export const lambdas: FunctionTable = {
  ARRAY_FILTER: filter,
  ARRAY_TRANSFORM: transform,
  ARRAY_INCLUDES: includes,
  ARRAY_INCLUDES_ANY: includesMany('list_has_any'),
  ARRAY_INCLUDES_ALL: includesMany('list_has_all'),
};
