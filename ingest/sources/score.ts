import { z } from 'zod';

/** Runs of both sides; null while there are none. */
export const score = z.object({ home: z.int().nullable(), away: z.int().nullable() });
export type Score = z.infer<typeof score>;

/** Runs as a source has them: missing or null when damaged. */
export interface FoundScore {
  home?: number | null | undefined;
  away?: number | null | undefined;
}

const shown = ({ home, away }: FoundScore): string => `${away ?? '?'}-${home ?? '?'}`;

/** Doubts about a score that lacks a side, or differs from the one that is expected where one is. */
export function scoreDoubts(what: string, found: FoundScore, expected: Score): string[] {
  const differs = (side: 'home' | 'away'): boolean =>
    typeof found[side] !== 'number' || (expected[side] !== null && found[side] !== expected[side]);
  if (!differs('home') && !differs('away')) return [];
  const isKnown = expected.home !== null || expected.away !== null;
  return [`${what} ${shown(found)}${isKnown ? ` instead of ${shown(expected)}` : ''}`];
}
