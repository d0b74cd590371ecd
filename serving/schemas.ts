import { z } from 'zod';

/** Game dates are US/Eastern, as MLB's are. */
const gameDate = z.iso.date({ error: 'must be a date as YYYY-MM-DD' });
const instant = z.iso.datetime().describe('UTC');
const probability = z.number().min(0).max(1);

const team = z
  .union(
    [
      z.int({ error: 'must be a team id' }).positive(),
      z.string().trim().min(1, 'must not be empty').max(60, 'is longer than any team name'),
    ],
    { error: 'must be a team: its id, abbreviation, nickname or name' },
  )
  .describe('A team by id, abbreviation, nickname or name; case does not matter.');

const playerId = z.int({ error: 'must be a player id' }).positive();

export const gameRequest = z.strictObject({
  home_team: team,
  away_team: team,
  game_date: gameDate,
  starting_pitchers: z
    .strictObject({ home: playerId.optional(), away: playerId.optional() })
    .optional()
    .describe(
      'Player ids. For others than the stored forecast was made for, one is computed on demand, and marked as such.',
    ),
  game_number: z
    .int({ error: 'must be the number of the game that day, 1 or 2' })
    .min(1)
    .max(3)
    .optional()
    .describe('Which game of a doubleheader.'),
});

export const predictionsQuery = z.strictObject({
  date: gameDate.optional().describe('Default: today in US/Eastern.'),
  team: z.string().trim().min(1, 'must not be empty').max(60).optional(),
});

const stat = z.enum(
  [
    'hits',
    'total_bases',
    'home_runs',
    'runs_batted_in',
    'walks',
    'strikeouts',
    'runs',
    'stolen_bases',
    'outs',
    'earned_runs',
    'rbis',
  ],
  { error: (issue) => `is not forecast: ${JSON.stringify(issue.input)}` },
);

export const playerRequest = z.strictObject({
  player_id: playerId,
  game_date: gameDate,
  opponent: team.optional(),
  game_pk: z.int({ error: 'must be a game_pk' }).positive().optional(),
  stats: z
    .array(stat)
    .min(1, 'must name one at least')
    .optional()
    .describe('Default: everything that is forecast of him; rbis is runs_batted_in.'),
});

export const playerPrediction = z.object({
  player_id: z.int(),
  name: z.string().nullable(),
  game_pk: z.int(),
  game_date: gameDate,
  first_pitch_at: instant.nullable(),
  team_id: z.int(),
  opponent_team_id: z.int(),
  batting_place: z.int().nullable().describe('1 to 9; null for one who only pitches.'),
  announced: z
    .boolean()
    .describe('Whether his start, or the lineup he is in, was announced; else he is expected.'),
  predictions: z.array(
    z.object({
      as: z.enum(['starter', 'batter']),
      stat: z.string(),
      expected: z.number(),
      low: z.int(),
      high: z.int().describe('Low to high holds with a probability of 80 % or a little more.'),
      lines: z.array(z.object({ line: z.number(), over_probability: probability })),
    }),
  ),
  model_version: z.string(),
  as_of: instant,
  predicted_at: instant,
  status: z.enum(['scheduled', 'sealed', 'final']),
  source: z.enum(['live', 'replay', 'sim']),
  simulated: z.boolean(),
});

const side = z.object({
  team_id: z.int(),
  abbreviation: z.string().nullable().describe('Null for a team of no known league.'),
  name: z.string().nullable(),
  starter: z.object({ id: z.int(), name: z.string().nullable() }).nullable(),
});

const runs = z
  .object({ low: z.int(), high: z.int() })
  .describe('Runs that hold with a probability of 80 %.');

const reason = z.object({
  group: z.string().describe('home, starter, bullpen, offence, ...'),
  label: z.string(),
  contribution: z
    .number()
    .describe(
      'Log-odds; above zero it favours the home team. Those of all reasons add up to the forecast.',
    ),
  points: z
    .number()
    .describe('The same in percentage points; with 50 they add up to the home team’s percentage.'),
  favours: z.string().nullable().describe('The abbreviation of the team it speaks for.'),
  words: z.string(),
});

