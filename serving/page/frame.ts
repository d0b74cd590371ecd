import { assetPath } from './assets.ts';
import { html, type Html } from './html.ts';

export type PageName = 'games' | 'record' | 'pipeline' | 'reference';

export interface Frame {
  title: string;
  /** One sentence of what the page shows. */
  description: string;
  /** Page in the navigation. */
  current?: PageName;
  /** Whether anything on the page is of the simulated league. */
  simulated?: boolean;
  /** Anything to say before the page begins, such as that its data is old. */
  notice?: Html | undefined;
}

const pages: readonly (readonly [PageName, string, string])[] = [
  ['games', '/', 'Games'],
  ['record', '/record', 'Track record'],
  ['pipeline', '/pipeline', 'Pipeline'],
  ['reference', '/reference', 'API'],
];

/** Everything comes from the server itself; nothing else is ever asked for, and nothing inline is run. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const simulatedBanner = html`<aside class="banner" aria-label="Simulated data">
  <strong>Simulated league.</strong> Teams, players and games on this page are made up by a program;
  none of it happened.
</aside>`;

/** A whole document: head, navigation, what there is to say, the page, and what it is made of. */
export function page(frame: Frame, body: Html): string {
  const links = pages.map(
    ([name, address, label]) =>
      html`<li>
        <a href="${address}" ${name === frame.current && html` aria-current="page"`}>${label}</a>
      </li>`,
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${frame.title} · Hank's Tank</title>
        <meta name="description" content="${frame.description}" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="${assetPath('icon.svg')}" type="image/svg+xml" />
        <link rel="stylesheet" href="${assetPath('page.css')}" />
        <script src="${assetPath('page.js')}"></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <header class="top">
          <a class="brand" href="/">Hank's Tank</a>
          <nav aria-label="Pages">
            <ul>
              ${links}
            </ul>
          </nav>
          <button id="theme" type="button" aria-label="Switch between light and dark">
            <span aria-hidden="true">◐</span>
          </button>
        </header>
        ${frame.simulated === true && simulatedBanner} ${frame.notice}
        <main id="main" tabindex="-1">${body}</main>
        <footer>
          <p>
            Forecasts are probabilities, made before the first pitch and never changed after it.
            <a href="/record">How good they are</a> is on record.
          </p>
        </footer>
      </body>
    </html> `.html;
}
