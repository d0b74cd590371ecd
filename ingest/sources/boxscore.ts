import { z } from 'zod';
import { jsonEndpoint, type Endpoint } from './endpoint.ts';
import { scoreDoubts, type Score } from './score.ts';

const line = z.looseObject({});
const ids = z.array(z.int());

const player = z.looseObject({
  person: z.looseObject({ id: z.int() }),
  battingOrder: z.string().optional(),
  stats: z.looseObject({ batting: line.optional(), pitching: line.optional() }),
});

const side = z.looseObject({
  team: z.looseObject({ id: z.int() }),
  teamStats: z.looseObject({ batting: line.optional(), pitching: line.optional() }),
  batters: ids,
  pitchers: ids,
  bench: ids.optional(),
  bullpen: ids.optional(),
  battingOrder: ids.optional(),
  players: z.record(z.string(), player),
});

export const boxscoreSchema = z.looseObject({ teams: z.looseObject({ home: side, away: side }) });

export type Boxscore = z.infer<typeof boxscoreSchema>;
export type BoxscoreSide = z.infer<typeof side>;
export type BoxscorePlayer = z.infer<typeof player>;

/** The box score of a game whose score is known; `home` and `away` null when it is not. */
export const boxscoreEndpoint = (expected: Score): Endpoint<Boxscore> =>
  jsonEndpoint('boxscore', boxscoreSchema, {
    doubts: (boxscore) => boxscoreDoubts(boxscore, expected),
  });

/** People it names without an entry or a line, lines without runs, and totals that are not the score. */
export function boxscoreDoubts({ teams }: Boxscore, expected: Score): string[] {
  const runs = ({ teamStats }: BoxscoreSide): number | undefined => {
    const value = teamStats.batting?.runs;
    return typeof value === 'number' ? value : undefined;
  };
  return [
    ...sideDoubts('home', teams.home),
    ...sideDoubts('away', teams.away),
    ...scoreDoubts('team lines', { home: runs(teams.home), away: runs(teams.away) }, expected),
  ];
}

function sideDoubts(name: string, found: BoxscoreSide): string[] {
  const { players, batters, pitchers, bench = [], bullpen = [], battingOrder = [] } = found;
  const entry = (id: number): BoxscorePlayer | undefined => players[`ID${id}`];
  const named = new Set([...batters, ...pitchers, ...bench, ...bullpen, ...battingOrder]);
  const absent = [...named].filter((id) => entry(id) === undefined);
  const lacks = (who: readonly number[], kind: 'batting' | 'pitching'): number[] =>
    who.filter((id) => entry(id) !== undefined && isEmpty(entry(id)?.stats[kind]));
  const lines = [found.teamStats, ...Object.values(players).map(({ stats }) => stats)]
    .flatMap(({ batting, pitching }) => [batting, pitching])
    .filter((stats) => stats !== undefined && 'hits' in stats && typeof stats.runs !== 'number');
  return [
    ...about(`${name}: no entry of`, absent),
    ...about(`${name}: no batting line of`, lacks(battingOrder, 'batting')),
    ...about(`${name}: no pitching line of`, lacks(pitchers, 'pitching')),
    ...(lines.length === 0 ? [] : [`${name}: ${lines.length} lines without runs`]),
  ];
}

const isEmpty = (stats: object | undefined): boolean =>
  stats === undefined || Object.keys(stats).length === 0;

const about = (what: string, who: readonly number[]): string[] =>
  who.length === 0 ? [] : [`${what} ${who.join(', ')}`];