export const gamePath = z.strictObject({
  game_pk: z.coerce
    .number({ error: 'must be a game_pk, a positive number' })
    .pipe(z.int().positive({ error: 'must be a game_pk, a positive number' })),
});

export const dataQuality = z.object({
  grade: z.enum(['A', 'B', 'C', 'F']).describe('The lowest one.'),
  games: z.int().describe('Games that both teams played in the 30 days before.'),
  games_held_back: z.int().describe('Of these, not good enough to go into the forecast.'),
  checked_through: gameDate.describe('Date of the newest of them.'),
});

const probabilityInterval = z.object({
  low: probability,
  high: probability,
  games: z.int(),
});

const arm = z
  .enum(['champion', 'challenger'])
  .describe(
    'Whose forecast it is. A small share of clients and games gets that of the model on trial, always the same ones.',
  );

export const gamePrediction = z.object({
  game_id: z
    .string()
    .describe(
      'Date, home and away abbreviation (or id); "-2" follows for a second game of the day.',
    ),
  game_pk: z.int().describe('MLB’s key of the game.'),
  game_date: gameDate,
  game_number: z.int(),
  first_pitch_at: instant.nullable(),
  home: side,
  away: side,
  predictions: z.object({
    home_win_probability: probability,
    away_win_probability: probability,
    home_win_interval: probabilityInterval
      .nullable()
      .describe(
        'Of finished games with a forecast in the same step of five points, where the share that the home team wins lies: Wilson’s 95 % interval. Null with fewer than 30 such games.',
      ),
    predicted_score: z
      .object({ home: z.number(), away: z.number() })
      .describe('Expected runs, not rounded to a likely score.'),
    distribution: z
      .object({
        home_runs: runs,
        away_runs: runs,
        total_runs: z.object({
          expected: z.number(),
          low: z.int(),
          high: z.int(),
          lines: z
            .array(z.object({ line: z.number(), over_probability: probability }))
            .describe('The probability of more runs than a line.'),
        }),
        by_two_or_more: z
          .object({ home: probability, away: probability })
          .describe('The probability that a side wins by two runs or more: run line -1.5.'),
      })
      .nullable()
      .describe(
        'Of the score; it agrees with the win probability. Null for forecasts made before it was stored.',
      ),
  }),
  data_quality: dataQuality
    .nullable()
    .describe('The grade of the data behind the forecast; null when neither team played before.'),
  confidence: probability.describe(
    'Share of the model’s inputs that were known for this game: 1 when none was missing. Not a probability of being right.',
  ),
  model_version: z.string(),
  feature_row_id: z
    .string()
    .describe('The row of mlb_features.game_features_daily it was made of: game_pk and as_of.'),
  as_of: instant.describe('No fact later than this went into the forecast.'),
  predicted_at: instant,
  reasons: z.array(reason).describe('Why, by kind, the weightiest first.'),
  feature_importance: z
    .array(
      z.object({
        feature: z.string(),
        label: z.string(),
        contribution: z.number().describe('Log-odds; above zero it favours the home team.'),
        value: z.number().nullable(),
      }),
    )
    .describe('What moved this forecast most, the strongest first.'),
  status: z
    .enum(['scheduled', 'sealed', 'final'])
    .describe('Sealed from first pitch on: the forecast no longer changes.'),
  outcome: z
    .object({ home_score: z.int(), away_score: z.int(), winner: z.enum(['home', 'away', 'tie']) })
    .nullable(),
  arm,
  on_demand: z
    .boolean()
    .describe(
      'True when it was computed for the starters that were asked for, who are not those announced. It has no reasons by kind; feature_importance is its own.',
    ),
  source: z.enum(['live', 'replay', 'sim']),
  simulated: z.boolean().describe('True when the game belongs to the simulated league.'),
});

