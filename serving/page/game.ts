import * as Plot from '@observablehq/plot';
import { groupBy } from '../group-by.ts';
import type { PlayerForecast } from '../player-forecasts.ts';
import type { GameExplanation, GamePrediction } from '../schemas.ts';
import { contributionBar } from './bars.ts';
import { page } from './frame.ts';
import {
  chancesBar,
  forecastTable,
  gradeBadge,
  matchup,
  outcomeWords,
  reasonList,
  shortName,
  starterOf,
  teamName,
  when,
} from './game-card.ts';
import { empty, html, type Html } from './html.ts';
import { figureTable, plotFigure } from './plot.ts';
import type { Trace } from './trace-data.ts';
import { count, decimal, longDate, moment, percent, plural, shortDate, signed } from './words.ts';

export interface GamePage {
  game: GamePrediction;
  explanation: GameExplanation;
  /** Of both starters. */
  starters: readonly PlayerForecast[];
  /** Undefined when it cannot be read. */
  trace: Trace | undefined;
}

/** The page of a game: its forecast, and the way from the probability down to what was received. */
export function gamePage(shown: GamePage, notice: Html | undefined): string {
  const { game } = shown;
  const away = teamName(game, 'away');
  const home = teamName(game, 'home');
  return page(
    {
      title: `${matchup(game)}, ${shortDate(game.game_date)}`,
      description: `Forecast of ${away} at ${home} on ${longDate(game.game_date)}, and where it comes from.`,
      current: 'games',
      simulated: game.simulated,
      notice,
    },
    html`<div class="title">
        <p class="over">
          <a href="/day/${game.game_date}">${longDate(game.game_date)}</a>
        </p>
        <h1>${away} at ${home}</h1>
        <p class="lead">
          ${when(game)}${game.game_number > 1 && `, game ${game.game_number} of the day`}.
          ${outcomeWords(game)}
        </p>
      </div>
      <div class="pair">
        <section aria-label="Forecast">
          ${forecastTable(game)} ${chancesBar(game)}
          <p class="small">${gradeBadge(game)}</p>
        </section>
        <section aria-label="Score">${scoreFigures(game)}</section>
      </div>
      ${trace(shown)}`,
  );
}

/** How the runs may fall. */
function scoreFigures(game: GamePrediction): Html {
  const { distribution } = game.predictions;
  if (distribution === null) {
    return html`<p class="muted">This forecast was stored before distributions of scores were.</p>`;
  }
  const { total_runs: total, by_two_or_more: margin } = distribution;
  return html`<dl class="facts">
    <div>
      <dt>Runs of both</dt>
      <dd>
        ${decimal(total.expected, 1)}
        <span class="range">80%: ${total.low}–${total.high}</span>
      </dd>
    </div>
    <div>
      <dt>${shortName(game, 'away')} by two or more</dt>
      <dd>${percent(margin.away)}</dd>
    </div>
    <div>
      <dt>${shortName(game, 'home')} by two or more</dt>
      <dd>${percent(margin.home)}</dd>
    </div>
    ${total.lines.map(
      ({ line, over_probability }) =>
        html`<div>
          <dt>More than ${line} runs</dt>
          <dd>${percent(over_probability)}</dd>
        </div>`,
    )}
  </dl>`;
}

function step(place: number, title: string, says: Html | string, body: Html): Html {
  return html`<section class="beside">
    <div>
      <p class="over">Step ${place}</p>
      <h2>${title}</h2>
      <p>${says}</p>
    </div>
    <div>${body}</div>
  </section>`;
}

function trace(shown: GamePage): Html {
  const { game, explanation } = shown;
  return html`<h2 class="trace">Where it comes from</h2>
    <p>From the probability down to what was received, each step from the one below it.</p>
    ${step(
      1,
      'The reasons',
      `The model starts at a game of two average teams, half and half, and each reason moves it. Together they give ${percent(game.predictions.home_win_probability, 1)} for ${shortName(game, 'home')}, or log-odds of ${decimal(explanation.home_win_log_odds, 3)}.`,
      html`${game.reasons.length > 0 && waterfall(game)}
      ${reasonList(game.reasons, pointsScale(game))}`,
    )}
    ${step(
      2,
      'The features',
      'Every number that the model read of this game, and how far it moved the forecast. Unknown ones stand at the mean of training and move nothing.',
      featureTable(shown),
    )}
    ${step(
      3,
      'The model and the seal',
      'Which version made it, from what it learned, and when it was published. A forecast counts only if it was published before the first pitch.',
      model(shown),
    )}
    ${step(
      4,
      'The tables',
      'Where the features are made. Each row uses only games finished before the date.',
      tables(shown),
    )}
    ${step(
      5,
      'The responses',
      'What was received, from where and when: the schedule with this game, and the last box scores of both teams.',
      responses(shown),
    )}
    ${starters(shown)}`;
}

