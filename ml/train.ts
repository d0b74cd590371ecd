import { labelled } from '../warehouse/client.ts';
import { catalogEntry, models } from './catalog.ts';
import { keepCard } from './cards.ts';
import { rows, type MlContext } from './context.ts';
import { decide, type Decision } from './decide.ts';
import { appendEvents } from './events.ts';
import { leadOf } from './evidence.ts';
import type { Judgement } from './judge.ts';
import { judgeVersion, readState, retireOld, type ModelState } from './promotion.ts';
import {
  minimumTrainingRows,
  trainVersion,
  trainingState,
  type TrainingState,
} from './training-run.ts';
import { chosenOptions, isTuningDue, tune, type TuningBudget } from './tuning.ts';
import { factsOf, hashOf, nextVersion, type TrainedFacts } from './versions.ts';

export { minimumTrainingRows };

export interface TrainOptions {
  /** Trains everything anew even after few new games: the weekly run, or somebody's wish. */
  full?: boolean;
  /** Types of models that are trained; all unless given. */
  types?: readonly string[];
  /** Looks for better options first, and trains in full, though neither is due. */
  tune?: boolean;
  /** What looking for better options may cost. */
  budget?: TuningBudget;
}

/** A version that was trained, and what was decided of it. */
export interface Trained {
  version: string;
  recipe: string;
  facts: TrainedFacts;
  judgement: Judgement;
}

/** What became of a type of models. */
export interface TrainOutcome {
  type: string;
  /** Role that versions are judged by first. */
  lead: string;
  trained: boolean;
  reason: Decision['reason'];
  /** Why it was trained so, or not, in words. */
  says: string;
  trainingRows: number;
  trainingThrough: string | null;
  /** Version that forecasts now; null without one. */
  version: string | null;
  previous: string | null;
  made: Trained[];
  retired: string[];
}

/**
 * Trains what the decision tree says of every type of models, judges each new version against the champion, promotes
 * it or refuses, and drops old ones. The feature tables must be built.
 * @param asOf YYYY-MM-DD; no game finished on or after it is learnt from
 * @throws TankError E_WAREHOUSE, E_MODEL_CONFLICT
 */
export async function train(
  context: MlContext,
  asOf: string,
  options: TrainOptions = {},
): Promise<TrainOutcome[]> {
  const outcomes: TrainOutcome[] = [];
  for (const type of options.types ?? models.types())
    outcomes.push(await trainType(labelled(context, { model: type }), type, asOf, options));
  return outcomes;
}

async function trainType(
  context: MlContext,
  type: string,
  asOf: string,
  options: TrainOptions,
): Promise<TrainOutcome> {
  let state = await thawed(context, await readState(context, type), asOf);
  const previous = state.champion?.version ?? null;
  const training = catalogEntry(leadOf(type)).training ?? 'game_outcome_training';
  const rowsNow = await trainingState(context, training, asOf);
  const decision = decide(await situation(context, state, { asOf, training, rowsNow, options }));
  const outcome = (more: Partial<TrainOutcome>): TrainOutcome => ({
    type,
    lead: state.lead,
    trained: false,
    reason: decision.reason,
    says: decision.says,
    trainingRows: rowsNow.training_rows,
    trainingThrough: rowsNow.training_through,
    version: previous,
    previous,
    made: [],
    retired: [],
    ...more,
  });
  if (decision.action === 'freeze') {
    if (state.frozen === undefined && state.champion !== undefined) {
      const { version } = state.champion;
      await appendEvents(context, type, state.events, [
        { kind: 'frozen', version, asOf, reason: decision.says },
      ]);
    }
    return outcome({});
  }
  if (decision.action === 'nothing') return outcome({});

  if (decision.action === 'full' && (options.tune === true || isTuningDue(state.events, asOf)))
    state = await tune(context, state, asOf, options.budget);
  const tuned = chosenOptions(state.events);
  const recipes = models.recipes(type).map((recipe) => {
    const facts = factsOf(recipe, tuned);
    return { name: recipe.name, facts, hash: hashOf(facts) };
  });
  const champion = state.champion;
  // The champion's own recipe comes first: then challengers are compared with fits that end when theirs do.
  recipes.sort(
    (a, b) => Number(b.hash === champion?.facts.hash) - Number(a.hash === champion?.facts.hash),
  );
  const wanted =
    decision.action === 'full'
      ? recipes
      : [
          {
            name: champion?.facts.recipe ?? type,
            facts: champion?.facts.models ?? {},
            hash: champion?.facts.hash ?? '',
          },
        ];
  const made: Trained[] = [];
  for (const recipe of wanted) {
    const { trained, after } = await trainRecipe(context, state, {
      ...recipe,
      update: decision.action,
      asOf,
      rowsNow,
    });
    made.push(trained);
    state = after;
  }
  for (const { version } of made) await keepCard(context, state, version);
  const retired = await retireOld(context, type, asOf);
  return outcome({ trained: true, version: state.champion?.version ?? null, made, retired });
}