export const gameExplanation = z.object({
  game_id: z.string(),
  game_pk: z.int(),
  home_win_probability: probability,
  home_win_log_odds: z.number().describe('ln(p / (1 - p)).'),
  baseline_log_odds: z
    .number()
    .nullable()
    .describe(
      'What the model says of a game of average features at home; with every contribution it adds up to home_win_log_odds.',
    ),
  reasons: z.array(reason),
  features: z
    .array(
      z.object({
        feature: z.string().describe('A column of mlb_features.game_features_daily.'),
        label: z.string(),
        meaning: z.string().nullable(),
        group: z.string(),
        value: z.number().nullable().describe('Null when it was not known.'),
        contribution: z.number().describe('Log-odds; above zero it favours the home team.'),
        points: z.number(),
        favours: z.string().nullable(),
        words: z.string().nullable(),
      }),
    )
    .describe('Every feature of the model that made this forecast, the weightiest first.'),
  arm,
  model_version: z.string(),
  as_of: instant,
  predicted_at: instant,
});

export const predictionList = z.object({
  date: gameDate,
  count: z.int(),
  simulated: z.boolean().describe('True when any of the games is simulated.'),
  predictions: z.array(gamePrediction).describe('By first pitch.'),
  message: z.string().optional().describe('Why the list is empty.'),
  nearest_dates: z
    .object({ previous: gameDate.nullable(), next: gameDate.nullable() })
    .optional()
    .describe('With an empty list: the nearest dates that have predictions.'),
});

const score = z.number().nullable();

export const trackRecordQuery = z.strictObject({
  by: z.enum(['day', 'month', 'season', 'all']).default('season'),
  limit: z.coerce.number().pipe(z.int().min(1).max(400)).default(100),
});

export const trackRecordPeriod = z.object({
  source: z
    .enum(['live', 'replay', 'sim'])
    .describe('Simulated and replayed games are never mixed with others.'),
  period_from: gameDate,
  period_to: gameDate,
  games: z.int(),
  accuracy: z.number(),
  log_loss: z.number(),
  log_loss_standard_error: score,
  brier_score: z.number(),
  expected_home_wins: z.number(),
  home_wins: z.int(),
  elo_log_loss: score,
  home_rate_log_loss: score,
  gain_on_elo: score.describe('Log loss less Elo’s on the same games: below zero is better.'),
  gain_on_elo_standard_error: score,
  gain_on_home_rate: score,
  gain_on_home_rate_standard_error: score,
  side_runs_rmse: score,
  is_simulated: z.boolean(),
});

export const trackRecord = z.object({
  by: z.enum(['day', 'month', 'season', 'all']),
  periods: z.array(trackRecordPeriod).describe('The newest first; of the sealed ledger alone.'),
});

export const modelQuery = z.strictObject({
  type: z.enum(['game_outcome', 'player_performance']).default('game_outcome'),
});

export const modelPath = z.strictObject({
  version: z.string().regex(/^v\d+\.\d+\.\d+$/, 'must be a version such as v1.2.3'),
});

export const modelVersion = z.object({
  model_type: z.string(),
  model_version: z.string(),
  status: z.string().describe('champion, former champion, challenger, refused or retired.'),
  is_champion: z.boolean(),
  recipe: z.string(),
  update_kind: z.string(),
  as_of_date: gameDate,
  training_from: gameDate.nullable(),
  training_through: gameDate,
  training_rows: z.int(),
  feature_names: z.array(z.string()),
  holdout_from: gameDate
    .nullable()
    .describe('It was judged on games from this date on, none of which it had seen.'),
  holdout_games: z.int().nullable(),
  holdout_log_loss: score,
  holdout_brier: score,
  holdout_accuracy: score,
  holdout_calibration_slope: score,
  trained_at: instant,
  promoted_at: instant.nullable(),
  retired_at: instant.nullable(),
});

export const modelList = z.object({
  models: z.array(modelVersion).describe('The newest version first.'),
});

export const qualityQuery = z
  .strictObject({
    date: gameDate.optional(),
    from: gameDate.optional(),
    to: gameDate.optional(),
  })
  .refine(({ date, from, to }) => date === undefined || (from ?? to) === undefined, {
    error: 'must not be given with from or to',
    path: ['date'],
  });

export const qualityDay = z.object({
  game_date: gameDate,
  games_final: z.int(),
  games_grade_a: z.int(),
  games_grade_b: z.int(),
  games_grade_c: z.int(),
  games_grade_f: z.int(),
  games_held_back: z.int(),
  mean_quality_score: score,
  lowest_quality_score: score,
});

