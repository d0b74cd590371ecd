import { z } from 'zod';
import { boxscoreDoubts, boxscoreSchema } from './boxscore.ts';
import { jsonEndpoint, type Endpoint } from './endpoint.ts';
import { linescoreDoubts, linescoreSchema } from './linescore.ts';
import { playsDoubts, playsSchema } from './plays.ts';
import type { Score } from './score.ts';

const team = z.looseObject({ id: z.int() });

const feedSchema = z.looseObject({
  gamePk: z.int(),
  metaData: z.looseObject({ timeStamp: z.string() }),
  gameData: z.looseObject({
    game: z.looseObject({ pk: z.int() }),
    teams: z.looseObject({ home: team, away: team }),
  }),
  liveData: z.looseObject({
    boxscore: boxscoreSchema,
    linescore: linescoreSchema,
    plays: playsSchema,
  }),
});

export type Feed = z.infer<typeof feedSchema>;

/** The live feed of a finished game whose score is known; `home` and `away` null when it is not. */
export const feedEndpoint = (expected: Score): Endpoint<Feed> =>
  jsonEndpoint('feed', feedSchema, {
    doubts: ({ liveData: { boxscore, linescore, plays } }) => {
      const { home, away } = linescore.teams;
      const score = {
        home: expected.home ?? home.runs ?? null,
        away: expected.away ?? away.runs ?? null,
      };
      return [
        ...linescoreDoubts(linescore, expected),
        ...boxscoreDoubts(boxscore, score),
        ...playsDoubts(plays, score),
      ];
    },
  });