/** Trains one recipe, judges the version and logs both at once. */
async function trainRecipe(
  context: MlContext,
  state: ModelState,
  {
    name,
    facts: recipeModels,
    hash,
    update,
    asOf,
    rowsNow,
  }: {
    name: string;
    facts: TrainedFacts['models'];
    hash: string;
    update: TrainedFacts['update'];
    asOf: string;
    rowsNow: TrainingState;
  },
): Promise<{ trained: Trained; after: ModelState }> {
  const { type, champion } = state;
  const version = nextVersion(state.versions, { hash, update });
  context.onProgress?.(`training ${type} ${version} (${name}, ${update})`);
  const facts = await trainVersion(context, {
    type,
    recipe: name,
    update,
    asOf,
    version,
    hash,
    models: recipeModels,
    state: rowsNow,
    champion,
  });
  const judgement = await judgeVersion(context, state, { version, facts }, asOf);
  await appendEvents(context, type, state.events, [
    { kind: 'trained', version, asOf, reason: `${update} training`, details: facts },
    {
      kind: judgement.promote ? 'promoted' : 'refused',
      version,
      asOf,
      reason: judgement.reason,
      details: judgement,
    },
  ]);
  return {
    trained: { version, recipe: name, facts, judgement },
    after: await readState(context, type),
  };
}

/** What monitoring has asked for since the last full training, in words. Nothing before there is any monitoring. */
async function requestsSince(
  context: MlContext,
  type: string,
  after: string,
  asOf: string,
): Promise<string[]> {
  const [exists] = await context.client.dataset('mlb_ops').table('retrain_requests').exists();
  if (!exists) return [];
  const found = await rows<{ requested_on: string; request_reason: string }>(
    context,
    `SELECT requested_on, request_reason
     FROM mlb_ops.retrain_requests
     WHERE model_type = ? AND requested_on > DATE '${after}' AND requested_on < DATE '${asOf}'
     ORDER BY requested_on, request_kind`,
    [type],
  );
  return found.map(({ requested_on, request_reason }) => `${requested_on}: ${request_reason}`);
}

/** Thaws models that were frozen in the postseason of an earlier year. */
async function thawed(context: MlContext, state: ModelState, asOf: string): Promise<ModelState> {
  const { frozen, champion, type } = state;
  if (frozen === undefined || champion === undefined) return state;
  if (asOf.slice(0, 4) <= frozen.asOf.slice(0, 4)) return state;
  await appendEvents(context, type, state.events, [
    {
      kind: 'thawed',
      version: champion.version,
      asOf,
      reason: 'the season they were frozen in is over',
    },
  ]);
  return readState(context, type);
}

const day = 86_400_000;
const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / day);

async function situation(
  context: MlContext,
  { type, versions, champion, events }: ModelState,
  given: { asOf: string; training: string; rowsNow: TrainingState; options: TrainOptions },
): Promise<Parameters<typeof decide>[0]> {
  const { asOf, training, rowsNow, options } = given;
  const lastFull = versions.findLast(
    ({ facts }) => facts.update === 'full' && facts.hash === champion?.facts.hash,
  );
  const newest = versions.findLast(({ facts }) => facts.hash === champion?.facts.hash);
  const [facts] = await rows<{ new_days: number; postseason_from: string | null }>(
    context,
    `SELECT
       (
         SELECT COUNT(DISTINCT game_date) FROM mlb_models.${training}
         WHERE ${models.trainingWindow(`DATE '${asOf}'`, training)}
           AND completed_date > DATE '${lastFull?.facts.trainingThrough ?? '1900-01-01'}'
       ) AS new_days,
       (
         SELECT MIN(game_date) FROM mlb_historical_data.games_historical
         WHERE season = ${asOf.slice(0, 4)} AND game_type IN ('F', 'D', 'L', 'W')
       ) AS postseason_from`,
  );
  const known = new Set(versions.map(({ facts: { hash } }) => hash));
  const tuned = chosenOptions(events);
  return {
    asOf,
    trainingRows: rowsNow.training_through === null ? 0 : rowsNow.training_games,
    minimumRows: minimumTrainingRows,
    champion,
    newDays: facts?.new_days ?? 0,
    isUpdatedBetween: models.isUpdatedBetween(type),
    unchanged: newest?.facts.fingerprint === rowsNow.training_fingerprint,
    newRecipes: models
      .recipes(type)
      .filter((recipe) => ![{}, tuned].some((by) => known.has(hashOf(factsOf(recipe, by)))))
      .map(({ name }) => name),
    fullAsked: options.full === true || options.tune === true,
    requests:
      lastFull === undefined
        ? []
        : await requestsSince(context, type, lastFull.facts.trainingThrough, asOf),
    daysSinceFull: lastFull === undefined ? 0 : daysBetween(lastFull.asOf, asOf),
    postseasonFrom: facts?.postseason_from ?? undefined,
  };
}
