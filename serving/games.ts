import { tankError } from '../warehouse/errors.ts';
import { featureLabel } from './feature-labels.ts';
import { gameId, reasonOf } from './game-prediction.ts';
import { gameExplanation, gamePath, gamePrediction, type GameExplanation } from './schemas.ts';
import { sendJson } from './send-json.ts';
import type { Serving } from './serving.ts';
import type { ForecastStore } from './store.ts';
import type { StoredForecast } from './stored-forecast.ts';
import type { Server } from './zod-type-provider.ts';

/** `GET /games/{game_pk}`: the stored forecast of a game; `GET /games/{game_pk}/explain`: how it adds up, feature by feature. */
export function gameRoutes(server: Server, store: ForecastStore, serving: Serving): void {
  server.get(
    '/games/:game_pk',
    {
      schema: {
        summary: 'The forecast of one game.',
        params: gamePath,
        response: { 200: gamePrediction },
      },
    },
    async (request, reply) => {
      const stored = await storedGame(store, request.params.game_pk);
      return sendJson(reply, serving.serve(request, stored));
    },
  );

  server.get(
    '/games/:game_pk/explain',
    {
      schema: {
        summary: 'How a forecast adds up, feature by feature.',
        params: gamePath,
        response: { 200: gameExplanation },
      },
    },
    async (request) => {
      const stored = await storedGame(store, request.params.game_pk);
      return explain(store, serving.choose(request, stored));
    },
  );
}

/** @throws TankError E_GAME_NOT_FOUND when no forecast of the game is stored. */
export async function storedGame(store: ForecastStore, gamePk: number): Promise<StoredForecast> {
  const stored = await store.current().game(gamePk);
  if (stored !== undefined) return stored;
  throw tankError('E_GAME_NOT_FOUND', `no forecast is stored for game_pk ${gamePk}`, {
    hint: 'Take a game_pk of GET /predictions?date=YYYY-MM-DD.',
  });
}

/** How a forecast adds up, from its probability down to the features. */
export async function explain(
  store: ForecastStore,
  { arm, forecast, reasons }: StoredForecast,
): Promise<GameExplanation> {
  const { game_pk, home_win_probability } = forecast;
  const features = (await store.current().features(forecast.game_date, arm)).get(game_pk) ?? [];
  return {
    game_id: gameId(forecast),
    game_pk,
    home_win_probability,
    home_win_log_odds: Math.log(home_win_probability / (1 - home_win_probability)),
    baseline_log_odds: forecast.baseline_log_odds,
    reasons: reasons.map(reasonOf),
    features: features.map((feature) => ({
      feature: feature.feature_name,
      label: featureLabel(feature.feature_name),
      meaning: feature.feature_meaning,
      group: feature.reason_group,
      value: feature.feature_value,
      contribution: feature.contribution_log_odds,
      points: feature.contribution_points,
      favours: feature.favours,
      words: feature.feature_words,
    })),
    arm,
    model_version: forecast.model_version,
    as_of: forecast.as_of,
    predicted_at: forecast.predicted_at,
  };
}
