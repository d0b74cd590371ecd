import type { GamePrediction, ServedReason } from '../schemas.ts';
import { contributionBar, splitBar } from './bars.ts';
import { empty, html, type Html } from './html.ts';
import { decimal, easternTime, percent, plural, signed } from './words.ts';

const shownReasons = 4;
const sides = ['away', 'home'] as const;
type Side = (typeof sides)[number];

/** A forecast as a card: who plays, with which starters, what is expected, why, and what came of it. */
export function gameCard(game: GamePrediction, scale: number): Html {
  const id = `game-${game.game_pk}`;
  return html`<article class="card" aria-labelledby="${id}">
    <header>
      <h3 id="${id}"><a href="/game/${game.game_pk}">${matchup(game)}</a></h3>
      <p class="when">${when(game)}</p>
    </header>
    ${forecastTable(game)} ${chancesBar(game)}
    ${game.outcome !== null && html`<p class="result">${outcomeWords(game)}</p>`}
    ${reasonList(game.reasons.slice(0, shownReasons), scale, 1)}
    <footer>
      ${gradeBadge(game)}
      <a href="/game/${game.game_pk}"
        >Where it comes from<span class="hidden">: ${matchup(game)}</span></a
      >
    </footer>
  </article>`;
}

/** `KNH at PEL`, with `, game 2` for a second game of the day. */
export function matchup(game: GamePrediction): string {
  const teams = `${shortName(game, 'away')} at ${shortName(game, 'home')}`;
  return game.game_number > 1 ? `${teams}, game ${game.game_number}` : teams;
}

export function shortName(game: GamePrediction, side: Side): string {
  return game[side].abbreviation ?? `Team ${game[side].team_id}`;
}

export function teamName(game: GamePrediction, side: Side): string {
  return game[side].name ?? shortName(game, side);
}

export function when(game: GamePrediction): string {
  if (game.status === 'final') return 'Final';
  const time = game.first_pitch_at === null ? 'Time not set' : easternTime(game.first_pitch_at);
  return game.status === 'sealed' ? `${time}, begun` : time;
}

/** Both teams with their starters, chances and expected runs; the score too once there is one. */
export function forecastTable(game: GamePrediction): Html {
  const { predictions, outcome } = game;
  const { distribution } = predictions;
  const row = (side: Side): Html => {
    const interval = distribution?.[`${side}_runs`];
    return html`<tr class="${side}">
      <th scope="row">
        <span class="team">${teamName(game, side)}</span>
        <span class="starter">${starterOf(game, side)}</span>
      </th>
      <td class="chance">${percent(predictions[`${side}_win_probability`])}</td>
      <td>
        ${decimal(predictions.predicted_score[side], 1)}
        ${interval && html`<span class="range under">${interval.low}–${interval.high}</span>`}
      </td>
      ${outcome !== null && html`<td class="score">${outcome[`${side}_score`]}</td>`}
    </tr>`;
  };
  return html`<table class="forecast">
    <thead>
      <tr>
        <th scope="col"><span class="hidden">Team and starter</span></th>
        <th scope="col">Win</th>
        <th scope="col">Runs</th>
        ${outcome !== null && html`<th scope="col">Final</th>`}
      </tr>
    </thead>
    <tbody>
      ${sides.map(row)}
    </tbody>
  </table>`;
}

export function starterOf(game: GamePrediction, side: Side): string {
  const { starter } = game[side];
  if (starter === null) return 'starter not announced';
  return starter.name ?? `player ${starter.id}`;
}

/** How a finished game went beside its forecast, in words. */
export function outcomeWords(game: GamePrediction): string {
  const { outcome, predictions } = game;
  if (outcome === null) return '';
  if (outcome.winner === 'tie') return 'Tied.';
  const chance = predictions[`${outcome.winner}_win_probability`];
  const winner = shortName(game, outcome.winner);
  const favourite = chance > 0.5 ? 'the favourite' : 'the underdog';
  return chance === 0.5
    ? `${winner} won a game forecast even.`
    : `${winner} won, ${favourite} at ${percent(chance)}.`;
}

/**
 * Why, by kind, the weightiest first: a bar towards the team it speaks for, how far it moved the forecast, and, of so many that
 * have some, the words.
 */
export function reasonList(
  reasons: readonly ServedReason[],
  scale: number,
  sentences = Infinity,
): Html {
  if (reasons.length === 0) return empty;
  const told = new Set(
    reasons.filter((reason) => sentenceOf(reason) !== undefined).slice(0, sentences),
  );
  const items = reasons.map(
    (reason) =>
      html`<li>
        <span class="label">${reason.label}</span>
        ${contributionBar(reason.points, scale)}
        <span class="points ${reason.points < 0 ? 'away' : 'home'}"
          >${reason.favours ?? ''} ${signed(Math.abs(reason.points), 1)}</span
        >
        ${told.has(reason) && html`<span class="words">${sentenceOf(reason)}</span>`}
      </li>`,
  );
  return html`<section class="why">
    <h4>Why <small>in percentage points</small></h4>
    <ul>
      ${items}
    </ul>
  </section>`;
}

/** What follows the label and the points, which the bar shows, in a reason's words. */
function sentenceOf(reason: ServedReason): string | undefined {
  const [, words] = /^[^:]*: (.+)$/.exec(reason.words) ?? [];
  return words && `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** The two chances as one bar, with where games forecast alike ended. */
export function chancesBar(game: GamePrediction): Html {
  const { away_win_probability, home_win_interval: interval } = game.predictions;
  if (interval === null) return splitBar(away_win_probability);
  return html`${splitBar(away_win_probability, { low: 1 - interval.high, high: 1 - interval.low })}
    <p class="alike">
      Of ${plural(interval.games, 'game')} forecast alike, home teams won
      ${percent(interval.low)}–${percent(interval.high)}.
    </p>`;
}

/** The grade of the games that a forecast rests on. */
export function gradeBadge({ data_quality: quality }: GamePrediction): Html {
  if (quality === null) return html`<span class="grade">Data not graded</span>`;
  const { grade, games, games_held_back: held } = quality;
  return html`<span class="grade grade-${grade.toLowerCase()}"
    ><span aria-hidden="true">${grade}</span>
    <span class="hidden">Data grade ${grade},</span>
    ${plural(games, 'game')} behind it${held > 0 && `, ${held} held back`}</span
  >`;
}
