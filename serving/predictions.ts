import { LRUCache } from 'lru-cache';
import { easternDate } from './eastern-date.ts';
import type { Day, ForecastSet } from './forecast-set.ts';
import { predictionList, predictionsQuery } from './schemas.ts';
import { sendJson } from './send-json.ts';
import type { Serving } from './serving.ts';
import type { ForecastStore } from './store.ts';
import type { StoredForecast } from './stored-forecast.ts';
import { findTeam, type Team } from './teams.ts';
import type { Server } from './zod-type-provider.ts';

/** A day's list is some 80 kB. */
const keptListsMost = 200;

/** `GET /predictions?date=&team=`: the forecasts of a date by first pitch, all or one team's. */
export function predictionsRoute(
  server: Server,
  store: ForecastStore,
  serving: Serving,
  now: () => Date,
): void {
  const lists = keptLists();
  server.get(
    '/predictions',
    {
      schema: {
        summary: 'The forecasts of a date by first pitch, all or one team’s.',
        querystring: predictionsQuery,
        response: { 200: predictionList },
      },
    },
    async (request, reply) => {
      const { date = easternDate(now()), team: asked } = request.query;
      const set = store.current();
      const day = await set.day(date);
      const team =
        asked === undefined ? undefined : findTeam(set.teams(Number(date.slice(0, 4))), asked);
      const games = gamesOf(day, team);
      if (games.length === 0) return emptyList(set, day, team);
      const written = serving.serveAll(request, games);
      return sendJson(reply, lists(`${date} ${team?.team_id ?? 'all'}`, games, written));
    },
  );
}

function gamesOf(day: Day, team: Team | undefined): StoredForecast[] {
  return day.games.filter(
    ({ forecast: { home_team_id, away_team_id } }) =>
      team === undefined || team.team_id === home_team_id || team.team_id === away_team_id,
  );
}

/** Lists as JSON, put together of forecasts that are JSON already; one is kept for as long as it is of the same forecasts. */
function keptLists(): (
  key: string,
  games: readonly StoredForecast[],
  written: readonly Buffer[],
) => Buffer {
  const kept = new LRUCache<string, { written: readonly Buffer[]; json: Buffer }>({
    max: keptListsMost,
  });
  return (key, games, written) => {
    const known = kept.get(key);
    if (
      known?.written.length === written.length &&
      written.every((json, place) => json === known.written[place])
    ) {
      return known.json;
    }
    const json = listJson(games, written);
    kept.set(key, { written, json });
    return json;
  };
}

function listJson(games: readonly StoredForecast[], written: readonly Buffer[]): Buffer {
  const date = games[0]?.forecast.game_date;
  const simulated = games.some(({ forecast }) => forecast.source === 'sim');
  const head = JSON.stringify({ date, count: games.length, simulated }).slice(0, -1);
  const separated = written.flatMap((json, place) => (place === 0 ? [json] : [comma, json]));
  return Buffer.concat([Buffer.from(`${head},"predictions":[`), ...separated, Buffer.from(']}')]);
}

const comma = Buffer.from(',');

function emptyList(set: ForecastSet, { date, games }: Day, team: Team | undefined) {
  const list = { date, count: 0, simulated: false, predictions: [] };
  if (team !== undefined && games.length > 0) {
    return {
      ...list,
      message: `No prediction is stored for ${team.full_name} on ${date}; other teams have some.`,
    };
  }
  return {
    ...list,
    message: `No predictions are stored for ${date}: no games that day, or not predicted yet.`,
    nearest_dates: set.index.nearest(date),
  };
}
