import { z } from 'zod';
import type { Database } from '../warehouse/database.ts';
import { trackRecord, trackRecordPeriod, trackRecordQuery } from './schemas.ts';
import type { Server } from './zod-type-provider.ts';

/** `GET /track-record?by=`: how published forecasts did, from the sealed ledger alone; the newest period first. */
export function trackRecordRoute(server: Server, database: Database): void {
  server.get(
    '/track-record',
    { schema: { querystring: trackRecordQuery, response: { 200: trackRecord } } },
    async (request) => {
      const { by, limit } = request.query;
      const rows = await database
        .selectFrom('mlb_reporting.track_record')
        .select([
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
        .where('period_kind', '=', by)
        .orderBy('period_from', 'desc')
        .orderBy('source')
        .limit(limit)
        .execute();
      return { by, periods: z.array(trackRecordPeriod).parse(rows) };
    },
  );
}
