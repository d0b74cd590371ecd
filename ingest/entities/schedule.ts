import { z } from 'zod';
import { addDays, datesOf } from '../dates.ts';
import type { CollectedItem } from '../collected.ts';
import { defineEntity, type Entity, type Reason } from '../entity.ts';
import { gameEntries } from '../games.ts';
import { isDueForRecheck, planMonths } from '../planning.ts';
import type { ScheduleGame } from '../sources/schedule.ts';
import { endpoints, paths } from '../sources/stats-api.ts';
import { lastOfEachKey, rawRow, type RawRow } from '../tables/raw-row.ts';
import type { World } from '../world.ts';

const staleAfterMs = 24 * 3600 * 1000;

/** Items are dates in a season; dates without games are items too, so that they are not asked for again. */
export const schedule: Entity = defineEntity({
  name: 'schedule',
  tables: ['raw_schedule'],
  request: z.object({ from: z.iso.date(), to: z.iso.date() }),
  plan: async (world) => {
    const dates = await world.dates();
    const collected = await world.collected(schedule);
    const unsettled = new Set<string>();
    for (const game of await world.games()) {
      if (!game.isSettled) unsettled.add(game.scheduleDate);
    }
    return planMonths(dates, (date) =>
      reasonToReadDate(date, collected.get(date), unsettled.has(date), world),
    );
  },
  read: async (range, { statsApi }, signal) => {
    const reading = await statsApi.read(paths.schedule(range), endpoints.schedule, signal);
    const rows = new Map<string, RawRow[]>();
    for (const { entry, game } of gameEntries(reading.value)) {
      const { scheduleDate, gamePk, startAt } = entry;
      const facts = { schedule_date: scheduleDate, game_pk: gamePk };
      const day = rows.get(scheduleDate) ?? [];
      day.push(rawRow('raw_schedule', reading, startAt, withoutRecords(game), facts));
      rows.set(scheduleDate, day);
    }
    return datesOf(range).map((date) => ({
      item: { key: date, date },
      rows: lastOfEachKey(rows.get(date) ?? []),
      provenance: reading,
    }));
  },
});

/** The clubs' records are no facts of the game: of games to come they change every day. */
function withoutRecords(game: ScheduleGame): object {
  const { home, away } = game.teams;
  const without = (side: typeof home): object => ({ ...side, leagueRecord: undefined });
  return { ...game, teams: { ...game.teams, home: without(home), away: without(away) } };
}

function reasonToReadDate(
  date: string,
  known: CollectedItem | undefined,
  isUnsettled: boolean,
  world: World,
): Reason | undefined {
  if (known === undefined) return 'missing';
  if (!known.isWhole) return 'incomplete';
  if (date >= addDays(world.today, -1)) return 'not_past';
  if (isDueForRecheck(date, known, world)) return 'recheck';
  const age = world.now.getTime() - known.knownAt.getTime();
  return isUnsettled && age >= staleAfterMs ? 'stale' : undefined;
}
