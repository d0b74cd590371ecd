import type { Problem } from '../schemas.ts';
import { page } from './frame.ts';
import { html, type Html } from './html.ts';

/** A failure as a page: what is wrong, what to do, and what else could have been meant. */
export function problemPage(problem: Problem): string {
  return page(
    { title: problem.title, description: problem.detail },
    html`<div class="title">
        <p class="over">${problem.status}</p>
        <h1>${problem.title}</h1>
        <p class="lead">${problem.detail}</p>
      </div>
      <p>${problem.hint}</p>
      ${
        problem.choices &&
        html`<ul>
          ${problem.choices.map((choice) => html`<li>${choiceLink(choice)}</li>`)}
        </ul>`
      }
      <p><a class="button" href="/">Today’s games</a></p>
      <p class="small">Code ${problem.code}, request ${problem.request_id}.</p>`,
  );
}

function choiceLink(choice: Readonly<Record<string, unknown>>): Html {
  const text = Object.values(choice).map(String).join(' · ');
  const { game_pk, abbreviation } = choice;
  if (typeof game_pk === 'number') return html`<a href="/game/${game_pk}">${text}</a>`;
  if (typeof abbreviation === 'string') return html`<a href="/?team=${abbreviation}">${text}</a>`;
  return html`${text}`;
}
