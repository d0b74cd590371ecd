import {
  BigQueryDate,
  BigQueryDatetime,
  BigQueryInt,
  BigQueryTime,
  BigQueryTimestamp,
  Geography,
} from '@google-cloud/bigquery';
import { tankError } from './errors.ts';

/**
 * A row as the BigQuery client gives it (read with `wrapIntegers: true`), in plain values:
 *
 * | GoogleSQL | JavaScript |
 * |---|---|
 * | INT64 | number; never rounded: outside of ±(2^53 - 1) it is an error |
 * | FLOAT64 | number |
 * | NUMERIC, BIGNUMERIC | string in plain decimal notation, exact |
 * | BOOL, STRING | boolean, string |
 * | BYTES | Buffer |
 * | DATE | `'2019-07-04'` |
 * | TIME, DATETIME | as BigQuery writes them |
 * | TIMESTAMP | ISO 8601 in UTC, `'2019-07-04T17:05:00.000Z'`; six decimals when it has microseconds |
 * | JSON | its text, so that large numbers in it are not rounded |
 * | ARRAY, STRUCT | array, object of the same |
 * | GEOGRAPHY | its text |
 *
 * @throws TankError E_WAREHOUSE naming the column of an INT64 that a number cannot hold.
 */
export function plainRow(row: object): Record<string, unknown> {
  return plainStruct(row, '');
}

function plainStruct(struct: object, path: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(struct).map(([name, value]) => [name, plainValue(value, `${path}${name}`)]),
  );
}

function plainValue(value: unknown, path: string): unknown {
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => plainValue(item, path));
  if (value instanceof BigQueryInt) return safeInteger(value.value, path);
  if (value instanceof BigQueryTimestamp) return microseconds(value.value);
  if (
    value instanceof BigQueryDate ||
    value instanceof BigQueryDatetime ||
    value instanceof BigQueryTime ||
    value instanceof Geography
  ) {
    return value.value;
  }
  if (isDecimal(value)) return value.toFixed();
  return plainStruct(value, `${path}.`);
}

function safeInteger(text: string, path: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) {
    throw tankError('E_WAREHOUSE', `${path} is ${text}, an INT64 that a number cannot hold`, {
      hint: `Select it as text: CAST(${path} AS STRING).`,
    });
  }
  return number;
}

/** The client writes microseconds with nine decimals; BigQuery has six. */
function microseconds(timestamp: string): string {
  return timestamp.replace(/(\.\d{6})000Z$/, '$1Z');
}

/** NUMERIC and BIGNUMERIC arrive as big.js objects, the only ones here with a prototype method `toFixed`. */
function isDecimal(value: object): value is { toFixed: () => string } {
  return 'toFixed' in value && typeof value.toFixed === 'function';
}
