import { coerce } from '../compiler/coerce.ts';
import type {
  Compiled,
  FunctionCall,
  FunctionDefinition,
  FunctionTable,
} from '../compiler/compiled.ts';
import { microsecondsOfValue, valueOfMicroseconds } from '../compiler/date-casts.ts';
import { bound, rangeSql, type RangeType } from '../compiler/ranges.ts';
import { invalidQuery, unsupported } from '../errors.ts';
import { arrayOf, BOOL, INTERVAL, rangeOf, typeName, type SqlType } from '../types.ts';
import { expect, wrongType } from './define.ts';

type Range = Compiled & { type: RangeType };

function rangeArgument(call: FunctionCall, index: number): Range {
  const value = call.argument(index);
  if (value.type.kind !== 'RANGE') throw wrongType(call, value);
  return { ...value, type: value.type };
}

function twoRanges(call: FunctionCall): [Range, Range] {
  const [a, b] = [rangeArgument(call, 0), rangeArgument(call, 1)];
  if (a.type.element.kind !== b.type.element.kind) throw wrongType(call, b);
  return [a, b];
}

const bounds = (sql: string) => ({ start: bound(sql, 'start'), end: bound(sql, 'end') });

const whenGiven = (a: string, b: string, sql: string) =>
  `CASE WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL THEN ${sql} END`;

/** RANGE(start, end); a NULL bound is none. */
const range: FunctionDefinition = {
  minimum: 2,
  maximum: 2,
  compile(call) {
    const values = call.arguments();
    const types = values.map((value) => value.type).filter((type) => type.kind !== 'NULL');
    const { position } = call.node;
    const [type] = types;
    if (type === undefined)
      throw invalidQuery('at least one of RANGE() arguments must be typed', position);
    if (!['DATE', 'DATETIME', 'TIMESTAMP'].includes(type.kind))
      throw invalidQuery(`${typeName(type)} is not supported by RANGE()`, position);
    if (types.some((other) => other.kind !== type.kind))
      throw invalidQuery('RANGE() arguments must be of the same type', position);
    const [start = '', end = ''] = values.map((value) => coerce(value, type).sql);
    const result = rangeOf(type);
    return { sql: rangeSql(start, end, result), type: result };
  },
};

function part(sql: (value: Range) => string, type: (value: Range) => SqlType): FunctionDefinition {
  return {
    minimum: 1,
    maximum: 1,
    compile(call) {
      const value = rangeArgument(call, 0);
      return { sql: sql(value), type: type(value) };
    },
  };
}

const unbounded = (which: 'start' | 'end') =>
  part(
    ({ sql }) => `CASE WHEN ${sql} IS NOT NULL THEN ${bound(sql, which)} IS NULL END`,
    () => BOOL,
  );

function overlap(a: string, b: string): string {
  const [first, second] = [bounds(a), bounds(b)];
  const before = (start: string, end: string) => `COALESCE(${start} < ${end}, TRUE)`;
  return `(${before(first.start, second.end)} AND ${before(second.start, first.end)})`;
}

const overlaps: FunctionDefinition = {
  minimum: 2,
  maximum: 2,
  compile(call) {
    const [a, b] = twoRanges(call);
    return { sql: whenGiven(a.sql, b.sql, overlap(a.sql, b.sql)), type: BOOL };
  },
};

const intersect: FunctionDefinition = {
  minimum: 2,
  maximum: 2,
  compile(call) {
    const [a, b] = twoRanges(call);
    const [first, second] = [bounds(a.sql), bounds(b.sql)];
    const start = `greatest(${first.start}, ${second.start})`;
    const end = `least(${first.end}, ${second.end})`;
    const common = rangeSql(start, end, a.type);
    const either = `CASE WHEN ${overlap(a.sql, b.sql)} THEN 1 ELSE bq_error('Provided RANGE inputs do not overlap: ' || CAST(${a.sql} AS VARCHAR)) END`;
    const checked = `list_extract([${common}], ${either})`;
    return { sql: whenGiven(a.sql, b.sql, checked), type: a.type };
  },
};

/** RANGE_CONTAINS(range, value) and RANGE_CONTAINS(outer, inner). */
const contains: FunctionDefinition = {
  minimum: 2,
  maximum: 2,
  compile(call) {
    const outer = rangeArgument(call, 0);
    const { start, end } = bounds(outer.sql);
    const inner = call.argument(1);
    if (inner.type.kind === 'RANGE') {
      const [, other] = twoRanges(call);
      const of = bounds(other.sql);
      const sql = `((${start} IS NULL OR COALESCE(${start} <= ${of.start}, FALSE)) AND (${end} IS NULL OR COALESCE(${of.end} <= ${end}, FALSE)))`;
      return { sql: whenGiven(outer.sql, other.sql, sql), type: BOOL };
    }
    const value = expect(call, inner, outer.type.element).sql;
    const sql = `(COALESCE(${start} <= ${value}, TRUE) AND COALESCE(${value} < ${end}, TRUE))`;
    return { sql: whenGiven(outer.sql, value, sql), type: BOOL };
  },
};

/** GENERATE_RANGE_ARRAY(range, step[, include_last_partial_range]). */
const generate: FunctionDefinition = {
  minimum: 2,
  maximum: 3,
  compile(call) {
    const value = rangeArgument(call, 0);
    const { element } = value.type;
    const step = expect(call, call.argument(1), INTERVAL).sql;
    const partial = call.count > 2 ? expect(call, call.argument(2), BOOL).sql : 'TRUE';
    const [start, end] = (['start', 'end'] as const).map((which) =>
      microsecondsOfValue({ sql: bound(value.sql, which), type: element }),
    );
    const steps = `bq_range_steps('${element.kind}', bq_bounded(${start ?? ''}), bq_bounded(${end ?? ''}), ${step}, ${partial})`;
    const at = (index: string) => valueOfMicroseconds(`list_extract(_l, ${index})`, element);
    const each = `list_transform(range(1, len(_l)), lambda _i: ${rangeSql(at('_i'), at('_i + 1'), value.type)})`;
    const ranges = `list_extract(list_transform([${steps}], lambda _l: ${each}), 1)`;
    return {
      sql: `CASE WHEN ${value.sql} IS NOT NULL THEN ${ranges} END`,
      type: arrayOf(value.type),
    };
  },
};

const sessionize: FunctionDefinition = {
  minimum: 0,
  maximum: Infinity,
  compile(call) {
    throw unsupported(
      'RANGE_SESSIONIZE',
      'window functions over RANGE_START and RANGE_END',
      call.node.position,
    );
  },
};

export const ranges: FunctionTable = {
  RANGE: range,
  RANGE_START: part(
    ({ sql }) => bound(sql, 'start'),
    ({ type }) => type.element,
  ),
  RANGE_END: part(
    ({ sql }) => bound(sql, 'end'),
    ({ type }) => type.element,
  ),
  RANGE_IS_START_UNBOUNDED: unbounded('start'),
  RANGE_IS_END_UNBOUNDED: unbounded('end'),
  RANGE_OVERLAPS: overlaps,
  RANGE_INTERSECT: intersect,
  RANGE_CONTAINS: contains,
  GENERATE_RANGE_ARRAY: generate,
  RANGE_SESSIONIZE: sessionize,
};
