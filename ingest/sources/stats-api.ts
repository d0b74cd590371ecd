import type { DateRange } from '../dates.ts';
import { scheduleEndpoint } from './schedule.ts';
import { clubEndpoints } from './stats-api-clubs.ts';
import { leagueEndpoints } from './stats-api-league.ts';

const scheduleHydration =
  'probablePitcher,lineups,officials,venue,weather,linescore,decisions' as const;

/** Statistics of everyone in the regular season up to a date, from a row on. */
interface StatsRequest {
  group: string;
  season: number;
  date: string;
  offset: number;
  limit: number;
}

/** Paths of the endpoints ingest reads. */
export const paths = {
  schedule: ({ from, to }: DateRange) =>
    `/api/v1/schedule?sportId=1&startDate=${from}&endDate=${to}&hydrate=${scheduleHydration}`,
  seasons: (season: number) => `/api/v1/seasons/${season}?sportId=1`,
  standings: (season: number, date: string) =>
    `/api/v1/standings?leagueId=103,104&season=${season}&standingsTypes=regularSeason&date=${date}`,
  teamStats: (season: number, { from, to }: DateRange) =>
    `/api/v1/teams/stats?season=${season}&sportIds=1&stats=byDateRange&group=hitting,pitching,fielding&gameType=R` +
    `&startDate=${from}&endDate=${to}&limit=500`,
  transactions: ({ from, to }: DateRange) =>
    `/api/v1/transactions?sportId=1&startDate=${from}&endDate=${to}`,
  venues: (season: number, ids: readonly number[]) =>
    `/api/v1/venues?season=${season}&venueIds=${ids.join(',')}&hydrate=location,fieldInfo,timezone`,
  feed: (gamePk: number) => `/api/v1.1/game/${gamePk}/feed/live`,
  boxscore: (gamePk: number) => `/api/v1/game/${gamePk}/boxscore`,
  linescore: (gamePk: number) => `/api/v1/game/${gamePk}/linescore`,
  playByPlay: (gamePk: number) => `/api/v1/game/${gamePk}/playByPlay`,
  playerStats: ({ group, season, date, offset, limit }: StatsRequest) =>
    `/api/v1/stats?stats=byDateRange&group=${group}&season=${season}&sportIds=1&gameType=R&playerPool=ALL` +
    `&startDate=${season}-01-01&endDate=${date}&limit=${limit}&offset=${offset}`,
  gameLog: (playerId: number, season: number, gameType: string) =>
    `/api/v1/people/${playerId}/stats?stats=gameLog&group=hitting,pitching,fielding&season=${season}&gameType=${gameType}`,
  people: (ids: readonly number[]) => `/api/v1/people?personIds=${ids.join(',')}`,
  teams: (season: number) => `/api/v1/teams?sportId=1&season=${season}`,
  roster: (teamId: number, type: 'active' | '40Man', date: string) =>
    `/api/v1/teams/${teamId}/roster?rosterType=${type}&date=${date}`,
} as const;

/** Endpoints ingest reads, and what it demands of their answers. */
export const endpoints = {
  schedule: scheduleEndpoint,
  ...clubEndpoints,
  ...leagueEndpoints,
} as const;
