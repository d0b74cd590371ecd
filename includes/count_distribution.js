/**
 * Distribution of what a player is credited with in a game: by expectation and dispersion, variance over mean. Above one it
 * is the negative binomial, at one Poisson's, below one the binomial (of a number of trials that need not be whole). A
 * starter's outs are 27 less such a number of outs that others get, and he is the more often relieved at the end of an inning.
 * Self-contained, so that it runs as a function of the warehouse as well.
 */

/** A model's expectation is kept above this: a linear one may say less than nothing. */
const leastMean = 0.01;

/**
 * By role of the models: what it forecasts in words, dispersion about the expectation as measured (starters on 2016 and 2017,
 * batters on 2019 and 2020, see docs/models.md), and the lines that are usually asked for; the first is the one that is shown.
 * Of outs the dispersion is that of the outs left to others, and `inningEnd` how much more often a number ends an inning.
 */
const targets = {
  starter_strikeouts: { dispersion: 1.08, lines: [4.5, 3.5, 5.5, 6.5, 7.5] },
  starter_outs: { dispersion: 1.6, inningEnd: 4, lines: [17.5, 14.5, 15.5, 16.5, 18.5] },
  starter_earned_runs: { dispersion: 1.46, lines: [2.5, 1.5, 3.5] },
  starter_walks: { dispersion: 0.91, lines: [1.5, 0.5, 2.5] },
  starter_hits: { dispersion: 0.83, lines: [5.5, 4.5, 6.5] },
  batter_hits: { dispersion: 0.85, lines: [0.5, 1.5, 2.5] },
  batter_total_bases: { dispersion: 2.18, lines: [1.5, 0.5, 2.5, 3.5] },
  batter_home_runs: { dispersion: 1, lines: [0.5, 1.5] },
  batter_runs_batted_in: { dispersion: 1.55, lines: [0.5, 1.5] },
  batter_walks: { dispersion: 0.95, lines: [0.5, 1.5] },
  batter_strikeouts: { dispersion: 0.78, lines: [0.5, 1.5] },
  batter_runs: { dispersion: 0.95, lines: [0.5, 1.5] },
  batter_stolen_bases: { dispersion: 1.06, lines: [0.5] },
};

/**
 * @param {number} expected number, above 0
 * @param {number} dispersion variance over mean
 * @param {number} inningEnd 0 for a count; of a starter's outs, how much more often a multiple of three is the last
 * @param {number[]} lines halves, such as 4.5
 * @returns 80 % interval and the probability of a number above each line, in their order. Half of the mass of a number counts
 *   as below it, so that intervals cover their share on average.
 */
function countDistribution(expected, dispersion, inningEnd, lines) {
  const game = 27;
  if (!(expected > 0 && expected < game))
    throw new Error(`nobody is expected ${expected} of a game`);
  if (!(dispersion > 0)) throw new Error('dispersion must be above 0');
  const mean = inningEnd > 0 ? Math.max(game - expected, 0.05) : expected;
  const most = inningEnd > 0 ? game : 60;
  const spread = dispersion - 1;
  const masses = [];
  if (Math.abs(spread) < 1e-6) {
    masses.push(Math.exp(-mean));
    for (let n = 1; n <= most; n++) masses.push((masses[n - 1] * mean) / n);
  } else if (spread > 0) {
    const size = mean / spread;
    masses.push(Math.pow(1 / dispersion, size));
    for (let n = 1; n <= most; n++)
      masses.push((masses[n - 1] * (spread / dispersion) * (size + n - 1)) / n);
  } else {
    const trials = mean / -spread;
    masses.push(Math.pow(dispersion, trials));
    for (let n = 1; n <= most; n++)
      masses.push((masses[n - 1] * (-spread / dispersion) * Math.max(0, trials - n + 1)) / n);
  }
  if (inningEnd > 0) {
    masses.reverse();
    for (let outs = 0; outs <= most; outs += 3) masses[outs] *= inningEnd;
  }
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  let below = 0;
  let low = 0;
  let high = 0;
  masses.forEach((mass, n) => {
    const middle = (below + mass / 2) / total;
    if (middle < 0.1) low = n + 1;
    if (middle <= 0.9) high = n;
    below += mass;
  });
  return {
    low: Math.min(low, high),
    high,
    above: lines.map((line) => {
      let under = 0;
      for (let n = 0; n < line; n++) under += masses[n];
      return 1 - under / total;
    }),
  };
}

/** SQL that creates `count_distribution(mean, dispersion, inning_end, lines)`: `countDistribution` as a function of SQL. */
function createFunction() {
  return `CREATE TEMP FUNCTION count_distribution(
  mean FLOAT64, dispersion FLOAT64, inning_end FLOAT64, lines ARRAY<FLOAT64>
)
RETURNS STRUCT<low FLOAT64, high FLOAT64, above ARRAY<FLOAT64>>
LANGUAGE js AS r"""
${countDistribution.toString()}
return countDistribution(mean, dispersion, inning_end, lines);
"""`;
}

module.exports = { leastMean, targets, countDistribution, createFunction };
