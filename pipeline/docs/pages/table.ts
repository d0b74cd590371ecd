import { empty, html, type Html } from '../../../serving/page/html.ts';
import { rawAnswers, type RawTableName } from '../../../ingest/index.ts';
import type { Assertion } from '../project.ts';
import type { Catalog, CatalogColumn, CatalogNode } from '../catalog.ts';
import { typeOf, verdictOf, type Content } from '../content.ts';
import { datasetClass, neighbourhood } from '../graph-svg.ts';
import type { Origin } from '../lineage/origins.ts';
import { sqlHtml } from '../sql-html.ts';
import { anchorOf, page, pageOf } from './frame.ts';
import { bytes, count, moment, plural, prose, verdictBadge } from './values.ts';

const root = '../';
const linkTo = (id: string): string => root + pageOf(id);
/** Address of a column's lineage, drawn. */
const traceOf = (id: string, column: string): string => `${root}lineage.html#${id}.${column}`;
/** Origins of one column that are shown before the rest is folded. */
const shown = 6;

/** All about one table, view or model. */
export function tablePage(node: CatalogNode, content: Content): string {
  const readers = [...content.catalog.values()].filter(({ reads }) => reads.includes(node.id));
  const body = html`<p class="crumbs">
      <a href="${root}index.html#${node.dataset}" class="${datasetClass(node.dataset)}"
        >${node.dataset}</a
      >
    </p>
    <h1>${node.name} <span class="kind">${node.kind}</span></h1>
    <p class="lead">${prose(node.description)}</p>
    ${facts(node, content)}
    <nav class="contents" aria-label="On this page">
      <a href="#columns">Columns</a><a href="#lineage">Lineage</a><a href="#tests">Tests</a
      ><a href="#sql">SQL</a>
    </nav>
    ${node.problem !== undefined && html`<p class="note">Where its columns come from is not wholly known: ${node.problem}.</p>`}
    ${columns(node, content)}
    ${node.kind === 'raw' && node.columns.has('payload') ? fieldsRead(node, content.catalog) : empty}
    <section aria-labelledby="lineage">
      <h2 id="lineage">Lineage</h2>
      ${neighbourhood(node, content.catalog, linkTo)}
      <p>
        <a class="action" href="${root}lineage.html#${node.id}"
          >All that leads here and from here</a
        >
      </p>
      ${list('Reads', node.reads)}${list(
        'Read by',
        readers.map(({ id }) => id),
      )}
      ${rowOrigins(node)}
    </section>
    ${tests(node, content)} ${sql(node, content.catalog)}`;
  return page({ title: node.name, current: 'tables', root, content }, body);
}

function facts(node: CatalogNode, content: Content): Html {
  const table = content.facts.tables.get(node.id);
  const entries: [string, Html | string | undefined][] = [
    ['Unique key', node.key.length > 0 ? codes(node.key) : undefined],
    ['Partitioned by', node.partitionBy && codes([node.partitionBy])],
    ['Clustered by', node.clusterBy.length > 0 ? codes(node.clusterBy) : undefined],
    ['Tags', node.tags.length > 0 ? node.tags.join(', ') : undefined],
    ['Rows', table?.rows === undefined ? undefined : count(table.rows)],
    ['Size', table?.bytes === undefined ? undefined : bytes(table.bytes)],
    ['Newest row loaded', table?.loadedAt === undefined ? undefined : moment(table.loadedAt)],
    ['Last modified', table?.modifiedAt === undefined ? undefined : moment(table.modifiedAt)],
    [
      'Dates',
      table?.dates &&
        html`<code>${table.dates.column}</code> ${table.dates.first} to ${table.dates.last}`,
    ],
    ['Freshness', table ? undefined : html`<span class="muted">not built</span>`],
    ['Source', node.file],
  ];
  return html`<dl class="facts">
      ${entries.map(
        ([name, value]) =>
          value !== undefined &&
          value !== '' &&
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    ${apis(node, content)}`;
}

const codes = (names: readonly string[]): Html =>
  html`${names.map((name, place) => html`${place > 0 && ', '}<code>${name}</code>`)}`;

