import * as Plot from '@observablehq/plot';
import type { ModelVersion } from '../schemas.ts';
import { page } from './frame.ts';
import { empty, html, type Html } from './html.ts';
import { figureTable, plotFigure } from './plot.ts';
import type { CalibrationBucket, Challenge, DaySums, Source, TrackRecord } from './record-data.ts';
import {
  count,
  decimal,
  longDate,
  monthName,
  percent,
  plural,
  shortDate,
  signed,
} from './words.ts';

const coin = Math.LN2;

const sourceWords: Readonly<Record<Source, string>> = {
  live: 'live forecasts',
  replay: 'replayed past seasons',
  sim: 'the simulated league',
};

/** The page of how forecasts did. */
export function recordPage(
  record: TrackRecord,
  facts: {
    versions: readonly ModelVersion[];
    /** Whether the newest forecasts are of the simulated league. */
    simulated: boolean;
    notice: Html | undefined;
  },
): string {
  const { versions, simulated, notice } = facts;
  const { source, days } = record;
  return page(
    {
      title: 'Track record',
      description: 'How good the published forecasts were, beside simple ones, good or bad.',
      current: 'record',
      simulated: source === undefined ? simulated : source === 'sim',
      notice,
    },
    html`<div class="title">
        <p class="over">Track record</p>
        <h1>How good the forecasts are</h1>
        ${
          source !== undefined &&
          html`<p class="lead">
            ${count(total(days).games)} decided games of ${sourceWords[source]},
            ${longDate(days[0]?.game_date ?? '')} to ${longDate(days.at(-1)?.game_date ?? '')}. Each
            counts with the last forecast published before its first pitch, from a ledger in which
            nothing can be changed afterwards.
          </p>`
        }
      </div>
      ${sourceChoice(record)} ${source === undefined ? nothingYet(versions) : scored(record)}
      ${versionsSection(versions, record.challenges)}`,
  );
}

function sourceChoice({ sources, source }: TrackRecord): Html {
  if (sources.length < 2) return empty;
  return html`<nav aria-label="Whose forecasts" class="choice">
    ${sources.map(
      (each) =>
        html`<a href="/record?source=${each}" ${each === source && html` aria-current="true"`}
          >${sourceWords[each]}</a
        >`,
    )}
  </nav>`;
}

function nothingYet(versions: readonly ModelVersion[]): Html {
  const champion = versions.find(({ is_champion }) => is_champion);
  return html`<section class="nothing">
    <h2>No published forecast has met its result yet</h2>
    <p>
      A forecast counts once its game is decided, and only if it was published before the first
      pitch.
    </p>
    ${
      champion?.holdout_games != null &&
      html`<p>
        What is known meanwhile: version ${champion.model_version} was judged on
        ${plural(champion.holdout_games, 'game')} that it had not seen in training, with a log loss
        of ${decimal(champion.holdout_log_loss ?? NaN, 4)} where a coin gets ${decimal(coin, 4)}.
      </p>`
    }
  </section>`;
}

function scored({ days, buckets }: TrackRecord): Html {
  return html`${headline(days)}
    <section class="beside">
      <div>
        <h2>Beside simple forecasts</h2>
        <p>
          Log loss and the Brier score punish a forecast by how far it was from what happened: lower
          is better. Elo knows only who won before; the home rate says the same of every game.
        </p>
        <p>No betting odds are loaded, so the market’s forecast is not shown.</p>
      </div>
      <div>${byMonth(days)} ${byDay(days)}</div>
    </section>
    <section class="beside">
      <div>
        <h2>Calibration</h2>
        <p>
          Of the games forecast at 60%, six in ten should be won. A point off the diagonal by more
          than its bar (two standard errors) is more than luck.
        </p>
      </div>
      <div>${calibration(buckets)}</div>
    </section>
    <section class="beside">
      <div>
        <h2>Favourites</h2>
        <p>
          How often the team above one half won. It is the figure that everybody asks for, and the
          one that says least: a forecast of 51% counts like one of 80%.
        </p>
      </div>
      <div>${rollingAccuracy(days)}</div>
    </section>`;
}

