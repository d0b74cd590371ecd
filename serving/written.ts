import type { gameStatus } from './game-status.ts';

/** What of a forecast is ready to be sent, and to be logged. */
export interface Written {
  /** JSON of the API's answer. */
  json: Buffer;
  /** Its entry in the log of what was served. */
  entry: string;
}

type Status = ReturnType<typeof gameStatus>;

/** Writes a forecast once for each status it has, since nothing else of it changes. */
export function writtenOnce(
  write: (now: Date, status: Status) => Written,
): (now: Date, status: Status) => Written {
  const known: Partial<Record<Status, Written>> = {};
  return (now, status) => (known[status] ??= write(now, status));
}