function pointsScale(game: GamePrediction): number {
  return Math.max(6, ...game.reasons.map(({ points }) => Math.abs(points)));
}

/** From one half to the forecast, reason by reason. */
function waterfall(game: GamePrediction): Html {
  let at = 50;
  const bars = game.reasons.map(({ label, points }) => {
    const bar = { label, from: at, to: at + points, points };
    at += points;
    return bar;
  });
  const ends = bars.flatMap(({ from, to }) => [from, to]);
  const home = shortName(game, 'home');
  return plotFigure({
    title: `From 50% to ${percent(game.predictions.home_win_probability, 1)}`,
    says: `From one half to ${percent(game.predictions.home_win_probability, 1)} for ${home}: ${bars
      .map(({ label, points }) => `${label} ${signed(points, 1)}`)
      .join(', ')}.`,
    draw: (width) => ({
      height: 40 + 26 * bars.length,
      marginLeft: width < 500 ? 110 : 140,
      marginRight: 44,
      marginTop: 4,
      x: {
        domain: [Math.min(45, ...ends) - 1, Math.max(55, ...ends) + 1],
        label: null,
        tickFormat: (points: number) => `${points}%`,
        ticks: width < 500 ? 4 : 8,
        grid: true,
      },
      y: { domain: bars.map(({ label }) => label), label: null, tickSize: 0, padding: 0.35 },
      marks: [
        Plot.ruleX([50], { stroke: 'currentColor', strokeDasharray: '2 4' }),
        Plot.barX(bars, {
          y: 'label',
          x1: 'from',
          x2: 'to',
          fill: ({ points }: { points: number }) => (points < 0 ? 'var(--away)' : 'var(--home)'),
        }),
        Plot.text(bars, {
          y: 'label',
          x: ({ from, to }: { from: number; to: number }) => Math.max(from, to),
          text: ({ points }: { points: number }) => signed(points, 1),
          dx: 5,
          textAnchor: 'start',
        }),
      ],
    }),
    table: figureTable(
      `Reasons in percentage points for ${home}`,
      [['Reason'], ['Points', 'number'], ['So far', 'number']],
      bars.map(({ label, points, to }) => [label, signed(points, 1), percent(to / 100, 1)]),
    ),
  });
}

function featureTable({ explanation }: GamePage): Html {
  const scale = Math.max(3, ...explanation.features.map(({ points }) => Math.abs(points)));
  return figureTable(
    'Features, the weightiest first',
    [['Feature'], ['Value', 'number'], ['Moved it'], ['Points', 'number'], ['In words']],
    explanation.features.map((feature) => [
      html`${feature.label}<br /><code>${feature.feature}</code>
        ${feature.meaning !== null && html`<br /><small class="muted">${feature.meaning}</small>`}`,
      feature.value === null ? 'unknown' : decimal(feature.value, 4),
      html`<span class="barcell">${contributionBar(feature.points, scale)}</span>`,
      html`<span class="points ${feature.points < 0 ? 'away' : 'home'}"
        >${signed(feature.points, 2)}</span
      >`,
      feature.words ?? '–',
    ]),
  );
}

