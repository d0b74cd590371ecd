import type { Play } from '../plays.ts';
import { at } from '../random.ts';
import type { SimulatedGame } from '../season.ts';
import { savantHeader } from './savant-columns.ts';
import { savantLines } from './savant-rows.ts';
import { stateOf } from './view.ts';
import type { World } from './world.ts';

/** Rows an export has at most; what is beyond them is left out without a word, as by the site. */
export const savantRowCap = 25_000;

/** What Savant's export is asked for; days are inclusive. */
export interface SavantQuery {
  fromDay: number | null;
  toDay: number | null;
  gamePk: number | null;
  gameTypes: readonly string[];
  /** Abbreviation of the club whose pitchers (or batters) are wanted; null for all. */
  team: string | null;
  isByBatter: boolean;
}

/** Savant's export as text: the latest games first, of each the last pitch first. Only the header when there is none. */
export function savantCsv(world: World, query: SavantQuery): string {
  let text = `\uFEFF${savantHeader}\n`;
  let rows = 0;
  for (const game of gamesOf(world, query)) {
    const { fixture } = game;
    const isWanted = ({ isTop }: Play): boolean => {
      if (query.team === null) return true;
      const isHome = isTop !== query.isByBatter;
      const club = at(world.clubs, isHome ? fixture.home : fixture.away);
      return club.abbreviation === query.team;
    };
    for (const line of savantLines(world, game, isWanted)) {
      if (rows === savantRowCap) return text;
      text += `${line}\n`;
      rows += 1;
    }
  }
  return text;
}

function gamesOf(world: World, query: SavantQuery): SimulatedGame[] {
  const { fromDay, toDay, gamePk, gameTypes, team } = query;
  if (gamePk === null && fromDay === null && toDay === null) return [];
  const first = fromDay ?? toDay ?? -Infinity;
  const last = toDay ?? fromDay ?? Infinity;
  const games =
    gamePk === null
      ? world.seasons.flatMap((season) => world.gamesBetween(season, first, last))
      : [world.gameByPk(gamePk)].filter((game) => game !== undefined);
  return games
    .filter(({ fixture }) => {
      const clubs = [at(world.clubs, fixture.home), at(world.clubs, fixture.away)];
      return (
        (gameTypes.length === 0 || gameTypes.includes(fixture.gameType)) &&
        (team === null || clubs.some(({ abbreviation }) => abbreviation === team))
      );
    })
    .filter((game) => ['live', 'suspended', 'final'].includes(stateOf(world, game)))
    .reverse();
}
