import { html, type Html } from '../../../serving/page/html.ts';
import type { CatalogNode } from '../catalog.ts';
import { layersOf, verdictsOf, type Content, type Verdict } from '../content.ts';
import { datasetClass } from '../graph-svg.ts';
import { page, pageOf } from './frame.ts';
import { count, moment, plural, prose, verdictBadge } from './values.ts';

/** Every table by dataset. */
export function homePage(content: Content): string {
  const layers = layersOf(content.catalog);
  const nodes = [...content.catalog.values()];
  const columns = nodes.reduce((sum, node) => sum + node.catalog.length, 0);
  const totals = new Map<Verdict, number>();
  for (const node of nodes) {
    for (const [verdict, number] of verdictsOf(node, content.facts)) {
      totals.set(verdict, (totals.get(verdict) ?? 0) + number);
    }
  }
  const built = nodes.filter(({ id }) => content.facts.tables.has(id)).length;
  const body = html`<h1>The warehouse</h1>
    <p class="lead">
      Every table from the services' answers to the forecasts: what a row is, where each column
      comes from, how it is tested and how fresh it is.
    </p>
    <ul class="totals">
      <li><b>${count(nodes.length)}</b> tables, ${count(built)} built</li>
      <li><b>${count(columns)}</b> columns</li>
      <li>
        <a href="tests.html"
          ><b>${count([...totals.values()].reduce((a, b) => a + b, 0))}</b> tests</a
        >
        ${[...totals].sort().map(([verdict, number]) => html` ${verdictBadge(verdict, `${count(number)} ${verdict === 'unknown' ? 'not built' : verdict}`)}`)}
      </li>
    </ul>
    <nav class="flow" aria-label="Datasets in the order data flows">
      ${layers.map(
        ({ dataset, nodes: members }) =>
          html`<a class="${datasetClass(dataset)}" href="#${dataset}"
            ><b>${dataset.replace(/^mlb_/, '')}</b
            ><span>${plural(members.length, 'table')}</span></a
          >`,
      )}
    </nav>
    ${layers.map(
      ({ dataset, meaning, nodes: members }) =>
        html`<section aria-labelledby="${dataset}">
          <h2 id="${dataset}" class="dataset ${datasetClass(dataset)}">
            ${dataset}<small>${meaning}</small>
          </h2>
          <div class="table">
            <table class="models">
              <thead>
                <tr>
                  <th scope="col">Table</th>
                  <th scope="col">One row per</th>
                  <th scope="col" class="number">Columns</th>
                  <th scope="col" class="number">Rows</th>
                  <th scope="col">Last loaded, UTC</th>
                  <th scope="col">Tests</th>
                </tr>
              </thead>
              <tbody>
                ${members.map((node) => row(node, content))}
              </tbody>
            </table>
          </div>
        </section>`,
    )}`;
  return page({ title: 'Tables', current: 'tables', root: '', content }, body);
}

function row(node: CatalogNode, { facts }: Content): Html {
  const table = facts.tables.get(node.id);
  const loaded = table?.loadedAt ?? table?.modifiedAt;
  const verdicts = [...verdictsOf(node, facts)].sort();
  return html`<tr>
    <th scope="row">
      <a href="${pageOf(node.id)}">${node.name}</a> <span class="kind">${node.kind}</span>
    </th>
    <td>${prose(grainOf(node.description))}</td>
    <td class="number">${count(node.catalog.length)}</td>
    <td class="number">${table?.rows === undefined ? '' : count(table.rows)}</td>
    <td>
      ${loaded === undefined ? (table ? '' : html`<span class="muted">not built</span>`) : moment(loaded)}
    </td>
    <td>${verdicts.map(([verdict, number]) => html`${verdictBadge(verdict, count(number))} `)}</td>
  </tr> `;
}

/** The grain of a description without its "One row per". */
export function grainOf(description: string): string {
  const first = /^.*?[.:;](?=\s|$)/s.exec(description)?.[0] ?? description;
  const grain = first.replace(/^One row per /, '').replace(/[.:;]$/, '');
  return grain === '' ? '' : (grain[0] ?? '').toUpperCase() + grain.slice(1);
}
