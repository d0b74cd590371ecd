import { z } from 'zod';
import { jsonEndpoint } from './endpoint.ts';
import { linescoreDoubts, linescoreSchema } from './linescore.ts';
import { scoreDoubts } from './score.ts';

const side = z.looseObject({
  score: z.int().nullish(),
  team: z.looseObject({ id: z.int() }),
});

const scheduleGame = z.looseObject({
  gamePk: z.int(),
  gameType: z.string(),
  season: z.string().regex(/^\d{4}$/),
  gameDate: z.string(),
  officialDate: z.iso.date(),
  resumedFrom: z.string().optional(),
  status: z.looseObject({ abstractGameState: z.string(), detailedState: z.string() }),
  venue: z.looseObject({ id: z.int() }).optional(),
  teams: z.looseObject({ home: side, away: side }),
  linescore: linescoreSchema.partial().optional(),
});

const scheduleDate = z.looseObject({
  date: z.iso.date(),
  totalGames: z.int().optional(),
  games: z.array(scheduleGame),
});

const schedule = z.looseObject({
  totalGames: z.int().optional(),
  dates: z.array(scheduleDate),
});

export type ScheduleGame = z.infer<typeof scheduleGame>;
export type Schedule = z.infer<typeof schedule>;

const callsOff = /^(Postponed|Cancelled|Canceled)/;

/** The game was or will be played under this entry: neither postponed nor cancelled. */
export const isOn = (detailedState: string): boolean => !callsOff.test(detailedState);

export const scheduleEndpoint = jsonEndpoint('schedule', schedule, {
  doubts: scheduleDoubts,
});

/** Games that are missing by the totals, and final games without score, or with another one in their line score. */
function scheduleDoubts({ totalGames, dates }: Schedule): string[] {
  const sum = dates.reduce((total, { games }) => total + games.length, 0);
  return [
    ...(totalGames !== undefined && sum < totalGames ? [`${sum} of ${totalGames} games`] : []),
    ...dates.flatMap(({ date, totalGames: total = 0, games }) => [
      ...(games.length < total ? [`${date}: ${games.length} of ${total} games`] : []),
      ...games.flatMap(gameDoubts),
    ]),
  ];
}

function gameDoubts({ gamePk, status, teams, linescore = {} }: ScheduleGame): string[] {
  if (status.abstractGameState !== 'Final' || !isOn(status.detailedState)) return [];
  const score = { home: teams.home.score ?? null, away: teams.away.score ?? null };
  const { innings = [], teams: lines } = linescore;
  const doubts = [
    ...scoreDoubts('score', score, { home: null, away: null }),
    ...(lines === undefined ? [] : linescoreDoubts({ innings, teams: lines }, score)),
  ];
  return doubts.map((doubt) => `game ${gamePk}: ${doubt}`);
}
