import type { Database } from '../warehouse/database.ts';
import { readFreshness } from './forecasts.ts';
import { makeProblem, problemMediaType } from './problems.ts';
import { health, problem, readiness } from './schemas.ts';
import type { Server } from './zod-type-provider.ts';

/** `GET /healthz`: the process answers. `GET /readyz`: it can also read predictions; 503 until there are some. */
export function healthRoutes(server: Server, database: Database): void {
  server.get('/healthz', { schema: { response: { 200: health } } }, () => ({
    status: 'ok' as const,
  }));

  server.get(
    '/readyz',
    { schema: { response: { 200: readiness, 503: problem } } },
    async (request, reply) => {
      const { last_date, newest_at } = await readFreshness(database);
      if (last_date === null || newest_at === null) {
        return reply
          .code(503)
          .type(problemMediaType)
          .send(
            makeProblem('E_WAREHOUSE', {
              request,
              detail: 'No predictions are stored yet.',
              hint: 'Make some first: `npm run -s tank -- predict`.',
            }),
          );
      }
      return {
        status: 'ready' as const,
        predictions_through: last_date,
        newest_prediction_at: newest_at,
      };
    },
  );
}
