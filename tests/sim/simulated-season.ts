import { createWorld, type SeasonIndex, type World } from '../../sim/api/world.ts';

const worlds = new Map<string, World>();

/** A world whose present is after its seasons; made once for all tests. */
export function finishedWorld(seed = 'test'): World {
  const found = worlds.get(seed);
  if (found) return found;
  const world = createWorld(seed, [2024, 2025], () => Date.parse('2026-01-15T12:00:00Z'));
  worlds.set(seed, world);
  return world;
}

/** The first season of the finished world. */
export function finishedSeason(): SeasonIndex {
  return finishedWorld().season(2024);
}
