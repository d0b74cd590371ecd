import { tankError } from '../warehouse/errors.ts';
import type { IndexedGame } from './forecast-index.ts';
import type { ForecastSet } from './forecast-set.ts';
import type { Forecast } from './forecasts.ts';
import { gameId } from './game-prediction.ts';
import type { NamedStarters } from './on-demand.ts';
import type { ForecastOtherStarters } from './other-starters.ts';
import { gamePrediction, gameRequest, type GameRequest } from './schemas.ts';
import { sendJson } from './send-json.ts';
import type { Serving } from './serving.ts';
import type { ForecastStore } from './store.ts';
import type { StoredForecast } from './stored-forecast.ts';
import { findTeam } from './teams.ts';
import type { Server } from './zod-type-provider.ts';

const nearestMeetings = 3;

/** `POST /predict/game`: the stored forecast of one game, by its teams and date. */
export function predictGameRoute(
  server: Server,
  store: ForecastStore,
  serving: Serving,
  otherStarters: ForecastOtherStarters,
): void {
  server.post(
    '/predict/game',
    {
      schema: {
        summary: 'The forecast of one game, by its teams and date.',
        body: gameRequest,
        response: { 200: gamePrediction },
      },
    },
    async (request, reply) => {
      const stored = await findForecast(store.current(), request.body);
      const named = otherThanStored(stored.forecast, request.body);
      const forecast =
        named === undefined ? stored : await otherStarters(request, reply, stored, named);
      return sendJson(reply, serving.serve(request, forecast));
    },
  );
}

/**
 * @throws TankError E_TEAM_UNKNOWN, E_GAME_NOT_FOUND with the nearest games, E_GAME_AMBIGUOUS with the games of a doubleheader,
 * E_REQUEST_INVALID when both teams are one.
 */
async function findForecast(set: ForecastSet, asked: GameRequest): Promise<StoredForecast> {
  const teams = set.teams(Number(asked.game_date.slice(0, 4)));
  const home = findTeam(teams, asked.home_team);
  const away = findTeam(teams, asked.away_team);
  if (home.team_id === away.team_id) {
    const message = `is the same team as home_team, ${home.full_name}`;
    throw tankError('E_REQUEST_INVALID', `away_team: ${message}`, {
      details: { errors: [{ field: 'away_team', message }] },
    });
  }
  const day = await set.day(asked.game_date);
  const games = day.games.filter(
    ({ forecast }) =>
      forecast.home_team_id === home.team_id && forecast.away_team_id === away.team_id,
  );
  const wanted = games.filter(
    ({ forecast: { game_number } }) =>
      asked.game_number === undefined || asked.game_number === game_number,
  );
  const [stored, ...others] = wanted;
  if (stored === undefined) {
    const meetings =
      games.length > 0
        ? games.map(({ forecast }) => forecast)
        : set.index.meetings(asked.game_date, [home.team_id, away.team_id], nearestMeetings);
    const which = asked.game_number === undefined ? '' : `, game ${asked.game_number},`;
    throw tankError(
      'E_GAME_NOT_FOUND',
      `no forecast is stored for ${away.full_name} at ${home.full_name}${which} on ${asked.game_date}`,
      {
        details: { choices: meetings.map(choice) },
        ...(meetings.length === 0 && { hint: 'No game of these two teams has a forecast.' }),
      },
    );
  }
  if (others.length > 0) {
    throw tankError(
      'E_GAME_AMBIGUOUS',
      `${away.full_name} at ${home.full_name} is played ${wanted.length} times on ${asked.game_date}`,
      { details: { choices: wanted.map(({ forecast }) => choice(forecast)) } },
    );
  }
  return stored;
}

function choice(forecast: IndexedGame): Record<string, unknown> {
  return {
    game_id: gameId(forecast),
    game_pk: forecast.game_pk,
    game_date: forecast.game_date,
    game_number: forecast.game_number,
    home_team: forecast.home_team_abbreviation,
    away_team: forecast.away_team_abbreviation,
    first_pitch_at: forecast.first_pitch_at,
  };
}

/** The starters that are asked for, where the stored forecast was made for others; else it is the answer. */
function otherThanStored(forecast: Forecast, asked: GameRequest): NamedStarters | undefined {
  const { home, away } = asked.starting_pitchers ?? {};
  const isOther =
    (home ?? forecast.home_starter_id) !== forecast.home_starter_id ||
    (away ?? forecast.away_starter_id) !== forecast.away_starter_id;
  return isOther ? { home, away } : undefined;
}
