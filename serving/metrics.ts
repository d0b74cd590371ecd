import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { PredictionLog } from './prediction-log.ts';
import type { ForecastStore } from './store.ts';
import type { Server } from './zod-type-provider.ts';

export interface Metrics {
  registry: Registry;
  /** Forecasts of games served, by arm. */
  served: Counter<'arm'>;
}

/** `GET /metrics` for Prometheus: requests by route and status, how old what is served is, and the process itself. */
export function metricsRoute(
  server: Server,
  store: ForecastStore,
  log: PredictionLog | undefined,
): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to its answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  });
  const served = new Counter({
    name: 'forecasts_served_total',
    help: 'Forecasts of games served.',
    labelNames: ['arm'] as const,
    registers: [registry],
  });
  new Gauge({
    name: 'warehouse_up',
    help: 'Whether the warehouse answered when it was last asked.',
    registers: [registry],
    collect() {
      this.set(store.status().warehouse === 'up' ? 1 : 0);
    },
  });
  new Gauge({
    name: 'served_data_age_seconds',
    help: 'Seconds since the warehouse last confirmed that what is served is its newest.',
    registers: [registry],
    collect() {
      this.set(store.status().ageSeconds ?? Number.NaN);
    },
  });
  if (log !== undefined) {
    new Gauge({
      name: 'prediction_log_waiting_bytes',
      help: 'Bytes of the log of what was served that wait on disk for the warehouse.',
      registers: [registry],
      collect() {
        this.set(log.counts().waitingBytes);
      },
    });
    new Gauge({
      name: 'prediction_log_dropped_rows',
      help: 'Rows of the log of what was served that were dropped: too many waited, or the disk failed.',
      registers: [registry],
      collect() {
        this.set(log.counts().dropped);
      },
    });
  }
  server.addHook('onResponse', (request, reply, done) => {
    const { url = 'none' } = request.routeOptions;
    seconds.observe(
      { method: request.method, route: url, status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
    done();
  });
  server.get('/metrics', { config: { access: 'open' } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
  return { registry, served };
}
