import type { Entity, ItemRows } from '../../ingest/entity.ts';
import type { CollectedItem } from '../../ingest/collected.ts';
import type { DateRange } from '../../ingest/dates.ts';
import { openCalendar } from '../../ingest/season-calendar.ts';
import type { GameEntry } from '../../ingest/games.ts';
import type { Clubs } from '../../ingest/snapshots.ts';
import type { Archive, ArchivedAnswer, ArchiveKind } from '../../ingest/sources/archive.ts';
import type { Sources } from '../../ingest/sources/sources.ts';
import type { Origin, Source } from '../../ingest/sources/source.ts';
import type { Snapshots, World } from '../../ingest/world.ts';
import type { VenuePlace } from '../../ingest/venue-places.ts';

/** Body of the answer to a path; what it throws is the failure of the request. */
export type Answers = (path: string) => unknown;

/** Sources that answer without a server. */
export function answering(
  answers: Answers,
  knownAt = '2024-10-30T12:00:00.000Z',
  archive = archiveInMemory(),
): Sources {
  const source = (origin: Origin): Source => {
    let count = 0;
    return {
      read: async (path, endpoint) => {
        count += 1;
        const url = `http://${origin}${path}`;
        const value = endpoint.check({ url, body: await Promise.resolve(answers(path)) });
        return { url, status: 200, knownAt, origin, value };
      },
      requests: () => count,
      reopen: () => undefined,
      close: () => undefined,
    };
  };
  return {
    statsApi: source('stats_api'),
    savant: source('savant'),
    openMeteo: source('open_meteo'),
    openMeteoForecast: source('open_meteo'),
    archive,
  };
}

/** What an entity makes of one request, given the bodies. */
export async function readWith(
  entity: Entity,
  request: unknown,
  answers: Answers,
): Promise<readonly ItemRows[]> {
  const read = entity.read(request, answering(answers), new AbortController().signal);
  if (!(Symbol.asyncIterator in read)) return read;
  const items: ItemRows[] = [];
  for await (const item of read) items.push(item);
  return items;
}

/** An archive without a disk. */
export function archiveInMemory(): Archive {
  const kept = new Map<string, ArchivedAnswer & { kind: ArchiveKind }>();
  return {
    keep: (kind, name, knownAt, text) => {
      const url = `archive/${kind}/${name}`;
      kept.set(url, { kind, name, knownAt, url, body: () => Promise.resolve(text) });
      return Promise.resolve();
    },
    answers: (kind) => Promise.resolve([...kept.values()].filter((one) => one.kind === kind)),
  };
}

type Items = Readonly<Record<string, Partial<CollectedItem>>>;

/** A world to plan in that needs no warehouse. */
export function worldOf(given: {
  range: DateRange;
  now: string;
  games?: readonly GameEntry[];
  /** Items of every entity. */
  collected?: Items;
  /** Items by entity. */
  collectedOf?: Readonly<Record<string, Items>>;
  snapshots?: Snapshots;
  clubs?: Clubs;
  venuePlaces?: readonly VenuePlace[];
  pitchCounts?: ReadonlyMap<number, number>;
}): World {
  const now = new Date(given.now);
  const whole = {
    date: null,
    state: null,
    knownAt: now,
    origin: 'stats_api',
    isWhole: true,
    doubts: [],
  };
  const itemsOf = (name: string): [string, CollectedItem][] =>
    Object.entries(given.collectedOf?.[name] ?? given.collected ?? {}).map(([key, item]) => [
      key,
      { ...whole, ...item },
    ]);
  return {
    get warehouse(): never {
      throw new Error('this world has no warehouse');
    },
    calendar: () => Promise.resolve(openCalendar()),
    dates: () => Promise.resolve(openCalendar().seasonDates(given.range)),
    clubs: () => Promise.resolve(given.clubs ?? new Map()),
    range: given.range,
    snapshots: given.snapshots ?? 'daily',
    isAgain: false,
    now,
    today: given.now.slice(0, 10),
    games: () => Promise.resolve(given.games ?? []),
    venuePlaces: () => Promise.resolve(given.venuePlaces ?? []),
    pitchCounts: () => Promise.resolve(given.pitchCounts ?? new Map<number, number>()),
    collected: ({ name }) => Promise.resolve(new Map(itemsOf(name))),
  };
}
