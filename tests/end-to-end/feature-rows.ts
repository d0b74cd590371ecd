import type { BigQuery } from '@google-cloud/bigquery';
import { nameOf, type CompiledGraph, type Target } from '../definitions/compile.ts';

/** The served table: one row of features per game. */
export const served = 'mlb_features.game_features_daily';

/** Full names of a model and everything it is made of, for `actions` of a run. */
export function withAncestors(graph: CompiledGraph, name: string): string[] {
  const all = [...graph.tables, ...graph.operations];
  const byName = new Map(all.map((action) => [nameOf(action.target), action]));
  const wanted = new Map<string, Target>();
  const visit = (one: string): void => {
    const action = byName.get(one);
    if (action === undefined || wanted.has(one)) return;
    wanted.set(one, action.target);
    for (const dependency of action.dependencyTargets ?? []) visit(nameOf(dependency));
  };
  visit(name);
  return [...wanted.values()].map(
    ({ database, schema, name: table }) => `${database}.${schema}.${table}`,
  );
}

/** Feature tables among the actions that have rows of dates, by name, with the column of the date. */
export async function datedFeatures(
  client: BigQuery,
  actions: readonly string[],
): Promise<Map<string, string>> {
  const [rows] = await client.query(`
    SELECT table_name, ANY_VALUE(IF(column_name = 'loaded_at', NULL, column_name)) AS day, COUNT(*) AS found
    FROM mlb_features.INFORMATION_SCHEMA.COLUMNS
    WHERE column_name IN ('game_date', 'loaded_at')
    GROUP BY table_name
    HAVING found = 2`);
  return new Map(
    (rows as { table_name: string; day: string }[])
      .filter(({ table_name }) =>
        actions.some((one) => one.endsWith(`.mlb_features.${table_name}`)),
      )
      .map(({ table_name, day }) => [`mlb_features.${table_name}`, day]),
  );
}

/** Columns that say how the date itself ended, for the next date to start from; no feature of the date reads them. */
const afterwards: Readonly<Record<string, readonly string[]>> = {
  'mlb_features.team_ratings': ['elo_rating_after', 'rated_games_after'],
};

const compared = (table: string): string =>
  `* EXCEPT (${['loaded_at', ...(afterwards[table] ?? [])].join(', ')})`;

/** Keeps what tables say now, to compare with later. */
export async function keepRows(client: BigQuery, tables: Iterable<string>): Promise<void> {
  for (const table of tables) {
    await client.query(
      `CREATE OR REPLACE TABLE ${keptName(table)} AS SELECT ${compared(table)} FROM ${table}`,
    );
  }
}

const keptName = (table: string): string => table.replace(/^\w+\./, 'kept.');

/** Dates, in order, of which a table says something else than what was kept. */
export async function changedDates(
  client: BigQuery,
  table: string,
  day: string,
): Promise<string[]> {
  const [now, then] = [
    `SELECT ${compared(table)} FROM ${table}`,
    `SELECT * FROM ${keptName(table)}`,
  ];
  const [rows] = await client.query(`
    SELECT DISTINCT CAST(${day} AS STRING) AS day
    FROM ((${now} EXCEPT DISTINCT ${then}) UNION ALL (${then} EXCEPT DISTINCT ${now}))
    ORDER BY day`);
  return (rows as { day: string }[]).map((row) => row.day);
}
