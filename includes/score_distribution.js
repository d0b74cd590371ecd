/**
 * Distribution of a game's score: the runs of each side are negative binomial about what is expected of it, independent of
 * the other's, and the expectations are moved towards each other or apart until the win probability that follows is the
 * forecast one. Self-contained, so that it runs as a function of the warehouse as well.
 */

/** Dispersion: variance = mean + mean^2 / size. 3.8 by measure on 2016 and 2017, see docs/models.md. */
const measuredSize = 4;

/**
 * @param {number} home expected runs of the home side
 * @param {number} away expected runs of the away side
 * @param {number} probability of a home win, which the score shall agree with
 * @param {number} size dispersion of the negative binomial
 * @returns expected runs and 80 % intervals of both sides and of their total, the probabilities of a total above each
 *   half from 6.5 to 11.5, and of a win of either side by two runs or more (extra innings are taken to end by one run)
 */
function scoreDistribution(home, away, probability, size) {
  const most = 60;
  const masses = (mean) => {
    const share = mean / (mean + size);
    const list = [Math.pow(1 - share, size)];
    for (let runs = 1; runs <= most; runs++)
      list.push((list[runs - 1] * share * (runs - 1 + size)) / runs);
    return list;
  };
  /** Probability that a beats b by at least `margin`, ties left out. */
  const beats = (a, b, margin) => {
    let sum = 0;
    let below = 0;
    for (let runs = margin; runs <= most; runs++) {
      below += b[runs - margin];
      sum += a[runs] * below;
    }
    return sum;
  };
  const winShare = (a, b) => {
    const win = beats(a, b, 1);
    return win / (win + beats(b, a, 1));
  };
  /** Where half of the mass of a number of runs counts as below it: intervals then cover their share on average. */
  const interval = (list) => {
    let below = 0;
    let low = 0;
    let high = 0;
    list.forEach((mass, runs) => {
      const middle = below + mass / 2;
      if (middle < 0.1) low = runs + 1;
      if (middle <= 0.9) high = runs;
      below += mass;
    });
    return { low: Math.min(low, high), high };
  };
  const least = 0.5;
  let lower = -(home - least);
  let upper = away - least;
  if (!(Math.min(home, away) > least)) throw new Error(`expected runs must be above ${least}`);
  for (let step = 0; step < 50; step++) {
    const middle = (lower + upper) / 2;
    if (winShare(masses(home + middle), masses(away - middle)) < probability) lower = middle;
    else upper = middle;
  }
  const shift = (lower + upper) / 2;
  const homeMasses = masses(home + shift);
  const awayMasses = masses(away - shift);
  const total = Array.from({ length: most + 1 }, (_, runs) => {
    let sum = 0;
    for (let ofHome = 0; ofHome <= runs; ofHome++)
      sum += homeMasses[ofHome] * awayMasses[runs - ofHome];
    return sum;
  });
  const over = (line) => 1 - total.slice(0, Math.ceil(line)).reduce((sum, mass) => sum + mass, 0);
  return {
    home_runs: home + shift,
    away_runs: away - shift,
    home_interval: interval(homeMasses),
    away_interval: interval(awayMasses),
    total_interval: interval(total),
    over: [6.5, 7.5, 8.5, 9.5, 10.5, 11.5].map((line) => ({ line, probability: over(line) })),
    home_by_two_probability: beats(homeMasses, awayMasses, 2),
    away_by_two_probability: beats(awayMasses, homeMasses, 2),
  };
}

const interval = 'STRUCT<low FLOAT64, high FLOAT64>';

/**
 * SQL that creates `score_distribution(home, away, probability)`: `scoreDistribution` as a function of SQL.
 * @param {string} [lasting] backquoted full name of one that stays; a temporary one unless given
 */
function createFunction(lasting) {
  const head = lasting
    ? `CREATE OR REPLACE FUNCTION ${lasting}`
    : 'CREATE TEMP FUNCTION score_distribution';
  return `${head}(home FLOAT64, away FLOAT64, probability FLOAT64)
RETURNS STRUCT<
  home_runs FLOAT64, away_runs FLOAT64, home_interval ${interval}, away_interval ${interval},
  total_interval ${interval}, \`over\` ARRAY<STRUCT<line FLOAT64, probability FLOAT64>>,
  home_by_two_probability FLOAT64, away_by_two_probability FLOAT64
>
LANGUAGE js AS r"""
${scoreDistribution.toString()}
return scoreDistribution(home, away, probability, ${measuredSize});
"""`;
}

/** Columns of a forecast score: name -> SQL, of a `score` as score_distribution gives it. */
const columns = {
  predicted_home_runs: 'score.home_runs',
  predicted_home_runs_low: 'CAST(score.home_interval.low AS INT64)',
  predicted_home_runs_high: 'CAST(score.home_interval.high AS INT64)',
  predicted_away_runs: 'score.away_runs',
  predicted_away_runs_low: 'CAST(score.away_interval.low AS INT64)',
  predicted_away_runs_high: 'CAST(score.away_interval.high AS INT64)',
  predicted_total_runs: 'score.home_runs + score.away_runs',
  predicted_total_runs_low: 'CAST(score.total_interval.low AS INT64)',
  predicted_total_runs_high: 'CAST(score.total_interval.high AS INT64)',
  total_runs_lines: `ARRAY(
      SELECT AS STRUCT total.line, total.probability AS over_probability
      FROM UNNEST(score.\`over\`) AS total
      ORDER BY total.line
    )`,
  home_run_line_probability: 'score.home_by_two_probability',
  away_run_line_probability: 'score.away_by_two_probability',
};

module.exports = { size: measuredSize, scoreDistribution, createFunction, columns };
