import { bindOnce } from '../compiler/bind-once.ts';
import { coerce } from '../compiler/coerce.ts';
import type {
  Compiled,
  FunctionCall,
  FunctionDefinition,
  FunctionTable,
} from '../compiler/compiled.ts';
import { invalidQuery, unsupported } from '../errors.ts';
import { arrayOf, fieldName, FLOAT64, isNumeric, text, type SqlType } from '../types.ts';
import { wrongType } from './define.ts';

/** A vector as written: each dimension's number, or its name and number. */
interface Vector {
  sql: string;
  /** The fields of a dimension's name and number; undefined where dimensions are numbers. */
  fields?: { name: string; number: string };
}

const isKey = (type: SqlType | undefined) => type?.kind === 'STRING' || type?.kind === 'INT64';

function vectorOf(call: FunctionCall, value: Compiled): Vector {
  const { type } = value;
  if (type.kind === 'NULL') return { sql: coerce(value, arrayOf(FLOAT64)).sql };
  if (type.kind !== 'ARRAY') throw wrongType(call, value);
  const { element } = type;
  if (isNumeric(element)) return { sql: coerce(value, arrayOf(FLOAT64)).sql };
  const [name, number] = element.kind === 'STRUCT' ? element.fields : [];
  if (name === undefined || number === undefined || !isKey(name.type) || !isNumeric(number.type))
    throw wrongType(call, value);
  return {
    sql: value.sql,
    fields: { name: text(fieldName(name, 0)), number: text(fieldName(number, 1)) },
  };
}

/** Names and numbers as two lists, in which each name is once. */
function named(vector: string, fields: NonNullable<Vector['fields']>, what: string) {
  const names = `list_transform(${vector}, lambda _d: struct_extract(_d, ${fields.name}))`;
  return {
    names: `list_slice(${names}, CASE WHEN len(list_distinct(${names})) < len(${names}) THEN bq_error(${text(`${what} cannot have the same dimension twice in a vector`)}) ELSE 1 END, len(${names}))`,
    at: (key: string) =>
      `coalesce(CAST(struct_extract(list_extract(list_filter(${vector}, lambda _d: struct_extract(_d, ${fields.name}) = ${key}), 1), ${fields.number}) AS DOUBLE), 0)`,
  };
}

/** Both vectors with the same dimensions in the same order. */
function aligned(left: Vector, right: Vector, what: string): [string, string] {
  const { fields } = left;
  const { fields: others } = right;
  if (fields === undefined || others === undefined) return [left.sql, right.sql];
  const [a, b] = [named(left.sql, fields, what), named(right.sql, others, what)];
  const keys = `list_distinct(list_concat(${a.names}, ${b.names}))`;
  const dense = (vector: typeof a) => `list_transform(${keys}, lambda _k: ${vector.at('_k')})`;
  return [dense(a), dense(b)];
}

const absoluteDifferences = (a: string, b: string) =>
  `list_sum(list_transform(list_zip(${a}, ${b}), lambda _p: abs(_p[1] - _p[2])))`;
const isZero = (vector: string) => `len(list_filter(${vector}, lambda _v: _v <> 0)) = 0`;

const distances: Record<string, (a: string, b: string, what: string) => string> = {
  EUCLIDEAN: (a, b) => `list_distance(${a}, ${b})`,
  MANHATTAN: absoluteDifferences,
  COSINE: (a, b, what) =>
    `CASE WHEN ${isZero(a)} OR ${isZero(b)} THEN bq_error(${text(`${what} of a vector that is zero`)}) ELSE list_cosine_distance(${a}, ${b}) END`,
};

function distanceOf(call: FunctionCall, measure: string): Compiled {
  const { name, position } = call.node;
  const [left, right] = [call.argument(0), call.argument(1)].map((one) => vectorOf(call, one));
  const distance = distances[measure];
  if (left === undefined || right === undefined || distance === undefined)
    throw invalidQuery(`${name} knows no distance ${measure}`, position);
  const isNull = [0, 1].some((index) => call.argument(index).type.kind === 'NULL');
  if (!isNull && (left.fields === undefined) !== (right.fields === undefined))
    throw wrongType(call, call.argument(1));
  const sql = bindOnce([left.sql, right.sql], ([a = '', b = '']) => {
    const [x, y] = aligned({ ...left, sql: a }, { ...right, sql: b }, name);
    const checked = bindOnce([x, y], ([p = '', q = '']) => {
      const holes = `list_count(${p}) < len(${p}) OR list_count(${q}) < len(${q})`;
      return `CASE WHEN len(${p}) <> len(${q}) THEN bq_error(${text(`Array arguments to ${name} must have the same length`)}) WHEN ${holes} THEN bq_error(${text(`${name} cannot have NULL elements`)}) ELSE ${distance(p, q, name)} END`;
    });
    return `CASE WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL THEN ${checked} END`;
  });
  return { sql: `(${sql})`, type: FLOAT64 };
}

const measured = (measure: string): FunctionDefinition => ({
  minimum: 2,
  maximum: 2,
  compile: (call) => distanceOf(call, measure),
});

const anyDistance: FunctionDefinition = {
  minimum: 2,
  maximum: 3,
  compile(call) {
    const measure = call.count < 3 ? 'EUCLIDEAN' : call.argument(2).literal;
    if (typeof measure !== 'string')
      throw unsupported(
        'a type of ML.DISTANCE that is no literal',
        'a literal',
        call.node.position,
      );
    return distanceOf(call, measure.toUpperCase());
  },
};

const norm: FunctionDefinition = {
  minimum: 2,
  maximum: 2,
  compile(call) {
    const vector = vectorOf(call, call.argument(0));
    if (vector.fields !== undefined) throw wrongType(call, call.argument(0));
    const degree = coerce(call.argument(1), FLOAT64).sql;
    const sql = bindOnce([vector.sql, degree], ([v = '', p = '']) => {
      const sizes = `list_transform(${v}, lambda _v: abs(_v))`;
      const powers = `list_sum(list_transform(${v}, lambda _v: pow(abs(_v), ${p})))`;
      return `CASE WHEN ${v} IS NULL OR ${p} IS NULL THEN NULL WHEN ${p} = 0 THEN CAST(len(list_filter(${v}, lambda _v: _v <> 0)) AS DOUBLE) WHEN isnan(${p}) OR ${p} < 1 THEN bq_error('The degree of ML.LP_NORM must be 0, or 1 or more') WHEN isinf(${p}) THEN list_max(${sizes}) ELSE pow(${powers}, 1 / ${p}) END`;
    });
    return { sql: `(${sql})`, type: FLOAT64 };
  },
};

/** Distances of vectors. */
export const distanceFunctions: FunctionTable = {
  COSINE_DISTANCE: measured('COSINE'),
  EUCLIDEAN_DISTANCE: measured('EUCLIDEAN'),
  'ML.DISTANCE': anyDistance,
  'ML.LP_NORM': norm,
};
