import { isClassifier, models, type CatalogEntry } from './catalog.ts';
import { meanOf } from './comparison.ts';
import { rows, runScript, type MlContext } from './context.ts';
import { appendEvents, type ModelEvent } from './events.ts';
import { logLoss } from './metrics.ts';
import { readState, type ModelState } from './promotion.ts';
import { forecastOf, minimumTrainingRows } from './training-run.ts';
import type { ModelFacts } from './versions.ts';

type Options = CatalogEntry['options'];

/** Options of one model, walked through earlier seasons. */
export interface Trial {
  entry: string;
  options: Options;
  games: number;
  /** Mean log loss of probabilities, mean squared error of numbers. */
  loss: number;
  /** Mean loss less that of the present options on the same games, and its standard error; null for the present ones. */
  difference: number | null;
  standardError: number | null;
  seconds: number;
}

export interface Tuning {
  trials: Trial[];
  /** Options that take the place of the catalog's, by entry: what earlier tunings chose too. */
  chosen: Record<string, Options>;
  /** Whether every trial was made, or the budget ended them. */
  isComplete: boolean;
  seconds: number;
}

export interface TuningBudget {
  trials: number;
  seconds: number;
}

export const usualBudget: TuningBudget = { trials: 24, seconds: 60 };

/** Standard errors that options must be better by: of a dozen tried, chance alone takes the best beyond 1.6. */
const beyond = 2.5;
/** Earlier seasons that are walked through. */
const seasonsWalked = 2;

/** Options tried of each kind of model, beside the present ones. */
const tried: readonly [RegExp, readonly Options[]][] = [
  [/^(LOGISTIC|LINEAR)_REG$/i, [0.1, 1, 10, 100].map((l2_reg) => ({ l2_reg }))],
  [
    /^BOOSTED_TREE/i,
    [1, 2, 3].flatMap((max_tree_depth) =>
      [0.03, 0.1].map((learn_rate) => ({ max_tree_depth, learn_rate })),
    ),
  ],
];

const tunedEvents = (events: readonly ModelEvent[]): ModelEvent[] =>
  events.filter(({ kind }) => kind === 'tuned');

/** Options that tuning has chosen, by entry of the catalog. */
export function chosenOptions(events: readonly ModelEvent[]): Record<string, Options> {
  return (tunedEvents(events).at(-1)?.details as Tuning | undefined)?.chosen ?? {};
}

/** Whether nothing was tuned in the month of a date, and there was something to tune before it. */
export function isTuningDue(events: readonly ModelEvent[], asOf: string): boolean {
  const last = tunedEvents(events).at(-1) ?? events.find(({ kind }) => kind === 'trained');
  return last !== undefined && last.asOf.slice(0, 7) < asOf.slice(0, 7);
}

/** Months of the last seasons before the date's own, with enough games before the first of them. */
async function foldsOf(
  context: MlContext,
  training: string,
  asOf: string,
): Promise<{ from: string; to: string }[]> {
  return rows(
    context,
    `WITH months AS (
       SELECT
         EXTRACT(YEAR FROM game_date) AS season, DATE_TRUNC(game_date, MONTH) AS month,
         COUNT(DISTINCT game_pk) AS games
       FROM mlb_models.${training}
       WHERE ${models.trainingWindow(`DATE '${asOf}'`, training)}
       GROUP BY season, month
     ),
     walked AS (
       SELECT season, month, SUM(games) OVER (ORDER BY month) - games AS games_before FROM months
     )
     SELECT month AS \`from\`, LAST_DAY(month) AS \`to\`
     FROM walked
     WHERE games_before >= ${minimumTrainingRows}
       AND season BETWEEN ${Number(asOf.slice(0, 4)) - seasonsWalked} AND ${Number(asOf.slice(0, 4)) - 1}
     ORDER BY month`,
  );
}

const trialModel = '`mlb_models.tuning_trial`';
/** The training rows as they are: each of many fits reads them, and training sets are views. */
const trialRows = '`mlb_models.tuning_rows`';

/**
 * Losses of a model by row, refitted at the start of each month on what was finished before it.
 * @returns undefined when there is no more time
 */
