import type { StoreStatus } from '../store.ts';
import { html, type Html } from './html.ts';
import { moment, plural } from './words.ts';

/** Says that the warehouse does not answer, and how old what is shown is; nothing while it does. */
export function downNotice({ warehouse, ageSeconds }: StoreStatus): Html | undefined {
  if (warehouse === 'up' || ageSeconds === null) return undefined;
  const minutes = Math.floor(ageSeconds / 60);
  return notice(
    html`The warehouse does not answer. What is shown was its newest
    ${minutes === 0 ? 'less than a minute' : plural(minutes, 'minute')} ago.`,
  );
}

/** Says that what is shown could not be read again. */
export function oldNotice(readAt: Date): Html {
  return notice(
    html`The warehouse does not answer. This was read at ${moment(readAt.toISOString())}.`,
  );
}

function notice(text: Html): Html {
  return html`<aside class="notice" role="status"><strong>Old data.</strong> ${text}</aside>`;
}
