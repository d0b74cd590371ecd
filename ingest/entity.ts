import { z } from 'zod';
import { tankError } from '../warehouse/errors.ts';
import type { EntityName } from './entity-names.ts';
import type { Sources } from './sources/sources.ts';
import type { Provenance, RawRow } from './tables/raw-row.ts';
import type { RawTableName } from './tables/raw-tables.ts';
import type { World } from './world.ts';

/** Rows that are read whole and replaced whole: a game's box score, a club's roster on a date. */
export interface Item {
  /** Values of the tables' `item` columns joined by spaces. */
  key: string;
  /** Date (US/Eastern) it is about, which also is the partition of its rows; null for a season. */
  date: string | null;
  /** What it depends on: once this differs from when it was read, it is read again. */
  state?: string;
}

export interface ItemRows {
  item: Item;
  rows: readonly RawRow[];
  /** The reading that says the item is whole. */
  provenance: Provenance;
}

/** Items all at once, which land together, or one by one as they come: big ones, which pass through. */
export type ItemsRead = Promise<readonly ItemRows[]> | AsyncIterable<ItemRows>;

/** Why something is read. */
export type Reason =
  /** It was never read. */
  | 'missing'
  /** Rows of it are gone. */
  | 'incomplete'
  /** What it depends on has changed since, as the score of a game on the schedule. */
  | 'changed'
  /** It was unfinished when it was read, more than a day ago. */
  | 'stale'
  /** It is of the last days, when corrections come. */
  | 'recheck'
  /** It was read before its time had passed. */
  | 'not_past'
  /** It was taken from a lesser source. */
  | 'fallback';

/** One step of the work: what it asks for, and why. Mostly one request; a few entities need more. */
export interface PlannedRead<Request> {
  /** Names it in progress, failures and dead letters; unique in the entity. */
  key: string;
  request: Request;
  reason: Reason;
  /** Items it is expected to give. */
  items: number;
}

export interface EntityPlan<Request> {
  /** Items the dates asked for have. */
  expected: number;
  /** Items that are there and good. */
  present: number;
  reads: readonly PlannedRead<Request>[];
}

export interface EntityDefinition<Request> {
  name: EntityName;
  /** Tables its rows go to, in the order they are landed. */
  tables: readonly RawTableName[];
  /** Shape of a request: it is kept in dead letters as JSON and taken up again from there. */
  request: z.ZodType<Request>;
  /** Reads at once, where fewer than the run's are enough: those of answers that are large. */
  concurrency?: number;
  /** Decides from the warehouse alone what to read. */
  plan: (world: World) => Promise<EntityPlan<Request>>;
  /**
   * Reads what one request asks for.
   * @throws TankError E_SOURCE_*
   */
  read: (request: Request, sources: Sources, signal: AbortSignal) => ItemsRead;
}

/** What is left of a read that gave some of its items and then failed, in the error's details under `left`. */
export const readLeft = z.object({ key: z.string(), request: z.unknown() });

/** An entity whose requests are opaque. */
export type Entity = EntityDefinition<unknown>;

/** Hides the type of an entity's requests; what comes back is checked against it. */
export function defineEntity<Request>(definition: EntityDefinition<Request>): Entity {
  const { name, request, read } = definition;
  return {
    ...definition,
    read: (value, sources, signal) => {
      const parsed = request.safeParse(value);
      if (!parsed.success) {
        throw tankError('E_INTERNAL', `${name}: ${JSON.stringify(value)} is no request of it`, {
          cause: parsed.error,
        });
      }
      return read(parsed.data, sources, signal);
    },
  };
}
