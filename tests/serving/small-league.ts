import type { Tables } from '../../warehouse/tables.generated.ts';

type Rows<Table extends keyof Tables> = Partial<Tables[Table]>[];

function team(
  season: number,
  team_id: number,
  abbreviation: string,
  location_name: string,
  team_name: string,
): Rows<'mlb_historical_data.teams_historical'>[number] {
  const full_name = `${location_name} ${team_name}`;
  return {
    season,
    team_id,
    abbreviation,
    team_name,
    full_name,
    location_name,
    franchise_name: location_name,
  };
}

export const teams: Rows<'mlb_historical_data.teams_historical'> = [
  team(2025, 147, 'NYY', 'New York', 'Yankees'),
  team(2026, 147, 'NYY', 'New York', 'Yankees'),
  team(2026, 111, 'BOS', 'Boston', 'Red Sox'),
  team(2026, 121, 'NYM', 'New York', 'Mets'),
  team(2026, 112, 'CHC', 'Chicago', 'Cubs'),
  team(2026, 138, 'STL', 'St. Louis', 'Cardinals'),
];

interface Matchup {
  game_pk: number;
  first_pitch_at: string;
  home: string;
  away: string;
  more?: Rows<'mlb_predictions.game_predictions'>[number];
}

function forecast({
  game_pk,
  first_pitch_at,
  home,
  away,
  more = {},
}: Matchup): Rows<'mlb_predictions.game_predictions'>[number] {
  const teamOf = (abbreviation: string) =>
    teams.find((each) => each.abbreviation === abbreviation && each.season === 2026);
  const [homeTeam, awayTeam] = [teamOf(home), teamOf(away)];
  if (!homeTeam || !awayTeam) throw new Error(`no team ${home} or ${away}`);
  return {
    game_pk,
    game_date: first_pitch_at.slice(0, 10),
    season: 2026,
    game_type: 'R',
    game_number: 1,
    first_pitch_at,
    venue_id: 3313,
    home_team_id: homeTeam.team_id ?? null,
    away_team_id: awayTeam.team_id ?? null,
    home_team_abbreviation: home,
    away_team_abbreviation: away,
    home_team_name: homeTeam.full_name ?? null,
    away_team_name: awayTeam.full_name ?? null,
    home_starter_id: 543037,
    away_starter_id: 605483,
    home_starter_name: 'Gerrit Cole',
    away_starter_name: 'Blake Snell',
    home_win_probability: 0.625,
    away_win_probability: 0.375,
    predicted_home_runs: 4.75,
    predicted_away_runs: 3.5,
    predicted_home_runs_low: 1,
    predicted_home_runs_high: 9,
    predicted_away_runs_low: 0,
    predicted_away_runs_high: 7,
    predicted_total_runs: 8.25,
    predicted_total_runs_low: 3,
    predicted_total_runs_high: 14,
    total_runs_lines: [
      { line: 7.5, over_probability: 0.53 },
      { line: 8.5, over_probability: 0.44 },
    ],
    home_run_line_probability: 0.45,
    away_run_line_probability: 0.22,
    feature_completeness: 0.75,
    baseline_log_odds: 0.21,
    top_features: [
      { feature: 'run_margin_diff', value: -0.5, contribution: -0.1 },
      { feature: 'starter_fip_share_diff', value: null, contribution: 0.4 },
    ],
    model_name: 'game_outcome',
    model_role: 'game_outcome',
    model_version: 'v12',
    as_of: '2026-04-15T04:00:00.000Z',
    predicted_at: '2026-04-15T12:30:00.123456Z',
    source: 'replay',
    ...more,
  };
}

/** Not in the order of play, so that an answer's order is its own. */
export const forecasts: Rows<'mlb_predictions.game_predictions'> = [
  forecast({
    game_pk: 2,
    first_pitch_at: '2026-04-15T23:10:00.000Z',
    home: 'NYM',
    away: 'CHC',
    more: {
      home_starter_id: null,
      home_starter_name: null,
      // As forecasts were stored before the distribution of their score was.
      predicted_total_runs: null,
      total_runs_lines: [],
    },
  }),
  forecast({ game_pk: 1, first_pitch_at: '2026-04-15T17:05:00.000Z', home: 'NYY', away: 'BOS' }),
  forecast({
    game_pk: 4,
    first_pitch_at: '2026-04-16T22:05:00.000Z',
    home: 'NYY',
    away: 'BOS',
    more: { game_number: 2 },
  }),
  forecast({ game_pk: 3, first_pitch_at: '2026-04-16T17:05:00.000Z', home: 'NYY', away: 'BOS' }),
  forecast({ game_pk: 5, first_pitch_at: '2026-04-17T17:05:00.000Z', home: 'NYY', away: 'NYM' }),
  forecast({
    game_pk: 6,
    first_pitch_at: '2026-04-19T17:05:00.000Z',
    home: 'STL',
    away: 'BOS',
    more: { source: 'sim' },
  }),
];

export const reasonGroups: Rows<'mlb_reporting.forecast_reason_groups'> = [
  {
    game_pk: 1,
    game_date: '2026-04-15',
    reason_group: 'home',
    reason_label: 'Playing at home',
    contribution_log_odds: 0.21,
    contribution_points: 5.1,
    importance_rank: 2,
    favours: 'NYY',
    reason_words: 'Playing at home +5.1 points for NYY',
  },
  {
    game_pk: 1,
    game_date: '2026-04-15',
    reason_group: 'starter',
    reason_label: 'Starting pitchers',
    contribution_log_odds: 0.4,
    contribution_points: 9.8,
    importance_rank: 1,
    favours: 'NYY',
    reason_words:
      'Starting pitchers +9.8 points for NYY: Gerrit Cole is expected to cost fewer runs',
  },
];

export const featureReasons: Rows<'mlb_reporting.forecast_reasons'> = [
  {
    game_pk: 1,
    game_date: '2026-04-15',
    feature_name: 'run_margin_diff',
    feature_meaning: 'Run margin',
    reason_group: 'rating',
    feature_value: -0.5,
    contribution_log_odds: -0.1,
    contribution_points: -2.4,
    importance_rank: 2,
    favours: 'BOS',
    feature_words: 'BOS outscores others by more than NYY',
  },
  {
    game_pk: 1,
    game_date: '2026-04-15',
    feature_name: 'starter_fip_share_diff',
    feature_meaning: 'Share of the runs',
    reason_group: 'starter',
    feature_value: null,
    contribution_log_odds: 0.4,
    contribution_points: 9.8,
    importance_rank: 1,
    favours: 'NYY',
    feature_words: null,
  },
];

export const games: Rows<'mlb_historical_data.games_historical'> = [
  {
    game_pk: 1,
    game_date: '2026-04-15',
    home_score: 3,
    away_score: 5,
    status: 'Final',
    is_final: true,
  },
  { game_pk: 2, game_date: '2026-04-15', status: 'Scheduled', is_final: false },
  {
    game_pk: 5,
    game_date: '2026-04-17',
    home_score: 2,
    away_score: 2,
    status: 'Final',
    is_final: true,
  },
];
