import type { Compiled, FunctionCall, FunctionDefinition } from '../compiler/compiled.ts';
import { coerce, unify } from '../compiler/coerce.ts';
import { isLiteral } from '../compiler/constants.ts';
import { compileOrder } from '../compiler/ordering.ts';
import { invalidQuery } from '../errors.ts';
import { FLOAT64, INT64, isNumeric, text, typeName, type SqlType } from '../types.ts';

type Result = SqlType | ((values: Compiled[]) => SqlType);

/** `$1` stands for the first argument's SQL, `$*` for all of them, comma-separated. */
export function fill(template: string, values: { sql: string }[]): string {
  return template.replaceAll(/\$(\d|\*)/g, (_, which: string) =>
    which === '*'
      ? values.map((value) => value.sql).join(', ')
      : (values[Number(which) - 1]?.sql ?? 'NULL'),
  );
}

/** A function that is one DuckDB expression over its arguments, each of the given types if listed. */
export function plain(
  counts: number | [number, number],
  result: Result,
  template: string | ((values: string[]) => string),
  parameters: SqlType[] = [],
): FunctionDefinition {
  const [minimum, maximum] = typeof counts === 'number' ? [counts, counts] : counts;
  return {
    minimum,
    maximum,
    compile(call) {
      const values = call
        .arguments()
        .map((value, index) => expect(call, value, parameters[index] ?? parameters.at(-1)));
      const sql =
        typeof template === 'string'
          ? fill(template, values)
          : template(values.map((value) => value.sql));
      return { sql, type: typeof result === 'function' ? result(values) : result };
    },
  };
}

/** Coerces an argument to a parameter's type, or fails as BigQuery does. */
export function expect(call: FunctionCall, value: Compiled, type: SqlType | undefined): Compiled {
  if (type === undefined || type.kind === 'UNKNOWN') return value;
  const { kind } = value.type;
  const numeric = isNumeric(value.type) && isNumeric(type);
  const widening = kind === 'DATE' && type.kind === 'DATETIME';
  const literal =
    typeof value.literal === 'string' &&
    ['DATE', 'TIME', 'DATETIME', 'TIMESTAMP'].includes(type.kind);
  if (
    kind === type.kind ||
    kind === 'UNKNOWN' ||
    kind === 'NULL' ||
    literal ||
    numeric ||
    widening
  ) {
    if (numeric && type.kind === 'INT64' && kind !== 'INT64') throw wrongType(call, value);
    return coerce(value, type);
  }
  throw wrongType(call, value);
}

export function wrongType(call: FunctionCall, value: Compiled) {
  return invalidQuery(
    `No matching signature for function ${call.node.name} for argument type ${typeName(value.type)}`,
    call.node.position,
  );
}

/** Whether an argument is a literal, a parameter, a script variable, or a cast of one. */
export function isLiteralArgument(call: FunctionCall, index: number): boolean {
  return isLiteral(call.syntax(index), call.argument(index));
}

/** SQL of an INT64 argument that must be a literal or parameter and at least `least`. */
export function constantInteger(call: FunctionCall, index: number, least: number): string {
  const { name, position } = call.node;
  const which = call.count === 1 ? 'The argument' : `Argument ${index + 1}`;
  const fail = (what: string) => invalidQuery(`${which} to ${name} ${what}`, position);
  const value = expect(call, call.argument(index), INT64);
  const { literal } = call.argument(index);
  if (literal === null) throw fail('must be non-NULL');
  if (!isLiteralArgument(call, index)) throw fail('must be a literal or query parameter');
  const complaint = least === 0 ? 'must not be negative' : `must be at least ${least}`;
  if (typeof literal !== 'bigint')
    return `bq_at_least(${value.sql}, ${least}, ${text(`${which} to ${name} ${complaint}`)})`;
  if (literal < BigInt(least)) throw fail(complaint);
  return literal.toString();
}

/** All arguments brought to one type. */
export function unified(counts: [number, number], template: string): FunctionDefinition {
  return {
    minimum: counts[0],
    maximum: counts[1],
    compile(call) {
      const { values, type } = unify(
        call.arguments(),
        `function ${call.node.name}`,
        call.node.position,
      );
      return { sql: fill(template, values), type };
    },
  };
}

export interface AggregateSql {
  name: string;
  values: string[];
  filter?: string;
  order?: string;
}

/** `name(DISTINCT values ORDER BY ...) FILTER (...) OVER (...)` with the call's own modifiers. */
export function aggregateSql(
  call: FunctionCall,
  { name, values, filter, order }: AggregateSql,
): string {
  const { node, scope, compiler } = call;
  const distinct = node.distinct ? 'DISTINCT ' : '';
  const keys = order ?? (node.order.length > 0 ? compileOrder(node.order, scope) : '');
  const ordered = keys === '' ? '' : ` ORDER BY ${keys}`;
  const filters = [filter, scope.aggregateFilter].filter((one) => one !== undefined);
  const filtered = filters.length === 0 ? '' : ` FILTER (WHERE ${filters.join(' AND ')})`;
  const over = node.over === undefined ? '' : ` OVER ${compiler.window(node.over, scope)}`;
  return `${name}(${distinct}${values.join(', ')}${ordered})${filtered}${over}`;
}

/** An aggregate of so many arguments, which may have OVER. */
export function aggregateOf(
  arguments_: number,
  compile: FunctionDefinition['compile'],
  more: Pick<FunctionDefinition, 'distinct' | 'ownHaving'> = {},
): FunctionDefinition {
  return {
    minimum: arguments_,
    maximum: arguments_,
    isAggregate: true,
    over: 'allowed',
    ...more,
    compile,
  };
}

/** An aggregate that is one of DuckDB's. */
export function aggregate(
  result: Result,
  name: string,
  wrap: (sql: string, values: Compiled[]) => string = (sql) => sql,
  parameters: SqlType[] = [],
): FunctionDefinition {
  return aggregateOf(Math.max(parameters.length, 1), (call) => {
    const values = call.arguments().map((value, index) => expect(call, value, parameters[index]));
    const sql = aggregateSql(call, { name, values: values.map((value) => value.sql) });
    return {
      sql: wrap(sql, values),
      type: typeof result === 'function' ? result(values) : result,
    };
  });
}

export const firstType = (values: Compiled[]): SqlType => values[0]?.type ?? { kind: 'UNKNOWN' };

/** INT64 and NUMERIC arguments as FLOAT64. */
export function asFloat(value: Compiled): string {
  return value.type.kind === 'FLOAT64' || value.type.kind === 'UNKNOWN'
    ? value.sql
    : coerce(value, FLOAT64).sql;
}
