import { at, type Random } from './random.ts';

/** One series: club indexes 0 to 29. */
export interface Pairing {
  home: number;
  away: number;
}

type Round = [number, number][];

/** Midweek rounds, by their place among the 52, whose series have four games. */
export const fourGameRounds: readonly number[] = [5, 13, 21, 32, 40, 48];

/**
 * Pairs thirty clubs (0 to 14 one league, 15 to 29 the other, five to a division) in 52 rounds in which all of them play.
 * A club meets each division rival four times, the ten others of its league twice, and the other league sixteen times.
 * With four games in `fourGameRounds` and three in the others every club plays 162 games, 81 of them at home: rounds are
 * taken two by two, and the union of two perfect matchings is a set of even cycles that can be turned so that each club
 * is at home once.
 */
export function pairSeason(random: Random): Pairing[][] {
  const rounds = inOrder(drawRounds(random), random);
  const isLong = (index: number): boolean => fourGameRounds.includes(index);
  const indexes = rounds.map((_, index) => index);
  const sequence = [...indexes.filter((i) => !isLong(i)), ...indexes.filter(isLong)];
  const homeEdge = new Map<string, number>();
  const turned: Pairing[][] = rounds.map(() => []);
  for (let i = 0; i < sequence.length; i += 2) {
    const [first, second] = [at(sequence, i), at(sequence, i + 1)];
    const halves = turn(at(rounds, first), at(rounds, second), homeEdge);
    turned[first] = halves[0];
    turned[second] = halves[1];
  }
  return turned;
}

/** All pairs of an odd number of clubs, one sitting out in each round (the circle method). */
function circle(clubs: readonly number[], round: number): { pairs: Round; bye: number } {
  const n = clubs.length;
  const pairs: Round = [];
  for (let k = 1; k <= (n - 1) / 2; k += 1) {
    pairs.push([at(clubs, (round + k) % n), at(clubs, (round - k + n) % n)]);
  }
  return { pairs, bye: at(clubs, round % n) };
}

function drawRounds(random: Random): Round[] {
  const range = (from: number, count: number): number[] =>
    Array.from({ length: count }, (_, i) => from + i);
  const rounds: Round[] = [];
  for (let turnOfLeague = 0; turnOfLeague < 2; turnOfLeague += 1) {
    const [aurora, borealis] = [random.shuffle(range(0, 15)), random.shuffle(range(15, 15))];
    for (let round = 0; round < 15; round += 1) {
      const [left, right] = [circle(aurora, round), circle(borealis, round)];
      rounds.push([...left.pairs, ...right.pairs, [left.bye, right.bye]]);
    }
  }
  for (let turnOfDivision = 0; turnOfDivision < 2; turnOfDivision += 1) {
    const divisions = range(0, 6).map((division) => random.shuffle(range(division * 5, 5)));
    for (let round = 0; round < 5; round += 1) {
      const parts = divisions.map((division) => circle(division, round));
      const byes = parts.map(({ bye }) => bye);
      const across = random
        .shuffle(byes.slice(3))
        .map((right, i): [number, number] => [at(byes, i), right]);
      rounds.push([...parts.flatMap(({ pairs }) => pairs), ...across]);
    }
  }
  const opponents = random.shuffle(range(15, 15));
  for (let round = 0; round < 12; round += 1) {
    rounds.push(range(0, 15).map((club) => [club, at(opponents, (club + round) % 15)]));
  }
  return rounds;
}

/** Shuffles the rounds so that no two clubs meet in two rounds running, where the last few rounds allow it. */
function inOrder(rounds: readonly Round[], random: Random): Round[] {
  const waiting = random.shuffle(rounds);
  const ordered: Round[] = [];
  while (waiting.length > 0) {
    const previous = new Set(ordered.at(-1)?.map(edgeKey) ?? []);
    const fresh = waiting.findIndex((round) => !round.some((edge) => previous.has(edgeKey(edge))));
    ordered.push(...waiting.splice(Math.max(fresh, 0), 1));
  }
  return ordered;
}

function edgeKey([a, b]: readonly [number, number]): string {
  return a < b ? `${a}-${b}` : `${b}-${a}`;
}

/** Gives every club one home series in the two rounds, evening out how often each pair has met where. */
function turn(first: Round, second: Round, homeEdge: Map<string, number>): [Pairing[], Pairing[]] {
  const partners = [first, second].map((round) => {
    const partner = new Map<number, number>();
    for (const [a, b] of round) partner.set(a, b).set(b, a);
    return partner;
  });
  const seen = new Set<number>();
  const result: [Pairing[], Pairing[]] = [[], []];
  for (const [start] of first) {
    if (seen.has(start)) continue;
    const cycle: { half: 0 | 1; from: number; to: number }[] = [];
    let club = start;
    let half: 0 | 1 = 0;
    do {
      seen.add(club);
      const next = partners[half]?.get(club);
      if (next === undefined) throw new Error(`club ${club} has no opponent`);
      cycle.push({ half, from: club, to: next });
      club = next;
      half = half === 0 ? 1 : 0;
    } while (club !== start);
    const surplus = cycle.reduce(
      (sum, { from, to }) => sum + (homeEdge.get(`${from}>${to}`) ?? 0),
      0,
    );
    for (const { half: part, from, to } of cycle) {
      const [home, away] = surplus > 0 ? [to, from] : [from, to];
      result[part].push({ home, away });
      homeEdge.set(`${home}>${away}`, (homeEdge.get(`${home}>${away}`) ?? 0) + 1);
      homeEdge.set(`${away}>${home}`, (homeEdge.get(`${away}>${home}`) ?? 0) - 1);
    }
  }
  return result;
}
