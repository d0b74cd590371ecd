import type { FastifyRequest } from 'fastify';
import { chosenFor } from './arms.ts';
import type { Metrics } from './metrics.ts';
import type { PredictionLog } from './prediction-log.ts';
import type { StoredForecast } from './stored-forecast.ts';

/** Serves forecasts: to each client by its arm, and noted in the log. */
export interface Serving {
  /** The forecast a client gets of a game. */
  choose: (request: FastifyRequest, game: StoredForecast) => StoredForecast;
  /** The same as JSON; it is logged as served. */
  serve: (request: FastifyRequest, game: StoredForecast) => Buffer;
  /** The same of some games at once. */
  serveAll: (request: FastifyRequest, games: readonly StoredForecast[]) => Buffer[];
  /** Notes entries of other forecasts that were served. */
  note: (request: FastifyRequest, entries: readonly string[]) => void;
}

export interface ServingOptions {
  challengerShare: number;
  metrics: Metrics;
  now: () => Date;
  /** Without it nothing is logged. */
  log?: PredictionLog;
}

export function createServing({ challengerShare, metrics, now, log }: ServingOptions): Serving {
  const note: Serving['note'] = (request, entries) => log?.record(request, entries);
  const choose: Serving['choose'] = (request, game) =>
    chosenFor(game, request.client.hash, challengerShare);
  const serveAll: Serving['serveAll'] = (request, games) => {
    const moment = now();
    const chosen = games.map((game) => choose(request, game));
    const written = chosen.map((game) => game.written(moment));
    for (const { arm } of chosen) metrics.served.inc({ arm });
    note(
      request,
      written.map(({ entry }) => entry),
    );
    return written.map(({ json }) => json);
  };
  return {
    choose,
    note,
    serveAll,
    serve: (request, game) => {
      const chosen = choose(request, game);
      const { json, entry } = chosen.written(now());
      metrics.served.inc({ arm: chosen.arm });
      note(request, [entry]);
      return json;
    },
  };
}
