import { html, type Html } from '../../../serving/page/html.ts';
import type { Content } from '../content.ts';

/** Address of a node's page from the site's root. */
export const pageOf = (id: string): string => `tables/${id}.html`;

/** Anchor of a column on its node's page. */
export const anchorOf = (column: string): string => `column-${column}`;

export interface Frame {
  title: string;
  /** Page in the navigation. */
  current?: 'tables' | 'lineage' | 'features' | 'tests';
  /** From the page to the site's root: '' or '../'. */
  root: string;
  content: Content;
  /** Further scripts of the page. */
  scripts?: readonly string[];
}

const pages = [
  ['tables', 'index.html', 'Tables'],
  ['lineage', 'lineage.html', 'Lineage'],
  ['features', 'features.html', 'Features'],
  ['tests', 'tests.html', 'Tests'],
] as const;

/** Everything comes from the site itself; nothing else is ever asked for. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

export function page({ title, current, root, content, scripts = [] }: Frame, body: Html): string {
  const links = pages.map(
    ([name, address, label]) =>
      html`<a href="${root}${address}" ${name === current && html` aria-current="page"`}
        >${label}</a
      >`,
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="referrer" content="no-referrer" />
        <title>${title} · Hank's Tank</title>
        <link rel="stylesheet" href="${root}assets/site.css" />
        <link rel="icon" href="data:," />
        <script src="${root}assets/site.js"></script>
        ${scripts.map((script) => html`<script src="${root}${script}" defer></script> `)}
      </head>
      <body data-root="${root}">
        <a class="skip" href="#main">Skip to content</a>
        <header>
          <a class="brand" href="${root}index.html">Hank's Tank<span> warehouse</span></a>
          <nav aria-label="Pages">${links}</nav>
          <div class="search" role="search">
            <input
              id="search"
              type="search"
              autocomplete="off"
              spellcheck="false"
              placeholder="Search tables and columns"
              aria-label="Search tables and columns"
              role="combobox"
              aria-expanded="false"
              aria-controls="results"
              aria-autocomplete="list"
            />
            <kbd aria-hidden="true">/</kbd>
            <ul id="results" role="listbox" aria-label="Found" hidden></ul>
          </div>
          <button id="theme" type="button" aria-label="Switch between light and dark">◐</button>
        </header>
        <main id="main" tabindex="-1">${body}</main>
        <footer>
          ${content.project} on ${content.warehouse} · read at
          <time datetime="${content.builtAt}"
            >${content.builtAt.slice(0, 16).replace('T', ' ')} UTC</time
          >
          · <a href="${root}catalog.json">catalog.json</a>
        </footer>
      </body>
    </html> `.html;
}