export const qualityList = z.object({
  days: z.array(qualityDay).describe('Dates with final games, by date.'),
});

export const health = z.object({ status: z.literal('ok') });

export const readiness = z.object({
  status: z.literal('ready'),
  predictions_through: gameDate,
  newest_prediction_at: instant,
  loaded_at: instant.describe('When what is served was read.'),
  warehouse: z.enum(['up', 'down']).describe('Down: the last good set is served on.'),
  age_seconds: z
    .int()
    .describe('Since the warehouse last confirmed that what is served is its newest.'),
});

/** RFC 9457, with the product's error code, hint, request id and what the caller could have meant. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  hint: z.string(),
  instance: z.string(),
  request_id: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  choices: z.array(z.record(z.string(), z.unknown())).optional(),
});

export const formQuery = z.strictObject({
  date: gameDate.optional().describe('Form before this date. Default: today in US/Eastern.'),
});

export const teamPath = z.strictObject({
  team: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .describe('A team by id, abbreviation, nickname or name; case does not matter.'),
});

export const playerPath = z.strictObject({
  player_id: z.coerce
    .number({ error: 'must be a player id, a positive number' })
    .pipe(z.int().positive({ error: 'must be a player id, a positive number' })),
});

const formPeriod = {
  period: z.string().describe('7, 14, 30 and 60 days, and season: the season to date.'),
  from_date: gameDate,
  games: z.int(),
};

export const teamFormPeriod = z.object({
  ...formPeriod,
  wins: z.int(),
  losses: z.int(),
  win_rate: score,
  runs_scored_per_game: score,
  runs_conceded_per_game: score,
  run_differential_per_game: score,
  pythagorean_win_rate: score,
  on_base_plus_slugging: score,
  strikeout_rate: score,
  walk_rate: score,
  pitching_strikeout_rate: score,
  pitching_walk_rate: score,
});

export const teamForm = z.object({
  team_id: z.int(),
  abbreviation: z.string(),
  name: z.string(),
  date: gameDate,
  newest_game_date: gameDate.nullable(),
  periods: z.array(teamFormPeriod).describe('Each ends the day before the date.'),
});

export const playerFormPeriod = z.object({
  ...formPeriod,
  plate_appearances: z.int(),
  at_bats: z.int(),
  hits: z.int(),
  home_runs: z.int(),
  walks: z.int(),
  strikeouts: z.int(),
  batting_average: score,
  on_base_percentage: score,
  slugging_percentage: score,
  games_pitched: z.int(),
  games_started: z.int(),
  innings_pitched: z.number(),
  batters_faced: z.int(),
  batters_struck_out: z.int(),
  walks_allowed: z.int(),
  home_runs_allowed: z.int(),
  earned_run_average: score,
  walks_and_hits_per_inning: score,
});

export const player = z.object({
  player_id: z.int(),
  name: z.string().nullable(),
  date: gameDate,
  newest_game_date: gameDate.nullable(),
  periods: z.array(playerFormPeriod).describe('Each ends the day before the date. Rates are raw.'),
  forecasts: z
    .array(playerPrediction)
    .describe('What is expected of him on the date, by game: empty when he is not forecast.'),
});

export type DataQuality = z.output<typeof dataQuality>;
export type ProbabilityInterval = z.output<typeof probabilityInterval>;
export type GameRequest = z.output<typeof gameRequest>;
export type PlayerRequest = z.output<typeof playerRequest>;
export type PlayerPrediction = z.output<typeof playerPrediction>;
export type GamePrediction = z.output<typeof gamePrediction>;
export type ServedReason = z.output<typeof reason>;
export type GameExplanation = z.output<typeof gameExplanation>;
export type ModelVersion = z.output<typeof modelVersion>;
export type PredictionList = z.output<typeof predictionList>;
export type TrackRecordPeriod = z.output<typeof trackRecordPeriod>;
export type QualityDay = z.output<typeof qualityDay>;
export type Problem = z.output<typeof problem>;
