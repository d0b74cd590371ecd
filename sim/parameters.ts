import type { SavantQuery } from './api/savant-response.ts';
import type { ScheduleQuery } from './api/schedule-response.ts';
import type { StandingsQuery } from './api/standings-response.ts';
import { statGroups, type StatGroup } from './api/stat-entries.ts';
import type { PlayersQuery, StatsQuery } from './api/stats-response.ts';
import type { TransactionsQuery } from './api/transactions-response.ts';
import { toDay } from './calendar.ts';

/** A query string as Fastify parses it. */
export type Query = Record<string, string | string[] | undefined>;

/** What the API answers to a request it cannot serve. */
export interface ApiFailure {
  status: 400 | 404;
  messageNumber: 10 | 11;
  message: string;
}

const failures = new WeakMap<Error, ApiFailure>();

/** An error that the server answers with the API's own 404 body. */
export function notFound(): Error {
  return failure({ status: 404, messageNumber: 10, message: 'Object not found' });
}

/** An error that the server answers with the API's own 400 body. */
export function badRequest(message: string): Error {
  return failure({ status: 400, messageNumber: 11, message });
}

/** What to answer for an error made here; undefined for any other. */
export function failureOf(error: unknown): ApiFailure | undefined {
  return error instanceof Error ? failures.get(error) : undefined;
}

function failure(answer: ApiFailure): Error {
  const error = new Error(answer.message);
  failures.set(error, answer);
  return error;
}

/** A query parameter's value, the first one if it was given more than once. */
export function textParameter(query: Query, name: string): string | undefined {
  const value = query[name];
  const first = Array.isArray(value) ? value[0] : value;
  return first === '' ? undefined : first;
}

/** The day of a `YYYY-MM-DD` or `MM/DD/YYYY` parameter; throws a 400 for anything else. */
export function dateParameter(query: Query, name: string): number | undefined {
  const text = textParameter(query, name);
  if (text === undefined) return undefined;
  const american = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text);
  const date = american ? `${american[3]}-${american[1]}-${american[2]}` : text;
  const day = /^\d{4}-\d\d-\d\d$/.test(date) ? toDay(date) : NaN;
  if (Number.isNaN(day)) throw badRequest(`Invalid request: could not parse date ${text}`);
  return day;
}

/** A parameter of comma-separated whole numbers; empty when it is missing. */
export function idsParameter(query: Query, ...names: readonly string[]): number[] {
  const texts = names.flatMap((name) => textParameter(query, name)?.split(',') ?? []);
  return texts.map((text) => idOf(text, names[0] ?? 'id'));
}

/** A whole number from a path or query; throws a 400 for anything else. */
export function idOf(text: string | undefined, name: string): number {
  if (text === undefined || !/^\d{1,12}$/.test(text)) throw badRequest(`Invalid ${name}`);
  return Number(text);
}

/** The names of a `hydrate` parameter, those inside parentheses included. */
export function hydrateParameter(query: Query): Set<string> {
  return new Set((textParameter(query, 'hydrate') ?? '').split(/[(),]/).filter(Boolean));
}

/** Reads what `/api/v1/schedule` is asked for; without a date or season it is today. */
export function scheduleParameters(query: Query, today: number): ScheduleQuery {
  const gamePks = idsParameter(query, 'gamePk', 'gamePks');
  const teamIds = idsParameter(query, 'teamId');
  if (textParameter(query, 'sportId') === undefined && gamePks.length + teamIds.length === 0) {
    throw badRequest('sportId, teamId or gamePk is required');
  }
  const date = dateParameter(query, 'date');
  const from = date ?? dateParameter(query, 'startDate');
  const to = date ?? dateParameter(query, 'endDate');
  const season = textParameter(query, 'season');
  const isOpen = from === undefined && to === undefined && (season ?? gamePks.length > 0);
  const range = isOpen
    ? { fromDay: toDay('1900-01-01'), toDay: toDay('2199-12-31') }
    : { fromDay: from ?? to ?? today, toDay: to ?? from ?? today };
  if (range.fromDay > range.toDay) throw badRequest('startDate must not be after endDate');
  return {
    ...range,
    season: season === undefined ? null : idOf(season, 'season'),
    gameTypes: textParameter(query, 'gameType')?.split(',') ?? [],
    teamIds,
    gamePks,
    hydrate: hydrateParameter(query),
  };
}

