import { html, type Html } from './html.ts';

/** One of the figures on top of a page: what it is, the figure, and what to think of it. */
export function figure(name: string, value: string, says: Html | string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>
      <b>${value}</b>
      <span>${says}</span>
    </dd>
  </div>`;
}
