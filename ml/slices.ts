import { outcomeOf, type Judged } from './comparison.ts';
import { grouped, score } from './metrics.ts';
import type { RoleMetrics } from './versions.ts';

/** Parts that later games fall into, with the part of a game: by season, month, size of the favourite, data grade and team. */
export const slices: readonly [string, (game: Judged) => readonly string[]][] = [
  ['season', ({ date }) => [date.slice(0, 4)]],
  ['month', ({ date }) => [date.slice(0, 7)]],
  [
    'favourite',
    ({ forecast }) => {
      const edge = Math.abs(forecast - 0.5);
      return [edge < 0.05 ? 'under 55 %' : edge < 0.1 ? '55-60 %' : '60 % and more'];
    },
  ],
  ['grade', ({ grade }) => [grade ?? 'none']],
  ['team', ({ homeTeam, awayTeam }) => [String(homeTeam), String(awayTeam)]],
];

export interface SliceRow {
  slice: string;
  part: string;
  games: number;
  log_loss: number;
  accuracy: number;
}

/** Log loss and accuracy of probabilities by slice. */
export function sliceRows(forecasts: readonly Judged[]): SliceRow[] {
  return slices.flatMap(([slice, partsOf]) => {
    const inParts = forecasts.flatMap((game) => partsOf(game).map((part) => ({ part, game })));
    return [...grouped(inParts, ({ part }) => part)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([part, members]) => {
        const { log_loss, accuracy } = score(members.map(({ game }) => outcomeOf(game)));
        return { slice, part, games: members.length, log_loss, accuracy };
      });
  });
}

/** A number with so many digits; a dash for none. */
export const fixed = (value: number | null | undefined, digits: number): string =>
  value === null || value === undefined ? '-' : value.toFixed(digits);

export const metricHeader = ['games', 'log loss', 'Brier', 'accuracy', 'calibration slope', 'RMSE'];

/** Metrics of a model as texts, in the order of `metricHeader`. */
export const metricCells = (metrics: RoleMetrics): string[] => [
  metrics.games.toLocaleString('en-US'),
  fixed(metrics.log_loss, 4),
  fixed(metrics.brier, 4),
  fixed(metrics.accuracy, 3),
  fixed(metrics.calibration_slope, 2),
  fixed(metrics.rmse, 3),
];
