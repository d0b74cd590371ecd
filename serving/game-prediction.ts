import type { Arm } from './arms.ts';
import { featureLabel } from './feature-labels.ts';
import type { IndexedGame } from './forecast-index.ts';
import type { Forecast } from './forecasts.ts';
import { gameStatus } from './game-status.ts';
import type { Reason } from './reasons.ts';
import type { DataQuality, GamePrediction, ProbabilityInterval, ServedReason } from './schemas.ts';

/** `2026-04-15-NYY-BOS`: date, home, away; `-2` follows for a second game of the day. */
export function gameId(forecast: IndexedGame): string {
  const { game_date, game_number } = forecast;
  const home = forecast.home_team_abbreviation ?? forecast.home_team_id;
  const away = forecast.away_team_abbreviation ?? forecast.away_team_id;
  const id = `${game_date}-${home}-${away}`;
  return game_number > 1 ? `${id}-${game_number}` : id;
}

/** What an answer says of a forecast besides itself. */
export interface Behind {
  arm: Arm;
  reasons: readonly Reason[];
  quality: DataQuality | null;
  interval: ProbabilityInterval | null;
  isOnDemand: boolean;
}

/** A stored forecast in the shape the API answers with at a moment. */
export function gamePredictionOf(
  forecast: Forecast,
  { arm, reasons, quality, interval, isOnDemand }: Behind,
  now: Date,
): GamePrediction {
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
      home_win_interval: interval,
      predicted_score: { home: forecast.predicted_home_runs, away: forecast.predicted_away_runs },
      distribution: distributionOf(forecast),
    },
    data_quality: quality,
    confidence: forecast.feature_completeness,
    model_version: forecast.model_version,
    feature_row_id: `${forecast.game_pk}@${forecast.as_of}`,
    as_of: forecast.as_of,
    predicted_at: forecast.predicted_at,
    reasons: reasons.map(reasonOf),
    feature_importance: forecast.top_features
      .map(({ feature, contribution, value }) => ({
        feature,
        label: featureLabel(feature),
        contribution,
        value,
      }))
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
    ...result(forecast, now),
    arm,
    on_demand: isOnDemand,
    source: forecast.source,
    simulated: forecast.source === 'sim',
  };
}

/** What the features of one kind did to a forecast, as the API says it. */
export function reasonOf(reason: Reason): ServedReason {
  return {
    group: reason.reason_group,
    label: reason.reason_label,
    contribution: reason.contribution_log_odds,
    points: reason.contribution_points,
    favours: reason.favours,
    words: reason.reason_words,
  };
}

/** Null for a forecast stored before distributions were. */
function distributionOf(forecast: Forecast): GamePrediction['predictions']['distribution'] {
  const total = forecast.predicted_total_runs;
  const home = runsBetween(forecast.predicted_home_runs_low, forecast.predicted_home_runs_high);
  const away = runsBetween(forecast.predicted_away_runs_low, forecast.predicted_away_runs_high);
  const both = runsBetween(forecast.predicted_total_runs_low, forecast.predicted_total_runs_high);
  const { home_run_line_probability: homeLine, away_run_line_probability: awayLine } = forecast;
  if (total === null || home === null || away === null || both === null) return null;
  if (homeLine === null || awayLine === null) return null;
  return {
    home_runs: home,
    away_runs: away,
    total_runs: { expected: total, ...both, lines: forecast.total_runs_lines },
    by_two_or_more: { home: homeLine, away: awayLine },
  };
}

function runsBetween(
  low: number | null,
  high: number | null,
): { low: number; high: number } | null {
  return low === null || high === null ? null : { low, high };
}

function starter(id: number | null, name: string | null): GamePrediction['home']['starter'] {
  return id === null ? null : { id, name };
}

function result(forecast: Forecast, now: Date): Pick<GamePrediction, 'status' | 'outcome'> {
  const { home_score, away_score } = forecast;
  const status = gameStatus(forecast, now);
  if (status !== 'final' || home_score === null || away_score === null)
    return { status, outcome: null };
  const winner = home_score === away_score ? 'tie' : home_score > away_score ? 'home' : 'away';
  return { status, outcome: { home_score, away_score, winner } };
}
