import type { Database } from '../../warehouse/database.ts';
import { readForecasts, readNearestDates } from '../forecasts.ts';
import { gamePredictionOf } from '../game-prediction.ts';
import { readReasons } from '../reasons.ts';
import type { GamePrediction } from '../schemas.ts';
import { findTeam, readTeams, type Team } from '../teams.ts';
import { readDataGrades } from './data-grades.ts';
import type { Day } from './day.ts';
import { ifBuilt } from './if-built.ts';
import { daysLater, easternDate } from './words.ts';

/** What the first page shows: today, and the last games there were when there are none. */
export async function readToday(
  database: Database,
  asked: string | undefined,
  now: Date,
): Promise<Day> {
  const day = await readDay(database, easternDate(now), asked, now);
  const { previous } = day.nearest;
  if (day.games.length > 0 || previous === null) return day;
  const latest = await readDay(database, previous, asked, now);
  return { ...day, ...(latest.games.length > 0 && { latest }) };
}

/** All that the page of a day shows. */
export async function readDay(
  database: Database,
  date: string,
  asked: string | undefined,
  now: Date,
): Promise<Day> {
  const teams = (await ifBuilt(readTeams(database, Number(date.slice(0, 4))))) ?? [];
  const team = asked === undefined ? undefined : findTeam(teams, asked);
  const [games, before, nearest] = await Promise.all([
    gamesOf(database, date, team, now),
    gamesOf(database, daysLater(date, -1), team, now),
    ifBuilt(readNearestDates(database, date)),
  ]);
  const grades = await ifBuilt(
    readDataGrades(
      database,
      games.map(({ game_pk }) => game_pk),
    ),
  );
  return {
    date,
    today: easternDate(now),
    games,
    grades: grades ?? new Map(),
    before,
    nearest: nearest ?? { previous: null, next: null },
    teams,
    team,
  };
}

async function gamesOf(
  database: Database,
  date: string,
  team: Team | undefined,
  now: Date,
): Promise<GamePrediction[]> {
  const forecasts = ((await ifBuilt(readForecasts(database, date))) ?? []).filter(
    ({ home_team_id, away_team_id }) =>
      team === undefined || team.team_id === home_team_id || team.team_id === away_team_id,
  );
  const reasons = await ifBuilt(
    readReasons(
      database,
      forecasts.map(({ game_pk }) => game_pk),
    ),
  );
  return forecasts.map((forecast) =>
    gamePredictionOf(forecast, reasons?.get(forecast.game_pk), now),
  );
}
