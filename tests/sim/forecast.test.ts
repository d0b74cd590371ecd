import { expect } from 'chai';
import { playGame } from '../../sim/game.ts';
import type { TeamSheet } from '../../sim/lineups.ts';
import { talentIn } from '../../sim/players.ts';
import { createRandom } from '../../sim/random.ts';
import type { SimulatedGame } from '../../sim/season.ts';
import { finishedWorld } from './simulated-season.ts';

const replays = 20;

function regularGames(season: number): SimulatedGame[] {
  return finishedWorld()
    .season(season)
    .games.filter(({ fixture }) => fixture.gameType === 'R');
}

function homeWon(game: SimulatedGame): number {
  return game.homeRuns > game.awayRuns ? 1 : 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function logLoss(probabilities: readonly number[], outcomes: readonly number[]): number {
  return mean(probabilities.map((p, i) => -Math.log(outcomes[i] === 1 ? p : 1 - p)));
}

/** Home minus away: quality of the nine, of the starter, and of the relievers. */
function talentEdge({ plan }: SimulatedGame): number[] {
  const quality = (players: TeamSheet['bullpen']): number =>
    mean(players.map((player) => talentIn(player, plan.season).quality));
  const parts = (sheet: TeamSheet): number[] => [
    quality(sheet.lineup.map(({ player }) => player)),
    quality([sheet.starter]),
    quality(sheet.bullpen),
  ];
  const away = parts(plan.away);
  return [1, ...parts(plan.home).map((value, i) => value - away[i]!)];
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** Logistic regression by gradient ascent. */
function fit(rows: readonly number[][], outcomes: readonly number[]): number[] {
  let weights = rows[0]!.map(() => 0);
  for (let step = 0; step < 400; step += 1) {
    const errors = rows.map((row, i) => outcomes[i]! - sigmoid(dot(row, weights)));
    weights = weights.map(
      (weight, j) => weight + 0.8 * mean(rows.map((row, i) => row[j]! * errors[i]!)),
    );
  }
  return weights;
}

describe('forecasts of the simulated league', () => {
  it('could be about as good as those of real baseball, and no better', () => {
    const sample = regularGames(2024).filter((_, i) => i % 4 === 0);
    const shares = sample.map((game) => {
      let wins = 0;
      for (let i = 0; i < replays; i += 1) {
        const last = playGame(game.plan, createRandom('again', game.fixture.gamePk, i)).at(-1)!;
        if (last.homeScore > last.awayScore) wins += 1;
      }
      return wins / replays;
    });
    const home = mean(shares);
    const noise = mean(shares.map((share) => (share * (1 - share)) / (replays - 1)));
    const variance = mean(shares.map((share) => (share - home) ** 2)) - noise;
    expect(home).to.be.within(0.515, 0.55);
    expect(Math.sqrt(variance), 'spread of true win probabilities').to.be.within(0.08, 0.125);
    const entropy = -home * Math.log(home) - (1 - home) * Math.log(1 - home);
    const oracle = entropy - variance / (2 * home * (1 - home));
    expect(oracle, 'log loss of one who knows the true probabilities').to.be.within(0.655, 0.679);
  });

  it('can be learnt: talent of one season prices the next better than the home rate', () => {
    const [past, next] = [regularGames(2024), regularGames(2025)];
    const rate = mean(past.map(homeWon));
    const weights = fit(past.map(talentEdge), past.map(homeWon));
    const outcomes = next.map(homeWon);
    const informed = logLoss(
      next.map((game) => sigmoid(dot(talentEdge(game), weights))),
      outcomes,
    );
    const constant = logLoss(
      next.map(() => rate),
      outcomes,
    );
    expect(constant).to.be.within(0.685, 0.695);
    expect(constant - informed).to.be.within(0.006, 0.035);
    const [, lineup, starter] = weights;
    expect(lineup).to.be.greaterThan(0.05);
    expect(starter).to.be.greaterThan(0.05);
  });
});
