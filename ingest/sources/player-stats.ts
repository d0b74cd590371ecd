import { z } from 'zod';
import { jsonEndpoint, type Endpoint } from './endpoint.ts';

export const statGroups = ['hitting', 'pitching', 'fielding'] as const;
export const statGroup = z.enum(statGroups);
export type StatGroup = z.infer<typeof statGroup>;

const split = z.looseObject({
  stat: z.looseObject({ gamesPlayed: z.int().optional() }),
  player: z.looseObject({ id: z.int() }),
  team: z.looseObject({ id: z.int() }).optional(),
  position: z.looseObject({ code: z.string() }).optional(),
});

const statsPage = z.looseObject({
  stats: z.array(z.looseObject({ totalSplits: z.int(), splits: z.array(split) })),
});

export type StatsSplit = z.infer<typeof split>;
export type StatsPage = z.infer<typeof statsPage>;

/** What tells the rows of one answer apart: a fielder has one for each position. */
export const splitKey = ({ player, team, position }: StatsSplit, group: StatGroup): string =>
  `${player.id} ${team?.id ?? 0} ${group === 'fielding' ? (position?.code ?? '') : ''}`;

/** Rows of a page, and how many all pages have together; without statistics there are none. */
export function splitsOf({ stats: [stats] }: StatsPage): { total: number; splits: StatsSplit[] } {
  return { total: stats?.totalSplits ?? 0, splits: stats?.splits ?? [] };
}

/** A page of everyone's statistics, from a row on; it has as many rows as are left, up to the limit. */
export const statsEndpoint = (
  group: StatGroup,
  offset: number,
  limit: number,
): Endpoint<StatsPage> =>
  jsonEndpoint('stats', statsPage, {
    doubts: (page) => {
      const { total, splits } = splitsOf(page);
      const due = Math.max(0, Math.min(limit, total - offset));
      const found = new Set(splits.map((row) => splitKey(row, group))).size;
      const unscored = splits.filter(lacksRuns).length;
      return [
        ...(found < due ? [`${found} of ${due} rows from ${offset} of ${total}`] : []),
        ...(unscored > 0 ? [`${unscored} lines without runs`] : []),
      ];
    },
    fields: ['copyright', 'stats'],
  });

/** Fielders have neither hits nor runs. */
export const lacksRuns = ({ stat }: Pick<StatsSplit, 'stat'>): boolean =>
  'hits' in stat && typeof stat.runs !== 'number';

const gameLogSplit = split.extend({
  date: z.iso.date(),
  game: z.looseObject({ gamePk: z.int() }),
  player: z.looseObject({ id: z.int() }).optional(),
});

const gameLog = z.looseObject({
  stats: z.array(
    z.looseObject({
      group: z.looseObject({ displayName: z.string() }),
      totalSplits: z.int().optional(),
      splits: z.array(gameLogSplit),
    }),
  ),
});

export type GameLog = z.infer<typeof gameLog>;

/** Everything one player did in a season, by group and game. */
export const gameLogEndpoint = jsonEndpoint('gameLog', gameLog, {
  doubts: ({ stats }) => {
    const rows = stats.flatMap(({ splits }) => splits);
    const cut = stats.filter(({ totalSplits = 0, splits }) => splits.length < totalSplits).length;
    const unscored = rows.filter(lacksRuns).length;
    return [
      ...(cut > 0 ? [`${cut} game logs cut short`] : []),
      ...(unscored > 0 ? [`${unscored} lines without runs`] : []),
    ];
  },
  fields: ['copyright', 'stats'],
});
