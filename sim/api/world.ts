import { toDay } from '../calendar.ts';
import { clubs, type Club } from '../clubs.ts';
import type { Side } from '../plays.ts';
import { at } from '../random.ts';
import { buildLeague, type League } from '../rosters.ts';
import { simulateSeason, type Season, type SimulatedGame } from '../season.ts';

/** A club's figures over the games of one kind it has finished in a season. */
export interface Standing {
  end: number;
  gamePk: number;
  wins: number;
  losses: number;
  ties: number;
  totals: SimulatedGame['totals'][Side];
}

/** Where a game stands in the schedule: on its own date, on the date it was postponed from, or where it was resumed. */
export interface Listing {
  game: SimulatedGame;
  kind: 'main' | 'postponed' | 'resumed';
}

/** The league as one reader sees it: everything is simulated, `now` decides what is shown. */
export interface World {
  seed: string;
  seasons: readonly number[];
  league: League;
  clubs: readonly Club[];
  /** Epoch milliseconds. */
  now: () => number;
  season: (year: number) => SeasonIndex;
  gameByPk: (gamePk: number) => SimulatedGame | undefined;
  /** Games of a season that count for days from first to last, in order of their first pitch. */
  gamesBetween: (year: number, first: number, last: number) => readonly SimulatedGame[];
}

/** A season with what the responses look up in it. */
export interface SeasonIndex extends Season {
  listings: ReadonlyMap<number, readonly Listing[]>;
  gamesOfClub: (club: number) => readonly SimulatedGame[];
  /** The club's standing among games of a kind after the last one that ended at or before a time. */
  standing: (club: number, gameType: string, time: number) => Standing | undefined;
}

/** Sets the league up; seasons are simulated when they are first asked for. */
export function createWorld(seed: string, seasons: readonly number[], now: () => number): World {
  const years = [...new Set(seasons)].sort((left, right) => left - right);
  const league = buildLeague(seed, clubs, years);
  const known = new Map<number, SeasonIndex>();

  function season(year: number): SeasonIndex {
    const found = known.get(year);
    if (found) return found;
    const index = indexSeason(simulateSeason(seed, clubs, league, year));
    known.set(year, index);
    return index;
  }

  return {
    seed,
    seasons: years,
    league,
    clubs,
    now,
    season,
    gamesBetween: (year, first, last) =>
      last < toDay(`${year}-01-01`) || first > toDay(`${year}-12-31`)
        ? []
        : season(year).games.filter(({ fixture }) => fixture.day >= first && fixture.day <= last),
    gameByPk: (gamePk) => {
      const year = 2000 + Math.floor((gamePk - 9_000_000) / 10_000);
      return years.includes(year) ? season(year).byPk.get(gamePk) : undefined;
    },
  };
}

function indexSeason(season: Season): SeasonIndex {
  const listings = new Map<number, Listing[]>();
  const list = (day: number, listing: Listing): void => {
    const entries = listings.get(day) ?? [];
    entries.push(listing);
    listings.set(day, entries);
  };
  const byClub = clubs.map((): SimulatedGame[] => []);
  for (const game of season.games) {
    const { day, postponed, suspended, home, away } = game.fixture;
    list(day, { game, kind: 'main' });
    if (postponed) list(postponed.day, { game, kind: 'postponed' });
    if (suspended) list(suspended.day, { game, kind: 'resumed' });
    at(byClub, home).push(game);
    at(byClub, away).push(game);
  }
  const standings = new Map<string, Standing[]>();
  for (const game of [...season.games].sort((left, right) => left.end - right.end)) {
    for (const side of ['home', 'away'] as const) {
      const key = `${game.fixture[side]} ${game.fixture.gameType}`;
      const entries = standings.get(key) ?? [];
      const last = entries.at(-1);
      const margin = (game.homeRuns - game.awayRuns) * (side === 'home' ? 1 : -1);
      entries.push({
        end: game.end,
        gamePk: game.fixture.gamePk,
        wins: (last?.wins ?? 0) + (margin > 0 ? 1 : 0),
        losses: (last?.losses ?? 0) + (margin < 0 ? 1 : 0),
        ties: (last?.ties ?? 0) + (margin === 0 ? 1 : 0),
        totals: last ? addTotals(last.totals, game.totals[side]) : game.totals[side],
      });
      standings.set(key, entries);
    }
  }
  return {
    ...season,
    listings,
    gamesOfClub: (club) => at(byClub, club),
    standing: (club, gameType, time) =>
      standings.get(`${club} ${gameType}`)?.findLast((entry) => entry.end <= time),
  };
}

function addTotals(left: Standing['totals'], right: Standing['totals']): Standing['totals'] {
  return {
    atBats: left.atBats + right.atBats,
    hits: left.hits + right.hits,
    reached: left.reached + right.reached,
    chances: left.chances + right.chances,
    totalBases: left.totalBases + right.totalBases,
    earnedRunsAllowed: left.earnedRunsAllowed + right.earnedRunsAllowed,
    outsPitched: left.outsPitched + right.outsPitched,
    hitsAndWalksAllowed: left.hitsAndWalksAllowed + right.hitsAndWalksAllowed,
  };
}
