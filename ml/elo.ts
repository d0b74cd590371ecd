/** A game as Elo sees it; dates are YYYY-MM-DD. */
export interface EloGame {
  gamePk: number;
  season: number;
  gameDate: string;
  completedDate: string;
  homeTeamId: number;
  awayTeamId: number;
  /** Undefined for a game without a decision: it is forecast, but teaches nothing. */
  homeWon: boolean | undefined;
}

const k = 4;
const homeAdvantage = 24;
const start = 1500;
const offSeasonReversion = 1 / 3;

function expectation(home: number, away: number): number {
  return 1 / (1 + 10 ** (-(home - away + homeAdvantage) / 400));
}

/**
 * The Elo baseline (Elo 1978; K 4, home advantage 24, one third back to the mean each off-season).
 * @returns the home win probability of every game by gamePk, from games completed before its date only
 */
export function eloForecasts(games: readonly EloGame[]): Map<number, number> {
  const ratings = new Map<number, number>();
  const rating = (team: number): number => ratings.get(team) ?? start;
  const forecasts = new Map<number, number>();
  const learned = games
    .filter((game) => game.homeWon !== undefined)
    .sort((a, b) => a.completedDate.localeCompare(b.completedDate) || a.gamePk - b.gamePk);
  let next = 0;
  let season = learned[0]?.season;

  const learnBefore = (date: string): void => {
    for (; next < learned.length; next++) {
      const game = learned[next];
      if (game === undefined || game.completedDate >= date) return;
      if (game.season !== season) {
        for (const [team, value] of ratings) {
          ratings.set(team, value + (start - value) * offSeasonReversion);
        }
        season = game.season;
      }
      const home = rating(game.homeTeamId);
      const away = rating(game.awayTeamId);
      const change = k * ((game.homeWon === true ? 1 : 0) - expectation(home, away));
      ratings.set(game.homeTeamId, home + change);
      ratings.set(game.awayTeamId, away - change);
    }
  };

  for (const game of [...games].sort((a, b) => a.gameDate.localeCompare(b.gameDate))) {
    learnBefore(game.gameDate);
    const carry = game.season === season ? 1 : 1 - offSeasonReversion;
    const home = start + (rating(game.homeTeamId) - start) * carry;
    const away = start + (rating(game.awayTeamId) - start) * carry;
    forecasts.set(game.gamePk, expectation(home, away));
  }
  return forecasts;
}
