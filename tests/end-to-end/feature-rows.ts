import type { BigQuery } from '@google-cloud/bigquery';
import { nameOf, type CompiledGraph, type Target } from '../definitions/compile.ts';
import type { Action } from '../definitions/harness/dataform-cli.ts';

/** The served tables: one row of features per game, and per player and date. */
export const served = 'mlb_features.game_features_daily';
export const servedPlayers = 'mlb_features.player_features_daily';

/** Full names of models and everything they are made of, for `actions` of a run. */
export function withAncestors(graph: CompiledGraph, ...names: readonly string[]): string[] {
  const all = [...graph.tables, ...graph.operations];
  const byName = new Map(all.map((action) => [nameOf(action.target), action]));
  const wanted = new Map<string, Target>();
  const visit = (one: string): void => {
    const action = byName.get(one);
    if (action === undefined || wanted.has(one)) return;
    wanted.set(one, action.target);
    for (const dependency of action.dependencyTargets ?? []) visit(nameOf(dependency));
  };
  for (const name of names) visit(name);
  return [...wanted.values()].map(
    ({ database, schema, name: table }) => `${database}.${schema}.${table}`,
  );
}

/** Actions that write rows which may be other ones when the raw tables are; views say the same of other rows by themselves. */
export function remade(actions: readonly Action[], raw: readonly string[]): Action[] {
  const changed = new Set(raw.map((name) => `mlb_raw.${name}`));
  return actions.filter(({ target, tableType, dependencyTargets }) => {
    if (!dependencyTargets.some((dependency) => changed.has(nameOf(dependency)))) return false;
    changed.add(nameOf(target));
    return tableType !== 'view';
  });
}

/**
 * Feature tables that the actions write and that have rows of dates: by name, GoogleSQL of the date in whose morning a row
 * is known. What is told through a date is known on the next.
 */
export async function datedFeatures(
  client: BigQuery,
  actions: readonly Action[],
): Promise<Map<string, string>> {
  const [rows] = await client.query(`
    SELECT
      table_name,
      MAX(column_name = 'game_date') AS is_of_games,
      MAX(IF(column_name IN ('appearance_date', 'completed_date'), column_name, NULL)) AS through_date
    FROM mlb_features.INFORMATION_SCHEMA.COLUMNS
    GROUP BY table_name`);
  const columns = rows as {
    table_name: string;
    is_of_games: boolean;
    through_date: string | null;
  }[];
  const tables = new Map<string, string>();
  for (const { target } of actions) {
    const found = columns.find((one) => one.table_name === target.name);
    if (target.schema !== 'mlb_features' || found === undefined) continue;
    if (found.is_of_games) tables.set(nameOf(target), 'game_date');
    else if (found.through_date !== null)
      tables.set(nameOf(target), `DATE_ADD(${found.through_date}, INTERVAL 1 DAY)`);
  }
  return tables;
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

/** What is other than it was kept: dates of tables, `table date`, in order. */
export async function changedDates(
  client: BigQuery,
  tables: ReadonlyMap<string, string>,
  condition = (day: string): string => `${day} IS NOT NULL`,
): Promise<string[]> {
  const differences = [...tables].map(([table, day]) => {
    const now = `SELECT ${compared(table)} FROM ${table} WHERE ${condition(day)}`;
    const then = `SELECT * FROM ${keptName(table)} WHERE ${condition(day)}`;
    return `SELECT DISTINCT CONCAT('${table} ', ${day}) AS found
      FROM ((${now} EXCEPT DISTINCT ${then}) UNION ALL (${then} EXCEPT DISTINCT ${now}))`;
  });
  const [rows] = await client.query(`${differences.join('\nUNION ALL\n')}\nORDER BY found`);
  return (rows as { found: string }[]).map((row) => row.found);
}

/** Tables with rows of a date that were written before an instant: to test what they say now would be no test. */
export async function untouched(
  client: BigQuery,
  tables: ReadonlyMap<string, string>,
  date: string,
  since: string,
): Promise<string[]> {
  const each = [...tables].map(
    ([table, day]) =>
      `SELECT DISTINCT '${table}' AS found FROM ${table} WHERE ${day} = '${date}' AND loaded_at < TIMESTAMP '${since}'`,
  );
  const [rows] = await client.query(each.join('\nUNION ALL\n'));
  return (rows as { found: string }[]).map((row) => row.found);
}
