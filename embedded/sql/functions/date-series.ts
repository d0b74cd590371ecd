import { microsecondsOfValue, valueOfMicroseconds } from '../compiler/date-casts.ts';
import { microseconds } from '../compiler/date-parts.ts';
import type { FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { invalidQuery, unsupported } from '../errors.ts';
import { arrayOf, DATE, DATETIME, INT64, INTERVAL, TIMESTAMP, type SqlType } from '../types.ts';
import { expect } from './define.ts';

/** Steps of GENERATE_DATE_ARRAY in days or in months. */
const dateSteps: Record<string, { unit: 'days' | 'months'; factor: number }> = {
  DAY: { unit: 'days', factor: 1 },
  WEEK: { unit: 'days', factor: 7 },
  MONTH: { unit: 'months', factor: 1 },
  QUARTER: { unit: 'months', factor: 3 },
  YEAR: { unit: 'months', factor: 12 },
};
const timestampSteps = ['DAY', 'HOUR', 'MINUTE', 'SECOND', 'MILLISECOND', 'MICROSECOND'];

/** GENERATE_DATE_ARRAY and GENERATE_TIMESTAMP_ARRAY; the step is an interval. */
function series(type: SqlType): FunctionDefinition {
  return {
    minimum: type.kind === 'DATE' ? 2 : 3,
    maximum: 3,
    compile(call) {
      const { name, position } = call.node;
      const bounds = [0, 1].map((index) => expect(call, call.argument(index), type).sql);
      const interval = call.count > 2 ? call.syntax(2) : undefined;
      if (interval !== undefined && (interval.kind !== 'interval' || interval.to !== undefined))
        throw invalidQuery(`${name} needs an INTERVAL step`, position);
      const count =
        interval === undefined
          ? '1::BIGINT'
          : expect(call, call.compiler.expression(interval.value, call.scope), INT64).sql;
      const part = interval?.from ?? 'DAY';
      if (type.kind === 'DATE') {
        const step = Object.hasOwn(dateSteps, part) ? dateSteps[part] : undefined;
        if (step === undefined)
          throw invalidQuery(`Unsupported date part ${part} in ${name}`, position);
        const by = step.factor === 1 ? count : `((${count}) * ${step.factor})`;
        return { sql: `bq_date_${step.unit}(${bounds.join(', ')}, ${by})`, type: arrayOf(DATE) };
      }
      if (!timestampSteps.includes(part))
        throw invalidQuery(`Unsupported date part ${part} in ${name}`, position);
      return {
        sql: `bq_timestamps(${bounds.join(', ')}, ${microseconds(part, count)})`,
        type: arrayOf(TIMESTAMP),
      };
    },
  };
}

const origins: Record<string, string> = {
  DATE: "DATE '1950-01-01'",
  DATETIME: "TIMESTAMP '1950-01-01 00:00:00'",
  TIMESTAMP: "TIMESTAMPTZ '1950-01-01 00:00:00+00'",
};

/** DATE_BUCKET and its kin: the start of the bucket, counted from an origin, that a value falls into. */
function bucket(type: SqlType): FunctionDefinition {
  return {
    minimum: 2,
    maximum: 3,
    compile(call) {
      const value = expect(call, call.argument(0), type);
      const width = expect(call, call.argument(1), INTERVAL).sql;
      const origin =
        call.count > 2
          ? expect(call, call.argument(2), type)
          : { sql: origins[type.kind] ?? '', type };
      const start = `bq_bucket('${type.kind}', ${microsecondsOfValue(value)}, ${width}, ${microsecondsOfValue(origin)})`;
      return { sql: valueOfMicroseconds(start, type), type };
    },
  };
}

function refused(instead: string): FunctionDefinition {
  return {
    minimum: 0,
    maximum: Infinity,
    namedArguments: true,
    compile(call) {
      throw unsupported(call.node.name, instead, call.node.position);
    },
  };
}

export const dateSeries: FunctionTable = {
  GENERATE_DATE_ARRAY: series(DATE),
  GENERATE_TIMESTAMP_ARRAY: series(TIMESTAMP),
  DATE_BUCKET: bucket(DATE),
  DATETIME_BUCKET: bucket(DATETIME),
  TIMESTAMP_BUCKET: bucket(TIMESTAMP),
  GAP_FILL: refused('a join with GENERATE_DATE_ARRAY'),
};
