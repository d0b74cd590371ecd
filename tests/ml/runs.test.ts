import { expect } from 'chai';
import { distributionOf, scoreRuns, type ScoreDistribution } from '../../ml/runs.ts';

/** Probability of each number of runs of a negative binomial of size 4. */
function masses(mean: number): number[] {
  const share = mean / (mean + 4);
  const list = [(1 - share) ** 4];
  for (let runs = 1; runs <= 60; runs++)
    list.push(((list[runs - 1] ?? 0) * share * (runs + 3)) / runs);
  return list;
}

/** Probability that the home side scores more by at least `margin`, summed over every score. */
function ahead(home: number, away: number, margin: number): number {
  const [ofHome, ofAway] = [masses(home), masses(away)];
  let sum = 0;
  ofHome.forEach((p, h) => {
    ofAway.forEach((q, a) => {
      if (h - a >= margin) sum += p * q;
    });
  });
  return sum;
}

describe('distribution of a score', () => {
  it('agrees with the win probability and keeps the total', () => {
    for (const probability of [0.25, 0.5, 0.54, 0.8]) {
      const { home_runs, away_runs } = distributionOf(4.6, 4.5, probability);
      expect(home_runs + away_runs).to.be.closeTo(9.1, 1e-9);
      const wins = ahead(home_runs, away_runs, 1);
      const losses = ahead(away_runs, home_runs, 1);
      expect(wins / (wins + losses)).to.be.closeTo(probability, 1e-6);
    }
  });

  it('says of a line what every score above it adds up to', () => {
    const made = distributionOf(4.6, 4.5, 0.54);
    const [home, away] = [masses(made.home_runs), masses(made.away_runs)];
    for (const { line, probability } of made.over) {
      let sum = 0;
      home.forEach((p, h) => {
        away.forEach((q, a) => {
          if (h + a > line) sum += p * q;
        });
      });
      expect(probability).to.be.closeTo(sum, 1e-6);
    }
    expect(made.home_by_two_probability).to.be.closeTo(
      ahead(made.home_runs, made.away_runs, 2),
      1e-6,
    );
  });

  it('has intervals about the expected runs that hold 80 % on average', () => {
    const held: number[] = [];
    for (let mean = 3; mean <= 7; mean += 0.05) {
      const { home_runs, home_interval } = distributionOf(mean, mean, 0.5);
      const { low, high } = home_interval;
      expect(low).to.be.at.most(home_runs);
      expect(high).to.be.at.least(home_runs);
      held.push(
        masses(home_runs)
          .slice(low, high + 1)
          .reduce((sum, p) => sum + p, 0),
      );
    }
    expect(held.reduce((sum, p) => sum + p, 0) / held.length).to.be.within(0.78, 0.82);
  });

  it('refuses to expect next to no runs', () => {
    expect(() => distributionOf(0.4, 4, 0.5)).to.throw('above 0.5');
  });
});

describe('scores of forecast scores', () => {
  const forecast = (home_runs: number, away_runs: number): ScoreDistribution => ({
    home_runs,
    away_runs,
    home_interval: { low: 1, high: 8 },
    away_interval: { low: 1, high: 8 },
    total_interval: { low: 4, high: 15 },
    over: [{ line: 8.5, probability: 0.5 }],
    home_by_two_probability: 0.4,
    away_by_two_probability: 0.4,
  });

  it('are worked out by hand', () => {
    const scores = scoreRuns([
      { forecast: forecast(5, 4), homeScore: 7, awayScore: 4, meanRuns: 4 },
      { forecast: forecast(4, 5), homeScore: 0, awayScore: 2, meanRuns: 4 },
    ]);
    // Sides are off by 2, 0, -4, -3; totals by 2 and -7.
    expect(scores.side_rmse).to.be.closeTo(Math.sqrt((4 + 0 + 16 + 9) / 4), 1e-12);
    expect(scores.total_rmse).to.be.closeTo(Math.sqrt((4 + 49) / 2), 1e-12);
    expect(scores.mean_side_rmse).to.be.closeTo(Math.sqrt((9 + 0 + 16 + 4) / 4), 1e-12);
    expect(scores.side_bias).to.be.closeTo((-2 + 0 + 4 + 3) / 4, 1e-12);
    expect(scores.side_coverage).to.equal(3 / 4);
    expect(scores.total_coverage).to.equal(1 / 2);
    expect(scores.over_log_loss).to.be.closeTo(Math.log(2), 1e-12);
    expect(scores.home_by_two_log_loss).to.be.closeTo(-(Math.log(0.4) + Math.log(0.6)) / 2, 1e-12);
    expect([scores.over_share, scores.home_by_two_share]).to.deep.equal([0.5, 0.5]);
  });
});
