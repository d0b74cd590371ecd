import type { BigQuery } from '@google-cloud/bigquery';
import { z } from 'zod';
import { tankError } from '../warehouse/errors.ts';
import { rosterKey, type GameEntry } from './plan.ts';
import { rawDataset, type RawTableName } from './raw-tables.ts';
import type { SourceLabel } from './source.ts';

const rowSource = z.object({ source: z.string() });
const boxscoreState = z.object({ game_pk: z.number(), schedule_state: z.string() });
const teamSeason = z.object({ season: z.number() });
const rosterTeam = z.object({ roster_date: z.string(), team_id: z.number() });

/** Where the raw tables are. */
export interface RawWarehouse {
  client: BigQuery;
  project: string;
  location: string;
}

/**
 * Refuses to mix simulated and real games in one warehouse.
 * @throws TankError E_SOURCE_MIXED
 */
export async function checkSource(warehouse: RawWarehouse, source: SourceLabel): Promise<void> {
  const rows = await select(
    warehouse,
    rowSource,
    (table) => `SELECT DISTINCT source FROM ${table('raw_schedule')}`,
  );
  const other = rows.find((row) => (row.source === 'sim') !== (source === 'sim'));
  if (other === undefined) return;
  const kind = (label: string): string => (label === 'sim' ? 'simulated' : 'real');
  throw tankError(
    'E_SOURCE_MIXED',
    `the warehouse holds ${kind(other.source)} games: ${kind(source)} ones do not belong beside them`,
  );
}

/** State of the schedule under which the box score of each of these games was read, by game_pk. */
export async function collectedBoxscores(
  warehouse: RawWarehouse,
  games: readonly GameEntry[],
): Promise<Map<number, string>> {
  const dates = games.map(({ officialDate }) => officialDate).sort();
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const rows = await select(
    warehouse,
    boxscoreState,
    (table) => `SELECT game_pk, schedule_state FROM ${table('raw_boxscores')}
WHERE official_date BETWEEN DATE '${first}' AND DATE '${last}'`,
  );
  return new Map(rows.map((row) => [row.game_pk, row.schedule_state]));
}

/** Seasons whose teams are there. */
export async function collectedSeasons(warehouse: RawWarehouse): Promise<Set<number>> {
  const rows = await select(
    warehouse,
    teamSeason,
    (table) => `SELECT DISTINCT season FROM ${table('raw_teams')}`,
  );
  return new Set(rows.map(({ season }) => season));
}

/** Rosters that are there on any of these dates, as `rosterKey`. */
export async function collectedRosters(
  warehouse: RawWarehouse,
  dates: readonly string[],
): Promise<Set<string>> {
  if (dates.length === 0) return new Set();
  const list = [...new Set(dates)].map((date) => `DATE '${date}'`).join(', ');
  const rows = await select(
    warehouse,
    rosterTeam,
    (
      table,
    ) => `SELECT DISTINCT CAST(roster_date AS STRING) AS roster_date, team_id FROM ${table('raw_rosters')}
WHERE roster_date IN (${list})`,
  );
  return new Set(rows.map((row) => rosterKey(row.roster_date, row.team_id)));
}

async function select<Row>(
  { client, project, location }: RawWarehouse,
  row: z.ZodType<Row>,
  sql: (table: (name: RawTableName) => string) => string,
): Promise<Row[]> {
  const query = sql((name) => `\`${project}.${rawDataset}.${name}\``);
  try {
    const [rows] = await client.query({ query, location });
    return z.array(row).parse(rows);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw tankError('E_WAREHOUSE', `asking what is collected already: ${reason}`, { cause });
  }
}
