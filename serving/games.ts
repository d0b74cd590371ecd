import type { Database } from '../warehouse/database.ts';
import { tankError } from '../warehouse/errors.ts';
import { featureLabel } from './feature-labels.ts';
import { readForecast, type Forecast } from './forecasts.ts';
import { gameId, gamePredictionOf, reasonOf } from './game-prediction.ts';
import { readFeatureReasons, readReasons } from './reasons.ts';
import { gameExplanation, gamePath, gamePrediction, type GameExplanation } from './schemas.ts';
import type { Server } from './zod-type-provider.ts';

/** `GET /games/{game_pk}`: the stored forecast of a game; `GET /games/{game_pk}/explain`: how it adds up, feature by feature. */
export function gameRoutes(server: Server, database: Database, now: () => Date): void {
  server.get(
    '/games/:game_pk',
    { schema: { params: gamePath, response: { 200: gamePrediction } } },
    async (request) => {
      const forecast = await storedForecast(database, request.params.game_pk);
      const reasons = await readReasons(database, [forecast.game_pk]);
      return gamePredictionOf(forecast, reasons.get(forecast.game_pk), now());
    },
  );

  server.get(
    '/games/:game_pk/explain',
    { schema: { params: gamePath, response: { 200: gameExplanation } } },
    async (request) => explain(database, await storedForecast(database, request.params.game_pk)),
  );
}

/** @throws TankError E_GAME_NOT_FOUND when no forecast of the game is stored. */
async function storedForecast(database: Database, gamePk: number): Promise<Forecast> {
  const forecast = await readForecast(database, gamePk);
  if (forecast !== undefined) return forecast;
  throw tankError('E_GAME_NOT_FOUND', `no forecast is stored for game_pk ${gamePk}`, {
    hint: 'Take a game_pk of GET /predictions?date=YYYY-MM-DD.',
  });
}

async function explain(database: Database, forecast: Forecast): Promise<GameExplanation> {
  const { game_pk, home_win_probability } = forecast;
  const [reasons, features] = await Promise.all([
    readReasons(database, [game_pk]),
    readFeatureReasons(database, game_pk),
  ]);
  return {
    game_id: gameId(forecast),
    game_pk,
    home_win_probability,
    home_win_log_odds: Math.log(home_win_probability / (1 - home_win_probability)),
    baseline_log_odds: forecast.baseline_log_odds,
    reasons: (reasons.get(game_pk) ?? []).map(reasonOf),
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
    model_version: forecast.model_version,
    as_of: forecast.as_of,
    predicted_at: forecast.predicted_at,
  };
}
