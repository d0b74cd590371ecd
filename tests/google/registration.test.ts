import { expect } from 'chai';
import type { MlContext } from '../../ml/context.ts';
import { promote, rollBack } from '../../ml/promotion.ts';
import { syncRegistry } from '../../ml/registration.ts';
import { train } from '../../ml/train.ts';
import { silentLog } from '../../pipeline/observing/log.ts';
import { dailyInputs } from '../../pipeline/runs/inputs.ts';
import { openSource } from '../../pipeline/source.ts';
import { train as trainStep } from '../../pipeline/steps/train.ts';
import { TankError } from '../../warehouse/errors.ts';
import {
  better,
  openSmallSeasons,
  plainCatalog,
  withCatalog,
  type SmallSeasons,
} from '../ml/small-seasons.ts';
import { quiet } from '../pipeline/small-pipeline.ts';
import { startModelRegistry, type ModelRegistry } from './model-registry.ts';

const type = 'game_outcome';
const models = 'projects/hankstank/locations/us-central1/models';

/** Told in order: each test goes on where the one before ended. */
describe('models in the registry', function () {
  this.timeout(120_000);
  let seasons: SmallSeasons;
  let fake: ModelRegistry;
  let restore: () => void;
  let context: MlContext;

  before(async () => {
    restore = withCatalog(plainCatalog);
    seasons = await openSmallSeasons();
    fake = await startModelRegistry();
    const { config } = seasons.context;
    context = { ...seasons.context, config: { ...config, modelsBucket: 'gs://hankstank-models' } };
    await train(seasons.context, '2019-06-01');
  });
  after(async () => {
    restore();
    await fake.server.close();
    await seasons.close();
  });

  const aliasesOf = (role: string): Record<string, string[]> =>
    Object.fromEntries(
      (fake.models.get(`${models}/game-outcome-${role}`) ?? []).map(
        ({ labels, versionAliases }): [string, string[]] => [labels.version ?? '', versionAliases],
      ),
    );

  it('are what was trained, the champion first, and the same again changes nothing', async () => {
    expect(await syncRegistry(context, type, fake.registry)).to.deep.equal({
      type,
      registered: ['game_outcome v1.0.0', 'home_runs v1.0.0'],
      moved: ['champion of game_outcome: v1.0.0', 'champion of home_runs: v1.0.0'],
      deleted: [],
    });
    const [upload] = fake.server.requests('UploadModel');
    expect(upload).to.deep.nested.include({
      'model.artifactUri': 'gs://hankstank-models/game_outcome/v1.0.0/game_outcome',
      'model.labels.training_through': '2019-05-31',
      'model.labels.features': '1',
    });
    const evaluations = fake.server.requests('ImportModelEvaluation') as {
      modelEvaluation: { metrics: { structValue: { fields: Record<string, unknown> } } };
    }[];
    expect(
      evaluations.map(({ modelEvaluation }) =>
        Object.keys(modelEvaluation.metrics.structValue.fields),
      ),
    ).to.deep.equal([['logLoss'], ['rootMeanSquaredError']]);
    expect(await syncRegistry(context, type, fake.registry)).to.deep.include({
      registered: [],
      moved: [],
      deleted: [],
    });
  });

  it('follow a promotion and a roll back by their aliases', async () => {
    withCatalog({ ...plainCatalog, better });
    await train(seasons.context, '2019-06-15', { full: true });
    await syncRegistry(context, type, fake.registry);
    const versions = Object.keys(aliasesOf('game-outcome'));
    const champion = versions.find((version) =>
      aliasesOf('game-outcome')[version]?.includes('champion'),
    );
    expect(versions.length).to.be.greaterThan(1);
    expect(champion).not.to.equal('v1-0-0');
    await rollBack(seasons.context, type, 'v1.0.0', { asOf: '2019-06-16' });
    await syncRegistry(context, type, fake.registry);
    expect(aliasesOf('game-outcome')['v1-0-0']).to.include.members(['champion', 'default']);
    expect(aliasesOf('game-outcome')[champion ?? '']).not.to.include('champion');
    const wanted = (champion ?? '').replaceAll('-', '.');
    await promote(seasons.context, type, wanted, {
      asOf: '2019-06-16',
      force: true,
      reason: 'test',
    });
    await syncRegistry(context, type, fake.registry);
    expect(aliasesOf('game-outcome')[champion ?? '']).to.include('champion');
    expect(aliasesOf('game-outcome')['v1-0-0']).not.to.include('champion');
  });

  it('are the last ten and those with an alias, whatever the registry has', async () => {
    const name = `${models}/game-outcome-game-outcome`;
    fake.models.get(name)?.push({
      versionId: '99',
      labels: { version: 'v0-1-0' },
      versionAliases: ['challenger'],
      evaluations: [],
    });
    const done = await syncRegistry(context, type, fake.registry);
    expect(done?.deleted).to.deep.equal(['game_outcome v0-1-0']);
  });

  it('degrade a run that cannot register them, which forecasts all the same', async () => {
    const config = { ...seasons.context.config, modelRegistry: 'us-central1' };
    const result = await trainStep.work(
      { is_fallback: false },
      {
        runId: 'daily-2019-06-17',
        inputs: dailyInputs({ date: '2019-06-17', source: 'live' }),
        session: { ...seasons.context, config, owned: false, close: () => Promise.resolve() },
        source: await openSource('live', config, '2019-06-17T06:00:00Z'),
        progress: quiet,
        log: silentLog,
        now: () => new Date('2019-06-17T06:00:00Z'),
        signal: new AbortController().signal,
      },
    );
    expect(result).to.deep.include({ status: 'degraded', fallback: 'the registry as it was' });
    expect(result.says).to.include('TANK_MODEL_REGISTRY needs TANK_MODELS_BUCKET');
    expect(result.emits?.payload).to.have.property('model_version').that.matches(/^v\d/);
  });

  it('are none without a registry, and need a bucket', async () => {
    expect(await syncRegistry(context, type)).to.equal(undefined);
    const error = await syncRegistry(seasons.context, type, fake.registry).catch(
      (caught: unknown) => caught,
    );
    expect(error).to.be.instanceOf(TankError).with.property('code', 'E_CONFIG');
  });
});
