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
    .describe('Refuses the stored forecast when it was made for other starters.'),
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

const side = z.object({
  team_id: z.int(),
  abbreviation: z.string().nullable().describe('Null for a team of no known league.'),
  name: z.string().nullable(),
  starter: z.object({ id: z.int(), name: z.string().nullable() }).nullable(),
});

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
    predicted_score: z
      .object({ home: z.number(), away: z.number() })
      .describe('Expected runs, not rounded to a likely score.'),
  }),
  confidence: probability.describe(
    'Share of the model’s inputs that were known for this game: 1 when none was missing. Not a probability of being right.',
  ),
  model_version: z.string(),
  as_of: instant.describe('No fact later than this went into the forecast.'),
  predicted_at: instant,
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
  status: z.enum(['scheduled', 'final']),
  outcome: z
    .object({ home_score: z.int(), away_score: z.int(), winner: z.enum(['home', 'away', 'tie']) })
    .nullable(),
  source: z.enum(['live', 'replay', 'sim']),
  simulated: z.boolean().describe('True when the game belongs to the simulated league.'),
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

export const health = z.object({ status: z.literal('ok') });

export const readiness = z.object({
  status: z.literal('ready'),
  predictions_through: gameDate,
  newest_prediction_at: instant,
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

export type GameRequest = z.output<typeof gameRequest>;
export type GamePrediction = z.output<typeof gamePrediction>;
export type PredictionList = z.output<typeof predictionList>;
export type Problem = z.output<typeof problem>;
