import type { FastifyReply, FastifyRequest } from 'fastify';
import PQueue from 'p-queue';
import type { Database } from '../warehouse/database.ts';
import { tankError } from '../warehouse/errors.ts';
import { limitRequest, type LimitOptions } from './access/access.ts';
import type { Cache } from './cache.ts';
import { forecastOnDemand, type NamedStarters } from './on-demand.ts';
import { storedForecast, type StoredForecast } from './stored-forecast.ts';
import { readTimeoutDefaultMs, withinTime } from './within-time.ts';

/** Forecasts that are computed at once; and that may wait for their turn. */
const atOnce = 2;
const mayWait = 50;
/** Of the requests a client may make, this share may be forecasts to compute. */
const share = 0.3;

export interface OtherStartersOptions {
  database: Database;
  cache: Cache;
  limits: LimitOptions;
  now: () => Date;
}

/** The forecast of a game as if others started: computed once for all who ask, and limited more than what is stored. */
export type ForecastOtherStarters = (
  request: FastifyRequest,
  reply: FastifyReply,
  stored: StoredForecast,
  named: NamedStarters,
) => Promise<StoredForecast>;

export function createOtherStarters(options: OtherStartersOptions): ForecastOtherStarters {
  const { database, cache, limits, now } = options;
  const queue = new PQueue({ concurrency: atOnce });
  return async (request, reply, stored, named) => {
    await limitRequest(request, reply, limits, { name: 'on-demand', share });
    const { forecast } = stored;
    const { game_date, game_number, home_team_id, away_team_id, model_version } = forecast;
    const starters = `${named.home ?? forecast.home_starter_id ?? 0}-${named.away ?? forecast.away_starter_id ?? 0}`;
    const key = `${model_version}:${home_team_id}:${away_team_id}:${game_date}:${game_number}:${starters}:${forecast.predicted_at}`;
    const computed = await cache.getOrMake(key, () => {
      if (queue.size >= mayWait)
        throw tankError('E_RATE_LIMIT', 'too many forecasts wait to be computed', {
          hint: 'Try again in a few seconds, or ask for the stored forecast.',
        });
      return queue.add(() =>
        withinTime(readTimeoutDefaultMs, () => forecastOnDemand(database, forecast, named, now())),
      );
    });
    const result = {
      is_final: forecast.is_final,
      home_score: forecast.home_score,
      away_score: forecast.away_score,
    };
    return storedForecast(
      { ...computed, ...result },
      { ...stored.behind, reasons: [], interval: null, isOnDemand: true },
    );
  };
}
