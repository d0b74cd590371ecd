import { z } from 'zod';
import type { Database } from '../warehouse/database.ts';
import { parameter } from '../warehouse/query-parameters.ts';
import { qualityDay, qualityList, qualityQuery } from './schemas.ts';
import type { Server } from './zod-type-provider.ts';

/** `GET /quality?date=` (or `from=` and `to=`): the grades of the data of each date with final games, by date. */
export function qualityRoute(server: Server, database: Database): void {
  server.get(
    '/quality',
    { schema: { querystring: qualityQuery, response: { 200: qualityList } } },
    async (request) => {
      const { date } = request.query;
      const { from = date, to = date } = request.query;
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
        .$if(from !== undefined, (query) =>
          query.where('game_date', '>=', parameter(from ?? null, 'DATE')),
        )
        .$if(to !== undefined, (query) =>
          query.where('game_date', '<=', parameter(to ?? null, 'DATE')),
        )
        .orderBy('game_date')
        .execute();
      return { days: z.array(qualityDay).parse(rows) };
    },
  );
}
