import { z } from 'zod';
import { jsonEndpoint, type Endpoint } from './endpoint.ts';

const people = z.looseObject({
  people: z.array(z.looseObject({ id: z.int(), fullName: z.string() })),
});

export type People = z.infer<typeof people>;

/** Biographies of people who are asked for by their ids. */
export const peopleEndpoint = (ids: readonly number[]): Endpoint<People> =>
  jsonEndpoint('people', people, {
    doubts: (answer) => {
      const found = new Set(answer.people.map(({ id }) => id));
      const absent = ids.filter((id) => !found.has(id));
      return absent.length === 0 ? [] : [`nobody with the id ${absent.join(', ')}`];
    },
    fields: ['copyright', 'people'],
  });
