import { featureLabel } from './feature-labels.ts';
import type { Forecast } from './forecasts.ts';
import type { GamePrediction } from './schemas.ts';

/** `2026-04-15-NYY-BOS`: date, home, away; `-2` follows for a second game of the day. */
export function gameId(forecast: Forecast): string {
  const { game_date, game_number } = forecast;
  const home = forecast.home_team_abbreviation ?? forecast.home_team_id;
  const away = forecast.away_team_abbreviation ?? forecast.away_team_id;
  const id = `${game_date}-${home}-${away}`;
  return game_number > 1 ? `${id}-${game_number}` : id;
}

/** A stored forecast in the shape the API answers with. */
export function gamePredictionOf(forecast: Forecast): GamePrediction {
  return {
    game_id: gameId(forecast),
    game_pk: forecast.game_pk,
    game_date: forecast.game_date,
    game_number: forecast.game_number,
    first_pitch_at: forecast.first_pitch_at,
    home: {
      team_id: forecast.home_team_id,
      abbreviation: forecast.home_team_abbreviation,
      name: forecast.home_team_name,
      starter: starter(forecast.home_starter_id, forecast.home_starter_name),
    },
    away: {
      team_id: forecast.away_team_id,
      abbreviation: forecast.away_team_abbreviation,
      name: forecast.away_team_name,
      starter: starter(forecast.away_starter_id, forecast.away_starter_name),
    },
    predictions: {
      home_win_probability: forecast.home_win_probability,
      away_win_probability: forecast.away_win_probability,
      predicted_score: { home: forecast.predicted_home_runs, away: forecast.predicted_away_runs },
    },
    confidence: forecast.feature_completeness,
    model_version: forecast.model_version,
    as_of: forecast.as_of,
    predicted_at: forecast.predicted_at,
    feature_importance: forecast.top_features
      .map(({ feature, contribution, value }) => ({
        feature,
        label: featureLabel(feature),
        contribution,
        value,
      }))
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
    ...result(forecast),
    source: forecast.source,
    simulated: forecast.source === 'sim',
  };
}

function starter(id: number | null, name: string | null): GamePrediction['home']['starter'] {
  return id === null ? null : { id, name };
}

function result(forecast: Forecast): Pick<GamePrediction, 'status' | 'outcome'> {
  const { is_final, home_score, away_score } = forecast;
  if (is_final !== true || home_score === null || away_score === null) {
    return { status: is_final === true ? 'final' : 'scheduled', outcome: null };
  }
  const winner = home_score === away_score ? 'tie' : home_score > away_score ? 'home' : 'away';
  return { status: 'final', outcome: { home_score, away_score, winner } };
}
