import { z } from 'zod';
import type { DateRange } from './dates.ts';
import { select, type RawWarehouse } from './raw-warehouse.ts';
import { openCalendar, type SeasonCalendar } from './season-calendar.ts';
import {
  checkSeason,
  readSeasons,
  type SeasonConfiguration,
  type SeasonDates,
} from './season-dates.ts';
import { seasons as seasonsAnswer, type SeasonEntry } from './sources/stats-api-league.ts';

let configured: SeasonConfiguration | undefined;

/** What `seasons.yaml` says, read once. @throws TankError E_CALENDAR */
export function configuredSeasons(): SeasonConfiguration {
  return (configured ??= readSeasons());
}

/** Years that dates of a range are in. */
export function yearsOf({ from, to }: DateRange): number[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

const seasonRow = z.object({ payload: z.string() });
const entry = seasonsAnswer.shape.seasons.element;

/**
 * The calendar that dates of a range need: the configured seasons, and those collected.
 * @throws TankError E_WAREHOUSE and E_CALENDAR
 */
export async function calendarOf(
  warehouse: RawWarehouse,
  range: DateRange,
): Promise<SeasonCalendar> {
  const configuration = configuredSeasons();
  if (yearsOf(range).every((year) => configuration.seasons.has(year))) {
    return openCalendar(configuration);
  }
  const rows = await select(
    warehouse,
    seasonRow,
    (table) => `SELECT TO_JSON_STRING(payload) AS payload FROM ${table('raw_seasons')}`,
  );
  const collected = rows.map(({ payload }) => entry.parse(JSON.parse(payload)));
  return openCalendar(configuration, new Map(collected.map(seasonOf)));
}

/**
 * A season as the MLB Stats API dates it.
 * @throws TankError E_CALENDAR when its phases are out of order.
 */
export function seasonOf(given: SeasonEntry): [season: number, dates: SeasonDates] {
  const range = (from?: string, to?: string): DateRange | undefined =>
    from === undefined || to === undefined ? undefined : { from, to };
  const spring = range(given.springStartDate, given.springEndDate);
  const allStar = range(given.allStarDate, given.allStarDate);
  const postseason = range(given.postSeasonStartDate, given.postSeasonEndDate);
  const dates: SeasonDates = {
    ...(spring && { spring_training: spring }),
    regular_season: { from: given.regularSeasonStartDate, to: given.regularSeasonEndDate },
    ...(allStar && { all_star: allStar }),
    ...(postseason && { postseason }),
  };
  const season = Number(given.seasonId);
  checkSeason(season, dates);
  return [season, dates];
}
