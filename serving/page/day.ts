import { addDays } from '../eastern-date.ts';
import type { GamePrediction } from '../schemas.ts';
import type { Team } from '../teams.ts';
import { page } from './frame.ts';
import { gameCard, matchup, outcomeWords, shortName } from './game-card.ts';
import { empty, html, type Html } from './html.ts';
import { decimal, longDate, moment, percent, plural, shortDate } from './words.ts';

export interface Day {
  date: string;
  today: string;
  /** By first pitch; of one team when one was asked for. */
  games: readonly GamePrediction[];
  /** The day before's games, of the same teams. */
  before: readonly GamePrediction[];
  /** The nearest dates with forecasts before and after. */
  nearest: { previous: string | null; next: string | null };
  teams: readonly Team[];
  team: Team | undefined;
  /** The last games there were, when none is forecast for today. */
  latest?: Day | undefined;
}

/** The page of a day's games. */
export function dayPage(day: Day, notice: Html | undefined): string {
  const { date, games, before, latest, team } = day;
  const isToday = date === day.today;
  return page(
    {
      title: isToday ? 'Today' : longDate(date),
      description: `Forecasts of the baseball games of ${longDate(date)}: who wins, by how much, and why.`,
      current: 'games',
      simulated: [...games, ...before, ...(latest?.games ?? [])].some(({ simulated }) => simulated),
      notice,
    },
    html`<div class="title">
        <p class="over">${isToday ? 'Today' : dayDistance(day)}</p>
        <h1>${longDate(date)}</h1>
        ${games.length > 0 && html`<p class="lead">${summary(games, team)}</p>`}
      </div>
      ${navigation(day)}
      ${
        games.length > 0
          ? html`<section>
              <h2 class="hidden">Games</h2>
              ${slate(day)}
            </section>`
          : nothing(day)
      }
      ${latest !== undefined && latestGames(latest)} ${dayBefore(latest ?? day)}`,
  );
}

function dayDistance({ date, today }: Day): string {
  if (date === addDays(today, 1)) return 'Tomorrow';
  if (date === addDays(today, -1)) return 'Yesterday';
  return date < today ? 'Past games' : 'Coming games';
}

function summary(games: readonly GamePrediction[], team: Team | undefined): string {
  const newest =
    games
      .map(({ predicted_at }) => predicted_at)
      .sort()
      .at(-1) ?? '';
  const versions = [...new Set(games.map(({ model_version }) => model_version))];
  const whose = team === undefined ? plural(games.length, 'game') : team.full_name;
  return `${whose}, forecast ${moment(newest)} by version ${versions.join(' and ')} of the model.`;
}

/** Any date, any team: a form that works without scripts, and the nearest days with games. */
function navigation({ date, nearest, teams, team }: Day): Html {
  const query = team === undefined ? '' : `?team=${team.abbreviation}`;
  const link = (to: string | null, rel: 'prev' | 'next'): Html =>
    to === null
      ? empty
      : html`<a class="${rel}" rel="${rel}" href="/day/${to}${query}"
          >${rel === 'prev' && '← '}${shortDate(to)}${rel === 'next' && ' →'}</a
        >`;
  return html`<div class="days">
    ${link(nearest.previous, 'prev')}
    <form action="/day" method="get" aria-label="Any date, any team">
      <label>Date <input type="date" name="date" value="${date}" required /></label>
      <label
        >Team
        <select name="team">
          <option value="">All teams</option>
          ${[...teams]
            .sort((a, b) => a.full_name.localeCompare(b.full_name))
            .map(
              ({ abbreviation, full_name, team_id }) =>
                html`<option
                  value="${abbreviation}"
                  ${team_id === team?.team_id && html` selected`}
                >
                  ${full_name}
                </option>`,
            )}
        </select></label
      >
      <button type="submit">Show</button>
    </form>
    ${link(nearest.next, 'next')}
  </div>`;
}

function slate({ games }: Day): Html {
  const scale = pointsScale(games);
  return html`<p class="key">
      <span class="swatch away"></span> away team <span class="swatch home"></span> home team.
      Expected runs, and under them the range that holds four times in five.
    </p>
    <div class="cards">${games.map((game) => gameCard(game, scale))}</div>`;
}

