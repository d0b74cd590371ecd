import type { FieldSchema, ObjectReference } from '../statement.ts';
import { DATE, quote, TIMESTAMP } from '../types.ts';
import { referenceKey, type Environment, type StarColumn } from './scope.ts';

/** The stored column of a table partitioned by ingestion time. */
export const partitionTime = '_PARTITIONTIME';

function isIngestionPartitioned(reference: ObjectReference, environment: Environment): boolean {
  const partitioning = environment.layouts.get(referenceKey(reference))?.partitioning;
  return partitioning !== undefined && partitioning.field === undefined;
}

/** `_PARTITIONTIME`, as INSERT and UPDATE may name it. */
export function pseudoFields(reference: ObjectReference, environment: Environment): FieldSchema[] {
  if (!isIngestionPartitioned(reference, environment)) return [];
  return [{ name: partitionTime, type: 'TIMESTAMP', mode: 'NULLABLE' }];
}

/** `_PARTITIONTIME` and `_PARTITIONDATE` of a table that DuckDB knows as `range`. */
export function pseudoColumns(
  reference: ObjectReference,
  range: string,
  environment: Environment,
): { hidden?: StarColumn[] } {
  if (!isIngestionPartitioned(reference, environment)) return {};
  const time = `${range}.${quote(partitionTime)}`;
  const partitioning = environment.layouts.get(referenceKey(reference))?.partitioning;
  const date = { name: '_PARTITIONDATE', type: DATE, sql: `CAST(${time} AS DATE)` };
  const columns = [{ name: partitionTime, type: TIMESTAMP, sql: time }];
  return { hidden: partitioning?.type === 'DAY' ? [...columns, date] : columns };
}
