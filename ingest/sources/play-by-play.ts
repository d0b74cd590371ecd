import { z } from 'zod';
import { jsonEndpoint, type Endpoint } from './endpoint.ts';
import { playsDoubts, playsSchema } from './plays.ts';
import type { Score } from './score.ts';

const playEvent = z.looseObject({ isPitch: z.boolean(), pitchNumber: z.int().optional() });

const play = z.looseObject({
  atBatIndex: z.int(),
  result: z.looseObject({ homeScore: z.int().nullish(), awayScore: z.int().nullish() }),
  about: z.looseObject({ inning: z.int() }),
  matchup: z.looseObject({
    batter: z.looseObject({ id: z.int() }),
    pitcher: z.looseObject({ id: z.int() }),
  }),
  playEvents: z.array(playEvent),
});

const pitchEvents = playsSchema.extend({ allPlays: z.array(play) });

export type PitchEvents = z.infer<typeof pitchEvents>;
export type PlayEvent = z.infer<typeof playEvent>;

/** Play-by-play of a game whose score is known, with what pitches need of it. */
export const pitchEventsEndpoint = (expected: Score): Endpoint<PitchEvents> =>
  jsonEndpoint('playByPlay', pitchEvents, {
    doubts: (plays) => playsDoubts(plays, expected),
    fields: ['copyright', 'allPlays', 'currentPlay', 'scoringPlays', 'playsByInning'],
  });
