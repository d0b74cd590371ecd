import { DateTime } from 'luxon';
import type { Database } from '../warehouse/database.ts';
import { readForecasts, readNearestDates } from './forecasts.ts';
import { gamePredictionOf } from './game-prediction.ts';
import { readReasons } from './reasons.ts';
import { predictionList, predictionsQuery, type PredictionList } from './schemas.ts';
import { findTeam, readTeams } from './teams.ts';
import type { Server } from './zod-type-provider.ts';

/** `GET /predictions?date=&team=`: the forecasts of a date by first pitch, all or one team's. */
export function predictionsRoute(server: Server, database: Database, now: () => Date): void {
  server.get(
    '/predictions',
    { schema: { querystring: predictionsQuery, response: { 200: predictionList } } },
    async (request) => {
      const { date = easternDate(now()), team } = request.query;
      return listPredictions(database, date, team, now());
    },
  );
}

async function listPredictions(
  database: Database,
  date: string,
  asked: string | undefined,
  now: Date,
): Promise<PredictionList> {
  const [forecasts, teams] = await Promise.all([
    readForecasts(database, date),
    asked === undefined ? [] : readTeams(database, Number(date.slice(0, 4))),
  ]);
  const team = asked === undefined ? undefined : findTeam(teams, asked);
  const wanted = forecasts.filter(
    ({ home_team_id, away_team_id }) =>
      team === undefined || team.team_id === home_team_id || team.team_id === away_team_id,
  );
  const reasons = await readReasons(
    database,
    wanted.map(({ game_pk }) => game_pk),
  );
  const predictions = wanted.map((forecast) =>
    gamePredictionOf(forecast, reasons.get(forecast.game_pk), now),
  );
  const list = {
    date,
    count: predictions.length,
    simulated: predictions.some(({ simulated }) => simulated),
    predictions,
  };
  if (predictions.length > 0) return list;
  if (team !== undefined && forecasts.length > 0) {
    return {
      ...list,
      message: `No prediction is stored for ${team.full_name} on ${date}; other teams have some.`,
    };
  }
  return {
    ...list,
    message: `No predictions are stored for ${date}: no games that day, or not predicted yet.`,
    nearest_dates: await readNearestDates(database, date),
  };
}

/** The date of a moment as MLB counts game dates, in US/Eastern. */
function easternDate(moment: Date): string {
  return DateTime.fromJSDate(moment, { zone: 'America/New_York' }).toFormat('yyyy-MM-dd');
}
