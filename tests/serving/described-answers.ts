import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { FastifyInstance, InjectOptions } from 'fastify';

/** The API's document, as far as it is read here. */
export interface ApiDocument {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content: Record<string, { schema: object }> }> }>
  >;
  components: { schemas: object };
}

export interface DescribedAnswers {
  document: ApiDocument;
  /** What is wrong with an answer of a route, `/games/{game_pk}`, against the document. */
  faults: (route: string, options: InjectOptions) => Promise<unknown>;
}

/** Checks answers of a server against the document it publishes, with a validator that knows nothing of zod. */
export async function describedAnswers(server: FastifyInstance): Promise<DescribedAnswers> {
  const document = (await server.inject('/openapi.json')).json<ApiDocument>();
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ $id: 'api', components: document.components });
  const validators = new Map<string, ValidateFunction>();
  const validatorOf = (schema: object): ValidateFunction => {
    const text = JSON.stringify(schema).replaceAll('"#/', '"api#/');
    const known = validators.get(text) ?? ajv.compile(JSON.parse(text) as object);
    validators.set(text, known);
    return known;
  };
  const faults: DescribedAnswers['faults'] = async (route, options) => {
    const response = await server.inject(options);
    const { method = 'GET' } = options;
    const { responses = {} } = document.paths[route]?.[method.toLowerCase()] ?? {};
    const [type = ''] = String(response.headers['content-type']).split(';');
    const described = (responses[String(response.statusCode)] ?? responses.default)?.content[type];
    if (described === undefined) return `${response.statusCode} as ${type} is not described`;
    const validate = validatorOf(described.schema);
    return validate(response.json()) ? [] : validate.errors;
  };
  return { document, faults };
}
