import type { DateRange } from '../dates.ts';
import type { Endpoint } from './endpoint.ts';
import { optionalColumns, requiredColumns } from './savant-columns.ts';
import { parseSavant, type SavantPitches } from './savant-csv.ts';

/** Savant sends so many rows at most, and says nothing of those it leaves out. */
export const savantRowCap = 25_000;

const gameTypes = ['S', 'E', 'R', 'F', 'D', 'L', 'W', 'A'];
const allPitches = '/statcast_search/csv?all=true&type=details&player_type=pitcher&min_pitches=0';

/** Paths of Savant's export of single pitches. */
export const savantPaths = {
  dates: ({ from, to }: DateRange) =>
    `${allPitches}&hfGT=${gameTypes.map((type) => `${type}%7C`).join('')}&game_date_gt=${from}&game_date_lt=${to}`,
  game: (gamePk: number) => `${allPitches}&game_pk=${gamePk}`,
} as const;

export interface SavantAnswer extends SavantPitches {
  /** The export itself, for the archive. */
  text: string;
}

/** @param doubts what makes an export look damaged, in words */
export const savantEndpoint = (
  doubts: (answer: SavantAnswer) => readonly string[],
): Endpoint<SavantAnswer> => ({
  name: 'savant',
  format: 'text',
  check: ({ url, body }) => {
    const text = String(body);
    return { ...parseSavant(url, text), text };
  },
  doubts,
  fields: [...requiredColumns, ...optionalColumns],
});
