import type { FunctionCall, FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { isLiteral } from '../compiler/constants.ts';
import { invalidQuery } from '../errors.ts';
import { arrayOf, BYTES, STRING, typeName } from '../types.ts';
import { aggregateSql, expect, isLiteralArgument, wrongType } from './define.ts';

/** The first values of a list, by LIMIT inside an aggregate; NULL for LIMIT 0. */
function limited(call: FunctionCall, list: string): string {
  const { limit } = call.node;
  if (limit === undefined) return list;
  const value = call.compiler.expression(limit, call.scope);
  const { sql, literal } = value;
  if (!isLiteral(limit, value) || literal === null)
    throw invalidQuery('LIMIT expects an integer literal or parameter', call.node.position);
  if (typeof literal === 'bigint' && literal < 0n)
    throw invalidQuery('LIMIT expects a non-negative integer literal or parameter');
  if (literal === 0n) return `CASE WHEN FALSE THEN ${list} END`;
  const slice = `list_slice(${list}, 1, ${sql})`;
  return literal === undefined ? `CASE WHEN bq_frame_offset(${sql}) > 0 THEN ${slice} END` : slice;
}

const arrayAgg: FunctionDefinition = {
  minimum: 1,
  maximum: 1,
  isAggregate: true,
  modifiers: ['ORDER BY', 'LIMIT', 'NULLS'],
  over: 'allowed',
  compile(call) {
    const value = call.argument(0);
    if (value.type.kind === 'ARRAY') {
      throw invalidQuery(
        `The argument to ARRAY_AGG must not be an array type but was ${typeName(value.type)}`,
        call.node.position,
      );
    }
    const list = aggregateSql(call, {
      name: 'list',
      values: [value.sql],
      ...(call.node.nulls === 'IGNORE' ? { filter: `${value.sql} IS NOT NULL` } : {}),
    });
    return { sql: limited(call, list), type: arrayOf(value.type) };
  },
};

const stringAgg: FunctionDefinition = {
  minimum: 1,
  maximum: 2,
  isAggregate: true,
  modifiers: ['ORDER BY', 'LIMIT'],
  over: 'allowed',
  compile(call) {
    const value = call.argument(0);
    const isBytes = value.type.kind === 'BYTES';
    if (!isBytes) expect(call, value, STRING);
    const type = isBytes ? BYTES : STRING;
    const separator = call.count > 1 ? expect(call, call.argument(1), type) : undefined;
    if (call.count > 1 && call.argument(1).literal === null)
      throw invalidQuery('Argument 2 to STRING_AGG must be non-NULL', call.node.position);
    if (call.count > 1 && !isLiteralArgument(call, 1)) {
      throw invalidQuery(
        'Argument 2 to STRING_AGG must be a literal or query parameter',
        call.node.position,
      );
    }
    const { distinct, limit } = call.node;
    if (!isBytes && limit === undefined && !distinct) {
      return {
        sql: aggregateSql(call, {
          name: 'string_agg',
          values: [value.sql, separator?.sql ?? "','"],
        }),
        type,
      };
    }
    const filter = `${value.sql} IS NOT NULL`;
    const list = limited(call, aggregateSql(call, { name: 'list', values: [value.sql], filter }));
    return {
      sql: isBytes
        ? `bq_bytes_join(${list}, ${separator?.sql ?? "','::BLOB"})`
        : `array_to_string(${list}, ${separator?.sql ?? "','"})`,
      type,
    };
  },
};

const arrayConcatAgg: FunctionDefinition = {
  minimum: 1,
  maximum: 1,
  isAggregate: true,
  modifiers: ['ORDER BY', 'LIMIT'],
  distinct: 'refused',
  over: 'allowed',
  compile(call) {
    const value = call.argument(0);
    if (value.type.kind !== 'ARRAY' && value.type.kind !== 'UNKNOWN') throw wrongType(call, value);
    const list = aggregateSql(call, {
      name: 'list',
      values: [value.sql],
      filter: `${value.sql} IS NOT NULL`,
    });
    return { sql: `flatten(${limited(call, list)})`, type: value.type };
  },
};

/** Aggregates that collect values into an array or a text. */
export const collecting: FunctionTable = {
  ARRAY_AGG: arrayAgg,
  ARRAY_CONCAT_AGG: arrayConcatAgg,
  STRING_AGG: stringAgg,
};