/** Means over games, with how much of a difference is luck. */
interface Scores {
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

function total(days: readonly DaySums[]): Scores {
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

function headline(days: readonly DaySums[]): Html {
  const all = total(days);
  const figure = (name: string, value: string, says: Html | string): Html =>
    html`<div>
      <dt>${name}</dt>
      <dd>
        <b>${value}</b>
        <span>${says}</span>
      </dd>
    </div>`;
  return html`<dl class="figures">
    ${figure('Log loss', decimal(all.logLoss, 4), `A coin gets ${decimal(coin, 4)}`)}
    ${all.elo && figure('Gain on Elo', signed(all.elo.gain, 4), luck(all.elo))}
    ${all.homeRate && figure('Gain on the home rate', signed(all.homeRate.gain, 4), luck(all.homeRate))}
    ${figure('Brier score', decimal(all.brier, 4), 'A coin gets 0.2500')}
    ${figure('Favourites that won', percent(all.accuracy, 1), plural(all.games, 'game'))}
  </dl>`;
}

/** Whether a gain is more than chance gives, in words. */
function luck({ gain, gainError }: Pick<Baseline, 'gain' | 'gainError'>): Html {
  if (!Number.isFinite(gainError)) return html`Too few games to tell`;
  const range = `± ${decimal(2 * gainError, 4)}`;
  if (Math.abs(gain) <= 2 * gainError) return html`${range}: may be luck`;
  return gain > 0
    ? html`<span class="good">${range}: better</span>`
    : html`<span class="bad">${range}: worse</span>`;
}

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

const instant = (date: string): Date => new Date(`${date}T00:00:00Z`);

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

function groupBy(days: readonly DaySums[], key: (day: DaySums) => string): [string, DaySums[]][] {
  const groups = new Map<string, DaySums[]>();
  for (const day of days) groups.set(key(day), [...(groups.get(key(day)) ?? []), day]);
  return [...groups];
}

function byMonth(days: readonly DaySums[]): Html {
  const months = groupBy(days, ({ game_date }) => game_date.slice(0, 7)).map(([month, of]) => ({
    month: `${month}-01`,
    scores: total(of),
  }));
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

function byDay(days: readonly DaySums[]): Html {
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

/** Buckets with fewer games do not stretch the axes. */
const fewestGames = 20;

function calibration(buckets: readonly CalibrationBucket[]): Html {
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

/** Share of favourites that won over the seven days that end with each date. */
function rollingAccuracy(days: readonly DaySums[]): Html {
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

/** Champion against challengers: every version that there was, as it was judged. */
function versionsSection(
  versions: readonly ModelVersion[],
  challenges: readonly Challenge[],
): Html {
  if (versions.length === 0) return empty;
  return html`<section>
    <h2>Champion and challengers</h2>
    <p>
      A new version is judged on games that neither it nor the champion has seen, and takes over
      only if it is better there. One that is neither better nor worse yet forecasts beside the
      champion until it is. The refused ones are listed too.
    </p>
    ${challengesTable(challenges)}
    ${figureTable(
      'Versions of the model of winners, the newest first',
      [
        ['Version'],
        ['Fate'],
        ['Learned through'],
        ['Judged on', 'number'],
        ['Log loss', 'number'],
        ['Brier score', 'number'],
        ['Accuracy', 'number'],
        ['Calibration slope', 'number'],
      ],
      versions.map((version) => [
        version.model_version,
        version.is_champion ? html`<b>${version.status}</b>` : version.status,
        shortDate(version.training_through),
        version.holdout_games === null ? '–' : plural(version.holdout_games, 'game'),
        score(version.holdout_log_loss, 4),
        score(version.holdout_brier, 4),
        version.holdout_accuracy === null ? '–' : percent(version.holdout_accuracy, 1),
        score(version.holdout_calibration_slope, 2),
      ]),
    )}
  </section>`;
}

function score(value: number | null, digits: number): string {
  return value === null ? '–' : decimal(value, digits);
}

/** Challengers beside the champion on the same decided games. */
function challengesTable(challenges: readonly Challenge[]): Html {
  if (challenges.length === 0) return empty;
  return figureTable(
    'Forecast beside the champion, on the same decided games',
    [
      ['Challenger'],
      ['Champion'],
      ['Games', 'number'],
      ['Log loss', 'number'],
      ['Champion’s', 'number'],
      ['Gain', 'number'],
      ['Verdict'],
    ],
    challenges.map((challenge) => [
      challenge.challenger_version,
      challenge.champion_version,
      count(challenge.games),
      decimal(challenge.challenger_log_loss, 4),
      decimal(challenge.champion_log_loss, 4),
      signed(challenge.gain, 4),
      luck({ gain: challenge.gain, gainError: challenge.gain_standard_error ?? NaN }),
    ]),
  );
}
