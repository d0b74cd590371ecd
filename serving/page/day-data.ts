import { addDays, easternDate } from '../eastern-date.ts';
import type { ForecastSet } from '../forecast-set.ts';
import type { GamePrediction } from '../schemas.ts';
import { findTeam, type Team } from '../teams.ts';
import type { Day } from './day.ts';

/** What pages of games are made from. */
export interface GameSource {
  set: ForecastSet;
  now: Date;
}

/** What the first page shows: today, and the last games there were when there are none. */
export async function readToday(source: GameSource, asked: string | undefined): Promise<Day> {
  const day = await readDay(source, easternDate(source.now), asked);
  const { previous } = day.nearest;
  if (day.games.length > 0 || previous === null) return day;
  const latest = await readDay(source, previous, asked);
  return { ...day, ...(latest.games.length > 0 && { latest }) };
}

/** All that the page of a day shows. @throws TankError E_TEAM_UNKNOWN, E_WAREHOUSE */
export async function readDay(
  source: GameSource,
  date: string,
  asked: string | undefined,
): Promise<Day> {
  const { set, now } = source;
  const teams = set.teams(Number(date.slice(0, 4)));
  const team = asked === undefined ? undefined : findTeam(teams, asked);
  const [games, before] = await Promise.all([
    gamesOf(source, date, team),
    gamesOf(source, addDays(date, -1), team),
  ]);
  return {
    date,
    today: easternDate(now),
    games,
    before,
    nearest: set.index.nearest(date),
    teams,
    team,
  };
}

async function gamesOf(
  { set, now }: GameSource,
  date: string,
  team: Team | undefined,
): Promise<GamePrediction[]> {
  const { games } = await set.day(date);
  return games
    .filter(
      ({ forecast: { home_team_id, away_team_id } }) =>
        team === undefined || team.team_id === home_team_id || team.team_id === away_team_id,
    )
    .map((game) => game.prediction(now));
}
