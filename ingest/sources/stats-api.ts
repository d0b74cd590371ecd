import { z } from 'zod';
import type { DateRange } from '../dates.ts';
import { jsonEndpoint } from './endpoint.ts';
import { seasons } from './stats-api-league.ts';

/**
 * Envelopes of the MLB Stats API: only what ingest itself reads is demanded, and only there; all other fields pass
 * through to the payload.
 */
const scheduleGame = z.looseObject({
  gamePk: z.int(),
  gameType: z.string(),
  season: z.string().regex(/^\d{4}$/),
  gameDate: z.string(),
  officialDate: z.iso.date(),
  resumedFrom: z.string().optional(),
  status: z.looseObject({ abstractGameState: z.string(), detailedState: z.string() }),
  venue: z.looseObject({ id: z.int() }).optional(),
  teams: z.looseObject({
    home: z.looseObject({
      score: z.int().nullish(),
      team: z.looseObject({ id: z.int() }),
    }),
    away: z.looseObject({
      score: z.int().nullish(),
      team: z.looseObject({ id: z.int() }),
    }),
  }),
});

const schedule = z.looseObject({
  dates: z.array(z.looseObject({ date: z.iso.date(), games: z.array(scheduleGame) })),
});

const boxscorePlayer = z.looseObject({
  person: z.looseObject({ id: z.int() }),
  stats: z.looseObject({}),
});

const boxscoreSide = z
  .looseObject({
    team: z.looseObject({ id: z.int() }),
    teamStats: z.looseObject({}),
    batters: z.array(z.int()),
    pitchers: z.array(z.int()),
    players: z.record(z.string(), boxscorePlayer),
  })
  .superRefine(({ batters, pitchers, players }, context) => {
    const missing = [...batters, ...pitchers].filter((id) => !(`ID${id}` in players));
    if (missing.length === 0) return;
    const message = `no lines of players ${missing.join(', ')}, who batted or pitched`;
    context.addIssue({ code: 'custom', path: ['players'], message });
  });

const boxscore = z.looseObject({
  teams: z.looseObject({ home: boxscoreSide, away: boxscoreSide }),
});

const teams = z.looseObject({
  teams: z.array(z.looseObject({ id: z.int(), name: z.string() })),
});

const roster = z.looseObject({
  roster: z.array(z.looseObject({ person: z.looseObject({ id: z.int() }) })),
});

export type ScheduleGame = z.infer<typeof scheduleGame>;
export type Schedule = z.infer<typeof schedule>;
export type Boxscore = z.infer<typeof boxscore>;
export type BoxscorePlayer = z.infer<typeof boxscorePlayer>;
export type Teams = z.infer<typeof teams>;
export type Roster = z.infer<typeof roster>;

/** Paths of the endpoints ingest reads. */
export const paths = {
  schedule: ({ from, to }: DateRange) =>
    `/api/v1/schedule?sportId=1&startDate=${from}&endDate=${to}&hydrate=probablePitcher,venue`,
  seasons: (season: number) => `/api/v1/seasons/${season}?sportId=1`,
  boxscore: (gamePk: number) => `/api/v1/game/${gamePk}/boxscore`,
  teams: (season: number) => `/api/v1/teams?sportId=1&season=${season}`,
  roster: (teamId: number, type: 'active' | '40Man', date: string) =>
    `/api/v1/teams/${teamId}/roster?rosterType=${type}&date=${date}`,
} as const;

/** Endpoints ingest reads, and what it demands of their answers. */
export const endpoints = {
  schedule: jsonEndpoint('schedule', schedule),
  seasons: jsonEndpoint('seasons', seasons),
  boxscore: jsonEndpoint('boxscore', boxscore),
  teams: jsonEndpoint('teams', teams),
  roster: jsonEndpoint('roster', roster),
} as const;
