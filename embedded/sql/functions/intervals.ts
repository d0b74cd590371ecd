import type { FunctionCall, FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { invalidQuery } from '../errors.ts';
import { INT64, INTERVAL } from '../types.ts';
import { aggregateSql, expect, plain } from './define.ts';

const fields = ['year', 'month', 'day', 'hour', 'minute', 'second'];

/** The arguments of MAKE_INTERVAL by field, whether by place or by name. */
function fieldArguments(call: FunctionCall): Map<string, string> {
  const given = new Map<string, string>();
  for (const [index, argument] of call.node.arguments.entries()) {
    const { position } = call.node;
    const name = argument.kind === 'expression' ? argument.name?.toLowerCase() : undefined;
    if (name === undefined && [...call.node.arguments.slice(0, index)].some(isNamed))
      throw invalidQuery('Positional arguments must precede named arguments', position);
    const field = name ?? fields[index] ?? '';
    if (!fields.includes(field) || given.has(field))
      throw invalidQuery(
        `Named argument ${field} not found in signature of MAKE_INTERVAL`,
        position,
      );
    given.set(field, expect(call, call.argument(index), INT64).sql);
  }
  return given;
}

const isNamed = (argument: FunctionCall['node']['arguments'][number]): boolean =>
  argument.kind === 'expression' && argument.name !== undefined;

const makeInterval: FunctionDefinition = {
  minimum: 0,
  maximum: 6,
  namedArguments: true,
  compile(call) {
    const given = fieldArguments(call);
    const of = (field: string) => `CAST(${given.get(field) ?? '0'} AS BIGINT)`;
    const clock = `${of('hour')} * 3600000000 + ${of('minute')} * 60000000 + ${of('second')} * 1000000`;
    return {
      sql: `bq_interval(${of('year')} * 12 + ${of('month')}, ${of('day')}, ${clock})`,
      type: INTERVAL,
    };
  },
};

/** The sums of an interval's months, days and microseconds; of distinct intervals, over their list. */
export function intervalSums(call: FunctionCall, value: string): string[] {
  const part = (name: string, of: string) => `bq_interval_${name}(${of})`;
  const names = ['months', 'days', 'micros'];
  if (!call.node.distinct)
    return names.map((name) => aggregateSql(call, { name: 'sum', values: [part(name, value)] }));
  const list = aggregateSql(call, { name: 'list', values: [value] });
  return names.map((name) => `list_sum(list_transform(${list}, lambda _i: ${part(name, '_i')}))`);
}

export const intervals: FunctionTable = {
  MAKE_INTERVAL: makeInterval,
  JUSTIFY_HOURS: plain(1, INTERVAL, 'bq_justify_hours($1)', [INTERVAL]),
  JUSTIFY_DAYS: plain(1, INTERVAL, 'bq_justify_days($1)', [INTERVAL]),
  JUSTIFY_INTERVAL: plain(1, INTERVAL, 'bq_justify_interval($1)', [INTERVAL]),
};
