import type { Plays } from '../sources/plays.ts';
import { lastOfEachKey, rawRow, type Provenance, type RawRow } from '../tables/raw-row.ts';
import { gameFacts, type GameRequest } from './game-request.ts';

/** A row for each plate appearance; the lists by inning and of scoring plays only repeat what they say. */
export function playRows({ allPlays }: Plays, game: GameRequest, provenance: Provenance): RawRow[] {
  const facts = gameFacts(game);
  const rows = allPlays.map((play) =>
    rawRow('raw_plays', provenance, game.startAt, play, {
      ...facts,
      at_bat_index: play.atBatIndex,
    }),
  );
  return lastOfEachKey(rows);
}
