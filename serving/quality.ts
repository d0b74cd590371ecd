import { z } from 'zod';
import type { Database } from '../warehouse/database.ts';
import { qualityDay, qualityList, qualityQuery, type QualityDay } from './schemas.ts';
import type { ForecastStore } from './store.ts';
import type { Server } from './zod-type-provider.ts';

/** `GET /quality?date=` (or `from=` and `to=`): the grades of the data of each date with final games, by date. */
export function qualityRoute(server: Server, store: ForecastStore): void {
  server.get(
    '/quality',
    {
      schema: {
        summary: 'The grades of the data of each date with final games.',
        querystring: qualityQuery,
        response: { 200: qualityList },
      },
    },
    (request) => {
      const { date } = request.query;
      const { from = date ?? '', to = date ?? '9999-12-31' } = request.query;
      const { quality } = store.current();
      return { days: quality.filter(({ game_date }) => game_date >= from && game_date <= to) };
    },
  );
}

/** The grades of every date, by date. */
export async function readQuality(database: Database): Promise<QualityDay[]> {
  const rows = await database
    .selectFrom('mlb_reporting.data_quality_daily')
    .select([
      'game_date',
      'games_final',
      'games_grade_a',
      'games_grade_b',
      'games_grade_c',
      'games_grade_f',
      'games_held_back',
      'mean_quality_score',
      'lowest_quality_score',
    ])
    .orderBy('game_date')
    .execute();
  return z.array(qualityDay).parse(rows);
}
