/** The API's routes as docs/api.md, made of its OpenAPI document: `npm run api-reference` writes it. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import {
  apiDocument,
  fieldsOf,
  referredTo,
  typeWords,
  type ApiDocument,
  type Field,
  type Operation,
} from '../../serving/page/api-document.ts';
import { projectRoot } from '../../warehouse/dataform.ts';
import { openServer } from './open-server.ts';
import { openServedWarehouse } from './served-warehouse.ts';

export const apiPage = path.join(projectRoot, 'docs/api.md');

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');

function fieldTable(fields: readonly Field[]): string {
  const rows = fields.map(({ path: name, type, description, isRequired, default: otherwise }) => {
    const words = [
      description,
      otherwise === undefined ? undefined : `Default: \`${JSON.stringify(otherwise)}\`.`,
    ];
    return `| \`${name}\` | ${cell(type)}${isRequired ? '' : ', optional'} | ${cell(words.filter(Boolean).join(' '))} |`;
  });
  return ['| name | type | what it is |', '| --- | --- | --- |', ...rows].join('\n');
}

function routeText(method: string, route: string, operation: Operation): string {
  const body = operation.requestBody?.content['application/json']?.schema;
  const parameters = operation.parameters.map(({ name, required, schema }) => ({
    path: name,
    type: typeWords(schema),
    description: schema.description,
    isRequired: required,
    default: schema.default,
  }));
  const answers = Object.entries(operation.responses).map(([status, { content }]) => {
    const schema = Object.values(content ?? {})[0]?.schema;
    const name = schema && referredTo(schema);
    const says = status === 'default' ? 'else' : status;
    if (name !== undefined) return `${says} [${name}](#${name.toLowerCase()})`;
    return schema === undefined ? says : `${says} ${typeWords(schema)}`;
  });
  return [
    `### \`${method.toUpperCase()} ${route}\``,
    [operation.summary, operation.description].filter(Boolean).join(' '),
    ...(parameters.length > 0 ? [fieldTable(parameters)] : []),
    ...(body === undefined ? [] : ['Body:', fieldTable(fieldsOf(body))]),
    `Answers: ${answers.join(', ')}.`,
  ].join('\n\n');
}

function pageText({ info, paths, components }: ApiDocument): string {
  const routes = Object.entries(paths).flatMap(([route, methods]) =>
    Object.entries(methods).map(([method, operation]) => routeText(method, route, operation)),
  );
  const schemas = Object.entries(components.schemas).map(([name, schema]) =>
    [
      `### ${name}`,
      ...(schema.description ? [schema.description] : []),
      fieldTable(fieldsOf(schema)),
    ].join('\n\n'),
  );
  return [
    '# The API, route by route',
    '_Made of the OpenAPI document by `npm run api-reference`. A server shows the same at `/reference`, with examples, and the document at `/openapi.json`; [serving.md](serving.md) says how it behaves._',
    info.description,
    '## Routes',
    ...routes,
    '## Schemas',
    ...schemas,
  ].join('\n\n');
}

/** The page as it should be. */
export async function apiReference(): Promise<string> {
  const warehouse = await openServedWarehouse();
  const server = await openServer(warehouse.client);
  try {
    const answer = await server.inject('/openapi.json');
    const text = pageText(apiDocument.parse(answer.json()));
    return await format(text, { ...(await resolveConfig(apiPage)), parser: 'markdown' });
  } finally {
    await server.close();
    await warehouse.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(apiPage, await apiReference());
}
