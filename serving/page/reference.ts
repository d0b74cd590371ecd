import {
  fieldsOf,
  referredTo,
  typeWords,
  type ApiDocument,
  type Field,
  type Operation,
  type Schema,
} from './api-document.ts';
import { page } from './frame.ts';
import { html, type Html } from './html.ts';
import { figureTable } from './plot.ts';

/** Values that examples are made of, by the name of the parameter or field. */
export type Examples = Readonly<Record<string, string | number>>;

interface Route {
  method: string;
  path: string;
  operation: Operation;
}

/** The readable reference of the API, made of its OpenAPI document. */
export function referencePage(
  document: ApiDocument,
  facts: { host: string; examples: Examples },
): string {
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
  return page(
    {
      title: 'API',
      description: 'Every route of the API: what it takes, what it answers, and how to ask.',
      current: 'reference',
    },
    html`<div class="title">
        <p class="over">API</p>
        <h1>Ask the forecasts yourself</h1>
        <p class="lead">${document.info.description}</p>
        <p>
          <a href="/openapi.json">openapi.json</a> is this page for programs, OpenAPI 3.1. In SQL
          the same is <code>mlb_predictions.predict_game('NYY', 'BOS', DATE '2026-04-15')</code>.
        </p>
      </div>
      <div class="reference">
        <nav aria-label="Routes">
          <ul>
            ${routes.map(
              ({ method, path, operation }) =>
                html`<li>
                  <a href="#${operation.operationId}"><small>${method}</small> ${path}</a>
                </li>`,
            )}
            <li><a href="#schemas">Schemas</a></li>
          </ul>
        </nav>
        <div>
          ${routes.map((route) => routeSection(route, facts))}
          <section id="schemas">
            <h2>Schemas</h2>
            ${Object.entries(document.components.schemas).map(
              ([name, schema]) =>
                html`<section id="schema-${name}">
                  <h3>${name}</h3>
                  ${schema.description !== undefined && html`<p>${schema.description}</p>`}
                  ${fieldTable(`Fields of ${name}`, fieldsOf(schema))}
                </section>`,
            )}
          </section>
        </div>
      </div>`,
  );
}

function routeSection(route: Route, facts: { host: string; examples: Examples }): Html {
  const { method, path, operation } = route;
  const body = operation.requestBody?.content['application/json']?.schema;
  return html`<section id="${operation.operationId}">
    <h2 class="route"><small>${method}</small> <code>${path}</code></h2>
    <p>${operation.summary} ${operation.description}</p>
    ${example(route, body, facts)}
    ${
      operation.parameters.length > 0 &&
      fieldTable(
        `Parameters of ${method} ${path}`,
        operation.parameters.map((parameter) => ({
          path: parameter.name,
          type: typeWords(parameter.schema),
          description: parameter.schema.description,
          isRequired: parameter.required,
          default: parameter.schema.default,
        })),
      )
    }
    ${body !== undefined && fieldTable(`Body of ${method} ${path}`, fieldsOf(body))}
    <p>Answers: ${answers(operation)}</p>
  </section>`;
}

function answers({ responses }: Operation): Html {
  const parts = Object.entries(responses).map(([status, { content }]) => {
    const schema = Object.values(content ?? {})[0]?.schema;
    const name = schema && referredTo(schema);
    const says = status === 'default' ? 'else' : status;
    return name === undefined
      ? html`${says} ${schema ? typeWords(schema) : ''}`
      : html`${says} <a href="#schema-${name}">${name}</a>`;
  });
  return html`${parts.map((part, at) => html`${at > 0 && ', '}${part}`)}.`;
}

/** How to ask, with values that this server has an answer to. */
function example(
  { method, path, operation }: Route,
  body: Schema | undefined,
  { host, examples }: { host: string; examples: Examples },
): Html {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => String(examples[name] ?? name));
  const query = operation.parameters
    .filter(({ in: place, name }) => place === 'query' && name in examples)
    .map(({ name }) => `${name}=${encodeURIComponent(examples[name] ?? '')}`)
    .join('&');
  const url = `${address}${query && '?'}${query}`;
  if (method === 'GET') {
    return html`<pre><code>curl '${host}${url}'</code></pre>
      <p><a href="${url}">Try it</a></p>`;
  }
  const fields = fieldsOf(body ?? {}).filter(({ isRequired }) => isRequired);
  const json = JSON.stringify(
    Object.fromEntries(fields.map(({ path: name }) => [name, examples[name] ?? null])),
    null,
    1,
  ).replace(/\n\s*/g, ' ');
  return html`<pre><code>curl '${host}${url}' --json '${json}'</code></pre>`;
}

function fieldTable(caption: string, fields: readonly Field[]): Html {
  return figureTable(
    caption,
    [['Name'], ['Type'], ['What it is']],
    fields.map((field) => [
      html`<code>${field.path}</code>`,
      html`${field.type}${!field.isRequired && html` <small class="muted">optional</small>`}`,
      html`${field.description ?? ''}
      ${field.default !== undefined && html`Default: <code>${JSON.stringify(field.default)}</code>.`}`,
    ]),
  );
}
