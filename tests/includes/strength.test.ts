import { createRequire } from 'node:module';
import { expect } from 'chai';

const { solve } = createRequire(import.meta.url)('../../includes/strength.js') as {
  solve: (prior: number, pairs: readonly number[]) => number[];
};

interface Pair {
  team: number;
  opponent: number;
  games: number;
  runs: number;
}

const flat = (pairs: readonly Pair[]): number[] =>
  pairs.flatMap(({ team, opponent, games, runs }) => [team, opponent, games, runs]);

/** Coordinate descent on the penalized squares themselves: slow, and shares nothing with `solve`. */
function descend(prior: number, pairs: readonly Pair[]): Map<number, [number, number]> {
  const ratings = new Map<number, [number, number]>();
  for (const { team, opponent } of pairs) ratings.set(team, [0, 0]).set(opponent, [0, 0]);
  const of = (team: number): [number, number] => ratings.get(team) ?? [0, 0];
  for (let sweep = 0; sweep < 5000; sweep++) {
    let [sum, weight] = [0, 0];
    for (const { team, opponent, games, runs } of pairs) {
      sum += runs - games * (of(team)[0] + of(opponent)[1]);
      weight += games;
    }
    const mean = sum / weight;
    for (const [id, own] of ratings) {
      for (const part of [0, 1] as const) {
        let [left, total] = [0, prior];
        for (const { team, opponent, games, runs } of pairs) {
          if (id !== (part === 0 ? team : opponent)) continue;
          left += runs - games * (mean + (part === 0 ? of(opponent)[1] : of(team)[0]));
          total += games;
        }
        own[part] = left / total;
      }
    }
  }
  return ratings;
}

const league: Pair[] = [
  { team: 1, opponent: 2, games: 3, runs: 18 },
  { team: 2, opponent: 1, games: 3, runs: 9 },
  { team: 1, opponent: 3, games: 1.5, runs: 4 },
  { team: 3, opponent: 1, games: 1.5, runs: 10 },
  { team: 4, opponent: 3, games: 6, runs: 22 },
  { team: 3, opponent: 4, games: 6, runs: 30 },
  { team: 2, opponent: 4, games: 0.25, runs: 0 },
  { team: 4, opponent: 2, games: 0.25, runs: 3 },
];

describe('strength of teams', () => {
  for (const prior of [0.5, 15]) {
    it(`is the least squares of a small league, prior ${prior} games`, () => {
      const solved = solve(prior, flat(league));
      const slow = descend(prior, league);
      expect(solved).to.have.length(12);
      for (let at = 0; at < solved.length; at += 3) {
        const [scored, conceded] = slow.get(solved[at] ?? 0) ?? [];
        expect(solved[at + 1]).to.be.closeTo(scored ?? Number.NaN, 1e-9);
        expect(solved[at + 2]).to.be.closeTo(conceded ?? Number.NaN, 1e-9);
      }
    });
  }

  it('is, of two teams, what can be worked out by hand', () => {
    // Mean 5. Team 1 scores 7 of 1 game, team 2 scores 3: with a prior of 1 game, offence o and concession c of either solve
    // o = (2 - c) / 2 and c = (2 - o) / 2, so that both are 2/3.
    const solved = solve(1, [1, 2, 1, 7, 2, 1, 1, 3]);
    [1, 2 / 3, -2 / 3, 2, -2 / 3, 2 / 3].forEach((value, at) => {
      expect(solved[at]).to.be.closeTo(value, 1e-12);
    });
  });

  it('looks through a schedule: the same runs against a better staff are worth more', () => {
    const pairs = [
      { team: 1, opponent: 3, games: 10, runs: 40 },
      { team: 2, opponent: 4, games: 10, runs: 40 },
      { team: 5, opponent: 3, games: 40, runs: 120 },
      { team: 5, opponent: 4, games: 40, runs: 240 },
    ];
    const solved = solve(5, flat(pairs));
    expect(solved[1]).to.be.greaterThan(solved[4] ?? Number.NaN);
  });

  it('of no games there is none', () => {
    expect(solve(15, [])).to.deep.equal([]);
  });
});