/** Requests whose answers a raw table holds. */
function apis(node: CatalogNode, content: Content): Html {
  if (node.kind !== 'raw' || !(node.name in rawAnswers)) return empty;
  const answers = rawAnswers[node.name as RawTableName];
  const url = content.facts.tables.get(node.id)?.url;
  if (answers.length === 0) return empty;
  return html`<section class="api" aria-labelledby="api">
    <h2 id="api">Where it is read</h2>
    <ul>
      ${answers.map(
        ({ service, path, at }) =>
          html`<li>
            <b>${service}</b>
            <code>GET ${path}</code
            >${at !== undefined && html`<br /><span class="muted">payload: <code>${at}</code></span>`}
          </li>`,
      )}
    </ul>
    ${url !== undefined && html`<p>Newest row: <code class="url">${url}</code></p>`}
  </section>`;
}

function columns(node: CatalogNode, content: Content): Html {
  if (node.catalog.length === 0)
    return html`<section aria-labelledby="columns">
      <h2 id="columns">Columns</h2>
      <p>It has none.</p>
    </section>`;
  const isRaw = node.kind === 'raw';
  return html`<section aria-labelledby="columns">
    <h2 id="columns">Columns <small>${count(node.catalog.length)}</small></h2>
    ${node.catalog.length > 12 && html`<label class="filter">Filter <input type="search" data-filter="columns-table" autocomplete="off" /></label>`}
    <div class="table">
      <table class="columns" id="columns-table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Type</th>
            <th scope="col">Description</th>
            ${!isRaw && html`<th scope="col">Comes from</th>`}
          </tr>
        </thead>
        <tbody>
          ${node.catalog.map((column) => columnRow(node, column, content, isRaw))}
        </tbody>
      </table>
    </div>
  </section>`;
}

function columnRow(
  node: CatalogNode,
  column: CatalogColumn,
  content: Content,
  isRaw: boolean,
): Html {
  const type = typeOf(content, node, column.name);
  return html`<tr id="${anchorOf(column.name)}">
    <th scope="row">
      <a class="name" href="${traceOf(node.id, column.name)}" title="Lineage of ${column.name}"
        >${column.name}</a
      >${column.isKey && html` <span class="kind">key</span>`}
    </th>
    <td class="type">${type}</td>
    <td>
      ${prose(column.description)}${node.label === column.name && html` <span class="kind">label</span>`}
    </td>
    ${!isRaw && html`<td class="from">${origins(column, content.catalog)}</td>`}
  </tr> `;
}

function origins(column: CatalogColumn, catalog: Catalog): Html {
  const values = column.origins.filter(({ role }) => role === 'value');
  const others = column.origins.filter(({ role }) => role === 'context');
  const [first, rest] = [values.slice(0, shown), values.slice(shown)];
  const more = [...rest, ...others];
  const hidden = more.length + column.expressions.length;
  return html`${values.length === 0 && others.length === 0 && html`<span class="muted">no column</span>`}
    <ul>
      ${first.map(originItem)}
    </ul>
    ${
      hidden > 0 &&
      html`<details>
        <summary>
          ${column.expressions.length > 0 ? 'computed' : `${rest.length} more`}${others.length > 0 && `, ordered or chosen by ${plural(others.length, 'column')}`}${column.expressions.length > 0 && rest.length > 0 && `, ${rest.length} more`}
        </summary>
        ${column.expressions.map(
          (expression) =>
            html`<pre class="sql">
${sqlHtml(expression, (id) => (catalog.has(id) ? linkTo(id) : undefined))}</pre>`,
        )}${
          more.length > 0 &&
          html`<ul>
            ${more.map(originItem)}
          </ul>`
        }
      </details>`
    }`;
}

function originItem({ table, column, path, role }: Origin): Html {
  const [base = ''] = column.split('.');
  return html`<li${role === 'context' && html` class="context"`}><a href="${linkTo(table)}#${anchorOf(base)}">${table.split('.')[1] ?? table}.${column}</a>${path !== '' && html` <code>$${path}</code>`}</li>`;
}

