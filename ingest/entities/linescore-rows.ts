import type { Linescore } from '../sources/linescore.ts';
import { rawRow, type Provenance, type RawRow } from '../tables/raw-row.ts';
import { gameFacts, type GameRequest } from './game-request.ts';

/** The row of a line score; in a feed it has no `isWinner`. */
export function linescoreRow(
  linescore: Linescore,
  game: GameRequest,
  provenance: Provenance,
): RawRow {
  const { home, away, ...others } = linescore.teams;
  const teams = {
    ...others,
    home: { ...home, isWinner: undefined },
    away: { ...away, isWinner: undefined },
  };
  const content = { ...linescore, copyright: undefined, teams };
  return rawRow('raw_linescores', provenance, game.startAt, content, gameFacts(game));
}
