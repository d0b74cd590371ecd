/** What is known when it is decided how to train. */
export interface Situation {
  asOf: string;
  trainingRows: number;
  minimumRows: number;
  /** Version that forecasts now, and days since it or its like was last trained in full. */
  champion: { version: string; asOf: string } | undefined;
  /** Dates with games to learn from since the last full training. */
  newDays: number;
  /** Whether there are updates between full trainings. */
  isUpdatedBetween: boolean;
  /** Whether the training rows are those the newest version has learnt from. */
  unchanged: boolean;
  /** Recipes of the catalog that no version is made by. */
  newRecipes: readonly string[];
  /** Somebody, or the weekly run, asks for a full training. */
  fullAsked: boolean;
  /** Open requests of monitoring since the last full training, in words. */
  requests: readonly string[];
  daysSinceFull: number;
  /** First postseason game date of the season of `asOf`, once it is known. */
  postseasonFrom: string | undefined;
}

export interface Decision {
  action: 'nothing' | 'incremental' | 'full' | 'freeze';
  /** Why, for a machine. */
  reason:
    | 'too_few_games'
    | 'frozen'
    | 'first'
    | 'asked'
    | 'new_recipe'
    | 'requested'
    | 'old'
    | 'week'
    | 'unchanged'
    | 'few_days'
    | 'new_games';
  /** Why, for people. */
  says: string;
}

/** Days of new games after which everything is trained anew; fewer are an incremental update. */
export const fullAfterDays = 7;
/** Days after which a model is too old whatever there is to learn. */
export const oldAfterDays = 14;

/**
 * How to train: the plan's tree. In the postseason nothing is trained: the best model of the regular season is frozen.
 * Otherwise a first version, a wish, a new recipe, drift, age or a week of new games make a full training; fewer new games
 * an incremental update of a type that is updated; none of these nothing.
 */
export function decide(given: Situation): Decision {
  const { champion } = given;
  if (given.trainingRows < given.minimumRows) {
    return {
      action: 'nothing',
      reason: 'too_few_games',
      says: `${given.trainingRows} games to learn from, ${given.minimumRows} needed`,
    };
  }
  if (
    champion !== undefined &&
    given.postseasonFrom !== undefined &&
    given.asOf >= given.postseasonFrom
  ) {
    return {
      action: 'freeze',
      reason: 'frozen',
      says: `the postseason began on ${given.postseasonFrom}: ${champion.version} stays until next year`,
    };
  }
  if (champion === undefined) return full('first', 'there is no version yet');
  if (given.fullAsked) return full('asked', 'a full training was asked for');
  if (given.newRecipes.length > 0)
    return full('new_recipe', `nothing is made by ${given.newRecipes.join(', ')} yet`);
  if (given.requests.length > 0) return full('requested', given.requests.join('; '));
  if (given.unchanged) {
    return { action: 'nothing', reason: 'unchanged', says: 'nothing new to learn from' };
  }
  if (given.daysSinceFull > oldAfterDays)
    return full('old', `the last full training is ${given.daysSinceFull} days old`);
  if (given.newDays >= fullAfterDays)
    return full('week', `${given.newDays} days of new games since the last full training`);
  const says = `${given.newDays} days of new games since the last full training, fewer than ${fullAfterDays}`;
  return given.isUpdatedBetween
    ? { action: 'incremental', reason: 'new_games', says }
    : { action: 'nothing', reason: 'few_days', says };
}

const full = (reason: Decision['reason'], says: string): Decision => ({
  action: 'full',
  reason,
  says,
});
