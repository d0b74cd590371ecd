import { z } from 'zod';
import { addDays, easternDate, type DateRange } from './dates.ts';
import { collectedItems, type CollectedItem } from './collected.ts';
import type { Entity } from './entity.ts';
import { gameEntry, type GameEntry } from './games.ts';
import { pitchCounts } from './pitch-counts.ts';
import { select, type RawWarehouse } from './raw-warehouse.ts';
import type { SeasonCalendar } from './season-calendar.ts';
import { calendarOf } from './seasons.ts';
import type { Clubs } from './snapshots.ts';
import { venuePlaces, type VenuePlace } from './venue-places.ts';

/**
 * How often what has a state every day is collected, as rosters and standings: on every date, or only on the first
 * game date of each month, for long backfills in a hurry.
 */
export type Snapshots = 'daily' | 'monthly';

/** What plans are made from: the dates asked for, the present, and what the warehouse holds. */
export interface World {
  warehouse: RawWarehouse;
  range: DateRange;
  now: Date;
  /** Today in US/Eastern. */
  today: string;
  snapshots: Snapshots;
  /** Whether what was read of the dates asked for is read again, however short a time ago that was. */
  isAgain: boolean;
  /** Which dates are in a season. */
  calendar: () => Promise<SeasonCalendar>;
  /** Dates asked for that are in a season, in order. */
  dates: () => Promise<readonly string[]>;
  /** Collected clubs of the seasons asked for, by season. */
  clubs: () => Promise<Clubs>;
  /** Entries of the collected schedule on the dates asked for. */
  games: () => Promise<readonly GameEntry[]>;
  /** Pitches thrown in games of some official dates, by game, as their collected box scores say. */
  pitchCounts: (dates: DateRange) => Promise<ReadonlyMap<number, number>>;
  /** Collected ballparks of the seasons asked for. */
  venuePlaces: () => Promise<readonly VenuePlace[]>;
  /** Items of an entity that are there, by key; those about dates within the range, widened by some days, and without date. */
  collected: (
    entity: Pick<Entity, 'name' | 'tables'>,
    widenedDays?: number,
  ) => Promise<ReadonlyMap<string, CollectedItem>>;
}

/** @param now the present, which decides what is past. */
export function openWorld(
  warehouse: RawWarehouse,
  range: DateRange,
  now: Date,
  { snapshots = 'daily', isAgain = false }: Partial<Pick<World, 'snapshots' | 'isAgain'>> = {},
): World {
  const calendar = (): Promise<SeasonCalendar> => calendarOf(warehouse, range);
  return {
    calendar,
    dates: async () => (await calendar()).seasonDates(range),
    snapshots,
    isAgain,
    warehouse,
    clubs: () => clubsOf(warehouse, range),
    range,
    now,
    today: easternDate(now),
    games: () => scheduledGames(warehouse, range),
    pitchCounts: (dates) => pitchCounts(warehouse, dates),
    venuePlaces: () => venuePlaces(warehouse, range),
    collected: ({ name, tables }, days = 0) =>
      collectedItems(warehouse, name, tables, {
        from: addDays(range.from, -days),
        to: addDays(range.to, days),
      }),
  };
}

const clubRow = z.object({ season: z.number(), team_id: z.number() });

async function clubsOf(warehouse: RawWarehouse, { from, to }: DateRange): Promise<Clubs> {
  const years = `${from.slice(0, 4)} AND ${to.slice(0, 4)}`;
  const rows = await select(
    warehouse,
    clubRow,
    (table) => `SELECT season, team_id FROM ${table('raw_teams')}
WHERE season BETWEEN ${years} ORDER BY season, team_id`,
  );
  const clubs = new Map<number, number[]>();
  for (const { season, team_id: id } of rows) clubs.set(season, [...(clubs.get(season) ?? []), id]);
  return clubs;
}

const gameRow = z.object({
  scheduleDate: z.string(),
  gamePk: z.number(),
  season: z.string(),
  gameType: z.string(),
  gameDate: z.string(),
  resumedFrom: z.string().nullable(),
  officialDate: z.string(),
  abstractGameState: z.string(),
  detailedState: z.string(),
  homeId: z.coerce.number(),
  awayId: z.coerce.number(),
  homeScore: z.number().nullable(),
  awayScore: z.number().nullable(),
  venueId: z.number().nullable(),
});

async function scheduledGames(
  warehouse: RawWarehouse,
  { from, to }: DateRange,
): Promise<GameEntry[]> {
  const text = (path: string, name: string): string =>
    `JSON_VALUE(payload, '$.${path}') AS ${name}`;
  const integer = (path: string, name: string): string =>
    `CAST(JSON_VALUE(payload, '$.${path}') AS INT64) AS ${name}`;
  const rows = await select(
    warehouse,
    gameRow,
    (table) => `SELECT
  CAST(schedule_date AS STRING) AS scheduleDate,
  game_pk AS gamePk,
  ${text('season', 'season')},
  ${text('gameType', 'gameType')},
  ${text('gameDate', 'gameDate')},
  ${text('resumedFrom', 'resumedFrom')},
  ${text('officialDate', 'officialDate')},
  ${text('status.abstractGameState', 'abstractGameState')},
  ${text('status.detailedState', 'detailedState')},
  ${integer('teams.home.team.id', 'homeId')},
  ${integer('teams.away.team.id', 'awayId')},
  ${integer('teams.home.score', 'homeScore')},
  ${integer('teams.away.score', 'awayScore')},
  ${integer('venue.id', 'venueId')}
FROM ${table('raw_schedule')}
WHERE schedule_date BETWEEN DATE '${from}' AND DATE '${to}'
ORDER BY schedule_date, game_pk`,
  );
  return rows.map(gameEntry);
}
