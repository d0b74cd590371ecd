import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { cardPlace, keepCard, type Card } from '../../ml/cards.ts';
import { models, type CatalogEntry } from '../../ml/catalog.ts';
import { rows } from '../../ml/context.ts';
import { championOf, readEvents } from '../../ml/events.ts';
import {
  challengerOf,
  championVars,
  judgeVersion,
  promote,
  readState,
  rollBack,
  versionsKept,
} from '../../ml/promotion.ts';
import { findVersion } from '../../ml/versions.ts';
import { train, type TrainOutcome } from '../../ml/train.ts';
import type { Tuning } from '../../ml/tuning.ts';
import { TankError } from '../../warehouse/errors.ts';
import {
  better,
  openSmallSeasons,
  plainCatalog,
  trees,
  withCatalog,
  worse,
  type SmallSeasons,
} from './small-seasons.ts';

const type = 'game_outcome';

async function refusal(work: Promise<unknown>): Promise<TankError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TankError)) throw new Error(`no coded error but ${String(error)}`);
  return error;
}

/** One year of a model, told in order: each test goes on where the one before ended. */
describe('the life of a model', function () {
  this.timeout(120_000);
  let seasons: SmallSeasons;
  let restore: () => void;

  before(async () => {
    restore = withCatalog(plainCatalog);
    seasons = await openSmallSeasons();
  });
  after(async () => {
    restore();
    await seasons.close();
  });

  const trained = async (asOf: string, options = {}): Promise<TrainOutcome> => {
    const [outcome] = await train(seasons.context, asOf, options);
    if (outcome === undefined) throw new Error('no type was trained');
    return outcome;
  };
  const champion = async (): Promise<string | undefined> =>
    championOf(await readEvents(seasons.context, type));
  const objects = async (): Promise<string[]> => {
    const [found] = await seasons.context.client.dataset('mlb_models').getModels();
    return found.map(({ id }) => id ?? '').sort();
  };
  const withOnly = async <T>(
    entries: Record<string, CatalogEntry>,
    work: () => Promise<T>,
  ): Promise<T> => {
    const back = withCatalog(entries);
    try {
      return await work();
    } finally {
      back();
    }
  };
  const change = (reason?: string, force = false) => ({ asOf: '2019-08-01', reason, force });

  it('begins with a full training whose fits have seen nothing they are judged on', async () => {
    const outcome = await trained('2019-06-01');
    expect(outcome).to.include({ trained: true, reason: 'first', version: 'v1.0.0' });
    expect(await objects()).to.deep.equal(['game_outcome_v1_0_0', 'home_runs_v1_0_0']);
    const [facts] = await seasons.query<Record<string, unknown>>(`
      SELECT
        COUNT(*) AS forecasts, COUNT(DISTINCT role) AS roles, COUNTIF(game_date <= fit_through) AS seen,
        COUNTIF(game_date >= '2019-06-01') AS unplayed,
        COUNTIF(role = 'game_outcome' AND forecast_value NOT BETWEEN 0.02 AND 0.98) AS odd
      FROM mlb_models.holdout_forecasts`);
    expect(facts).to.deep.equal({ forecasts: 2 * 648, roles: 2, seen: 0, unplayed: 0, odd: 0 });
    const { facts: run } = outcome.made[0] ?? {};
    expect(run).to.deep.include({ trainingRows: 1440 + 61 * 8, holdoutFrom: '2018-09-08' });
    expect(run?.metrics.game_outcome?.log_loss).to.be.within(0.5, 0.68);
    expect(run?.metrics.home_runs?.rmse).to.be.within(0.7, 1.3);
    expect(run?.durationSeconds).to.be.greaterThan(0);
  });

  it('keeps a card for machines, one for people, and the models', async () => {
    const place = cardPlace(seasons.context, type, 'v1.0.0');
    const card = JSON.parse(await readFile(path.join(place, 'card.json'), 'utf8')) as Card;
    expect(card).to.deep.include({ type, version: 'v1.0.0', status: 'champion' });
    expect(card.calibration.reduce((sum, { games }) => sum + games, 0)).to.equal(648);
    expect(card.slices.map(({ slice }) => slice)).to.include.members([
      'month',
      'team',
      'favourite',
      'grade',
    ]);
    const text = await readFile(path.join(place, 'card.md'), 'utf8');
    expect(text).to.contain('# game_outcome v1.0.0').and.to.contain('- `run_margin_diff`: ');
    const model = JSON.parse(await readFile(path.join(place, 'game_outcome.json'), 'utf8')) as {
      weights: { input: string; weight: number }[];
    };
    expect(model.weights.map(({ input }) => input)).to.have.members([
      '__INTERCEPT__',
      'run_margin_diff',
    ]);
  });

  it('says so when a card cannot be kept, and where', async () => {
    const { context } = seasons;
    const file = path.join(cardPlace(context, type, 'v1.0.0'), 'card.md');
    const config = { ...context.config, modelsDirectory: file };
    const error = await refusal(
      keepCard({ ...context, config }, await readState(context, type), 'v1.0.0'),
    );
    expect(error.code).to.equal('E_MODEL_CARD');
    expect(error.message).to.contain(file);
  });

  it('stands while there is nothing new to learn from', async () => {
    expect(await trained('2019-06-01')).to.include({
      trained: false,
      reason: 'unchanged',
      version: 'v1.0.0',
    });
  });

  it('is updated after a few days, and the fresher of two alike forecasts', async () => {
    const outcome = await trained('2019-06-04');
    expect(outcome).to.include({ trained: true, reason: 'new_games', version: 'v1.0.1' });
    expect(outcome.made[0]?.judgement.verdict).to.equal('equal and fresher');
    expect(outcome.made[0]?.judgement.comparison?.games).to.be.greaterThan(600);
  });

  it('goes on from the champion in an update, which stays what it was', async () => {
    const runsOf = async (version: string) => {
      const [found] = await rows<{ last: number; starts: number }>(
        seasons.context,
        `SELECT MAX(training_run) AS last, COUNT(DISTINCT training_run) AS starts
         FROM ML.TRAINING_INFO(MODEL \`mlb_models.${models.objectName('game_outcome', version)}\`)`,
      );
      return found;
    };
    expect(await runsOf('v1.0.0')).to.deep.equal({ last: 0, starts: 1 });
    expect(await runsOf('v1.0.1')).to.deep.equal({ last: 1, starts: 2 });
  });

  it('is trained in full after a week of new games', async () => {
    expect(await trained('2019-06-09')).to.include({ reason: 'week', version: 'v1.1.0' });
  });

  it('obeys what monitoring asks for, once', async () => {
    await seasons.context.client.query(`
      CREATE SCHEMA IF NOT EXISTS mlb_ops;
      CREATE TABLE mlb_ops.retrain_requests AS
      SELECT model_type, requested_on, 'feature drift' AS request_kind, 'run_margin_diff has drifted' AS request_reason
      FROM UNNEST([
        STRUCT('game_outcome' AS model_type, DATE '2019-06-09' AS requested_on),
        STRUCT('game_outcome', DATE '2019-06-01'), STRUCT('another', DATE '2019-06-09')
      ])`);
    const outcome = await trained('2019-06-10');
    expect(outcome).to.include({
      reason: 'requested',
      says: '2019-06-09: run_margin_diff has drifted',
      version: 'v1.2.0',
    });
    expect(await trained('2019-06-11')).to.include({ reason: 'new_games', version: 'v1.2.1' });
  });

  it('refuses a challenger that is worse', async () => {
    models.catalog.game_outcome_worse = worse;
    const outcome = await trained('2019-06-12');
    delete models.catalog.game_outcome_worse;
    expect(outcome).to.include({ reason: 'new_recipe', version: 'v1.3.0' });
    const [, challenger] = outcome.made;
    expect(challenger).to.include({ version: 'v2.0.0', recipe: 'game_outcome_worse' });
    expect(challenger?.judgement).to.include({ promote: false, verdict: 'worse' });
    const error = await refusal(promote(seasons.context, type, 'v2.0.0', change()));
    expect(error.code).to.equal('E_MODEL_REFUSED');
    expect(error.message).to.contain('worse beyond noise: log loss +0.0');
    expect(await champion()).to.equal('v1.3.0');
  });

  it('promotes one that is better', async () => {
    models.catalog.game_outcome_better = better;
    const outcome = await trained('2019-07-01');
    expect(outcome).to.include({ reason: 'new_recipe', version: 'v3.0.0' });
    expect(outcome.made[1]?.judgement, outcome.made[1]?.judgement.reason).to.include({
      promote: true,
      verdict: 'better',
    });
    expect(
      outcome.made[1]?.judgement.guards.map(({ name, passed }) => (passed ? name : `not ${name}`)),
    ).to.deep.equal(['calibration', 'features', 'slices', 'other models', 'models']);
  });

  it('lets somebody insist, with a reason, and logs both', async () => {
    const before = await champion();
    expect(
      (await refusal(promote(seasons.context, type, 'v2.0.0', change(undefined, true)))).code,
    ).to.equal('E_USAGE');
    const done = await promote(seasons.context, type, 'v2.0.0', change('a bet', true));
    expect(done).to.include({ from: before, to: 'v2.0.0', forced: true });
    const events = await readEvents(seasons.context, type);
    expect(events.at(-1)).to.include({ kind: 'promoted', forced: true, actor: 'tester' });
    expect(events.at(-1)?.reason).to.match(/^a bet - worse beyond noise/);
  });

  it('goes back to the champion before, without training', async () => {
    const before = await objects();
    const done = await rollBack(seasons.context, type, undefined, change());
    expect(done).to.include({ kind: 'rolled_back', from: 'v2.0.0', to: 'v3.0.0' });
    expect(await objects()).to.deep.equal(before);
    const again = await refusal(rollBack(seasons.context, type, 'v3.0.0', change()));
    expect(again.code).to.equal('E_MODEL_REFUSED');
    expect(again.message).to.contain('already');
  });

  it('has one champion after two people promoted at once', async () => {
    const before = await readEvents(seasons.context, type);
    const outcomes = await Promise.allSettled(
      ['v1.1.0', 'v1.2.0', 'v2.0.0'].map((version) =>
        promote(seasons.another(), type, version, change('me first', true)),
      ),
    );
    const failures = outcomes.flatMap((one) =>
      one.status === 'rejected' ? [(one.reason as TankError).code] : [],
    );
    expect(failures).to.deep.equal(['E_MODEL_CONFLICT', 'E_MODEL_CONFLICT']);
    const events = await readEvents(seasons.context, type);
    expect(events.map(({ number }) => number)).to.deep.equal(events.map((_, at) => at + 1));
    expect(events.length).to.equal(before.length + 1);
    const winner = outcomes.find((one) => one.status === 'fulfilled')?.value;
    expect(await champion()).to.equal(winner?.to);
    await rollBack(seasons.context, type, 'v3.0.0', change());
  });

  it('says which versions there are when asked for another', async () => {
    const error = await refusal(promote(seasons.context, type, 'v9.9.9', change()));
    expect(error.code).to.equal('E_MODEL_UNKNOWN');
    expect(error.message).to.contain('v1.0.0').and.to.contain('v3.0.0');
    expect((await refusal(readState(seasons.context, 'weather'))).message).to.contain(type);
  });

  it('keeps the models of ten versions, and those of the champion whatever its age', async () => {
    const made: string[] = [];
    for (let day = 2; day <= 8; day++) {
      const { retired } = await trained(`2019-07-0${day}`, { full: true });
      made.push(...retired);
    }
    const { versions } = await readState(seasons.context, type);
    const present = versions.filter(({ isRetired }) => !isRetired);
    expect(present.length).to.be.within(versionsKept, versionsKept + 2);
    expect(made).to.include('v1.0.0');
    expect(await objects()).to.deep.equal(
      present
        .flatMap(({ version }) =>
          [`game_outcome_`, `home_runs_`].map((role) => role + version.replaceAll('.', '_')),
        )
        .sort(),
    );
    const error = await refusal(rollBack(seasons.context, type, 'v1.0.0', change()));
    expect(error.code).to.equal('E_MODEL_UNKNOWN');
    expect(error.message).to.contain('retired');
  });

  it('keeps one that is as good as a challenger, and counts what it was served with as evidence', async () => {
    const other = { ...better, features: [...better.features, 'starter_fip_share_diff'] };
    models.catalog.game_outcome_other = other;
    const { made } = await trained('2019-07-09');
    const open = made.find(({ recipe }) => recipe === 'game_outcome_other');
    expect(open?.judgement, open?.judgement.reason).to.include({
      promote: false,
      verdict: 'equal',
    });
    const state = await readState(seasons.context, type);
    expect(challengerOf(state)?.version).to.equal(open?.version);
    const present = state.champion?.version ?? '';
    expect(await championVars(seasons.context)).to.deep.include({
      game_outcome_version: present,
      game_outcome_challenger_version: open?.version,
      game_outcome_challenger_roles: 'game_outcome+home_runs',
    });
    // Of 300 games the challenger's arm said 80 %, and was right four times of five; the champion's knew nothing.
    const served = (arm: string, version: string, probability: string): string => `
      SELECT
        CONCAT('${arm}', CAST(game_pk AS STRING)), TIMESTAMP(game_date), '/predictions', 'r', 'c', '${arm}',
        'game_outcome', '${version}', game_pk, game_date, TIMESTAMP(DATETIME(game_date, TIME '17:00:00')),
        ${probability}, TIMESTAMP(game_date), TIMESTAMP(game_date), 'scheduled', FALSE, 'live', CURRENT_TIMESTAMP()
      FROM mlb_models.game_outcome_training
      WHERE game_pk BETWEEN 1860 AND 2159`;
    await seasons.context.client.query(`
      INSERT INTO mlb_predictions.prediction_log (
        log_id, served_at, route, request_id, client_hash, arm, model_type, model_version, game_pk, game_date,
        first_pitch_at, home_win_probability, as_of, forecast_made_at, forecast_status, is_on_demand, source, recorded_at
      )
      ${served('challenger', open?.version ?? '', 'IF(MOD(game_pk, 5) < 4, home_won, 1 - home_won) * 0.6 + 0.2')}
      UNION ALL
      ${served('champion', present, '0.5')}
      -- What was said after first pitch is no forecast.
      UNION ALL
      SELECT 'late', TIMESTAMP '2030-01-01', '/predictions', 'r', 'c', 'champion', 'game_outcome', '${present}', game_pk,
        game_date, TIMESTAMP(game_date), home_won, TIMESTAMP(game_date), TIMESTAMP(game_date), 'final', FALSE, 'live',
        CURRENT_TIMESTAMP()
      FROM mlb_models.game_outcome_training
      WHERE game_pk = 2000`);
    const judgement = await judgeVersion(
      seasons.context,
      state,
      findVersion(state.versions, type, open?.version ?? ''),
      '2019-07-09',
    );
    expect(judgement, judgement.reason).to.include({ promote: true, verdict: 'better' });
    expect(judgement.comparison?.servedGames).to.equal(300);
    await seasons.context.client.query('TRUNCATE TABLE mlb_predictions.prediction_log');
    Reflect.deleteProperty(models.catalog, 'game_outcome_other');
  });

  it('is frozen in October, and nobody promotes', async () => {
    const before = await champion();
    expect(await trained('2019-10-03')).to.include({
      trained: false,
      reason: 'frozen',
      version: before,
    });
    expect(await trained('2019-10-20', { full: true })).to.include({
      trained: false,
      reason: 'frozen',
    });
    const events = await readEvents(seasons.context, type);
    expect(events.filter(({ kind }) => kind === 'frozen')).to.have.length(1);
    const other = (await readState(seasons.context, type)).versions.find(
      ({ version, isRetired }) => version !== before && !isRetired,
    );
    const error = await refusal(promote(seasons.context, type, other?.version ?? '', change()));
    expect(error.message).to.contain('frozen since 2019-10-03');
  });

  it('thaws in the next year', async () => {
    await trained('2020-03-25');
    const { frozen, events } = await readState(seasons.context, type);
    expect(frozen).to.equal(undefined);
    expect(events.map(({ kind }) => kind)).to.include('thawed');
  });

  it('exports boosted trees as BigQuery ML does', async () => {
    models.catalog.game_outcome_trees = trees;
    const outcome = await trained('2020-03-26');
    delete models.catalog.game_outcome_trees;
    const made = outcome.made.find(({ recipe }) => recipe === 'game_outcome_trees');
    const place = cardPlace(seasons.context, type, made?.version ?? '');
    const booster = JSON.parse(
      await readFile(path.join(place, 'game_outcome', 'model.bst'), 'utf8'),
    ) as { learner: { objective: { name: string } } };
    expect(booster.learner.objective.name).to.equal('binary:logistic');
  });

  it('takes a version that forecasts more beside what it did', async () => {
    const before = (await readState(seasons.context, type)).champion;
    models.catalog.more_runs = {
      label: 'home_score',
      features: ['batting_value_diff', 'run_margin_diff'],
      options: { model_type: 'LINEAR_REG', l2_reg: 1 },
    };
    const outcome = await trained('2020-03-27');
    expect(outcome.reason).to.equal('new_recipe');
    const taken = outcome.made.find(({ judgement }) => judgement.promote);
    expect(taken?.judgement, taken?.judgement.reason).to.include({ verdict: 'equal and more' });
    expect(taken?.judgement.reason).to.contain('forecasts more_runs too');
    expect(Object.keys(taken?.facts.models ?? {})).to.include.members([
      ...Object.keys(before?.facts.models ?? {}),
      'more_runs',
    ]);
    expect(await champion()).to.equal(taken?.version);
    Reflect.deleteProperty(models.catalog, 'more_runs');
  });

  it('looks for better options once a month, within its budget, and takes those that are better', async () => {
    const poor = {
      ...models.catalog.game_outcome,
      options: { model_type: 'LOGISTIC_REG', l2_reg: 3000 },
    };
    const { context } = seasons;
    const outcomes = await withOnly({ game_outcome: poor }, async () => {
      await promote(
        context,
        type,
        (await trained('2020-04-10', { full: true })).made[0]?.version ?? '',
        {
          ...change('a poor one', true),
        },
      );
      return [
        await trained('2020-05-01', { tune: true, budget: { trials: 2, seconds: 60 } }),
        await trained('2020-05-20', { full: true }),
        await trained('2020-06-02', { full: true }),
      ];
    });
    const tunings = (await readEvents(context, type)).filter(
      ({ kind, asOf }) => kind === 'tuned' && asOf >= '2020-05',
    );
    expect(tunings.map(({ asOf }) => asOf)).to.deep.equal(['2020-05-01', '2020-06-02']);
    const [limited, whole] = tunings.map((event) => event.details as Tuning);
    expect(limited).to.include({ isComplete: false });
    expect(limited?.trials.map(({ options }) => options.l2_reg)).to.deep.equal([3000, 0.1]);
    expect(limited?.trials[1]?.difference).to.be.lessThan(-0.001);
    expect(limited?.trials[1]?.games).to.be.greaterThan(1000);
    expect(limited?.chosen.game_outcome?.l2_reg).to.equal(0.1);
    expect(whole).to.include({ isComplete: true });
    expect(whole?.chosen, 'nothing is better than the best').to.deep.equal(limited?.chosen);
    for (const { made } of outcomes) {
      const [first] = made;
      expect(first?.facts.models.game_outcome?.options.l2_reg).to.equal(0.1);
      expect(first?.judgement.promote, first?.judgement.reason).to.equal(true);
    }
    expect(await objects()).not.to.include('tuning_trial');
  });

  it('tells its story in events that only ever grow', async () => {
    const [story] = await seasons.query<{ n: number; last: number }>(
      `SELECT COUNT(*) AS n, MAX(newest_number) AS last
       FROM mlb_models.model_events JOIN mlb_models.log_heads ON log_name = model_type`,
    );
    expect(story?.n).to.equal(story?.last);
  });
});
