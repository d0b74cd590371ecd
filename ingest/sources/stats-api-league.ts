import { z } from 'zod';
import { jsonEndpoint, type Endpoint } from './endpoint.ts';

/** Envelopes of the MLB Stats API about the league: its seasons, parks, and moves of players. */

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

const venues = z.looseObject({
  venues: z.array(z.looseObject({ id: z.int(), name: z.string() })),
});
export type Venues = z.infer<typeof venues>;

const transaction = z
  .looseObject({
    id: z.int(),
    person: z.looseObject({ id: z.int() }).optional(),
    date: date.optional(),
    effectiveDate: date.optional(),
  })
  .refine((entry) => entry.date !== undefined || entry.effectiveDate !== undefined, 'has no date');
const transactions = z.looseObject({ transactions: z.array(transaction) });
export type Transaction = z.infer<typeof transaction>;

/** Endpoints of the league, and what is demanded of their answers. */
export const leagueEndpoints = {
  seasons: jsonEndpoint('seasons', seasons, { fields: ['copyright', 'seasons'] }),
  transactions: jsonEndpoint('transactions', transactions, {
    fields: ['copyright', 'transactions'],
  }),
};

/** Ballparks asked for by id; it is doubted that one is not known. */
export const venuesEndpoint = (ids: readonly number[]): Endpoint<Venues> =>
  jsonEndpoint('venues', venues, {
    doubts: ({ venues: list }) => {
      const found = new Set(list.map(({ id }) => id));
      return ids.filter((id) => !found.has(id)).map((id) => `no venue ${id}`);
    },
    fields: ['copyright', 'venues'],
  });
