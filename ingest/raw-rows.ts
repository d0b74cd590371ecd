import { hash } from 'node:crypto';
import { easternMidnight } from './calendar.ts';
import { gameEntries, type GameEntry } from './plan.ts';
import { rawTables, type RawTableName } from './raw-tables.ts';
import type { Answer, SourceLabel } from './source.ts';
import type { Boxscore, BoxscorePlayer, Roster, Schedule, Teams } from './stats-api.ts';

/** One row on its way to a raw table, without `batch_id` and `loaded_at`, which landing adds. */
export interface RawRow {
  table: RawTableName;
  /** Text of the key columns' values, unique in the table. */
  key: string;
  /** Value of the partition column; undefined for a table without. */
  partition: string | undefined;
  /** Columns but the payload. */
  columns: Readonly<Record<string, string | number | null>>;
  /** JSON text with keys in order. */
  payload: string;
}

interface Provenance {
  source: SourceLabel;
  answer: Pick<Answer, 'url' | 'status' | 'knownAt'>;
}

/** One row of raw_schedule per date and game. */
export function scheduleRows(schedule: Schedule, provenance: Provenance): RawRow[] {
  return gameEntries(schedule).map(({ entry, game }) =>
    rawRow('raw_schedule', provenance, entry.startAt, game, {
      schedule_date: entry.scheduleDate,
      game_pk: entry.gamePk,
    }),
  );
}

/**
 * The players of a box score, without their `seasonStats` (no facts of the game: they change with the day they are
 * read), and the box score without players.
 */
export function boxscoreRows(
  boxscore: Boxscore,
  game: GameEntry,
  provenance: Provenance,
): { players: RawRow[]; boxscore: RawRow } {
  const facts = { game_pk: game.gamePk, official_date: game.officialDate };
  const withoutPlayers = { ...boxscore.teams } as Record<string, unknown>;
  const players = (['home', 'away'] as const).flatMap((side) => {
    const { players: listed, ...rest } = boxscore.teams[side];
    withoutPlayers[side] = rest;
    return Object.values(listed).map((player) =>
      rawRow('raw_boxscore_players', provenance, game.startAt, withoutSeasonStats(player), {
        ...facts,
        side,
        player_id: player.person.id,
      }),
    );
  });
  return {
    players: lastOfEachKey(players),
    boxscore: rawRow(
      'raw_boxscores',
      provenance,
      game.startAt,
      { ...boxscore, teams: withoutPlayers },
      { ...facts, schedule_state: game.state },
    ),
  };
}

/** JSON leaves out what is undefined. */
const withoutSeasonStats = (player: BoxscorePlayer): object => ({
  ...player,
  seasonStats: undefined,
});

/** One row of raw_teams per team. */
export function teamRows(teams: Teams, season: number, provenance: Provenance): RawRow[] {
  return lastOfEachKey(
    teams.teams.map((team) =>
      rawRow('raw_teams', provenance, null, team, { season, team_id: team.id }),
    ),
  );
}

/** One row of raw_rosters per player of one team on one date. */
export function rosterRows(
  roster: Roster,
  { date, teamId }: { date: string; teamId: number },
  provenance: Provenance,
): RawRow[] {
  const midnight = easternMidnight(date);
  return lastOfEachKey(
    roster.roster.map((entry) =>
      rawRow('raw_rosters', provenance, midnight, entry, {
        roster_date: date,
        team_id: teamId,
        player_id: entry.person.id,
      }),
    ),
  );
}

function rawRow(
  table: RawTableName,
  { source, answer }: Provenance,
  eventAt: string | null,
  content: unknown,
  facts: Readonly<Record<string, string | number>>,
): RawRow {
  const { keys, partition } = rawTables[table];
  const payload = canonicalJson(content);
  return {
    table,
    key: keys.map((key) => facts[key]).join(' '),
    partition: partition === undefined ? undefined : String(facts[partition]),
    columns: {
      ...facts,
      source,
      url: answer.url,
      http_status: answer.status,
      event_at: eventAt,
      known_at: answer.knownAt,
      content_sha256: hash('sha256', payload),
    },
    payload,
  };
}

/** JSON text with the keys of every object in code unit order: equal content is equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(inOrder(value));
}

function inOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const object = value as Readonly<Record<string, unknown>>;
  const ordered: Record<string, unknown> = {};
  for (const key of Object.keys(object).sort()) ordered[key] = inOrder(object[key]);
  return ordered;
}

function lastOfEachKey(rows: readonly RawRow[]): RawRow[] {
  return [...new Map(rows.map((row) => [row.key, row])).values()];
}
