import { z } from 'zod';
import { jsonEndpoint } from './endpoint.ts';

const playEvent = z.looseObject({
  isPitch: z.boolean(),
  pitchNumber: z.int().optional(),
});

const play = z.looseObject({
  result: z.looseObject({}),
  about: z.looseObject({ atBatIndex: z.int(), inning: z.int() }),
  matchup: z.looseObject({
    batter: z.looseObject({ id: z.int() }),
    pitcher: z.looseObject({ id: z.int() }),
  }),
  playEvents: z.array(playEvent),
});

const pitchEvents = z
  .looseObject({
    allPlays: z.array(play).min(1),
    currentPlay: z.looseObject({ about: z.looseObject({ atBatIndex: z.int() }) }),
  })
  .superRefine(({ allPlays, currentPlay }, context) => {
    const plays = new Set(allPlays.map(({ about }) => about.atBatIndex));
    const last = currentPlay.about.atBatIndex;
    if (plays.size === last + 1 && plays.has(0) && Math.max(...plays) === last) return;
    const message = `${plays.size} plays, where the last has index ${last}`;
    context.addIssue({ code: 'custom', path: ['allPlays'], message });
  });

export type PitchEvents = z.infer<typeof pitchEvents>;
export type Play = z.infer<typeof play>;
export type PlayEvent = z.infer<typeof playEvent>;

export const playByPlayPath = (gamePk: number): string => `/api/v1/game/${gamePk}/playByPlay`;

/** Play-by-play of the MLB Stats API as far as pitches need it. */
export const pitchEventsEndpoint = jsonEndpoint('playByPlay', pitchEvents);
