import * as Plot from '@observablehq/plot';
import { html, type Html } from './html.ts';
import { figureTable, plotFigure } from './plot.ts';
import type { CalibrationBucket } from './record-data.ts';
import { count, percent, plural } from './words.ts';

/** Buckets with fewer games do not stretch the axes. */
const fewestGames = 20;

/** How often the home team won, by what was forecast. */
export function calibration(buckets: readonly CalibrationBucket[]): Html {
  const off = buckets.filter(
    (bucket) => Math.abs(bucket.home_win_rate - bucket.mean_forecast) > 2 * bucket.standard_error,
  );
  const ends = buckets.flatMap(({ games, mean_forecast, home_win_rate }) =>
    games < fewestGames ? [mean_forecast] : [mean_forecast, home_win_rate],
  );
  const domain: [number, number] = [
    Math.max(0, Math.floor(10 * Math.min(0.4, ...ends)) / 10),
    Math.min(1, Math.ceil(10 * Math.max(0.6, ...ends)) / 10),
  ];
  const clamped = (rate: number): number => Math.min(domain[1], Math.max(domain[0], rate));
  return plotFigure({
    title: 'How often the home team won, by what was forecast',
    says: `${plural(buckets.length, 'bucket')} of forecasts, five points wide: in ${off.length} of them home teams won more or less often than forecast by over two standard errors.`,
    caption: 'Along the bottom, the number of games. The diagonal is perfect calibration.',
    draw: (width) => ({
      width: Math.min(width, 620),
      height: Math.min(width, 620) * 0.85,
      marginLeft: 44,
      marginBottom: 44,
      x: {
        domain,
        label: 'Forecast',
        labelAnchor: 'center',
        labelArrow: 'none',
        tickFormat: '.0%',
        ticks: 6,
        grid: true,
      },
      y: { domain, label: null, tickFormat: '.0%', ticks: 6, grid: true },
      r: { domain: [0, Math.max(...buckets.map(({ games }) => games))], range: [0, 11] },
      marks: [
        Plot.line(
          domain.map((end) => [end, end]),
          { stroke: 'currentColor', strokeDasharray: '2 4' },
        ),
        Plot.ruleX(buckets, {
          x: 'mean_forecast',
          y1: (bucket: CalibrationBucket) =>
            clamped(bucket.home_win_rate - 2 * bucket.standard_error),
          y2: (bucket: CalibrationBucket) =>
            clamped(bucket.home_win_rate + 2 * bucket.standard_error),
          stroke: 'var(--home)',
          strokeOpacity: 0.55,
        }),
        Plot.dot(buckets, {
          x: 'mean_forecast',
          y: (bucket: CalibrationBucket) => clamped(bucket.home_win_rate),
          r: 'games',
          fill: 'var(--home)',
        }),
        Plot.text(buckets, {
          x: 'mean_forecast',
          text: (bucket: CalibrationBucket) => count(bucket.games),
          frameAnchor: 'bottom',
          rotate: -90,
          dx: 10,
          dy: -4,
          textAnchor: 'start',
          fontSize: 11,
        }),
      ],
    }),
    table: figureTable(
      'Forecast and result by bucket of the home team’s probability',
      [
        ['Forecast'],
        ['Games', 'number'],
        ['Mean forecast', 'number'],
        ['Home teams won', 'number'],
        ['Standard error', 'number'],
        ['Verdict'],
      ],
      buckets.map((bucket) => [
        `${Math.round(100 * bucket.bucket)}–${Math.round(100 * bucket.bucket) + 5}%`,
        count(bucket.games),
        percent(bucket.mean_forecast, 1),
        percent(bucket.home_win_rate, 1),
        percent(bucket.standard_error, 1),
        off.includes(bucket) ? html`<span class="bad">off</span>` : 'as expected',
      ]),
    ),
  });
}
