import { makeProblem, problemMediaType } from './problems.ts';
import { health, problem, readiness } from './schemas.ts';
import type { ForecastStore } from './store.ts';
import type { Server } from './zod-type-provider.ts';

/** `GET /healthz`: the process answers. `GET /readyz`: predictions are loaded; 503 until there are some. */
export function healthRoutes(server: Server, store: ForecastStore): void {
  server.get(
    '/healthz',
    {
      config: { access: 'open' },
      schema: { summary: 'Whether the process answers.', response: { 200: health } },
    },
    () => ({
      status: 'ok' as const,
    }),
  );

  server.get(
    '/readyz',
    {
      config: { access: 'open' },
      schema: {
        summary: 'Whether forecasts are loaded, and how new they are.',
        response: { 200: readiness, 503: problem },
      },
    },
    async (request, reply) => {
      const { index, loadedAt } = store.current();
      const { warehouse, ageSeconds } = store.status();
      const last = index.dates.at(-1);
      if (last === undefined || index.newestAt === null) {
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
        predictions_through: last,
        newest_prediction_at: index.newestAt,
        loaded_at: loadedAt.toISOString(),
        warehouse,
        age_seconds: ageSeconds ?? 0,
      };
    },
  );
}
