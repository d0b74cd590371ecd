import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Redis } from 'ioredis';
import type { Database } from '../warehouse/database.ts';
import { tankError } from '../warehouse/errors.ts';
import { controlAccess, type AccessOptions } from './access/access.ts';
import { createLimiter } from './access/limits.ts';
import { createCache } from './cache.ts';
import { logFailure } from './failure-log.ts';
import { gameRoutes } from './games.ts';
import { healthRoutes } from './health.ts';
import { metricsRoute } from './metrics.ts';
import { modelRoutes } from './models.ts';
import { nearest } from './nearest.ts';
import { openApiRoute } from './openapi.ts';
import { createOtherStarters } from './other-starters.ts';
import { pageRoutes } from './page/routes.ts';
import { formRoutes } from './form-routes.ts';
import { sendProblemPage, wantsPage } from './page/send-page.ts';
import { predictGameRoute } from './predict-game.ts';
import { predictPlayerRoute } from './predict-player.ts';
import type { PredictionLog } from './prediction-log.ts';
import { predictionsRoute } from './predictions.ts';
import { problemMediaType, problemOf } from './problems.ts';
import { qualityRoute } from './quality.ts';
import { secureHeaders } from './secure-headers.ts';
import { trackRecordRoute } from './track-record.ts';
import { createServing } from './serving.ts';
import type { ForecastStore } from './store.ts';
import { readTimeoutDefaultMs } from './within-time.ts';
import {
  serializerCompiler,
  validatorCompiler,
  type Server,
  type ZodTypeProvider,
} from './zod-type-provider.ts';

export interface ServerOptions {
  /** What is served; stays open when the server closes. */
  store: ForecastStore;
  /** Where the rest of the model's output is read when it is asked for. */
  database: Database;
  /** Where served forecasts are noted. Default: nowhere. */
  predictionLog?: PredictionLog;
  /** Share of clients and games that get the forecast of the challenger, where it made one. Default: none. */
  challengerShare?: number;
  /** Who is answered, and how often. */
  access: AccessOptions;
  /** Where servers count requests together, and share what they computed. Default: each by itself. */
  redis?: Redis;
  /** Origins whose pages may read answers in a browser. Default: none. */
  corsOrigins?: readonly string[];
  /** Proxies in front whose X-Forwarded-For is believed. Default: none. */
  trustedProxies?: number;
  /** Default: no log. */
  log?: FastifyBaseLogger;
  /** The clock that says which date is today. */
  now?: () => Date;
}

const bodyLimit = 64 * 1024;
const exposedHeaders = [
  'x-request-id',
  'x-data-age',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'retry-after',
];

interface Route {
  method: string;
  path: string;
}

/**
 * The HTTP API over stored predictions; it reads and never trains. The caller listens, on 127.0.0.1 unless it says otherwise;
 * `close()` refuses new connections and lets running requests end. Every failure is an RFC 9457 problem with a code of ours.
 */
export function createServer(options: ServerOptions): FastifyInstance {
  const { store, database, now = () => new Date() } = options;
  const { predictionLog, challengerShare = 0, redis } = options;
  const server = fastify({
    ...(options.log && { loggerInstance: options.log }),
    bodyLimit,
    trustProxy: (_address: string, hop: number) => hop < (options.trustedProxies ?? 0),
    logController: new LogController({ disableRequestLogging: true }),
    // A logger for each request is dear: the few lines there are name their request themselves.
    childLoggerFactory: (logger) => logger,
    genReqId: (request) => requestId(request.headers['x-request-id']),
    connectionTimeout: 60_000,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => {
      const problem = problemOf(error, request);
      reply.raw
        .writeHead(problem.status, { 'content-type': problemMediaType })
        .end(JSON.stringify(problem));
    },
  }).withTypeProvider<ZodTypeProvider>();

  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  const headers = secureHeaders();
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id);
    const { warehouse, ageSeconds } = store.status();
    if (warehouse === 'down' && ageSeconds !== null) reply.header('x-data-age', ageSeconds);
    done();
  });
  closeConnectionsWhenClosing(server);
  server.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, request);
    if (problem.status >= 500) logFailure(request, error);
    // Fastify would hang up while the rest of the body comes, and whoever sends it might never read why: it is read and dropped.
    if (problem.status === 413) reply.removeHeader('connection');
    return reply.code(problem.status).type(problemMediaType).send(problem);
  });

  const routes: Route[] = [];
  server.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) {
      if (each !== 'HEAD') routes.push({ method: each, path: url });
    }
  });
  server.setNotFoundHandler((request, reply) => {
    const error = unknownRoute(request.method, request.url, routes);
    const problem = problemOf(error, request);
    if (wantsPage(request)) return sendProblemPage(reply, problem);
    return reply.code(problem.status).type(problemMediaType).send(problem);
  });

  const origin = [...(options.corsOrigins ?? [])];
  if (origin.length > 0) void server.register(cors, { origin, exposedHeaders });
  const limiter = createLimiter(redis);
  const limits = { ...options.access, limiter, now };
  controlAccess(server, options.access, limits);
  const cache = createCache(redis && { redis });
  const otherStarters = createOtherStarters({ database, cache, limits, now });
  const metrics = metricsRoute(server, store, predictionLog);
  const serving = createServing({
    challengerShare,
    metrics,
    now,
    ...(predictionLog && { log: predictionLog }),
  });
  // After the plugins above, whose hooks are to hold for every route.
  void server.register((routes: Server, _options, done) => {
    openApiRoute(routes);
    healthRoutes(routes, store);
    predictGameRoute(routes, store, serving, otherStarters);
    predictPlayerRoute(routes, store, database, serving, now);
    gameRoutes(routes, store, serving);
    formRoutes(routes, store, now);
    predictionsRoute(routes, store, serving, now);
    trackRecordRoute(routes, store);
    modelRoutes(routes, store);
    qualityRoute(routes, store);
    done();
  });
  void server.register((pages: Server, _options, done) => {
    pages.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'open' };
      route.handlerTimeout = readTimeoutDefaultMs;
    });
    pageRoutes(pages, { store, database, now });
    done();
  });
  return server;
}

/** Without this, a client that keeps its connection open would hold up the close of a server it asks nothing more of. */
function closeConnectionsWhenClosing(server: Server): void {
  let closing = false;
  server.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close');
    done(null, payload);
  });
}

/** The caller's id for the request when it is a sane one, else a new one. */
function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID();
}

function unknownRoute(method: string, url: string, routes: readonly Route[]): Error {
  const path = url.split('?', 1)[0] ?? url;
  const samePath = routes.filter((route) => route.path === path);
  if (samePath.length > 0) {
    const methods = samePath.map((route) => route.method).join(', ');
    return tankError('E_ROUTE_NOT_FOUND', `${path} does not answer ${method}, only ${methods}`, {
      hint: `Use ${methods}.`,
      details: { choices: samePath },
    });
  }
  return tankError('E_ROUTE_NOT_FOUND', `${method} ${path} is not a route`, {
    details: { choices: nearest(path, routes, (route) => [route.path], 3) },
  });
}