/** Fields of a raw table's payload, with the columns read from them. */
function fieldsRead(node: CatalogNode, catalog: Catalog): Html {
  const fields = new Map<string, { id: string; column: string }[]>();
  for (const reader of catalog.values()) {
    for (const column of reader.catalog) {
      for (const { table, path, role } of column.origins) {
        if (table !== node.id || path === '' || role !== 'value') continue;
        fields.set(path, [...(fields.get(path) ?? []), { id: reader.id, column: column.name }]);
      }
    }
  }
  if (fields.size === 0) return html`<p class="note">No model reads its payload yet.</p>`;
  const sorted = [...fields].sort(([a], [b]) => (a < b ? -1 : 1));
  return html`<section aria-labelledby="fields">
    <h2 id="fields">Fields read <small>${count(fields.size)}</small></h2>
    <div class="table">
      <table>
        <thead>
          <tr>
            <th scope="col">In the payload</th>
            <th scope="col">Becomes</th>
          </tr>
        </thead>
        <tbody>
          ${sorted.map(
            ([path, readers]) =>
              html`<tr>
                <th scope="row"><code>$${path}</code></th>
                <td>
                  ${readers.map(({ id, column }, place) => html`${place > 0 && ', '}<a href="${linkTo(id)}#${anchorOf(column)}">${id.split('.')[1] ?? id}.${column}</a>`)}
                </td>
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function list(title: string, ids: readonly string[]): Html {
  if (ids.length === 0) return html`<p><b>${title}</b> nothing.</p>`;
  return html`<p>
    <b>${title}</b>
    ${ids.map((id, place) => html`${place > 0 && ', '}<a href="${linkTo(id)}">${id}</a>`)}
  </p>`;
}

function rowOrigins({ rowOrigins: list_ }: CatalogNode): Html {
  if (list_.length === 0) return empty;
  return html`<details>
    <summary>Its rows are chosen, joined or grouped by ${plural(list_.length, 'column')}</summary>
    <ul>
      ${list_.map((origin) => originItem({ ...origin, role: 'value' }))}
    </ul>
  </details>`;
}

function tests(node: CatalogNode, content: Content): Html {
  const cases = content.cases.get(node.name) ?? [];
  const rows = node.assertions.map((assertion) => testRow(assertion, content));
  return html`<section aria-labelledby="tests">
    <h2 id="tests">Tests</h2>
    ${
      rows.length === 0
        ? html`<p>It has no assertions.</p>`
        : html`<div class="table">
            <table>
              <thead>
                <tr>
                  <th scope="col">Assertion</th>
                  <th scope="col">When the site was built</th>
                </tr>
              </thead>
              <tbody>
                ${rows}
              </tbody>
            </table>
          </div>`
    }
    ${cases.length > 0 && html`<p>${plural(cases.length, 'SQL case')} with input and expected rows: ${codes(cases)}.</p>`}
  </section>`;
}

function testRow(assertion: Assertion, { facts, catalog }: Content): Html {
  const result = facts.assertions.get(assertion.id);
  const verdict = verdictOf(result, assertion.warns);
  const text = outcomeText(result, facts.queried);
  return html`<tr id="${assertion.name}">
    <th scope="row">
      ${whatItAsserts(assertion)}
      <details>
        <summary>SQL</summary>
        <pre class="sql">
${sqlHtml(assertion.query, (id) => (catalog.has(id) ? linkTo(id) : undefined))}</pre>
      </details>
    </th>
    <td>${verdictBadge(verdict, text)}</td>
  </tr> `;
}

export function outcomeText(
  result: { failingRows: number } | { error: string } | undefined,
  queried: boolean,
): string {
  if (result === undefined) return queried ? 'not built' : 'not evaluated';
  if ('error' in result) return `not evaluated: ${result.error.slice(0, 200)}`;
  return result.failingRows === 0 ? 'passed' : plural(result.failingRows, 'failing row');
}

/** An assertion in words. */
export function whatItAsserts({ name, description }: Assertion): Html {
  return html`${description === undefined ? html`<code>${name}</code>` : prose(description)}`;
}

function sql(node: CatalogNode, catalog: Catalog): Html {
  if (node.statements.length === 0)
    return html`<section aria-labelledby="sql">
      <h2 id="sql">SQL</h2>
      <p>It is filled by the ingest.</p>
    </section>`;
  return html`<section aria-labelledby="sql">
    <h2 id="sql">SQL</h2>
    ${node.statements.map(
      ({ title, sql: text }, place) =>
        html`<details${(place === 0 || title === 'Query') && html` open`}><summary>${title}</summary><div class="code"><button type="button" class="copy">Copy</button><pre class="sql" tabindex="0">${sqlHtml(text, (id) => (catalog.has(id) && id !== node.id ? linkTo(id) : undefined))}</pre></div></details>`,
    )}
  </section>`;
}
