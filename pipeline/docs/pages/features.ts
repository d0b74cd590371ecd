import { html, type Html } from '../../../serving/page/html.ts';
import type { Content, Feature } from '../content.ts';
import { anchorOf, page, pageOf } from './frame.ts';
import { count, prose } from './values.ts';

const table = 'mlb_features.game_features_daily';

/** The feature catalogue, by family. */
export function featuresPage(content: Content): string {
  const { features } = content;
  const families = [...new Set(features.map(({ family }) => family))];
  const body =
    features.length === 0
      ? html`<h1>Features</h1>
          <p class="lead">
            The project has no feature catalogue (includes/catalogue.js) yet. The columns of
            <a href="${pageOf(table)}">game_features_daily</a> are what the models learn from.
          </p>`
      : html`<h1>Features <small>${count(features.length)}</small></h1>
          <p class="lead">
            Every feature column of <a href="${pageOf(table)}">game_features_daily</a>: what it is,
            which past it sees, when it is known, and whether it was measured to help.
          </p>
          <label class="filter"
            >Filter <input type="search" data-filter="features" autocomplete="off"
          /></label>
          <nav class="contents" aria-label="Families">
            ${families.map((family) => html`<a href="#${slug(family)}">${family}</a>`)}
          </nav>
          <div id="features">
            ${families.map(
              (family) =>
                html`<section aria-labelledby="${slug(family)}">
                  <h2 id="${slug(family)}">${family}</h2>
                  <div class="table">
                    <table class="features">
                      <thead>
                        <tr>
                          <th scope="col">Column</th>
                          <th scope="col">Meaning</th>
                          <th scope="col">Unit</th>
                          <th scope="col">Sees</th>
                          <th scope="col">Shrunk to</th>
                          <th scope="col">Known</th>
                          <th scope="col">Measured gain</th>
                        </tr>
                      </thead>
                      <tbody>
                        ${features.filter((feature) => feature.family === family).map(row)}
                      </tbody>
                    </table>
                  </div>
                </section>`,
            )}
          </div>`;
  return page({ title: 'Features', current: 'features', root: '', content }, body);
}

const slug = (family: string): string =>
  `family-${family.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;

function row(feature: Feature): Html {
  return html`<tr>
    <th scope="row">
      <a href="${pageOf(table)}#${anchorOf(feature.column)}">${feature.column}</a><br /><a
        class="small"
        href="lineage.html#${table}.${feature.column}"
        >lineage</a
      >
    </th>
    <td>${prose(feature.description)}</td>
    <td>${feature.unit}</td>
    <td>${feature.window}</td>
    <td>${feature.shrinkage}</td>
    <td>${feature.known}</td>
    <td>${feature.gain}</td>
  </tr> `;
}
