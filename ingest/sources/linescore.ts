import { z } from 'zod';
import { jsonEndpoint, type Endpoint } from './endpoint.ts';
import { scoreDoubts, type Score } from './score.ts';

const runs = z.looseObject({ runs: z.int().nullish() });
const sides = z.looseObject({ home: runs, away: runs });

export const linescoreSchema = z.looseObject({
  innings: z.array(z.looseObject({ home: runs.optional(), away: runs.optional() })),
  teams: sides,
});

export type Linescore = z.infer<typeof linescoreSchema>;

/** The line score of a game whose score is known; `home` and `away` null when it is not. */
export const linescoreEndpoint = (expected: Score): Endpoint<Linescore> =>
  jsonEndpoint('linescore', linescoreSchema, {
    doubts: (linescore) => linescoreDoubts(linescore, expected),
  });

/** A score that is not the expected one, or not the sum of its innings. */
export function linescoreDoubts({ innings, teams }: Linescore, expected: Score): string[] {
  const found = { home: teams.home.runs, away: teams.away.runs };
  const sum = (side: 'home' | 'away'): number =>
    innings.reduce((total, inning) => total + (inning[side]?.runs ?? 0), 0);
  const doubts = scoreDoubts('line score', found, expected);
  if (doubts.length > 0 || innings.length === 0) return doubts;
  const total = { home: found.home ?? null, away: found.away ?? null };
  return scoreDoubts('innings', { home: sum('home'), away: sum('away') }, total);
}
