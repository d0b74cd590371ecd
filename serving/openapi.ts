import { z } from 'zod';
import * as schemas from './schemas.ts';
import { sendJson } from './send-json.ts';
import type { Server } from './zod-type-provider.ts';

declare module 'fastify' {
  interface FastifySchema {
    /** What the route answers with, in a line of the API's document. Routes without one are not in it. */
    summary?: string;
  }
}

/** Schemas the document gives a name to. */
const named: Readonly<Record<string, z.ZodType>> = {
  GamePrediction: schemas.gamePrediction,
  GameExplanation: schemas.gameExplanation,
  PredictionList: schemas.predictionList,
  PlayerPrediction: schemas.playerPrediction,
  TeamForm: schemas.teamForm,
  Player: schemas.player,
  TrackRecord: schemas.trackRecord,
  ModelVersion: schemas.modelVersion,
  ModelList: schemas.modelList,
  QualityList: schemas.qualityList,
  Health: schemas.health,
  Readiness: schemas.readiness,
  Problem: schemas.problem,
};

type JsonSchema = Record<string, unknown>;

interface Operation {
  method: string;
  url: string;
  summary: string;
  params: z.ZodType | undefined;
  querystring: z.ZodType | undefined;
  body: z.ZodType | undefined;
  response: Readonly<Record<string, z.ZodType>>;
}

/** `GET /openapi.json`: the OpenAPI 3.1 document of the routes that are declared after this, made from their schemas. */
export function openApiRoute(server: Server): void {
  const operations: Operation[] = [];
  server.addHook('onRoute', ({ method, url, schema }) => {
    if (schema?.summary === undefined || method === 'HEAD') return;
    operations.push({
      method: String(method).toLowerCase(),
      url,
      summary: schema.summary,
      params: schema.params as z.ZodType | undefined,
      querystring: schema.querystring as z.ZodType | undefined,
      body: schema.body as z.ZodType | undefined,
      response: schema.response as Record<string, z.ZodType>,
    });
  });
  let json: Buffer | undefined;
  server.get('/openapi.json', { config: { access: 'open' } }, (_request, reply) => {
    json ??= Buffer.from(JSON.stringify(documentOf(operations)));
    return sendJson(reply, json);
  });
}

function documentOf(operations: readonly Operation[]): JsonSchema {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const components = z.toJSONSchema(registry, {
    io: 'output',
    uri: (id) => `#/components/schemas/${id}`,
  }).schemas;
  const paths: Record<string, JsonSchema> = {};
  for (const operation of operations) {
    const path = operation.url.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [operation.method]: operationObject(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hank’s Tank',
      version: '1',
      description:
        'Forecasts of MLB games and players. Every failure is an RFC 9457 problem with a code, what is wrong and the nearest valid choices. While the warehouse does not answer, the last good forecasts are served, and the header X-Data-Age says how many seconds ago they were known to be the newest.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{}, { bearer: [] }, { apiKey: [] }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(components).map(([id, one]) => [id, bare(one)])),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
    },
  };
}

function operationObject({ method, url, summary, ...schema }: Operation): JsonSchema {
  const name = url.split('/').map((part) => part.replace(/\W/g, ''));
  return {
    operationId: [method, ...name.filter((part) => part !== '')].join('_'),
    summary,
    parameters: [...parameters(schema.params, 'path'), ...parameters(schema.querystring, 'query')],
    ...(schema.body && {
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: bare(z.toJSONSchema(schema.body, { io: 'input' })) },
        },
      },
    }),
    responses: {
      ...Object.fromEntries(
        Object.entries(schema.response)
          .filter(([, one]) => one !== schemas.problem)
          .map(([status, one]) => [
            status,
            {
              description: 'The answer.',
              content: { 'application/json': { schema: reference(one) } },
            },
          ]),
      ),
      default: {
        description: 'A problem: what is wrong, and what to do.',
        content: { 'application/problem+json': { schema: reference(schemas.problem) } },
      },
    },
  };
}

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query'): JsonSchema[] {
  if (schema === undefined) return [];
  // What a text is read as is in the output; whether it may be left out is in the input.
  const { properties = {} } = z.toJSONSchema(schema, { io: 'output' });
  const { required = [] } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: one,
  }));
}

function reference(schema: z.ZodType): JsonSchema {
  const name = Object.keys(named).find((id) => named[id] === schema);
  return name === undefined
    ? bare(z.toJSONSchema(schema, { io: 'output' }))
    : { $ref: `#/components/schemas/${name}` };
}

function bare(schema: object): JsonSchema {
  return Object.fromEntries(
    Object.entries(schema).filter(([name]) => name !== '$schema' && name !== '$id'),
  );
}
