import { z } from 'zod';
import { jsonEndpoint, type Endpoint } from './endpoint.ts';
import { scoreDoubts, type Score } from './score.ts';

const play = z.looseObject({
  atBatIndex: z.int(),
  result: z.looseObject({ homeScore: z.int().nullish(), awayScore: z.int().nullish() }),
});

export const playsSchema = z.looseObject({
  allPlays: z.array(play),
  currentPlay: z.looseObject({ atBatIndex: z.int() }).optional(),
});

export type Plays = z.infer<typeof playsSchema>;
export type Play = z.infer<typeof play>;

/** The play-by-play of a game whose score is known; `home` and `away` null when it is not. */
export const playsEndpoint = (expected: Score): Endpoint<Plays> =>
  jsonEndpoint('playByPlay', playsSchema, {
    doubts: (plays) => playsDoubts(plays, expected),
  });

/** Plate appearances that are missing, of which the last is the current play, and a last score that is not the final one. */
export function playsDoubts({ allPlays, currentPlay }: Plays, expected: Score): string[] {
  const indices = new Set(allPlays.map(({ atBatIndex }) => atBatIndex));
  const last = Math.max(currentPlay?.atBatIndex ?? -1, ...indices);
  if (last < 0) return ['no plays'];
  if (indices.size !== last + 1) return [`${indices.size} of ${last + 1} plays`];
  const unscored = allPlays.filter(
    ({ result }) => typeof result.homeScore !== 'number' || typeof result.awayScore !== 'number',
  );
  if (unscored.length > 0) return [`${unscored.length} plays without score`];
  const final = allPlays.find(({ atBatIndex }) => atBatIndex === last)?.result;
  return scoreDoubts('last play', { home: final?.homeScore, away: final?.awayScore }, expected);
}
