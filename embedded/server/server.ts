import Fastify, { type FastifyInstance } from 'fastify';
import { duckError } from '../engine/duck-errors.ts';
import { dropExpired } from '../engine/expiration.ts';
import { BigQueryError, errorBody, notFound } from '../engine/errors.ts';
import { parseExactJson } from '../engine/exact-json.ts';
import type { ServerContext } from './context.ts';
import { datasetRoutes } from './datasets.ts';
import { discoveryDocument } from './discovery.ts';
import { jobRoutes } from './jobs.ts';
import { modelRoutes } from './models.ts';
import { tableDataRoutes } from './table-data.ts';
import { tableRoutes } from './tables.ts';
import { uploadRoutes } from './uploads.ts';

/** What `GET /__embedded/health` answers with: who serves which file. */
export interface Health {
  instance: string;
  pid: number;
  project: string;
  file: string;
}

/** Largest request body that is held in memory; load data is streamed and has no limit. */
const bodyLimit = 64 * 1024 * 1024;

/**
 * The REST API as a Fastify instance, under `/bigquery/v2` (client option `apiEndpoint`) and at the root (environment variable
 * BIGQUERY_EMULATOR_HOST).
 */
export function createServer(context: ServerContext, health: Health): FastifyInstance {
  const app = Fastify({
    bodyLimit,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 1100 },
  });

  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') {
      done(null, {});
      return;
    }
    try {
      const holdsRows = /\/insertAll(?:\?|$)/.test(request.url);
      done(null, holdsRows ? parseExactJson(String(body)) : JSON.parse(String(body)));
    } catch (cause) {
      done(new BigQueryError('badRequest', 'Invalid JSON payload received.', { cause }));
    }
  });

  app.setErrorHandler(async (error, _request, reply) => {
    const failure = asBigQueryError(error);
    const body = errorBody(failure);
    await reply.code(body.error.code).send(body);
  });
  app.setNotFoundHandler(async (request, reply) => {
    const body = errorBody(notFound('URL', `${request.method} ${request.url}`));
    await reply.code(404).send(body);
  });

  app.get('/__embedded/health', () => health);
  for (const url of ['/$discovery/rest', '/discovery/v1/apis/bigquery/v2/rest']) {
    app.get(url, ({ host }) => discoveryDocument(`http://${host}/`));
  }
  for (const prefix of ['', '/bigquery/v2']) {
    app.get(`${prefix}/projects`, () => projectList(context));
  }
  const routes = (scope: FastifyInstance): void => {
    datasetRoutes(scope, context);
    tableRoutes(scope, context);
    tableDataRoutes(scope, context);
    modelRoutes(scope, context);
    jobRoutes(scope, context);
    scope.addHook('preHandler', () => dropExpired(context.engine));
  };
  for (const prefix of ['', '/bigquery/v2']) {
    void app.register(
      (scope, _options, done) => {
        routes(scope);
        done();
      },
      { prefix },
    );
  }
  for (const prefix of ['/upload', '/upload/bigquery/v2', '/resumable/upload/bigquery/v2']) {
    void app.register(
      (scope, _options, done) => {
        uploadRoutes(scope, context);
        done();
      },
      { prefix },
    );
  }
  return app;
}

const projectList = ({ engine: { project } }: ServerContext) => ({
  kind: 'bigquery#projectList',
  projects: [
    {
      kind: 'bigquery#project',
      id: project,
      numericId: '1',
      projectReference: { projectId: project },
      friendlyName: project,
    },
  ],
  totalItems: 1,
});

function asBigQueryError(error: unknown): BigQueryError {
  if (error instanceof BigQueryError) return error;
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') {
    if (error.statusCode < 500)
      return new BigQueryError('badRequest', error.message, { cause: error });
  }
  return duckError(error);
}
