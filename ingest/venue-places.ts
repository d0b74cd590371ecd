import { z } from 'zod';
import type { DateRange } from './dates.ts';
import { select, type RawWarehouse } from './raw-warehouse.ts';

/** Where a ballpark is, and how it is covered, as it was collected for a season. */
export const venuePlace = z.object({
  season: z.int(),
  venueId: z.int(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  /** Open, Retractable or Dome, as the MLB Stats API calls it. */
  roofType: z.string().nullable(),
  /** Lineage of what is known of it. */
  url: z.string(),
  status: z.int(),
  knownAt: z.string(),
});
export type VenuePlace = z.infer<typeof venuePlace>;

/**
 * Collected ballparks of the seasons of some dates.
 * @throws TankError E_WAREHOUSE
 */
export function venuePlaces(
  warehouse: RawWarehouse,
  { from, to }: DateRange,
): Promise<VenuePlace[]> {
  const degrees = (name: string): string =>
    `CAST(JSON_VALUE(payload, '$.location.defaultCoordinates.${name}') AS FLOAT64) AS ${name}`;
  return select(
    warehouse,
    venuePlace,
    (table) => `SELECT season, venue_id AS venueId, ${degrees('latitude')}, ${degrees('longitude')},
  JSON_VALUE(payload, '$.fieldInfo.roofType') AS roofType, url, http_status AS status,
  FORMAT_TIMESTAMP('%FT%H:%M:%E3SZ', known_at) AS knownAt
FROM ${table('raw_venues')}
WHERE season BETWEEN ${from.slice(0, 4)} AND ${to.slice(0, 4)}`,
  );
}
