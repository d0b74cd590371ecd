import { stringify } from 'csv-stringify/sync';
import { requiredColumns } from '../../ingest/sources/savant-columns.ts';

/** Values of one row of an export by column; the others are blank. */
export type SavantRow = Readonly<Record<string, string | number>>;

/** An export as Savant sends it: BOM, quoted names, and the columns that are demanded before further ones. */
export function savantCsv(rows: readonly SavantRow[], further: readonly string[] = []): string {
  const columns = [...requiredColumns, ...further];
  const header = columns.map((name) => `"${name}"`).join(',');
  return `\uFEFF${header}\n${stringify(rows.map((row) => columns.map((name) => row[name] ?? '')))}`;
}

/** Pitches of a game, one to a plate appearance. */
export const savantGame = (gamePk: number, pitches: number): SavantRow[] =>
  Array.from({ length: pitches }, (_, index) => ({
    game_pk: gamePk,
    at_bat_number: pitches - index,
    pitch_number: 1,
    description: 'ball',
  }));

/** Play-by-play of as many plate appearances of one pitch. */
export const playByPlay = (pitches: number): object => {
  const plays = Array.from({ length: pitches }, (_, atBatIndex) => ({
    atBatIndex,
    result: { event: 'Flyout', homeScore: 3, awayScore: 1 },
    about: { atBatIndex, inning: 1 },
    count: { balls: 0, strikes: 0, outs: 1 },
    matchup: { batter: { id: 1 }, pitcher: { id: 2 }, batterHotColdZones: [] },
    playEvents: [{ isPitch: true, pitchNumber: 1, details: { code: 'X' } }],
  }));
  return { allPlays: plays, currentPlay: plays.at(-1) };
};
