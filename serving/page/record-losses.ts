import * as Plot from '@observablehq/plot';
import { groupBy } from '../group-by.ts';
import { html, type Html } from './html.ts';
import { figureTable, plotFigure } from './plot.ts';
import type { DaySums } from './record-data.ts';
import { coin, instant, total, type Scores } from './record-scores.ts';
import { count, decimal, monthName, percent, plural, shortDate } from './words.ts';

const lines = [
  ['Forecasts', 'model'],
  ['Elo', 'elo'],
  ['Home rate', 'home-rate'],
] as const;
type Line = (typeof lines)[number][0];

interface LinePoint {
  at: Date;
  name: Line;
  logLoss: number;
  error?: number;
}

function pointsOf(at: Date, scores: Scores): LinePoint[] {
  return [
    { at, name: 'Forecasts', logLoss: scores.logLoss, error: scores.logLossError },
    ...(scores.elo ? [{ at, name: 'Elo' as const, logLoss: scores.elo.logLoss }] : []),
    ...(scores.homeRate
      ? [{ at, name: 'Home rate' as const, logLoss: scores.homeRate.logLoss }]
      : []),
  ];
}

const color = {
  domain: lines.map(([name]) => name),
  range: ['var(--home)', 'var(--away)', 'var(--quiet)'],
};

function scoreRow(name: Html | string, scores: Scores): (Html | string)[] {
  const { elo, homeRate } = scores;
  const figure = (value: number | undefined): string =>
    value === undefined ? '–' : decimal(value, 4);
  return [
    name,
    count(scores.games),
    decimal(scores.logLoss, 4),
    figure(elo?.logLoss),
    figure(homeRate?.logLoss),
    decimal(scores.brier, 4),
    figure(elo?.brier),
    figure(homeRate?.brier),
    percent(scores.accuracy),
  ];
}

const scoreColumns = [
  ['Games', 'number'],
  ['Log loss', 'number'],
  ['Elo', 'number'],
  ['Home rate', 'number'],
  ['Brier score', 'number'],
  ['Elo', 'number'],
  ['Home rate', 'number'],
  ['Favourites won', 'number'],
] as const;

/** Log loss by month beside simple forecasts. */
export function byMonth(days: readonly DaySums[]): Html {
  const months = [...groupBy(days, ({ game_date }) => game_date.slice(0, 7))].map(
    ([month, of]) => ({
      month: `${month}-01`,
      scores: total(of),
    }),
  );
  const points = months.flatMap(({ month, scores }) => pointsOf(instant(month), scores));
  const best = months.filter(({ scores }) => scores.elo && scores.elo.gain > 0).length;
  return plotFigure({
    title: 'Log loss by month',
    says: `Log loss by month of the forecasts, Elo and the home rate. The forecasts were better than Elo in ${best} of ${plural(months.length, 'month')}.`,
    caption: html`${legend()} The bars are two standard errors of the forecasts.`,
    draw: (width) => ({
      height: width < 500 ? 240 : 300,
      marginLeft: 48,
      marginRight: 20,
      x: {
        type: 'utc',
        label: null,
        ticks: Math.min(months.length, width < 500 ? 4 : 9),
        inset: 14,
      },
      y: { label: null, grid: true, nice: true, tickFormat: '.3f', ticks: 6 },
      color,
      marks: [
        Plot.ruleY([coin], { stroke: 'currentColor', strokeDasharray: '2 4' }),
        Plot.text([{ y: coin }], {
          y: 'y',
          text: () => 'a coin',
          frameAnchor: 'right',
          dy: -7,
          textAnchor: 'end',
        }),
        Plot.ruleX(
          points.filter((point) => Number.isFinite(point.error)),
          {
            x: 'at',
            y1: (point: LinePoint) => point.logLoss - 2 * (point.error ?? 0),
            y2: (point: LinePoint) => point.logLoss + 2 * (point.error ?? 0),
            stroke: 'name',
            strokeOpacity: 0.6,
          },
        ),
        Plot.lineY(points, { x: 'at', y: 'logLoss', stroke: 'name', strokeWidth: 2 }),
        Plot.dot(points, { x: 'at', y: 'logLoss', fill: 'name', r: 3.5 }),
      ],
    }),
    table: figureTable(
      'Scores by month, the newest first',
      [['Month'], ...scoreColumns],
      months.toReversed().map(({ month, scores }) => scoreRow(monthName(month), scores)),
    ),
  });
}

function legend(): Html {
  return html`<span class="legend"
    >${lines.map(([name, kind]) => html`<span><i class="${kind}"></i>${name}</span> `)}</span
  >`;
}

const shownDays = 120;

/** Log loss by day, and over the 30 days to it, beside simple forecasts. */
export function byDay(days: readonly DaySums[]): Html {
  const shown = days.slice(-shownDays);
  const daily = shown.map((day) => ({ at: instant(day.game_date), ...total([day]) }));
  const rolling = shown.flatMap((day) => {
    const from = instant(day.game_date).getTime() - 29 * 86_400_000;
    const month = days.filter(
      ({ game_date }) => game_date <= day.game_date && instant(game_date).getTime() >= from,
    );
    return pointsOf(instant(day.game_date), total(month));
  });
  const better = daily.filter(({ elo }) => elo !== undefined && elo.gain > 0).length;
  return plotFigure({
    title: 'Log loss by day, and over the 30 days to it',
    says: `Log loss of the last ${plural(shown.length, 'day')} with games. The forecasts were better than Elo on ${better} of them.`,
    caption: html`${legend()} A dot is a day; lines are means over 30 days.`,
    draw: (width) => ({
      height: width < 500 ? 240 : 300,
      marginLeft: 48,
      marginRight: 20,
      x: { type: 'utc', label: null, ticks: width < 500 ? 4 : 9 },
      y: { label: null, grid: true, nice: true, tickFormat: '.2f', ticks: 6 },
      color,
      marks: [
        Plot.ruleY([coin], { stroke: 'currentColor', strokeDasharray: '2 4' }),
        Plot.dot(daily, { x: 'at', y: 'logLoss', fill: 'var(--home)', fillOpacity: 0.45, r: 2.5 }),
        Plot.lineY(rolling, { x: 'at', y: 'logLoss', stroke: 'name', strokeWidth: 2 }),
      ],
    }),
    table: figureTable(
      `Scores of the last ${plural(shown.length, 'day')} with games, the newest first`,
      [['Day'], ...scoreColumns],
      shown.toReversed().map((day) => scoreRow(shortDate(day.game_date), total([day]))),
    ),
  });
}