function fact(name: string, value: Html | string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function model({ game, explanation, trace: below }: GamePage): Html {
  const ledger = below?.ledger ?? [];
  return html`<dl class="facts">
      ${fact('Version', game.model_version)}
      ${fact(
        'Average game at home',
        explanation.baseline_log_odds === null
          ? '–'
          : `log-odds ${decimal(explanation.baseline_log_odds, 3)}`,
      )}
      ${fact('Knew nothing after', moment(game.as_of))} ${fact('Made', moment(game.predicted_at))}
      ${fact('Inputs known', percent(game.confidence))}
    </dl>
    ${
      ledger.length === 0
        ? html`<p class="muted">
            ${
              below === undefined
                ? 'The ledger cannot be read now.'
                : 'This forecast is not in the ledger of published forecasts: it does not count in the track record.'
            }
          </p>`
        : figureTable(
            'Published forecasts of this game, in the ledger',
            [
              ['Entry'],
              ['Published'],
              ['Home', 'number'],
              ['Elo', 'number'],
              ['Version'],
              ['Hash'],
            ],
            ledger.map((entry) => [
              count(entry.entry_number),
              moment(entry.published_at),
              percent(entry.home_win_probability, 1),
              entry.elo_home_win_probability === null
                ? '–'
                : percent(entry.elo_home_win_probability, 1),
              entry.model_version,
              html`<code>${entry.entry_hash.slice(0, 12)}</code>`,
            ]),
          )
    }`;
}

function unreadable(what: string): Html {
  return html`<p class="muted">${what} cannot be read now: the warehouse does not answer.</p>`;
}

function tables({ explanation, trace: below }: GamePage): Html {
  if (below === undefined) return unreadable('Where the features are made');
  const origins = new Map(below.origins?.map((origin) => [origin.column_name, origin]));
  const known = explanation.features.filter(({ feature }) => origins.has(feature));
  if (known.length === 0) {
    return html`<p class="muted">The catalogue of features is not built in this warehouse.</p>`;
  }
  const byTable = groupBy(known, ({ feature }) => origins.get(feature)?.made_in ?? '');
  return html`<p>
      One row of <code>mlb_features.game_features_daily</code>, game
      <code>${explanation.game_pk}</code>, as of ${moment(explanation.as_of)}.
    </p>
    ${figureTable(
      'Tables that its features are made in',
      [['Table'], ['Features'], ['From'], ['Known']],
      [...byTable].map(([table, features]) => [
        html`<code>mlb_features.${table}</code>`,
        features.map(({ label }) => label).join('; '),
        distinct(features.map(({ feature }) => origins.get(feature)?.past_window)),
        distinct(features.map(({ feature }) => origins.get(feature)?.known_when)),
      ]),
    )}`;
}

function distinct(texts: readonly (string | null | undefined)[]): string {
  return [...new Set(texts.filter((text) => text != null))].join('; ');
}

function responses({ trace: below }: GamePage): Html {
  if (below === undefined) return unreadable('What was received');
  const { responses: received, entities } = below;
  if (received === undefined || received.length === 0) {
    return html`<p class="muted">No response of this warehouse’s sources is on record.</p>`;
  }
  return html`${figureTable(
    'Responses, the newest game first',
    [['What'], ['Received'], ['Status', 'number'], ['From'], ['SHA-256']],
    received.map((response) => [
      html`${response.matchup ?? 'Schedule'}<br /><small>${shortDate(response.game_date)}</small>`,
      html`<time datetime="${response.known_at}">${moment(response.known_at)}</time>`,
      response.http_status === null ? '–' : String(response.http_status),
      html`<span class="url">${response.url}</span>`,
      html`<code>${response.content_sha256.slice(0, 12)}</code>`,
    ]),
  )}
  ${
    entities !== undefined &&
    html`<details>
      <summary>Everything received up to this date</summary>
      ${figureTable(
        'Responses by kind, up to the date of the game',
        [['Kind'], ['Items', 'number'], ['Newest received']],
        entities.map((entity) => [
          entity.entity.replaceAll('_', ' '),
          count(entity.responses),
          moment(entity.newest_known_at),
        ]),
      )}
    </details>`
  }`;
}

/** What is expected of the starting pitchers. */
function starters({ game, starters: forecasts }: GamePage): Html {
  if (forecasts.length === 0) return empty;
  const sides = (['away', 'home'] as const).map((side) => ({
    side,
    of: forecasts.filter(({ player_id }) => player_id === game[side].starter?.id),
  }));
  const targets = [...new Set(forecasts.map(({ target }) => target))];
  return html`<section class="beside">
    <div>
      <h2>The starters</h2>
      <p>What is expected of them, with the range that holds four times in five.</p>
    </div>
    <div>
      ${figureTable(
        `${plural(targets.length, 'figure')} of both starting pitchers`,
        [['Figure'], ...sides.map(({ side }) => [starterOf(game, side), 'number'] as const)],
        targets.map((target) => [
          target.replaceAll('_', ' '),
          ...sides.map(({ of }) => {
            const forecast = of.find((each) => each.target === target);
            return forecast === undefined
              ? '–'
              : html`${decimal(forecast.expected_value, 1)}
                  <span class="range">${forecast.interval_low}–${forecast.interval_high}</span>`;
          }),
        ]),
      )}
    </div>
  </section>`;
}
