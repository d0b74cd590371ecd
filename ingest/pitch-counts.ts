import { z } from 'zod';
import type { DateRange } from './dates.ts';
import { select, type RawWarehouse } from './raw-warehouse.ts';

const countRow = z.object({ gamePk: z.number(), pitches: z.number().nullable() });

/**
 * Pitches thrown by both clubs by game, as the collected box scores of the dates say; games whose box score does not
 * say are left out.
 * @throws TankError E_WAREHOUSE
 */
export async function pitchCounts(
  warehouse: RawWarehouse,
  { from, to }: DateRange,
): Promise<Map<number, number>> {
  const of = (side: string): string =>
    `CAST(JSON_VALUE(payload, '$.teams.${side}.teamStats.pitching.numberOfPitches') AS INT64)`;
  const rows = await select(
    warehouse,
    countRow,
    (table) => `SELECT game_pk AS gamePk, ${of('home')} + ${of('away')} AS pitches
FROM ${table('raw_boxscores')}
WHERE official_date BETWEEN DATE '${from}' AND DATE '${to}'`,
  );
  return new Map(
    rows.flatMap(({ gamePk, pitches }) => (pitches === null ? [] : [[gamePk, pitches] as const])),
  );
}
