import { html } from '../../../serving/page/html.ts';
import { verdictOf, type Content, type Verdict } from '../content.ts';
import { page, pageOf } from './frame.ts';
import { outcomeText, whatItAsserts } from './table.ts';
import { count, verdictBadge } from './values.ts';

const urgency: readonly Verdict[] = ['failed', 'error', 'warned', 'unknown', 'passed'];

/** Every assertion, those that need a look first. */
export function testsPage(content: Content): string {
  const { catalog, facts } = content;
  const all = [...catalog.values()].flatMap((node) =>
    node.assertions.map((assertion) => ({
      node,
      assertion,
      result: facts.assertions.get(assertion.id),
      verdict: verdictOf(facts.assertions.get(assertion.id), assertion.warns),
    })),
  );
  const sorted = all.sort((a, b) => urgency.indexOf(a.verdict) - urgency.indexOf(b.verdict));
  const how = facts.queried
    ? html`Evaluated at
        <time datetime="${content.builtAt}"
          >${content.builtAt.slice(0, 16).replace('T', ' ')} UTC</time
        >, on the tables as they were.`
    : html`Not evaluated: the site was built from the SQL and metadata alone.`;
  const body = html`<h1>Tests <small>${count(all.length)}</small></h1>
    <p class="lead">${how}</p>
    <label class="filter"
      >Filter <input type="search" data-filter="tests-table" autocomplete="off"
    /></label>
    <div class="table">
      <table id="tests-table">
        <thead>
          <tr>
            <th scope="col">Table</th>
            <th scope="col">Assertion</th>
            <th scope="col">Outcome</th>
          </tr>
        </thead>
        <tbody>
          ${sorted.map(
            ({ node, assertion, result, verdict }) =>
              html`<tr>
                <th scope="row"><a href="${pageOf(node.id)}#${assertion.name}">${node.name}</a></th>
                <td>
                  ${whatItAsserts(assertion)}${assertion.warns && html` <span class="kind">warns</span>`}
                </td>
                <td>${verdictBadge(verdict, outcomeText(result, facts.queried))}</td>
              </tr> `,
          )}
        </tbody>
      </table>
    </div>`;
  return page({ title: 'Tests', current: 'tests', root: '', content }, body);
}
