import { html, type Html } from '../../../serving/page/html.ts';
import type { Verdict } from '../content.ts';

export const count = (value: number): string => value.toLocaleString('en-US');

export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

export function bytes(value: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let [size, unit] = [value, 0];
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size < 10 && unit > 0 ? size.toFixed(1) : Math.round(size)} ${units[unit] ?? ''}`;
}

/** A point in time to the minute, UTC. */
export function moment(text: string): Html {
  const iso = new Date(text.replace(/ UTC$|\+00$/, 'Z').replace(' ', 'T'));
  if (Number.isNaN(iso.getTime())) return html`${text}`;
  const full = iso.toISOString();
  return html`<time datetime="${full}">${full.slice(0, 16).replace('T', ' ')}</time>`;
}

const words: Readonly<Record<Verdict, string>> = {
  passed: 'passed',
  failed: 'failed',
  warned: 'warned',
  error: 'not evaluated',
  unknown: 'not built',
};

export function verdictBadge(verdict: Verdict, text: string = words[verdict]): Html {
  const sign = { passed: '✓', failed: '✗', warned: '!', error: '?', unknown: '–' }[verdict];
  return html`<span class="verdict ${verdict}"
    ><span aria-hidden="true">${sign}</span> ${text}</span
  >`;
}

/** Text whose \`code\` is marked. */
export function prose(text: string): Html {
  return html`${text.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}
