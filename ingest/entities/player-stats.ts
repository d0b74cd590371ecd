import { z } from 'zod';
import { tankError } from '../../warehouse/errors.ts';
import { addDays, easternMidnight, monthsOf } from '../dates.ts';
import { defineEntity, type Entity, type Item, type ItemRows } from '../entity.ts';
import { finishedGames, type GameEntry } from '../games.ts';
import { planEach } from '../planning.ts';
import {
  splitKey,
  splitsOf,
  statGroup,
  statGroups,
  statsEndpoint,
  type StatsSplit,
} from '../sources/player-stats.ts';
import type { Source } from '../sources/source.ts';
import { paths } from '../sources/stats-api.ts';
import { lastOfEachKey, rawRow, type Provenance } from '../tables/raw-row.ts';
import type { World } from '../world.ts';

/** Rows asked for at once; a season has up to 1,500 batters and more fielders. */
const pageRows = 1000;
/** How often pages are read that do not fit together, as when a game ends in between. */
const attempts = 3;

const request = z.object({
  date: z.iso.date(),
  season: z.int(),
  group: statGroup,
});
type StatsDate = z.infer<typeof request>;

const itemOf = ({ date, group }: StatsDate): Item => ({ key: `${date} ${group}`, date });

/** Items are the statistics of everyone, qualified or not, in the regular season up to a date, by group. */
export const playerStats: Entity = defineEntity({
  name: 'player_stats',
  tables: ['raw_player_stats'],
  request,
  plan: async (world) =>
    planEach(
      statsDates(await world.games(), world).flatMap((at) =>
        statGroups.map((group) => ({ ...at, group })),
      ),
      itemOf,
      await world.collected(playerStats),
      world,
      (at) => ({ key: `${at.date} ${at.group}`, request: at }),
    ),
  read: async (at, { statsApi }, signal) => [await readAll(at, statsApi, signal)],
});

/** The last past day of each month, or of the dates asked for, on which or before which the month had games. */
export function statsDates(
  games: readonly GameEntry[],
  { range, today }: Pick<World, 'range' | 'today'>,
): { date: string; season: number }[] {
  const yesterday = addDays(today, -1);
  const to = range.to < yesterday ? range.to : yesterday;
  if (to < range.from) return [];
  const played = finishedGames(games).filter(({ gameType }) => gameType === 'R');
  return monthsOf({ from: range.from, to }).flatMap((month) => {
    const game = played.find(
      ({ officialDate }) => officialDate >= month.from && officialDate <= month.to,
    );
    return game === undefined ? [] : [{ date: month.to, season: game.season }];
  });
}

async function readAll(at: StatsDate, source: Source, signal: AbortSignal): Promise<ItemRows> {
  let found = '';
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const { splits, total, provenance } = await readPages(at, source, signal);
    const keys = new Set(splits.map((row) => splitKey(row, at.group)));
    if (keys.size >= total) return itemRows(at, splits, provenance);
    found = `${keys.size} of ${total} rows`;
  }
  throw tankError('E_SOURCE_SHAPE', `${at.group} up to ${at.date}: the pages hold ${found}`, {
    hint: 'Rows moved from page to page while they were read; repeat the run later.',
  });
}

async function readPages(
  at: StatsDate,
  source: Source,
  signal: AbortSignal,
): Promise<{ splits: StatsSplit[]; total: number; provenance: Provenance }> {
  const splits: StatsSplit[] = [];
  const doubts: string[] = [];
  for (let offset = 0; ; offset += pageRows) {
    const path = paths.playerStats({ ...at, offset, limit: pageRows });
    const reading = await source.read(path, statsEndpoint(at.group, offset, pageRows), signal);
    const page = splitsOf(reading.value);
    splits.push(...page.splits);
    doubts.push(...(reading.doubts ?? []));
    if (page.splits.length === 0 || offset + pageRows >= page.total) {
      const provenance = { ...reading, ...(doubts.length > 0 && { doubts }) };
      // What was doubted and sent again and again is all there is.
      return { splits, total: doubts.length > 0 ? 0 : page.total, provenance };
    }
  }
}

/** Rank is left out: it is a place in this answer, not in the season. */
function itemRows(at: StatsDate, splits: readonly StatsSplit[], provenance: Provenance): ItemRows {
  const midnight = easternMidnight(at.date);
  const rows = splits.map((row) =>
    rawRow(
      'raw_player_stats',
      provenance,
      midnight,
      { ...row, rank: undefined },
      {
        stats_date: at.date,
        season: at.season,
        stat_group: at.group,
        player_id: row.player.id,
        team_id: row.team?.id ?? 0,
        position_code: at.group === 'fielding' ? (row.position?.code ?? '') : '',
      },
    ),
  );
  return { item: itemOf(at), rows: lastOfEachKey(rows), provenance };
}
