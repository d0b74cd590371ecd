import type { Arm } from './arms.ts';
import type { Forecast } from './forecasts.ts';
import { gamePredictionOf, type Behind } from './game-prediction.ts';
import { gameStatus } from './game-status.ts';
import { entryOf } from './prediction-log.ts';
import type { Reason } from './reasons.ts';
import { gamePrediction, type GamePrediction } from './schemas.ts';
import { writtenOnce, type Written } from './written.ts';

/** A forecast in memory, ready to be sent. */
export interface StoredForecast {
  arm: Arm;
  forecast: Forecast;
  reasons: readonly Reason[];
  /** What answers say of it besides itself. */
  behind: Behind;
  /** What the champion's challenger makes of the same game. */
  challenger: StoredForecast | undefined;
  /** As the API answers with it at a moment: it is sealed at first pitch. */
  prediction: (now: Date) => GamePrediction;
  /** The same, checked and written once for each status it has. */
  written: (now: Date) => Written;
}

export function storedForecast(
  forecast: Forecast,
  behind: Behind,
  challenger?: StoredForecast,
): StoredForecast {
  const { arm, reasons, isOnDemand } = behind;
  const prediction = (now: Date): GamePrediction =>
    gamePrediction.parse(gamePredictionOf(forecast, behind, now));
  const written = writtenOnce((now, status) => {
    const { game_pk, game_date, first_pitch_at, model_version, as_of, source } = forecast;
    return {
      json: Buffer.from(JSON.stringify(prediction(now))),
      entry: entryOf({
        arm,
        model_type: 'game_outcome',
        model_version,
        game_pk,
        player_id: null,
        game_date,
        first_pitch_at,
        home_win_probability: forecast.home_win_probability,
        as_of,
        forecast_made_at: forecast.predicted_at,
        forecast_status: status,
        is_on_demand: isOnDemand,
        source,
      }),
    };
  });
  return {
    arm,
    forecast,
    reasons,
    behind,
    challenger,
    prediction,
    written: (now) => written(now, gameStatus(forecast, now)),
  };
}