/** Reads what `/statcast_search/csv` is asked for; lists end in a bar there, as in `R|F|`. */
export function savantParameters(query: Query): SavantQuery {
  const gamePk = textParameter(query, 'game_pk');
  return {
    fromDay: dateParameter(query, 'game_date_gt') ?? null,
    toDay: dateParameter(query, 'game_date_lt') ?? null,
    gamePk: gamePk === undefined ? null : idOf(gamePk, 'game_pk'),
    gameTypes: (textParameter(query, 'hfGT') ?? '').split('|').filter(Boolean),
    team: textParameter(query, 'team') ?? null,
    isByBatter: textParameter(query, 'player_type') === 'batter',
  };
}

/** Leagues of the sport as MLB numbers them, and which of the simulated ones stands for each. */
const standIns: Readonly<Record<number, number>> = { 103: 9201, 104: 9202 };

/** Reads what `/api/v1/standings` is asked for; 103 and 104 stand for the two leagues. */
export function standingsParameters(query: Query, season: number, today: number): StandingsQuery {
  const leagueIds = idsParameter(query, 'leagueId').map((id) => standIns[id] ?? id);
  if (leagueIds.length === 0) throw badRequest('leagueId is required');
  return { season, leagueIds, toDay: dateParameter(query, 'date') ?? today };
}

const statTypes = ['season', 'byDateRange', 'gameLog'] as const;

/** Reads what a list of statistics is asked for. */
export function statsParameters(
  query: Query,
  season: number,
  defaults: { groups: readonly StatGroup[] },
): StatsQuery {
  const types = listParameter(query, 'stats', statTypes);
  const groups = listParameter(query, 'group', statGroups);
  const isByDate = types.includes('byDateRange');
  return {
    types: types.length === 0 ? ['season'] : types,
    groups: groups.length === 0 ? defaults.groups : groups,
    lines: {
      season,
      gameTypes: (textParameter(query, 'gameType') ?? 'R').split(','),
      fromDay:
        (isByDate ? dateParameter(query, 'startDate') : undefined) ?? toDay(`${season}-01-01`),
      toDay: (isByDate ? dateParameter(query, 'endDate') : undefined) ?? toDay(`${season}-12-31`),
    },
  };
}

/** Reads which page of the players `/api/v1/stats` is asked for: qualified ones and 50 of them unless it says so. */
export function playersParameters(query: Query, season: number): PlayersQuery {
  const stats = statsParameters(query, season, { groups: [] });
  if (stats.groups.length === 0) throw badRequest('stats and group are required');
  const pool = (textParameter(query, 'playerPool') ?? 'QUALIFIED').toUpperCase();
  if (!['ALL', 'QUALIFIED'].includes(pool)) throw badRequest('Invalid playerPool');
  return {
    ...stats,
    isQualifiedOnly: pool === 'QUALIFIED',
    teamIds: idsParameter(query, 'teamId'),
    limit: idOf(textParameter(query, 'limit') ?? '50', 'limit'),
    offset: idOf(textParameter(query, 'offset') ?? '0', 'offset'),
  };
}

function listParameter<Name extends string>(
  query: Query,
  name: string,
  known: readonly Name[],
): Name[] {
  const texts = textParameter(query, name)?.split(',') ?? [];
  return texts.map((text) => {
    const found = known.find((other) => other === text);
    if (found === undefined) throw badRequest(`Invalid ${name}: ${text}`);
    return found;
  });
}

/** Reads which transactions are asked for; later days than today are not known. */
export function transactionsParameters(query: Query, today: number): TransactionsQuery {
  const date = dateParameter(query, 'date');
  const from = date ?? dateParameter(query, 'startDate');
  const to = date ?? dateParameter(query, 'endDate');
  if (from === undefined || to === undefined)
    throw badRequest('startDate and endDate are required');
  return { fromDay: from, toDay: Math.min(to, today), teamIds: idsParameter(query, 'teamId') };
}
