import type { Database } from '../warehouse/database.ts';
import { tankError } from '../warehouse/errors.ts';
import type { ForecastSet } from './forecast-set.ts';
import { gameStatus } from './game-status.ts';
import { readNearestPlayerDates, type PlayerForecast } from './player-forecasts.ts';
import { entryOf } from './prediction-log.ts';
import {
  playerPrediction,
  playerRequest,
  type PlayerPrediction,
  type PlayerRequest,
} from './schemas.ts';
import { sendJson } from './send-json.ts';
import type { Serving } from './serving.ts';
import type { ForecastStore } from './store.ts';
import { findTeam } from './teams.ts';
import { readTimeoutDefaultMs, withinTime } from './within-time.ts';
import { writtenOnce, type Written } from './written.ts';
import type { Server } from './zod-type-provider.ts';

const nearestDates = 3;

/** `POST /predict/player`: the stored forecasts of one player in one game. */
export function predictPlayerRoute(
  server: Server,
  store: ForecastStore,
  database: Database,
  serving: Serving,
  now: () => Date,
): void {
  server.post(
    '/predict/player',
    {
      schema: {
        summary: 'What is expected of one player in one game.',
        body: playerRequest,
        response: { 200: playerPrediction },
      },
    },
    async (request, reply) => {
      const forecasts = await findForecasts(store.current(), database, request.body);
      const { json, entry } = writtenOf(forecasts, now());
      serving.note(request, [entry]);
      return sendJson(reply, json);
    },
  );
}

/**
 * @throws TankError E_PLAYER_NOT_FORECAST with the nearest dates, or with the numbers there are; E_GAME_AMBIGUOUS with the
 * games of a doubleheader; E_TEAM_UNKNOWN.
 */
async function findForecasts(
  set: ForecastSet,
  database: Database,
  asked: PlayerRequest,
): Promise<readonly PlayerForecast[]> {
  const { player_id, game_date, opponent, game_pk, stats } = asked;
  const forecasts = (await set.players(game_date)).get(player_id) ?? [];
  const opponentId =
    opponent === undefined
      ? undefined
      : findTeam(set.teams(Number(game_date.slice(0, 4))), opponent).team_id;
  const wanted = forecasts.filter(
    (forecast) =>
      (game_pk === undefined || forecast.game_pk === game_pk) &&
      (opponentId === undefined || forecast.opponent_team_id === opponentId),
  );
  const games = [...new Map(wanted.map((forecast) => [forecast.game_pk, forecast])).values()];
  if (games.length > 1) {
    throw tankError('E_GAME_AMBIGUOUS', `player ${player_id} plays twice on ${game_date}`, {
      hint: 'Say which game: game_pk.',
      details: { choices: games.map(choice) },
    });
  }
  if (wanted.length === 0) {
    const dates = await withinTime(readTimeoutDefaultMs, () =>
      readNearestPlayerDates(database, player_id, game_date, nearestDates),
    );
    const others = [...new Map(forecasts.map((forecast) => [forecast.game_pk, forecast])).values()];
    throw tankError(
      'E_PLAYER_NOT_FORECAST',
      others.length > 0
        ? `player ${player_id} is forecast on ${game_date}, but not in that game`
        : `player ${player_id} has no forecast on ${game_date}: he is not expected to start, or it is not forecast yet`,
      {
        details: {
          choices:
            others.length > 0 ? others.map(choice) : dates.map((date) => ({ game_date: date })),
        },
        ...(dates.length === 0 && { hint: 'No date has a forecast of this player.' }),
      },
    );
  }
  if (stats === undefined) return wanted.length === forecasts.length ? forecasts : wanted;
  const some = wanted.filter(({ target }) =>
    stats.some((stat) => (stat === 'rbis' ? 'runs_batted_in' : stat) === target),
  );
  if (some.length > 0) return some;
  throw tankError(
    'E_PLAYER_NOT_FORECAST',
    `nothing of what was asked is forecast for player ${player_id} on ${game_date}`,
    { details: { choices: wanted.map(({ target }) => ({ stat: target })) } },
  );
}

function choice({ game_pk, game_date, first_pitch_at }: PlayerForecast): Record<string, unknown> {
  return { game_pk, game_date, first_pitch_at };
}

/** Answers are kept for as long as the forecasts they are made of; those made for one request go with it. */
const kept = new WeakMap<readonly PlayerForecast[], (now: Date) => Written>();

function writtenOf(forecasts: readonly PlayerForecast[], now: Date): Written {
  let written = kept.get(forecasts);
  if (written === undefined) {
    written = writer(forecasts);
    kept.set(forecasts, written);
  }
  return written(now);
}

function writer(forecasts: readonly PlayerForecast[]): (now: Date) => Written {
  const first = firstOf(forecasts);
  const { game_pk, player_id, game_date, first_pitch_at, model_version, as_of, source } = first;
  const written = writtenOnce((now, status) => ({
    json: Buffer.from(JSON.stringify(playerPrediction.parse(playerPredictionOf(forecasts, now)))),
    entry: entryOf({
      arm: 'champion',
      model_type: 'player_performance',
      model_version,
      game_pk,
      player_id,
      game_date,
      first_pitch_at,
      home_win_probability: null,
      as_of,
      forecast_made_at: first.predicted_at,
      forecast_status: status,
      is_on_demand: false,
      source,
    }),
  }));
  return (now) => written(now, gameStatus(first, now));
}

function firstOf(forecasts: readonly PlayerForecast[]): PlayerForecast {
  const [first] = forecasts;
  if (first === undefined) throw tankError('E_INTERNAL', 'there is no forecast to answer with');
  return first;
}

/** Forecasts of one player in one game, of which there is at least one, in the shape the API answers with at a moment. */
export function playerPredictionOf(
  forecasts: readonly PlayerForecast[],
  now: Date,
): PlayerPrediction {
  const first = firstOf(forecasts);
  return {
    player_id: first.player_id,
    name: first.player_name,
    game_pk: first.game_pk,
    game_date: first.game_date,
    first_pitch_at: first.first_pitch_at,
    team_id: first.team_id,
    opponent_team_id: first.opponent_team_id,
    batting_place:
      forecasts.find(({ batting_place }) => batting_place !== null)?.batting_place ?? null,
    announced: first.is_announced,
    predictions: forecasts.map((forecast) => ({
      as: forecast.player_kind,
      stat: forecast.target,
      expected: forecast.expected_value,
      low: forecast.interval_low,
      high: forecast.interval_high,
      lines: forecast.lines,
    })),
    model_version: first.model_version,
    as_of: first.as_of,
    predicted_at: first.predicted_at,
    status: gameStatus(first, now),
    source: first.source,
    simulated: first.source === 'sim',
  };
}
