import { tankError } from '../warehouse/errors.ts';
import type { IndexedGame } from './forecast-index.ts';
import type { ForecastSet } from './forecast-set.ts';
import type { Forecast } from './forecasts.ts';
import { gameId } from './game-prediction.ts';
import { gamePrediction, gameRequest, type GameRequest } from './schemas.ts';
import { sendJson } from './send-json.ts';
import type { Serving } from './serving.ts';
import type { ForecastStore } from './store.ts';
import type { StoredForecast } from './stored-forecast.ts';
import { findTeam } from './teams.ts';
import type { Server } from './zod-type-provider.ts';

const nearestMeetings = 3;

/** `POST /predict/game`: the stored forecast of one game, by its teams and date. */
export function predictGameRoute(server: Server, store: ForecastStore, serving: Serving): void {
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
      return sendJson(reply, ...serving.serve(request, [stored]));
    },
  );
}

/**
 * @throws TankError E_TEAM_UNKNOWN, E_GAME_NOT_FOUND with the nearest games, E_GAME_AMBIGUOUS with the games of a doubleheader,
 * E_REQUEST_INVALID when both teams are one, E_STARTER_DIFFERS when a named starter is not the one the forecast is for.
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
  checkStarters(stored.forecast, asked);
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

/** A forecast holds for its own starters only: with another one named it is not the answer. */
function checkStarters(forecast: Forecast, asked: GameRequest): void {
  const sides = [
    {
      field: 'starting_pitchers.home',
      asked: asked.starting_pitchers?.home,
      id: forecast.home_starter_id,
      name: forecast.home_starter_name,
    },
    {
      field: 'starting_pitchers.away',
      asked: asked.starting_pitchers?.away,
      id: forecast.away_starter_id,
      name: forecast.away_starter_name,
    },
  ];
  const errors = sides
    .filter((side) => side.asked !== undefined && side.asked !== side.id)
    .map(({ field, id, name }) => ({
      field,
      message:
        id === null
          ? 'the stored forecast was made before a starter was announced'
          : `the stored forecast is for ${name ?? 'player'} (${id})`,
    }));
  if (errors.length === 0) return;
  throw tankError(
    'E_STARTER_DIFFERS',
    errors.map(({ field, message }) => `${field}: ${message}`).join('; '),
    { details: { errors } },
  );
}
