import {
  candidateOf,
  pairedDifference,
  readState,
  score,
  type Metrics,
  type MlContext,
  type Version,
} from '../../ml/index.ts';

const type = 'game_outcome';

/** A game whose forecast moved. */
export interface MovedGame {
  key: string;
  date: string;
  before: number;
  after: number;
  homeWon: boolean;
}

/** Two builds on the same later games. */
export interface ForecastChange {
  versions: { before: string; after: string };
  games: number;
  before: Metrics;
  after: Metrics;
  /** Mean log loss after less before, and its standard error: below 0 is better. */
  difference: number;
  standardError: number;
  moved: MovedGame[];
}

const shown = 5;
/** Forecasts nearer to each other than this are the same: sums over threads differ in their last digits. */
const rounding = 1e-6;

/**
 * What the champion of one build and the same recipe's newest version of the other say of the games both have forecast without
 * having seen them.
 * @returns undefined when either has no version or they have no game in common
 * @throws TankError E_WAREHOUSE
 */
export async function forecastChange(
  before: MlContext,
  after: MlContext,
): Promise<ForecastChange | undefined> {
  const champion = (await readState(before, type)).champion;
  const { versions } = await readState(after, type);
  const successor = successorOf(champion, versions);
  if (champion === undefined || successor === undefined) return undefined;
  const [was, is] = await Promise.all([
    candidateOf(before, type, champion),
    candidateOf(after, type, successor),
  ]);
  const old = new Map((was.forecasts[was.lead] ?? []).map((game) => [game.key, game]));
  const pairs = (is.forecasts[is.lead] ?? []).flatMap((game) => {
    const other = old.get(game.key);
    return other === undefined ? [] : [{ game, other }];
  });
  if (pairs.length === 0) return undefined;
  const outcomes = (side: 'game' | 'other') =>
    pairs.map((pair) => ({ probability: pair[side].forecast, homeWon: pair.game.actual === 1 }));
  const { difference, standard_error: standardError } = pairedDifference(
    outcomes('game'),
    outcomes('other'),
  );
  const moved = pairs
    .map(({ game, other }) => ({
      key: game.key,
      date: game.date,
      before: other.forecast,
      after: game.forecast,
      homeWon: game.actual === 1,
    }))
    .filter((game) => Math.abs(game.after - game.before) > rounding)
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))
    .slice(0, shown);
  return {
    versions: { before: champion.version, after: successor.version },
    games: pairs.length,
    before: score(outcomes('other')),
    after: score(outcomes('game')),
    difference,
    standardError,
    moved,
  };
}

/** The newest version of the same recipe; of any when there is none. */
const successorOf = (
  champion: Version | undefined,
  versions: readonly Version[],
): Version | undefined =>
  versions.findLast(({ facts }) => facts.recipe === champion?.facts.recipe) ?? versions.at(-1);
