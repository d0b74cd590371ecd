import { clubTables } from './clubs.ts';
import { collectedItemTables } from './collected-items.ts';
import { playerTables } from './players.ts';
import type { RawTable } from './columns.ts';
import { gameTables } from './games.ts';
import { leagueTables } from './league.ts';
import { pitchTables } from './pitches.ts';
import { weatherTables } from './weather.ts';

/** Dataset of every raw table. */
export const rawDataset = 'mlb_raw';

const tables = {
  ...gameTables,
  ...pitchTables,
  ...playerTables,
  ...weatherTables,
  ...clubTables,
  ...leagueTables,
  ...collectedItemTables,
};

export type RawTableName = keyof typeof tables;

/** Every raw table: the one definition behind creation, landing and documentation. */
export const rawTables: Readonly<Record<RawTableName, RawTable>> = tables;
