import { html } from '../../../serving/page/html.ts';
import type { Content } from '../content.ts';
import { page } from './frame.ts';

/** The page on which a script draws the lineage of all tables, of one, or of one column. */
export function lineagePage(content: Content): string {
  const body = html`<h1>Lineage</h1>
    <form class="controls" id="controls">
      <label
        >Table
        <select id="table">
          <option value="">all tables</option>
        </select></label
      >
      <label
        >Column
        <select id="column" disabled>
          <option value="">all columns</option>
        </select></label
      >
      <label
        >Show
        <select id="direction">
          <option value="both">where it comes from and goes</option>
          <option value="up">where it comes from</option>
          <option value="down">where it goes</option>
        </select></label
      >
      <label class="check"
        ><input type="checkbox" id="context" /> with what orders or chooses rows</label
      >
      <span class="zoom" role="group" aria-label="Size of the drawing">
        <button type="button" data-zoom="0.8" aria-label="Smaller">−</button>
        <button type="button" data-zoom="1.25" aria-label="Larger">+</button>
        <button type="button" data-zoom="fit">Fit</button>
      </span>
    </form>
    <p id="about" class="lead" aria-live="polite"></p>
    <div
      id="drawing"
      class="scroll tall"
      tabindex="0"
      role="region"
      aria-label="Drawing of the lineage"
    >
      <noscript
        >The drawing needs JavaScript; every table's page lists where its columns come
        from.</noscript
      >
    </div>
    <section id="steps" aria-label="The lineage in words"></section>`;
  const scripts = ['assets/lineage-data.js', 'assets/lineage.js'];
  return page({ title: 'Lineage', current: 'lineage', root: '', content, scripts }, body);
}
