import { z } from 'zod';
import type { DateRange } from '../dates.ts';
import { jsonEndpoint } from './endpoint.ts';
import { seasons } from './stats-api-league.ts';
import { scheduleEndpoint } from './schedule.ts';

/**
 * Envelopes of the MLB Stats API: only what ingest itself reads is demanded, and only there; all other fields pass
 * through to the payload.
 */
const teams = z.looseObject({
  teams: z.array(z.looseObject({ id: z.int(), name: z.string() })),
});

const roster = z.looseObject({
  roster: z.array(z.looseObject({ person: z.looseObject({ id: z.int() }) })),
});

export type Teams = z.infer<typeof teams>;
export type Roster = z.infer<typeof roster>;

const scheduleHydration =
  'probablePitcher,lineups,officials,venue,weather,linescore,decisions' as const;

/** Paths of the endpoints ingest reads. */
export const paths = {
  schedule: ({ from, to }: DateRange) =>
    `/api/v1/schedule?sportId=1&startDate=${from}&endDate=${to}&hydrate=${scheduleHydration}`,
  seasons: (season: number) => `/api/v1/seasons/${season}?sportId=1`,
  feed: (gamePk: number) => `/api/v1.1/game/${gamePk}/feed/live`,
  boxscore: (gamePk: number) => `/api/v1/game/${gamePk}/boxscore`,
  linescore: (gamePk: number) => `/api/v1/game/${gamePk}/linescore`,
  playByPlay: (gamePk: number) => `/api/v1/game/${gamePk}/playByPlay`,
  teams: (season: number) => `/api/v1/teams?sportId=1&season=${season}`,
  roster: (teamId: number, type: 'active' | '40Man', date: string) =>
    `/api/v1/teams/${teamId}/roster?rosterType=${type}&date=${date}`,
} as const;

/** Endpoints ingest reads, and what it demands of their answers. */
export const endpoints = {
  schedule: scheduleEndpoint,
  seasons: jsonEndpoint('seasons', seasons),
  teams: jsonEndpoint('teams', teams),
  roster: jsonEndpoint('roster', roster),
} as const;
