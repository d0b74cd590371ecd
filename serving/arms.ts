import { hash } from 'node:crypto';
import type { StoredForecast } from './stored-forecast.ts';

/** Whose forecast a client is served: the champion's, or that of the challenger that is on trial. */
export type Arm = 'champion' | 'challenger';

/** The arm of a client and game: always the same one, and that of other games is independent of it. */
export function armOf(clientHash: string, gamePk: number, challengerShare: number): Arm {
  const digest = hash('sha256', `${clientHash}:${gamePk}`, 'buffer');
  return digest.readUInt32BE() / 2 ** 32 < challengerShare ? 'challenger' : 'champion';
}

/** The forecast a client gets of a game: the champion's where no challenger made one. */
export function chosenFor(
  stored: StoredForecast,
  clientHash: string,
  challengerShare: number,
): StoredForecast {
  const { challenger, forecast } = stored;
  if (challenger === undefined) return stored;
  return armOf(clientHash, forecast.game_pk, challengerShare) === 'challenger'
    ? challenger
    : stored;
}
