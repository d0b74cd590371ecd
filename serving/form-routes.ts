import { tankError } from '../warehouse/errors.ts';
import { easternDate } from './eastern-date.ts';
import { groupBy } from './group-by.ts';
import { playerPredictionOf } from './predict-player.ts';
import { formQuery, player, playerPath, teamForm, teamPath } from './schemas.ts';
import type { ForecastStore } from './store.ts';
import { findTeam } from './teams.ts';
import type { Server } from './zod-type-provider.ts';

/** `GET /teams/{team}/form?date=` and `GET /players/{player_id}?date=`: how they did before a date, from the same SQL as anybody's. */
export function formRoutes(server: Server, store: ForecastStore, now: () => Date): void {
  server.get(
    '/teams/:team/form',
    {
      schema: {
        summary: 'How a team did before a date, over several periods.',
        params: teamPath,
        querystring: formQuery,
        response: { 200: teamForm },
      },
    },
    async (request) => {
      const { date = easternDate(now()) } = request.query;
      const set = store.current();
      const team = findTeam(set.teams(Number(date.slice(0, 4))), request.params.team);
      const periods = await set.teamForm(team.team_id, date);
      return {
        team_id: team.team_id,
        abbreviation: team.abbreviation,
        name: team.full_name,
        date,
        newest_game_date: newest(periods),
        periods,
      };
    },
  );

  server.get(
    '/players/:player_id',
    {
      schema: {
        summary: 'How a player did before a date, and what is expected of him on it.',
        params: playerPath,
        querystring: formQuery,
        response: { 200: player },
      },
    },
    async (request) => {
      const { date = easternDate(now()) } = request.query;
      const { player_id } = request.params;
      const set = store.current();
      const [periods, players] = await Promise.all([
        set.playerForm(player_id, date),
        set.players(date),
      ]);
      const forecasts = players.get(player_id) ?? [];
      const name = periods[0]?.player_name ?? forecasts[0]?.player_name ?? null;
      if (name === null && forecasts.length === 0) {
        throw tankError(
          'E_PLAYER_UNKNOWN',
          `nobody with the id ${player_id} played in the 400 days before ${date}`,
        );
      }
      const games = [...groupBy(forecasts, ({ game_pk }) => game_pk).values()];
      return {
        player_id,
        name,
        date,
        newest_game_date: newest(periods),
        periods,
        forecasts: games.map((game) => playerPredictionOf(game, now())),
      };
    },
  );
}

function newest(periods: readonly { newest_game_date: string | null }[]): string | null {
  const dates = periods.map(({ newest_game_date }) => newest_game_date);
  return dates.reduce((one, other) => ((other ?? '') > (one ?? '') ? other : one), null);
}
