import { z } from 'zod';
import { entityNames, type EntityName } from '../entity-names.ts';
import type { RawWarehouse, SourceLabel } from '../raw-warehouse.ts';
import type { IngestFailure } from '../summary.ts';
import { deadLettersTable } from './dead-letters-table.ts';
import { changeOperational, mergeRows, selectOperational } from './operations.ts';

/** A read that failed and has not succeeded since. */
export interface DeadLetter {
  entity: EntityName;
  key: string;
  request: unknown;
  code: string;
  message: string;
  status: number | null;
  /** Runs in which it failed. */
  failures: number;
  firstFailedAt: string;
  lastFailedAt: string;
  runId: string;
  source: string;
}

/** Which letters: of some entities, or some keys; all unless given. */
export interface LetterChoice {
  entities?: readonly EntityName[];
  keys?: readonly string[];
}

const letterRow = z
  .object({
    entity: z.enum(entityNames),
    key: z.string(),
    request: z.string().transform((text): unknown => JSON.parse(text)),
    code: z.string(),
    message: z.string(),
    status: z.number().nullable(),
    failures: z.number(),
    firstFailedAt: z.string(),
    lastFailedAt: z.string(),
    runId: z.string(),
    source: z.string(),
  })
  .transform((row): DeadLetter => row);

const conditionOf = ({ entities, keys }: LetterChoice): string =>
  [
    'TRUE',
    ...(entities === undefined ? [] : ['entity IN UNNEST(@entities)']),
    ...(keys === undefined ? [] : ['read_key IN UNNEST(@keys)']),
  ].join(' AND ');

const parametersOf = ({ entities, keys }: LetterChoice): Record<string, readonly string[]> => ({
  ...(entities !== undefined && { entities }),
  ...(keys !== undefined && { keys }),
});

/**
 * Letters, the newest failure first. The tables must be there.
 * @throws TankError E_WAREHOUSE
 */
export async function deadLetters(
  warehouse: RawWarehouse,
  choice: LetterChoice = {},
): Promise<DeadLetter[]> {
  if (choice.entities?.length === 0 || choice.keys?.length === 0) return [];
  const time = (column: string): string => `FORMAT_TIMESTAMP('%FT%H:%M:%E3SZ', ${column})`;
  return selectOperational(
    warehouse,
    letterRow,
    (table) => `SELECT entity, read_key AS key, TO_JSON_STRING(request) AS request,
  error_code AS code, error_message AS message, http_status AS status,
  failure_count AS failures, ${time('first_failed_at')} AS firstFailedAt,
  ${time('last_failed_at')} AS lastFailedAt, run_id AS runId, source
FROM ${table(deadLettersTable)}
WHERE ${conditionOf(choice)}
ORDER BY last_failed_at DESC, entity, read_key`,
    parametersOf(choice),
  );
}

/**
 * Removes letters.
 * @returns how many.
 * @throws TankError E_WAREHOUSE
 */
export async function dropDeadLetters(
  warehouse: RawWarehouse,
  choice: LetterChoice,
): Promise<number> {
  if (choice.entities?.length === 0 || choice.keys?.length === 0) return 0;
  return changeOperational(
    warehouse,
    (table) => `DELETE FROM ${table(deadLettersTable)} WHERE ${conditionOf(choice)}`,
    parametersOf(choice),
  );
}

/**
 * Brings the letters of one entity up to date after its reads: failed ones are added or counted up, those that
 * succeeded are removed.
 * @throws TankError E_WAREHOUSE
 */
export async function settleDeadLetters(
  warehouse: RawWarehouse,
  entity: EntityName,
  outcome: { failures: readonly IngestFailure[]; succeeded: ReadonlySet<string> },
  run: { runId: string; source: SourceLabel; now: Date },
): Promise<void> {
  const known = await deadLetters(warehouse, { entities: [entity] });
  const done = known.filter(({ key }) => outcome.succeeded.has(key)).map(({ key }) => key);
  await dropDeadLetters(warehouse, { entities: [entity], keys: done });
  if (outcome.failures.length === 0) return;
  const at = run.now.toISOString();
  const rows = outcome.failures.map((failure) => {
    const letter = known.find(({ key }) => key === failure.key);
    return {
      entity,
      read_key: failure.key,
      request: failure.request,
      error_code: failure.code,
      error_message: failure.message,
      http_status: failure.status ?? null,
      failure_count: (letter?.failures ?? 0) + 1,
      first_failed_at: letter?.firstFailedAt ?? at,
      last_failed_at: at,
      run_id: run.runId,
      source: run.source,
    };
  });
  await mergeRows(warehouse, deadLettersTable, rows, 'replaced');
}
