import { utcInstant } from './dates.ts';
import type { Score } from './sources/score.ts';
import { isOn as isPlayed, type Schedule, type ScheduleGame } from './sources/schedule.ts';

/** What planning needs of one entry of the schedule. */
export interface GameEntry {
  gamePk: number;
  scheduleDate: string;
  officialDate: string;
  season: number;
  /** S spring, E exhibition, R regular season, F D L W postseason, A All-Star. */
  gameType: string;
  teamIds: readonly [home: number, away: number];
  venueId: number | null;
  /** First pitch (UTC); of a resumed game, of its first part. */
  startAt: string;
  /** The game was or will be played under this entry: neither postponed nor cancelled. */
  isOn: boolean;
  isFinal: boolean;
  /** Nothing more is to come under this entry: it is final or called off. */
  isSettled: boolean;
  score: Score;
  /** Official date, start, status and score: all that makes what is known of a game worth reading again. */
  state: string;
}

/** Fields of a schedule entry that a `GameEntry` is made of, as the MLB Stats API has them. */
export interface GameFacts {
  scheduleDate: string;
  gamePk: number;
  season: string;
  gameType: string;
  gameDate: string;
  resumedFrom: string | null;
  officialDate: string;
  abstractGameState: string;
  detailedState: string;
  homeId: number;
  awayId: number;
  homeScore: number | null;
  awayScore: number | null;
  venueId: number | null;
}

/** @throws TankError E_SOURCE_SHAPE when the game's date is no instant. */
export function gameEntry(facts: GameFacts): GameEntry {
  const { abstractGameState, detailedState, officialDate } = facts;
  const startAt = utcInstant(facts.resumedFrom ?? facts.gameDate);
  const isOn = isPlayed(detailedState);
  const score = { home: facts.homeScore, away: facts.awayScore };
  const isFinal = isOn && abstractGameState === 'Final';
  return {
    gamePk: facts.gamePk,
    scheduleDate: facts.scheduleDate,
    officialDate,
    season: Number(facts.season),
    gameType: facts.gameType,
    teamIds: [facts.homeId, facts.awayId],
    venueId: facts.venueId,
    startAt,
    isOn,
    isFinal,
    isSettled: isFinal || !isOn,
    score,
    state: `${officialDate} ${startAt} ${detailedState} ${score.away ?? '?'}-${score.home ?? '?'}`,
  };
}

const factsOf = (scheduleDate: string, game: ScheduleGame): GameFacts => ({
  scheduleDate,
  gamePk: game.gamePk,
  season: game.season,
  gameType: game.gameType,
  gameDate: game.gameDate,
  resumedFrom: game.resumedFrom ?? null,
  officialDate: game.officialDate,
  abstractGameState: game.status.abstractGameState,
  detailedState: game.status.detailedState,
  homeId: game.teams.home.team.id,
  awayId: game.teams.away.team.id,
  homeScore: game.teams.home.score ?? null,
  awayScore: game.teams.away.score ?? null,
  venueId: game.venue?.id ?? null,
});

/** Every entry of a schedule, once per date and game: of repeated ones the last. */
export function gameEntries(schedule: Schedule): { entry: GameEntry; game: ScheduleGame }[] {
  const entries = new Map<string, { entry: GameEntry; game: ScheduleGame }>();
  for (const { date, games } of schedule.dates) {
    for (const game of games) {
      entries.set(`${date} ${game.gamePk}`, { entry: gameEntry(factsOf(date, game)), game });
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

/** Seasons on the schedule, in order. */
export function seasonsOf(entries: readonly GameEntry[]): number[] {
  return [...new Set(entries.map(({ season }) => season))].sort((a, b) => a - b);
}

/** A game of the regular season or the postseason, which clubs play with their active rosters. */
export const isChampionshipGame = ({ gameType }: Pick<GameEntry, 'gameType'>): boolean =>
  ['R', 'F', 'D', 'L', 'W'].includes(gameType);
