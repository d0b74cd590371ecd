import type { ItemRows } from '../entity.ts';
import type { PitchEvents, PlayEvent } from '../sources/play-by-play.ts';
import type { Pitch } from '../sources/savant-csv.ts';
import { canonicalJson, rawRowOf, type Provenance } from '../tables/raw-row.ts';
import { gameItem } from './game-request.ts';
import type { PitchGame } from './pitch-plan.ts';

/** Fewer pitches than this are no whole game when no box score says how many there were. */
const fewestPitches = 150;

/**
 * Whether pitches are all of a game. Up to 2 % of those its box score counts may be missing, at least three: Savant
 * lacks a few of some games for good. Rows may be more, as automatic balls and strikes are no pitches thrown.
 */
export function isWholeGame(pitches: readonly Pitch[], { pitches: thrown }: PitchGame): boolean {
  if (thrown === null) return pitches.length >= fewestPitches;
  const lacking = Math.max(3, Math.floor(thrown * 0.02));
  return pitches.length >= Math.max(thrown - lacking, Math.min(thrown, 1));
}

/**
 * Pitches of a play-by-play under Savant's keys: the plate appearance counts from 1, and automatic balls (of an
 * intentional walk, say), which repeat the number of the pitch before, have no row of their own.
 */
export function pitchesOf({ allPlays }: PitchEvents): Pitch[] {
  const pitches = new Map<string, Pitch>();
  for (const play of allPlays) {
    const { playEvents, about, matchup, result, count } = play;
    const who = { ...matchup, batterHotColdZones: undefined, pitcherHotColdZones: undefined };
    const atBatNumber = play.atBatIndex + 1;
    for (const [pitchNumber, event] of numbered(playEvents)) {
      const payload = canonicalJson({ event, play: { about, count, matchup: who, result } });
      pitches.set(`${atBatNumber} ${pitchNumber}`, { atBatNumber, pitchNumber, payload });
    }
  }
  return [...pitches.values()].sort(
    (a, b) => a.atBatNumber - b.atBatNumber || a.pitchNumber - b.pitchNumber,
  );
}

/** Events with a number by it; of those that share one, the one that was thrown. */
function numbered(events: readonly PlayEvent[]): Map<number, PlayEvent> {
  const byNumber = new Map<number, PlayEvent>();
  for (const event of events) {
    const { pitchNumber = 0, isPitch } = event;
    if (pitchNumber > 0 && (isPitch || !byNumber.has(pitchNumber)))
      byNumber.set(pitchNumber, event);
  }
  return byNumber;
}

/** A game's item. @param state of the game when it was read */
export function pitchRows(
  pitches: readonly Pitch[],
  game: PitchGame,
  provenance: Provenance,
  state: string,
): ItemRows {
  const { gamePk, officialDate, startAt } = game;
  return {
    item: { ...gameItem(game), state },
    rows: pitches.map(({ atBatNumber, pitchNumber, payload }) =>
      rawRowOf('raw_pitches', provenance, startAt, payload, {
        game_pk: gamePk,
        official_date: officialDate,
        at_bat_number: atBatNumber,
        pitch_number: pitchNumber,
      }),
    ),
    provenance,
  };
}
