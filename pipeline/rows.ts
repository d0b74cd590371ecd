import { CompiledQuery } from 'kysely';
import { createDatabase } from '../warehouse/database.ts';
import type { Session } from './session.ts';

/**
 * Rows of a GoogleSQL query in plain values (see `plainRow`).
 * @param parameters values of the query's `?`, in order; dates are texts that the query casts
 * @throws TankError E_WAREHOUSE
 */
export async function rowsOf<Row>(
  { client }: Pick<Session, 'client'>,
  query: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const database = createDatabase(client);
  const result = await database.executeQuery<Row>(CompiledQuery.raw(query, [...parameters]));
  return result.rows;
}
