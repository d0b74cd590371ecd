import { createWorld } from './api/world.ts';
import { createLeagueServer } from './server.ts';

/** What the league is made from. */
export interface LeagueOptions {
  /** Everything follows from it: the same seed and seasons give the same responses. */
  seed: number | string;
  /** Seasons to play, such as `[2024, 2025]`; players age and move from one to the next. */
  seasons: readonly number[];
  /** The present, ISO 8601: later games are scheduled, later results unknown. */
  now: string;
  /** 0, the default, takes a free port. */
  port?: number;
  /** A loopback address; 127.0.0.1 by default. */
  host?: string;
}

/** A running simulated league. */
export interface SimulatedLeague {
  /** Base URL without a slash at the end. */
  url: string;
  /** Moves the present, forwards or backwards. */
  setNow: (iso: string) => void;
  close: () => Promise<void>;
}

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Serves a simulated league over HTTP in the shapes of the MLB Stats API. Throws a RangeError for a time that cannot be
 * read, for no seasons or seasons outside 2001 to 2099, and for a host that is not a loopback address.
 */
export async function startSimulatedLeague(options: LeagueOptions): Promise<SimulatedLeague> {
  const { seed, seasons, port = 0, host = '127.0.0.1' } = options;
  if (!loopback.has(host)) {
    throw new RangeError(`the simulated league listens on loopback only, not on ${host}`);
  }
  const isSeason = (year: number): boolean => Number.isInteger(year) && year > 2000 && year < 2100;
  if (seasons.length === 0 || !seasons.every(isSeason)) {
    throw new RangeError(`seasons must be years from 2001 to 2099, not [${seasons.join(', ')}]`);
  }
  let now = parseTime(options.now);
  const server = createLeagueServer(createWorld(String(seed), seasons, () => now));
  const url = await server.listen({ port, host });
  return {
    url,
    setNow: (iso) => {
      now = parseTime(iso);
    },
    close: () => server.close(),
  };
}

function parseTime(iso: string): number {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) throw new RangeError(`not a time: ${iso}`);
  return time;
}
