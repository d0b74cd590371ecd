import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Database } from '../../warehouse/database.ts';
import { problemOf } from '../problems.ts';
import type { Server } from '../zod-type-provider.ts';
import { assetRoutes } from './assets.ts';
import { dayPage } from './day.ts';
import { readDay, readToday } from './day-data.ts';
import { contentSecurityPolicy } from './frame.ts';
import { problemPage } from './problem-page.ts';
import { recordPage } from './record.ts';
import { readRecord, source } from './record-data.ts';

const gameDate = z.iso.date({ error: 'must be a date as YYYY-MM-DD' });
const team = z
  .string()
  .max(60)
  .transform((text) => text.trim() || undefined)
  .optional();

/** The pages, in a context of their own: what fails there is answered with a page. */
export function pageRoutes(server: Server, database: Database, now: () => Date): void {
  void server.register((scope: FastifyInstance, _options, done) => {
    scope.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
    assetRoutes(scope);
    gamePages(scope, database, now);
    done();
  });
}

function gamePages(server: Server, database: Database, now: () => Date): void {
  server.get('/', { schema: { querystring: z.object({ team }) } }, async (request, reply) => {
    const day = await readToday(database, request.query.team, now());
    return sendPage(reply, dayPage(day));
  });

  server.get(
    '/day',
    { schema: { querystring: z.object({ date: gameDate, team }) } },
    (request, reply) => {
      const { date, team: asked } = request.query;
      const query =
        asked === undefined ? '' : `?${new URLSearchParams({ team: asked }).toString()}`;
      return reply.redirect(`/day/${date}${query}`, 303);
    },
  );

  server.get(
    '/day/:date',
    { schema: { params: z.object({ date: gameDate }), querystring: z.object({ team }) } },
    async (request, reply) => {
      const day = await readDay(database, request.params.date, request.query.team, now());
      return sendPage(reply, dayPage(day));
    },
  );

  server.get(
    '/record',
    { schema: { querystring: z.object({ source: source.optional() }) } },
    async (request, reply) =>
      sendPage(reply, recordPage(await readRecord(database, request.query.source))),
  );
}

function sendPage(reply: FastifyReply, text: string, status = 200): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', contentSecurityPolicy)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-cache')
    .send(text);
}

function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error, request);
  if (problem.status >= 500) request.log.error(error);
  return sendPage(reply, problemPage(problem), problem.status);
}
