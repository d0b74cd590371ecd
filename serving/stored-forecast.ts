import type { Forecast } from './forecasts.ts';
import { gamePredictionOf } from './game-prediction.ts';
import { gameStatus } from './game-status.ts';
import type { Reason } from './reasons.ts';
import { gamePrediction, type GamePrediction } from './schemas.ts';

/** A forecast in memory, ready to be sent. */
export interface StoredForecast {
  forecast: Forecast;
  reasons: readonly Reason[];
  /** As the API answers with it at a moment: it is sealed at first pitch. */
  prediction: (now: Date) => GamePrediction;
  /** The same as JSON, checked and written once for each status it has. */
  json: (now: Date) => Buffer;
}

export function storedForecast(forecast: Forecast, reasons: readonly Reason[]): StoredForecast {
  const written = new Map<string, Buffer>();
  const prediction = (now: Date): GamePrediction =>
    gamePrediction.parse(gamePredictionOf(forecast, reasons, now));
  return {
    forecast,
    reasons,
    prediction,
    json: (now) => {
      const status = gameStatus(forecast, now);
      const known = written.get(status);
      if (known !== undefined) return known;
      const json = Buffer.from(JSON.stringify(prediction(now)));
      written.set(status, json);
      return json;
    },
  };
}
