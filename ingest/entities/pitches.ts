import { defineEntity, type Entity } from '../entity.ts';
import { movedDays } from './game-request.ts';
import { pitchRequest, planPitches } from './pitch-plan.ts';
import { readPitches } from './pitch-reading.ts';

/** Items are finished games. */
export const pitches: Entity = defineEntity({
  name: 'pitches',
  tables: ['raw_pitches'],
  request: pitchRequest,
  concurrency: 2,
  plan: async (world) => planPitches(world, await world.collected(pitches, movedDays)),
  read: (request, sources, signal) => readPitches(request, sources, signal),
});
