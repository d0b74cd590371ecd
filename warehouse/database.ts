import type { BigQuery } from '@google-cloud/bigquery';
import { HandleEmptyInListsPlugin, Kysely, replaceWithNoncontingentExpression } from 'kysely';
import { bigQueryDialect } from './bigquery-dialect.ts';
import type { Tables } from './tables.generated.ts';

export type Database = Kysely<Tables>;

/**
 * Typed queries on the warehouse. Tables are `dataset.table`; value types and parameters as in `bigQueryDialect`.
 * An `in` with an empty list matches nothing. Nothing needs closing: connections are the client's.
 * @example
 * const games = await createDatabase(createClient(config))
 *   .selectFrom('mlb_predictions.game_predictions')
 *   .select(['game_pk', 'home_win_probability'])
 *   .where('game_date', '=', parameter('2019-07-04', 'DATE'))
 *   .execute();
 */
export function createDatabase(client: BigQuery): Database {
  return new Kysely<Tables>({
    dialect: bigQueryDialect(client),
    plugins: [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
  });
}
