import type { Club } from '../clubs.ts';
import type { SimulatedGame } from '../season.ts';
import { at } from '../random.ts';
import { share, teamRef, type Json } from './shapes.ts';
import { stateOf } from './view.ts';
import type { World } from './world.ts';

/** What the standings are asked for; a suspended game counts on the day it is finished. */
export interface StandingsQuery {
  season: number;
  leagueIds: readonly number[];
  toDay: number;
}

/** A club's results in order. */
interface ClubResults {
  club: Club;
  results: Result[];
  wins: number;
  losses: number;
}

interface Result {
  opponent: Club;
  isHome: boolean;
  isWin: boolean;
  scored: number;
  allowed: number;
}

/** The body of `/api/v1/standings`: every club of the leagues by division, as of the end of a day. */
export function standingsBody(world: World, query: StandingsQuery): Json {
  const { season, leagueIds, toDay } = query;
  const all = world.clubs
    .map((club) => resultsOf(world, club, season, toDay))
    .sort(
      (left, right) => winningShare(right) - winningShare(left) || left.club.id - right.club.id,
    );
  const lastUpdated = new Date(world.now()).toISOString();
  const leagues = leagueIds.map((id) => all.filter(({ club }) => club.league.id === id));
  return {
    records: leagues.flatMap((league) =>
      divisionsOf(league).map((division) => {
        const { club } = at(division, 0);
        return {
          standingsType: 'regularSeason',
          league: { id: club.league.id, link: `/api/v1/league/${club.league.id}` },
          division: { id: club.division.id, link: `/api/v1/divisions/${club.division.id}` },
          sport: { id: 1, link: '/api/v1/sports/1' },
          roundRobin: { status: 'false' },
          lastUpdated,
          teamRecords: division.map((own) => ({
            ...recordEntry(own, { season, division, league, all }),
            lastUpdated,
          })),
        };
      }),
    ),
  };
}

function resultsOf(world: World, club: Club, season: number, toDay: number): ClubResults {
  const games = world.seasons.includes(season)
    ? world
        .season(season)
        .gamesOfClub(club.index)
        .filter(({ fixture }) => fixture.gameType === 'R')
    : [];
  const results = games
    .filter((game) => finishedDay(game) <= toDay && stateOf(world, game) === 'final')
    .sort((left, right) => left.end - right.end)
    .map(({ fixture, homeRuns, awayRuns }): Result => {
      const isHome = fixture.home === club.index;
      const [scored, allowed] = isHome ? [homeRuns, awayRuns] : [awayRuns, homeRuns];
      const opponent = at(world.clubs, isHome ? fixture.away : fixture.home);
      return { opponent, isHome, isWin: scored > allowed, scored, allowed };
    });
  const wins = results.filter(({ isWin }) => isWin).length;
  return { club, results, wins, losses: results.length - wins };
}

const finishedDay = ({ fixture }: SimulatedGame): number => fixture.suspended?.day ?? fixture.day;

const winningShare = ({ wins, losses }: ClubResults): number =>
  wins + losses === 0 ? 0 : wins / (wins + losses);

function divisionsOf(clubs: readonly ClubResults[]): ClubResults[][] {
  const divisions = new Map<number, ClubResults[]>();
  for (const own of clubs) {
    const list = divisions.get(own.club.division.id) ?? [];
    divisions.set(own.club.division.id, list);
    list.push(own);
  }
  return [...divisions.values()].sort(
    (left, right) => at(left, 0).club.division.id - at(right, 0).club.division.id,
  );
}

interface Rivals {
  season: number;
  division: readonly ClubResults[];
  league: readonly ClubResults[];
  all: readonly ClubResults[];
}

function recordEntry(own: ClubResults, { season, division, league, all }: Rivals): Json {
  const { club, results, wins, losses } = own;
  const leaders = new Set(divisionsOf(league).map((list) => at(list, 0)));
  const wildCards = league.filter((other) => !leaders.has(other));
  const place = wildCards.indexOf(own);
  const scored = results.reduce((sum, result) => sum + result.scored, 0);
  const allowed = results.reduce((sum, result) => sum + result.allowed, 0);
  const pct = wins + losses === 0 ? '.000' : share(wins, wins + losses);
  const behind = gamesBehind(at(division, 0), own);
  return {
    team: teamRef(club),
    season: String(season),
    ...streakEntry(results),
    divisionRank: String(division.indexOf(own) + 1),
    leagueRank: String(league.indexOf(own) + 1),
    sportRank: String(all.indexOf(own) + 1),
    gamesPlayed: results.length,
    gamesBack: behind,
    wildCardGamesBack: place < 0 ? '-' : gamesBehind(wildCards[2] ?? own, own),
    leagueGamesBack: gamesBehind(at(league, 0), own),
    sportGamesBack: gamesBehind(at(all, 0), own),
    divisionGamesBack: behind,
    conferenceGamesBack: '-',
    leagueRecord: { wins, losses, ties: 0, pct },
    records: {
      splitRecords: [
        splitEntry(
          'home',
          results.filter(({ isHome }) => isHome),
        ),
        splitEntry(
          'away',
          results.filter(({ isHome }) => !isHome),
        ),
        splitEntry('lastTen', results.slice(-10)),
        splitEntry(
          'oneRun',
          results.filter((one) => Math.abs(one.scored - one.allowed) === 1),
        ),
      ],
    },
    runsAllowed: allowed,
    runsScored: scored,
    divisionLeader: division[0] === own && wins > 0,
    hasWildcard: true,
    ...(place < 0 ? {} : { wildCardRank: String(place + 1), wildCardLeader: place < 3 }),
    wins,
    losses,
    runDifferential: scored - allowed,
    winningPercentage: pct,
  };
}

function gamesBehind(leader: ClubResults, own: ClubResults): string {
  const games = (leader.wins - own.wins + own.losses - leader.losses) / 2;
  if (games === 0) return '-';
  return games < 0 ? `+${(-games).toFixed(1)}` : games.toFixed(1);
}

function streakEntry(results: readonly Result[]): Json {
  const last = results.at(-1);
  if (!last) return {};
  const before = results.findLastIndex(({ isWin }) => isWin !== last.isWin);
  const streakNumber = results.length - 1 - before;
  return {
    streak: {
      streakType: last.isWin ? 'wins' : 'losses',
      streakNumber,
      streakCode: `${last.isWin ? 'W' : 'L'}${streakNumber}`,
    },
  };
}

function splitEntry(type: string, results: readonly Result[]): Json {
  const wins = results.filter(({ isWin }) => isWin).length;
  return {
    wins,
    losses: results.length - wins,
    type,
    pct: results.length === 0 ? '.000' : share(wins, results.length),
  };
}
