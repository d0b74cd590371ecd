import type { LoggedForecast } from '../../serving/prediction-log.ts';

/** A forecast of a game, as the log of what was served has it. */
export const loggedForecast = (game_pk: number): LoggedForecast => ({
  arm: 'champion',
  model_type: 'game_outcome',
  model_version: 'v12',
  game_pk,
  player_id: null,
  game_date: '2026-04-15',
  first_pitch_at: null,
  home_win_probability: 0.5,
  as_of: '2026-04-15T04:00:00.000Z',
  forecast_made_at: '2026-04-15T05:00:00.000Z',
  forecast_status: 'scheduled',
  is_on_demand: false,
  source: 'replay',
});
