import type { Club } from './clubs.ts';
import { seasonCalendar } from './calendar.ts';
import type { Fixture } from './fixtures.ts';
import { at, createRandom } from './random.ts';
import { gamePkOf, plainFixture } from './schedule.ts';
import type { SimulatedGame } from './season.ts';

interface Round {
  gameType: 'F' | 'D' | 'L' | 'W';
  name: string;
  games: number;
  /** Days from the start of the postseason to each game of the series. */
  days: readonly number[];
  /** Games at the better club's park. */
  homeGames: ReadonlySet<number>;
}

const rounds: Record<'wildCard' | 'division' | 'league' | 'world', Round> = {
  wildCard: {
    gameType: 'F',
    name: 'Wild Card',
    games: 3,
    days: [0, 1, 2],
    homeGames: new Set([1, 2, 3]),
  },
  division: {
    gameType: 'D',
    name: 'Division Series',
    games: 5,
    days: [4, 5, 7, 8, 10],
    homeGames: new Set([1, 2, 5]),
  },
  league: {
    gameType: 'L',
    name: 'League Championship Series',
    games: 7,
    days: [12, 13, 15, 16, 17, 19, 20],
    homeGames: new Set([1, 2, 6, 7]),
  },
  world: {
    gameType: 'W',
    name: 'World Series',
    games: 7,
    days: [23, 24, 26, 27, 28, 30, 31],
    homeGames: new Set([1, 2, 6, 7]),
  },
};

/**
 * Plays the postseason of the modern format: in each league three division winners and three others, two byes, series
 * of 3, 5, 7 and 7 games. A game is known to the schedule from the end of the game that made it necessary.
 */
export function createPostseason(
  seed: string,
  clubs: readonly Club[],
  season: number,
  regular: readonly SimulatedGame[],
  play: (fixture: Fixture) => SimulatedGame,
): void {
  const start = seasonCalendar(season).postseasonStart;
  const wins = clubs.map(() => 0);
  let known = 0;
  for (const { fixture, homeRuns, awayRuns, end } of regular) {
    if (fixture.gameType !== 'R') continue;
    const winner = homeRuns > awayRuns ? fixture.home : fixture.away;
    wins[winner] = at(wins, winner) + 1;
    known = Math.max(known, end);
  }
  const random = createRandom(seed, 'tie-breakers', season);
  const tieBreakers = clubs.map(() => random.next());
  const rank = (left: Club, right: Club): number =>
    at(wins, right.index) - at(wins, left.index) ||
    at(tieBreakers, left.index) - at(tieBreakers, right.index);
  let count = 0;

  function playSeries(
    round: Round,
    pair: readonly [Club, Club],
    knownFrom: number,
  ): [Club, number] {
    const [better, worse] = pair;
    const won = { better: 0, worse: 0 };
    let last = knownFrom;
    for (let n = 1; ; n += 1) {
      const isAtBetter = round.homeGames.has(n);
      const [home, away] = isAtBetter ? [better, worse] : [worse, better];
      count += 1;
      const needed = (round.games + 1) / 2;
      const isScheduled = n <= needed;
      const game = play({
        ...plainFixture(
          home,
          {
            gamePk: gamePkOf(season, 4000 + count),
            season,
            gameType: round.gameType,
            home: home.index,
            away: away.index,
            day: start + at(round.days, n - 1),
          },
          {
            seriesGame: n,
            gamesInSeries: round.games,
            seriesNumber: 1,
            seriesDescription: round.name,
          },
          { hour: home.park.offset < -5 ? 18 : 19, minute: 8 },
        ),
        description: `${round.name} Game ${n}`,
        knownFrom: isScheduled ? knownFrom : last,
      });
      last = game.end;
      const homeWon = game.homeRuns > game.awayRuns;
      if (homeWon === isAtBetter) won.better += 1;
      else won.worse += 1;
      if (won.better === needed) return [better, last];
      if (won.worse === needed) return [worse, last];
    }
  }

  /** Plays the series of a round side by side and returns the winners, and when the last was known. */
  function playRound(round: Round, pairs: readonly (readonly [Club, Club])[]): Club[] {
    const results = pairs.map((pair) => playSeries(round, pair, known));
    known = Math.max(...results.map(([, end]) => end));
    return results.map(([club]) => club);
  }

  const seeds = [9201, 9202].map((leagueId) => {
    const ranked = clubs.filter((club) => club.league.id === leagueId).sort(rank);
    const winners = ranked.filter(
      (club) => ranked.find((other) => other.division.id === club.division.id) === club,
    );
    const others = ranked.filter((club) => !winners.includes(club)).slice(0, 3);
    return [...winners, ...others];
  });
  const [a, b] = [at(seeds, 0), at(seeds, 1)];
  const pairOf = (list: readonly Club[], i: number, j: number): [Club, Club] => [
    at(list, i),
    at(list, j),
  ];
  const wildCards = playRound(
    rounds.wildCard,
    [a, b].flatMap((list) => [pairOf(list, 2, 5), pairOf(list, 3, 4)]),
  );
  const divisions = playRound(rounds.division, [
    [at(a, 0), at(wildCards, 1)],
    [at(a, 1), at(wildCards, 0)],
    [at(b, 0), at(wildCards, 3)],
    [at(b, 1), at(wildCards, 2)],
  ]);
  const ordered = (left: Club, right: Club): [Club, Club] =>
    rank(left, right) <= 0 ? [left, right] : [right, left];
  const champions = playRound(rounds.league, [
    ordered(at(divisions, 0), at(divisions, 1)),
    ordered(at(divisions, 2), at(divisions, 3)),
  ]);
  playRound(rounds.world, [ordered(at(champions, 0), at(champions, 1))]);
}
