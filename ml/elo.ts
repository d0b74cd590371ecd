import { createRequire } from 'node:module';

interface State {
  team_id: number;
  season: number;
  rating: number;
}

/** What `includes/elo.js` says of the ratings: the SQLX models and this code share it. */
interface EloIncludes {
  parameters: { start: number; k: number; homeAdvantage: number; carryOver: number };
  play: (
    parameters: EloIncludes['parameters'],
    games: readonly {
      season: number;
      home_team_id: number;
      away_team_id: number;
      margin: number;
    }[],
    states: readonly State[],
  ) => [number, number];
  carried: (rating: number, seasons: number) => number;
  homeWinProbability: (home: number, away: number) => number;
}

const elo = createRequire(import.meta.url)('../includes/elo.js') as EloIncludes;

/** A game as Elo sees it; dates are YYYY-MM-DD. */
export interface EloGame {
  gamePk: number;
  season: number;
  gameDate: string;
  completedDate: string;
  homeTeamId: number;
  awayTeamId: number;
  /** Runs of the home team less runs of the away team; undefined for a game that is forecast, but teaches nothing. */
  margin: number | undefined;
}

/**
 * The Elo baseline, the same as the table `team_ratings` (see `includes/elo.js` for its parameters).
 * @returns the home win probability of every game by gamePk, from games completed before its date only
 */
export function eloForecasts(games: readonly EloGame[]): Map<number, number> {
  const { parameters, play, carried, homeWinProbability } = elo;
  const states = new Map<number, State>();
  const forecasts = new Map<number, number>();
  const learned = games
    .filter((game) => game.margin !== undefined && game.margin !== 0)
    .sort((a, b) => a.completedDate.localeCompare(b.completedDate) || a.gamePk - b.gamePk);
  let next = 0;

  const learnBefore = (date: string): void => {
    for (; next < learned.length; next++) {
      const game = learned[next];
      if (game?.margin === undefined || game.completedDate >= date) return;
      const { season, homeTeamId, awayTeamId, margin } = game;
      const known = [homeTeamId, awayTeamId].flatMap((team) => states.get(team) ?? []);
      const played = { season, home_team_id: homeTeamId, away_team_id: awayTeamId, margin };
      const [home, away] = play(parameters, [played], known);
      states.set(homeTeamId, { team_id: homeTeamId, season, rating: home });
      states.set(awayTeamId, { team_id: awayTeamId, season, rating: away });
    }
  };
  const before = (team: number, season: number): number => {
    const state = states.get(team);
    return state === undefined ? parameters.start : carried(state.rating, season - state.season);
  };

  for (const game of [...games].sort((a, b) => a.gameDate.localeCompare(b.gameDate))) {
    learnBefore(game.gameDate);
    const home = before(game.homeTeamId, game.season);
    const away = before(game.awayTeamId, game.season);
    forecasts.set(game.gamePk, homeWinProbability(home, away));
  }
  return forecasts;
}
