import type { RawBuilder } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../warehouse/database.ts';
import { TankError } from '../../warehouse/errors.ts';

/** What was read; undefined when the table it is read from was not made yet, which is no failure. */
export async function ifBuilt<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isMissingTable(error)) return undefined;
    throw error;
  }
}

/** The rows of a query, each as it must be; undefined when a table they are read from was not made yet. */
export async function rowsIfBuilt<Row extends z.ZodType>(
  database: Database,
  row: Row,
  query: RawBuilder<unknown>,
): Promise<z.output<Row>[] | undefined> {
  const answer = await ifBuilt(query.execute(database));
  return answer && z.array(row).parse(answer.rows);
}

function isMissingTable(error: unknown): boolean {
  if (!(error instanceof TankError) || error.code !== 'E_WAREHOUSE') return false;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && cause.code === 404;
}
