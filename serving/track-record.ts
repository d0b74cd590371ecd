import { z } from 'zod';
import type { Database } from '../warehouse/database.ts';
import { groupBy } from './group-by.ts';
import {
  trackRecord,
  trackRecordPeriod,
  trackRecordQuery,
  type TrackRecordPeriod,
} from './schemas.ts';
import type { ForecastStore } from './store.ts';
import type { Server } from './zod-type-provider.ts';

/** `GET /track-record?by=`: how published forecasts did, from the sealed ledger alone; the newest period first. */
export function trackRecordRoute(server: Server, store: ForecastStore): void {
  server.get(
    '/track-record',
    {
      schema: {
        summary: 'How published forecasts did, from the sealed ledger alone.',
        querystring: trackRecordQuery,
        response: { 200: trackRecord },
      },
    },
    (request) => {
      const { by, limit } = request.query;
      const periods = store.current().trackRecord.get(by) ?? [];
      return { by, periods: periods.slice(0, limit) };
    },
  );
}

const row = trackRecordPeriod.extend({ period_kind: z.string() });

/** Every period by its kind, the newest first. */
export async function readTrackRecord(
  database: Database,
): Promise<Map<string, TrackRecordPeriod[]>> {
  const rows = await database
    .selectFrom('mlb_reporting.track_record')
    .select([
      'period_kind',
      'source',
      'period_from',
      'period_to',
      'games',
      'accuracy',
      'log_loss',
      'log_loss_standard_error',
      'brier_score',
      'expected_home_wins',
      'home_wins',
      'elo_log_loss',
      'home_rate_log_loss',
      'gain_on_elo',
      'gain_on_elo_standard_error',
      'gain_on_home_rate',
      'gain_on_home_rate_standard_error',
      'side_runs_rmse',
      'is_simulated',
    ])
    .orderBy('period_from', 'desc')
    .orderBy('source')
    .execute();
  return groupBy(z.array(row).parse(rows), ({ period_kind }) => period_kind);
}
