import { addDays, daysIn, utcInstant, type DateRange } from './calendar.ts';
import type { Schedule, ScheduleGame } from './stats-api.ts';

/** Ranges up to this many days get roster snapshots for every game date, longer ones once a month. */
const dailyRosterDays = 14;

/** What planning needs of one entry of the schedule. */
export interface GameEntry {
  gamePk: number;
  scheduleDate: string;
  officialDate: string;
  season: number;
  /** S spring, E exhibition, R regular season, F D L W postseason, A All-Star. */
  gameType: string;
  teamIds: readonly [home: number, away: number];
  /** First pitch (UTC); of a resumed game, of its first part. */
  startAt: string;
  /** The game was or will be played under this entry: neither postponed nor cancelled. */
  isOn: boolean;
  isFinal: boolean;
  /** Official date, start, status and score: all that makes a box score worth reading again. */
  state: string;
}

export interface PlannedBoxscore {
  game: GameEntry;
  reason: 'missing' | 'schedule changed';
}

export interface PlannedRoster {
  date: string;
  teamId: number;
  reason: 'missing' | 'not past yet';
}

export const rosterKey = (date: string, teamId: number): string => `${date} ${teamId}`;

const callsOff = /^(Postponed|Cancelled|Canceled)/;

/** @throws TankError E_SOURCE_SHAPE when the game's date is no instant. */
export function gameEntry(scheduleDate: string, game: ScheduleGame): GameEntry {
  const { abstractGameState, detailedState } = game.status;
  const startAt = utcInstant(game.resumedFrom ?? game.gameDate);
  const isOn = !callsOff.test(detailedState);
  const score = `${game.teams.away.score ?? '?'}-${game.teams.home.score ?? '?'}`;
  return {
    gamePk: game.gamePk,
    scheduleDate,
    officialDate: game.officialDate,
    season: Number(game.season),
    gameType: game.gameType,
    teamIds: [game.teams.home.team.id, game.teams.away.team.id],
    startAt,
    isOn,
    isFinal: isOn && abstractGameState === 'Final',
    state: `${game.officialDate} ${startAt} ${detailedState} ${score}`,
  };
}

/** Every entry of a schedule, once per date and game: of repeated ones the last. */
export function gameEntries(schedule: Schedule): { entry: GameEntry; game: ScheduleGame }[] {
  const entries = new Map<string, { entry: GameEntry; game: ScheduleGame }>();
  for (const { date, games } of schedule.dates) {
    for (const game of games) {
      entries.set(`${date} ${game.gamePk}`, { entry: gameEntry(date, game), game });
    }
  }
  return [...entries.values()];
}

/** Finished games, once each; a game that stands on two dates by its earlier entry. */
export function finishedGames(entries: readonly GameEntry[]): GameEntry[] {
  const games = new Map<number, GameEntry>();
  for (const entry of entries) {
    const other = games.get(entry.gamePk);
    if (entry.isFinal && (other === undefined || entry.scheduleDate < other.scheduleDate)) {
      games.set(entry.gamePk, entry);
    }
  }
  return [...games.values()];
}

/**
 * Box scores to read: of finished games without one, or whose schedule entry changed since.
 * @param collected state of the schedule under which each box score there was read, by game_pk.
 */
export function planBoxscores(
  games: readonly GameEntry[],
  collected: ReadonlyMap<number, string>,
): PlannedBoxscore[] {
  return games.flatMap((game): PlannedBoxscore[] => {
    const state = collected.get(game.gamePk);
    if (state === game.state) return [];
    return [{ game, reason: state === undefined ? 'missing' : 'schedule changed' }];
  });
}

/** Seasons on the schedule, in order. */
export function seasonsOf(entries: readonly GameEntry[]): number[] {
  return [...new Set(entries.map(({ season }) => season))].sort((a, b) => a - b);
}

/** Games for which clubs play with their active rosters: regular season and postseason. */
const rosterGameTypes = new Set(['R', 'F', 'D', 'L', 'W']);

/**
 * Roster snapshots of a range, by date and team: of a range of up to 14 days every club on each date it plays, of a
 * longer one every club that plays in a month on the month's first game date. Only games of the regular season and the
 * postseason count, so that months without have none; days after tomorrow have none either, as their rosters are not
 * known.
 */
export function rosterSnapshots(
  entries: readonly GameEntry[],
  range: DateRange,
  today: string,
): { date: string; teamId: number }[] {
  const tomorrow = addDays(today, 1);
  const isDaily = daysIn(range) <= dailyRosterDays;
  const periods = new Map<string, { date: string; teams: Set<number> }>();
  for (const { isOn, gameType, scheduleDate, teamIds } of entries) {
    if (!isOn || !rosterGameTypes.has(gameType) || scheduleDate > tomorrow) continue;
    const name = isDaily ? scheduleDate : scheduleDate.slice(0, 7);
    const period = periods.get(name) ?? { date: scheduleDate, teams: new Set() };
    if (scheduleDate < period.date) period.date = scheduleDate;
    for (const teamId of teamIds) period.teams.add(teamId);
    periods.set(name, period);
  }
  return [...periods.values()]
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .flatMap(({ date, teams }) => [...teams].map((teamId) => ({ date, teamId })));
}

/**
 * Rosters to read: past ones once, those of today and tomorrow every time.
 * @param collected rosters that are there, as `rosterKey`.
 */
export function planRosters(
  rosters: readonly { date: string; teamId: number }[],
  collected: ReadonlySet<string>,
  today: string,
): PlannedRoster[] {
  return rosters.flatMap(({ date, teamId }): PlannedRoster[] => {
    if (!collected.has(rosterKey(date, teamId))) return [{ date, teamId, reason: 'missing' }];
    return date < today ? [] : [{ date, teamId, reason: 'not past yet' }];
  });
}
