/** One forecast and what happened. */
export interface Outcome {
  /** Forecast probability of a home win, strictly between 0 and 1. */
  probability: number;
  homeWon: boolean;
}

export interface Metrics {
  games: number;
  /** Share of games whose favourite won. */
  accuracy: number;
  /** Mean squared difference of forecast and outcome (Brier 1950). */
  brier: number;
  /** Mean negative log likelihood, in nats. */
  log_loss: number;
  /** Slope and intercept of the logistic regression of the outcome on the forecast's log-odds (Cox 1958): 1 and 0 are ideal. */
  calibration_slope: number | null;
  calibration_intercept: number | null;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function clamp(probability: number): number {
  return Math.min(1 - 1e-12, Math.max(1e-12, probability));
}

export function logLoss({ probability, homeWon }: Outcome): number {
  return -Math.log(homeWon ? clamp(probability) : 1 - clamp(probability));
}

/**
 * Calibration line by Newton's method.
 * @returns null when it is not determined: one outcome only, or constant forecasts.
 */
export function calibration(
  outcomes: readonly Outcome[],
): { slope: number; intercept: number } | null {
  let intercept = 0;
  let slope = 1;
  const points = outcomes.map(({ probability, homeWon }) => {
    const p = clamp(probability);
    return { x: Math.log(p / (1 - p)), y: homeWon ? 1 : 0 };
  });
  for (let iteration = 0; iteration < 100; iteration++) {
    let g0 = 0;
    let g1 = 0;
    let h00 = 0;
    let h01 = 0;
    let h11 = 0;
    for (const { x, y } of points) {
      const p = 1 / (1 + Math.exp(-(intercept + slope * x)));
      const v = p * (1 - p);
      g0 += y - p;
      g1 += (y - p) * x;
      h00 += v;
      h01 += v * x;
      h11 += v * x * x;
    }
    const determinant = h00 * h11 - h01 * h01;
    if (!(determinant > 1e-9)) return null;
    const step0 = (h11 * g0 - h01 * g1) / determinant;
    const step1 = (h00 * g1 - h01 * g0) / determinant;
    intercept += step0;
    slope += step1;
    if (!Number.isFinite(intercept + slope)) return null;
    if (Math.abs(step0) + Math.abs(step1) < 1e-10) return { slope, intercept };
  }
  return null;
}

/** Scores forecasts; needs at least one. */
export function score(outcomes: readonly Outcome[]): Metrics {
  const line = calibration(outcomes);
  return {
    games: outcomes.length,
    accuracy: mean(
      outcomes.map(({ probability, homeWon }) => (probability > 0.5 === homeWon ? 1 : 0)),
    ),
    brier: mean(outcomes.map(({ probability, homeWon }) => (probability - (homeWon ? 1 : 0)) ** 2)),
    log_loss: mean(outcomes.map(logLoss)),
    calibration_slope: line?.slope ?? null,
    calibration_intercept: line?.intercept ?? null,
  };
}

/** Mean log-loss difference of two forecasts of the same games (a less b) and its standard error. */
export function pairedDifference(
  a: readonly Outcome[],
  b: readonly Outcome[],
): { difference: number; standard_error: number } {
  const differences = a.map((outcome, i) => {
    const other = b[i];
    if (other === undefined) throw new RangeError('paired forecasts differ in length');
    return logLoss(outcome) - logLoss(other);
  });
  const centre = mean(differences);
  const variance =
    differences.reduce((sum, value) => sum + (value - centre) ** 2, 0) /
    Math.max(1, differences.length - 1);
  return { difference: centre, standard_error: Math.sqrt(variance / differences.length) };
}

/** Items by a key of theirs, in the order they come. */
export function grouped<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Forecasts of about the same probability, and how often the home team won. */
export interface CalibrationBin {
  /** Lower and upper limit of the forecast. */
  from: number;
  to: number;
  games: number;
  forecast: number;
  observed: number;
  /** Standard error of the share observed, were the forecasts right. */
  standard_error: number;
}

/** Calibration table: forecasts in steps of five hundredths, empty steps left out. */
export function calibrationTable(outcomes: readonly Outcome[]): CalibrationBin[] {
  const steps = 20;
  const bins = grouped(outcomes, ({ probability }) =>
    Math.min(steps - 1, Math.floor(probability * steps)),
  );
  return [...bins.entries()]
    .sort(([a], [b]) => a - b)
    .map(([step, members]) => ({
      from: step / steps,
      to: (step + 1) / steps,
      games: members.length,
      forecast: mean(members.map(({ probability }) => probability)),
      observed: mean(members.map(({ homeWon }) => (homeWon ? 1 : 0))),
      standard_error:
        Math.sqrt(
          members.reduce((sum, { probability }) => sum + probability * (1 - probability), 0),
        ) / members.length,
    }));
}
