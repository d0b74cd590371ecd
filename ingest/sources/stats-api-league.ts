import { z } from 'zod';

/** Envelopes of the MLB Stats API about the league as a whole. */

const date = z.iso.date();
const seasonDates = z.looseObject({
  seasonId: z.string().regex(/^\d{4}$/),
  springStartDate: date.optional(),
  springEndDate: date.optional(),
  regularSeasonStartDate: date,
  regularSeasonEndDate: date,
  allStarDate: date.optional(),
  postSeasonStartDate: date.optional(),
  postSeasonEndDate: date.optional(),
});

export const seasons = z.looseObject({ seasons: z.array(seasonDates) });
export type SeasonEntry = z.infer<typeof seasonDates>;
