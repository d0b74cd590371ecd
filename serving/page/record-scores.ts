import { html, type Html } from './html.ts';
import type { DaySums } from './record-data.ts';
import { decimal } from './words.ts';

/** The log loss of a coin. */
export const coin = Math.LN2;

/** The moment a date begins at, where time is drawn. */
export const instant = (date: string): Date => new Date(`${date}T00:00:00Z`);

/** Means over games, with how much of a difference is luck. */
export interface Scores {
  games: number;
  accuracy: number;
  logLoss: number;
  logLossError: number;
  brier: number;
  elo: Baseline | undefined;
  homeRate: Baseline | undefined;
}

interface Baseline {
  logLoss: number;
  brier: number;
  /** How much less log loss the forecasts have, on the same games; above zero they are better. */
  gain: number;
  gainError: number;
}

export function total(days: readonly DaySums[]): Scores {
  const sum = (of: (day: DaySums) => number | null): number =>
    days.reduce((all, day) => all + (of(day) ?? 0), 0);
  const games = sum((day) => day.games);
  const baseline = (name: 'elo' | 'home_rate'): Baseline | undefined => {
    const compared = sum((day) => day[`${name}_games`]);
    if (compared === 0) return undefined;
    const gain = sum((day) => day[`${name}_gain`]);
    return {
      logLoss: sum((day) => day[`${name}_log_loss`]) / compared,
      brier: sum((day) => day[`${name}_brier`]) / compared,
      gain: gain / compared,
      gainError: standardError(
        compared,
        gain,
        sum((day) => day[`${name}_gain_squares`]),
      ),
    };
  };
  const logLoss = sum((day) => day.log_loss);
  return {
    games,
    accuracy: sum((day) => day.favourites_won) / games,
    logLoss: logLoss / games,
    logLossError: standardError(
      games,
      logLoss,
      sum((day) => day.log_loss_squares),
    ),
    brier: sum((day) => day.brier) / games,
    elo: baseline('elo'),
    homeRate: baseline('home_rate'),
  };
}

/** Of the mean of so many values, by their sum and the sum of their squares. */
function standardError(values: number, sum: number, squares: number): number {
  if (values < 2) return NaN;
  return Math.sqrt(Math.max(0, squares - (sum * sum) / values) / (values - 1) / values);
}

/** Whether a gain is more than chance gives, in words. */
export function luck({ gain, gainError }: Pick<Baseline, 'gain' | 'gainError'>): Html {
  if (!Number.isFinite(gainError)) return html`Too few games to tell`;
  const range = `± ${decimal(2 * gainError, 4)}`;
  if (Math.abs(gain) <= 2 * gainError) return html`${range}: may be luck`;
  return gain > 0
    ? html`<span class="good">${range}: better</span>`
    : html`<span class="bad">${range}: worse</span>`;
}
