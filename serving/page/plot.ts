import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { html, markup, type Html } from './html.ts';

/** What is used of the DOM here: the project is compiled without a browser's types. */
interface DrawnElement {
  outerHTML: string;
  querySelectorAll: (selector: string) => Iterable<DrawnElement>;
  remove: () => void;
  getAttributeNames: () => string[];
  getAttribute: (name: string) => string;
  removeAttribute: (name: string) => void;
  setAttribute: (name: string, value: string) => void;
}

const { document } = parseHTML('<html></html>') as unknown as { document: DrawnElement };

export interface PlotFigure {
  title: string;
  /** What the plot shows, for those who do not see it: in a sentence, with its main figures. */
  says: string;
  caption?: Html | string | undefined;
  /** The plot for a width in pixels: a wide one and one for phones are drawn. */
  draw: (width: number) => Plot.PlotOptions;
  /** The same figures as a table. */
  table: Html;
}

const widths = [
  ['wide', 880],
  ['narrow', 340],
] as const;

/** A plot with its title, its caption, and the same figures as a table. */
export function plotFigure({ title, says, caption, draw, table }: PlotFigure): Html {
  return html`<figure class="plot">
    <h3>${title}</h3>
    ${widths.map(
      ([name, width]) => html`<div class="${name}">${drawn({ width, ...draw(width) }, says)}</div>`,
    )}
    ${caption !== undefined && html`<figcaption>${caption}</figcaption>`}
    <details>
      <summary>The figures<span class="hidden"> of ${title}</span></summary>
      ${table}
    </details>
  </figure>`;
}

/** A drawn plot as SVG whose looks are the stylesheet's: pages allow no inline styles. */
function drawn(options: Plot.PlotOptions, says: string): Html {
  const svg = Plot.plot({
    document,
    ...options,
  }) as unknown as DrawnElement;
  for (const style of svg.querySelectorAll('style')) style.remove();
  for (const part of [svg, ...svg.querySelectorAll('*')]) {
    for (const name of part.getAttributeNames()) {
      if (name === 'style' || name.startsWith('aria-')) part.removeAttribute(name);
      else part.setAttribute(name, shorter(part.getAttribute(name)));
    }
  }
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', says);
  svg.setAttribute('font-size', '12');
  svg.removeAttribute('font-family');
  return markup(svg.outerHTML);
}

/** Coordinates to two decimals: nobody sees more. */
function shorter(value: string): string {
  return value.replace(/-?\d+\.\d{3,}/g, (number) =>
    String(Math.round(Number(number) * 100) / 100),
  );
}

/** A table of rows whose first cell names them; columns of numbers are right-aligned. */
export function figureTable(
  caption: string,
  columns: readonly (readonly [name: string, kind?: 'number'])[],
  rows: readonly (readonly (Html | string | number)[])[],
): Html {
  const align = (at: number): Html | false =>
    columns[at]?.[1] === 'number' && html` class="number"`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table class="list">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(([name], at) => html`<th scope="col" ${align(at)}>${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first = '', ...rest]) =>
            html`<tr>
              <th scope="row">${first}</th>
              ${rest.map((cell, at) => html`<td${align(at + 1)}>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
