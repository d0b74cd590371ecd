/** How a game stands in the schedule besides its own date: postponed to it, or finished after it. */
export interface Fixture {
  gamePk: number;
  season: number;
  gameType: 'S' | 'R' | 'F' | 'D' | 'L' | 'W';
  home: number;
  away: number;
  /** The day the game counts for: where it is played, or where a suspended game began. */
  day: number;
  /** Epoch milliseconds of the first pitch. */
  start: number;
  isNight: boolean;
  doubleHeader: 'N' | 'S';
  gameNumber: number;
  seriesGame: number;
  gamesInSeries: number;
  seriesNumber: number;
  seriesDescription: string;
  description: string | null;
  /** The game is unknown before this time (epoch milliseconds; 0 for a game on the original schedule). */
  knownFrom: number;
  /** The first date of a postponed game, and when the postponement was announced. */
  postponed: { day: number; start: number; isNight: boolean; announced: number } | null;
  /** Where the rest of a suspended game is played, and the last inning before the stop. */
  suspended: { day: number; start: number; afterInning: number } | null;
  /** The hour this game had until a make-up game was put behind it. */
  moved: { until: number; start: number; isNight: boolean } | null;
}
