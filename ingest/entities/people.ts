import { z } from 'zod';
import { defineEntity, type Entity, type EntityPlan } from '../entity.ts';
import type { CollectedItem } from '../collected.ts';
import { select } from '../raw-warehouse.ts';
import { peopleEndpoint } from '../sources/people.ts';
import { paths } from '../sources/stats-api.ts';
import { rawRow } from '../tables/raw-row.ts';
import type { World } from '../world.ts';

/** People asked for at once: a URL has room for so many ids. */
export const peopleAtOnce = 50;

const person = z.object({ id: z.int(), season: z.int() });
type Person = z.infer<typeof person>;

const request = z.object({ people: z.array(person).min(1) });

/** Items are people who were in a box score or on a roster, as of the last season they were seen in. */
export const people: Entity = defineEntity({
  name: 'people',
  tables: ['raw_people'],
  request,
  plan: async (world) => planPeople(await seenPeople(world), await world.collected(people)),
  read: async ({ people: asked }, { statsApi }, signal) => {
    const ids = asked.map(({ id }) => id);
    const reading = await statsApi.read(paths.people(ids), peopleEndpoint(ids), signal);
    const found = new Map(reading.value.people.map((entry) => [entry.id, entry]));
    return asked.map(({ id, season }) => {
      const entry = found.get(id);
      // The age changes with the day one asks, and follows from the date of birth.
      const rows =
        entry === undefined
          ? []
          : [
              rawRow(
                'raw_people',
                reading,
                null,
                { ...entry, currentAge: undefined },
                { person_id: id },
              ),
            ];
      const item = { key: String(id), date: null, state: String(season) };
      return { item, rows, provenance: reading };
    });
  },
});

/** Reads who is not there or was seen in a later season than his biography is of, many at once. */
export function planPeople(
  seen: readonly Person[],
  collected: ReadonlyMap<string, CollectedItem>,
): EntityPlan<z.infer<typeof request>> {
  const due = seen.filter(({ id, season }) => {
    const known = collected.get(String(id));
    return known === undefined || !known.isWhole || Number(known.state) < season;
  });
  const reads = [];
  for (let start = 0; start < due.length; start += peopleAtOnce) {
    const asked = due.slice(start, start + peopleAtOnce);
    const known = asked.map(({ id }) => collected.get(String(id)));
    reads.push({
      key: `people ${asked[0]?.id ?? ''}..${asked.at(-1)?.id ?? ''}`,
      request: { people: asked },
      reason: known.every((item) => item === undefined)
        ? ('missing' as const)
        : ('changed' as const),
      items: asked.length,
    });
  }
  return { expected: seen.length, present: seen.length - due.length, reads };
}

/** Everyone in the box scores and on the rosters of the dates asked for, with the last season among them. */
async function seenPeople({ warehouse, range: { from, to } }: World): Promise<Person[]> {
  const seen = (table: string, date: string): string =>
    `SELECT player_id AS id, EXTRACT(YEAR FROM ${date}) AS season FROM ${table}
  WHERE ${date} BETWEEN DATE '${from}' AND DATE '${to}'`;
  return select(
    warehouse,
    person,
    (table) => `SELECT id, MAX(season) AS season FROM (
  ${seen(table('raw_boxscore_players'), 'official_date')}
  UNION ALL
  ${seen(table('raw_rosters'), 'roster_date')}
)
GROUP BY id
ORDER BY id`,
  );
}
