import * as Plot from '@observablehq/plot';
import type { Html } from './html.ts';
import { figureTable, plotFigure } from './plot.ts';
import type { DaySums } from './record-data.ts';
import { instant, total } from './record-scores.ts';
import { count, percent, plural, shortDate } from './words.ts';

const shownDays = 120;

/** Share of favourites that won over the seven days that end with each date. */
export function rollingAccuracy(days: readonly DaySums[]): Html {
  const weeks = days.slice(-shownDays).map((day) => {
    const from = instant(day.game_date).getTime() - 6 * 86_400_000;
    const week = days.filter(
      ({ game_date }) => game_date <= day.game_date && instant(game_date).getTime() >= from,
    );
    const { accuracy, games } = total(week);
    return { at: instant(day.game_date), date: day.game_date, accuracy, games };
  });
  const usual = total(days).accuracy;
  const spread = Math.sqrt(usual * (1 - usual));
  const last = weeks.at(-1);
  const below = weeks.filter(({ accuracy }) => accuracy < 0.5).length;
  return plotFigure({
    title: 'Favourites that won, over seven days',
    says: `Share of favourites that won over the last seven days, by day: ${percent(last?.accuracy ?? 0, 1)} at the end; under one half on ${below} of ${plural(weeks.length, 'day')}.`,
    caption: `The band is where nineteen weeks in twenty would be if the forecasts were always as good as over all these games (${percent(usual, 1)}).`,
    draw: (width) => ({
      height: width < 500 ? 220 : 260,
      marginLeft: 48,
      marginRight: 20,
      x: { type: 'utc', label: null, ticks: width < 500 ? 4 : 9 },
      y: { label: null, grid: true, tickFormat: '.0%', nice: true, ticks: 6 },
      marks: [
        Plot.areaY(weeks, {
          x: 'at',
          y1: ({ games }: { games: number }) => usual - (1.96 * spread) / Math.sqrt(games),
          y2: ({ games }: { games: number }) => usual + (1.96 * spread) / Math.sqrt(games),
          fill: 'var(--quiet)',
          fillOpacity: 0.18,
        }),
        Plot.ruleY([0.5], { stroke: 'currentColor', strokeDasharray: '2 4' }),
        Plot.lineY(weeks, { x: 'at', y: 'accuracy', stroke: 'var(--home)', strokeWidth: 2 }),
      ],
    }),
    table: figureTable(
      'Favourites that won over the seven days to each day, the newest first',
      [['Day'], ['Games', 'number'], ['Favourites won', 'number']],
      weeks
        .toReversed()
        .map((week) => [shortDate(week.date), count(week.games), percent(week.accuracy, 1)]),
    ),
  });
}