async function walk(
  context: MlContext,
  model: ModelFacts,
  folds: readonly { from: string; to: string }[],
  hasTime: () => boolean,
): Promise<Map<string, number> | undefined> {
  const losses = new Map<string, number>();
  for (const { from, to } of folds) {
    if (!hasTime()) return undefined;
    await runScript(context, [
      models.create(model.entry, trialModel, trialRows, `DATE '${from}'`, model.options),
    ]);
    const columns = [...new Set([...model.keys, model.label, ...model.features])];
    const found = await rows<{ key: string; forecast: number; actual: number }>(
      context,
      `SELECT
         CONCAT(${model.keys.map((name) => `CAST(${name} AS STRING)`).join(", '/', ")}) AS key,
         ${forecastOf(model)} AS forecast, CAST(${model.label} AS FLOAT64) AS actual
       FROM ML.PREDICT(MODEL ${trialModel}, (
         SELECT ${columns.join(', ')} FROM ${trialRows}
         WHERE game_date BETWEEN DATE '${from}' AND DATE '${to}'
       ))`,
    );
    for (const { key, forecast, actual } of found)
      losses.set(
        key,
        isClassifier(model)
          ? logLoss({ probability: forecast, homeWon: actual === 1 })
          : (forecast - actual) ** 2,
      );
  }
  return losses;
}

const same = (a: Options, b: Options): boolean =>
  Object.keys(a).every((name) => a[name] === b[name]);

/**
 * Walks other options of the champion's models through earlier seasons, and appends what was found as an event. Options are
 * chosen that are better than the present ones by more than noise; the next full training takes them.
 * @returns the state with the event
 * @throws TankError E_WAREHOUSE, E_MODEL_CONFLICT
 */
export async function tune(
  context: MlContext,
  state: ModelState,
  asOf: string,
  budget: TuningBudget = usualBudget,
): Promise<ModelState> {
  const { champion, events, type } = state;
  if (champion === undefined) return state;
  const started = performance.now();
  const spent = (): number => (performance.now() - started) / 1000;
  const trials: Trial[] = [];
  const chosen = { ...chosenOptions(events) };
  const progress = { isComplete: true };
  let kept: string | undefined;
  const hasTime = (): boolean => spent() < budget.seconds;
  const mayGoOn = (): boolean => {
    if (trials.length < budget.trials && hasTime()) return true;
    progress.isComplete = false;
    return false;
  };
  const inCatalog = Object.values(champion.facts.models).filter(
    ({ entry }) => models.catalog[entry] !== undefined,
  );
  for (const present of inCatalog) {
    const kind = String(present.options.model_type);
    const others = (tried.find(([pattern]) => pattern.test(kind))?.[1] ?? []).filter(
      (options) => !same(options, present.options),
    );
    const folds = await foldsOf(context, present.training, asOf);
    if (folds.length === 0 || others.length === 0 || !mayGoOn()) continue;
    if (kept !== present.training) {
      await runScript(context, [
        `CREATE OR REPLACE TABLE ${trialRows} AS SELECT * FROM mlb_models.${present.training}`,
      ]);
      kept = present.training;
    }
    const attempt = async (
      options: Options,
    ): Promise<{ trial: Trial; losses: Map<string, number> } | undefined> => {
      const before = spent();
      const losses = await walk(context, { ...present, options }, folds, hasTime);
      if (losses === undefined) {
        progress.isComplete = false;
        return undefined;
      }
      const trial = {
        entry: present.entry,
        options,
        games: losses.size,
        loss: meanOf([...losses.values()]).mean,
        difference: null,
        standardError: null,
        seconds: Number((spent() - before).toFixed(3)),
      };
      return { trial, losses };
    };
    const now = await attempt(present.options);
    if (now === undefined) break;
    trials.push(now.trial);
    let best: Trial | undefined;
    for (const options of others) {
      if (!mayGoOn()) break;
      const attempted = await attempt({ ...present.options, ...options });
      if (attempted === undefined) break;
      const { trial, losses } = attempted;
      const { mean, error } = meanOf(
        [...losses].map(([key, loss]) => loss - (now.losses.get(key) ?? loss)),
      );
      const measured = { ...trial, difference: mean, standardError: error };
      trials.push(measured);
      if (mean < -beyond * error && mean < (best?.difference ?? 0)) best = measured;
    }
    if (best !== undefined) chosen[present.entry] = best.options;
  }
  await runScript(context, [
    `DROP MODEL IF EXISTS ${trialModel}`,
    `DROP TABLE IF EXISTS ${trialRows}`,
  ]);
  const better = Object.keys(chosen).filter(
    (entry) => !same(chosen[entry] ?? {}, chosenOptions(events)[entry] ?? {}),
  );
  const details: Tuning = {
    trials,
    chosen,
    isComplete: progress.isComplete,
    seconds: Number(spent().toFixed(3)),
  };
  await appendEvents(context, type, events, [
    {
      kind: 'tuned',
      version: champion.version,
      asOf,
      reason:
        `${trials.length} trials on earlier seasons${progress.isComplete ? '' : ', then the budget ended'}: ` +
        (better.length === 0
          ? 'no options better than the present ones by more than noise'
          : `better options for ${better.join(', ')}`),
      details,
    },
  ]);
  return readState(context, type);
}