function latestGames(latest: Day): Html {
  return html`<section>
    <h2>The last games forecast <small>${longDate(latest.date)}</small></h2>
    <p>${summary(latest.games, latest.team)}</p>
    ${slate(latest)}
  </section>`;
}

/** One scale for the bars of all games of a day, so that they can be compared. */
function pointsScale(games: readonly GamePrediction[]): number {
  const points = games.flatMap(({ reasons }) => reasons.map((reason) => Math.abs(reason.points)));
  return Math.max(6, ...points);
}

function nothing({ date, nearest, team, today }: Day): Html {
  const who = team === undefined ? 'No game' : `No game of the ${team.full_name}`;
  const day = date === today ? 'today' : 'this day';
  const why =
    date > today
      ? 'Forecasts are made on the morning of the day.'
      : 'There is no game, it is the off-season, or no forecast was made.';
  const never = nearest.previous === null && nearest.next === null;
  return html`<section class="nothing">
    <h2>${who} is forecast for ${day}</h2>
    <p>${why}</p>
    ${
      never
        ? html`<p>
            No day has forecasts yet. To see the whole of it on a simulated league:
            <code>npm run -s demo</code>; for today’s real games:
            <code>npm run -s tank -- daily</code>.
          </p>`
        : html`<p>
            The nearest days with forecasts:
            ${[nearest.previous, nearest.next]
              .filter((near) => near !== null)
              .map((near) => html`<a class="button" href="/day/${near}">${longDate(near)}</a> `)}
          </p>`
    }
  </section>`;
}

/** The day before with its results, good or bad. */
function dayBefore({ date, before }: Day): Html {
  if (before.length === 0) return empty;
  const decided = before.filter(({ outcome }) => outcome !== null && outcome.winner !== 'tie');
  const rows = before.map((game) => {
    const { outcome, predictions } = game;
    const { home, away } = predictions.predicted_score;
    return html`<tr>
      <th scope="row"><a href="/game/${game.game_pk}">${matchup(game)}</a></th>
      <td>
        ${percent(predictions.away_win_probability)} ${shortName(game, 'away')},
        ${percent(predictions.home_win_probability)} ${shortName(game, 'home')}
      </td>
      <td class="number">${decimal(away, 1)}–${decimal(home, 1)}</td>
      <td class="number">
        ${outcome === null ? '–' : html`<b>${outcome.away_score}–${outcome.home_score}</b>`}
      </td>
      <td>${outcome === null ? 'No result yet' : outcomeWords(game)}</td>
      <td class="number">${lossOf(game)?.toFixed(3) ?? '–'}</td>
    </tr>`;
  });
  return html`<section>
    <h2>The day before <small>${longDate(addDays(date, -1))}</small></h2>
    ${decided.length > 0 && html`<p>${score(decided)}</p>`}
    <div class="scroll" tabindex="0" role="region" aria-label="Results of the day before">
      <table class="list">
        <thead>
          <tr>
            <th scope="col">Game</th>
            <th scope="col">Forecast</th>
            <th scope="col" class="number">Expected</th>
            <th scope="col" class="number">Result</th>
            <th scope="col">How it went</th>
            <th scope="col" class="number">Log loss</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** Log loss of a decided game, in nats; undefined of one that is not. */
function lossOf({ outcome, predictions }: GamePrediction): number | undefined {
  if (outcome === null || outcome.winner === 'tie') return undefined;
  return -Math.log(predictions[`${outcome.winner}_win_probability`]);
}

function score(decided: readonly GamePrediction[]): string {
  const right = decided.filter(
    ({ outcome, predictions }) =>
      outcome !== null &&
      outcome.winner !== 'tie' &&
      predictions[`${outcome.winner}_win_probability`] > 0.5,
  ).length;
  const losses = decided.map(lossOf).filter((loss) => loss !== undefined);
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  return `The favourite won ${right} of ${plural(decided.length, 'game')}. Log loss ${mean.toFixed(3)}, where a coin gets ${Math.LN2.toFixed(3)}: one day is mostly luck.`;
}
