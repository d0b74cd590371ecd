import { expect } from 'chai';
import {
  deleteVersionsBut,
  listVersions,
  pointAlias,
  registerVersion,
  type RegisteredVersion,
  type Registry,
} from '../../ml/registry.ts';
import type { TankError } from '../../warehouse/errors.ts';
import { startModelRegistry, type ModelRegistry } from './model-registry.ts';

const made = (version: string): RegisteredVersion => ({
  type: 'game_outcome',
  version,
  role: 'home_win',
  artifact: `gs://hankstank-models/game_outcome/${version}/home_win`,
  image: 'us-docker.pkg.dev/vertex-ai/prediction/xgboost-cpu.1-7:latest',
  trainingFrom: '2015-04-05',
  trainingThrough: '2026-04-14',
  features: ['elo_difference', 'starter_era'],
  kind: 'classification',
  metrics: { accuracy: 0.57, log_loss: 0.67, rmse: null },
  commit: 'A78DF7F',
});

describe('the Model Registry of Vertex AI', () => {
  let fake: ModelRegistry;
  let registry: Registry;
  const name = 'projects/hankstank/locations/us-central1/models/game-outcome-home-win';
  const model = { type: 'game_outcome', role: 'home_win' };

  before(async () => {
    fake = await startModelRegistry();
    registry = fake.registry;
  });

  beforeEach(() => {
    fake.models.clear();
    fake.server.received.length = 0;
    delete fake.denied.method;
  });

  after(() => fake.server.close());

  const aliases = async (): Promise<Record<string, string[]>> =>
    Object.fromEntries(
      (await listVersions(registry, model.type, model.role)).map(({ version, aliases: own }) => [
        version,
        own,
      ]),
    );

  it('gets a version once, with its window, features, commit and evaluation', async () => {
    expect(await registerVersion(registry, made('v1.0.0'))).to.equal('1');
    expect(await registerVersion(registry, made('v1.0.0'))).to.equal('1');
    expect(await registerVersion(registry, made('v1.1.0'))).to.equal('2');
    const uploads = fake.server.requests('UploadModel') as {
      parent: string;
      modelId?: string;
      parentModel?: string;
      model: { labels: object; artifactUri: string };
    }[];
    expect(uploads).to.have.length(2);
    expect(uploads[0]).to.include({
      parent: 'projects/hankstank/locations/us-central1',
      modelId: 'game-outcome-home-win',
    });
    expect(uploads[1]).to.include({ parentModel: name });
    expect(uploads[0]?.model.labels).to.deep.equal({
      version: 'v1-0-0',
      model_type: 'game_outcome',
      training_from: '2015-04-05',
      training_through: '2026-04-14',
      features: '2',
      commit: 'a78df7f',
    });
    const [evaluation] = fake.server.requests('ImportModelEvaluation');
    expect(evaluation).to.deep.nested.include({
      parent: `${name}@1`,
      'modelEvaluation.metrics.structValue.fields': { logLoss: { numberValue: 0.67 } },
      'modelEvaluation.metadata.structValue.fields': {
        accuracy: { numberValue: 0.57 },
        log_loss: { numberValue: 0.67 },
      },
    });
  });

  it('gets the evaluation that an interrupted registration left out', async () => {
    fake.denied.method = 'ImportModelEvaluation';
    const error = await registerVersion(registry, made('v1.0.0')).catch(
      (caught: unknown) => caught as TankError,
    );
    expect(error).to.include({ code: 'E_REGISTRY' });
    delete fake.denied.method;
    await registerVersion(registry, made('v1.0.0'));
    await registerVersion(registry, made('v1.0.0'));
    expect(fake.models.get(name)?.map(({ evaluations }) => evaluations.length)).to.deep.equal([1]);
  });

  it('moves the champion to a version, and back, and the challenger to nobody', async () => {
    await registerVersion(registry, made('v1.0.0'));
    await registerVersion(registry, made('v1.1.0'));
    for (const version of ['v1.0.0', 'v1.1.0', 'v1.0.0'])
      expect(await pointAlias(registry, model, 'champion', version)).to.equal(true);
    await pointAlias(registry, model, 'challenger', 'v1.1.0');
    expect(await aliases()).to.deep.equal({
      'v1-0-0': ['champion', 'default'],
      'v1-1-0': ['challenger'],
    });
    fake.server.received.length = 0;
    expect(await pointAlias(registry, model, 'champion', 'v1.0.0')).to.equal(false);
    expect(fake.server.requests('MergeVersionAliases')).to.have.length(0);
    await pointAlias(registry, model, 'challenger', undefined);
    expect(await aliases()).to.deep.equal({ 'v1-0-0': ['champion', 'default'], 'v1-1-0': [] });
  });

  it('moves no alias to what it does not have', async () => {
    const error = await pointAlias(registry, model, 'champion', 'v9.0.0').catch(
      (caught: unknown) => caught as TankError,
    );
    expect(error).to.include({ code: 'E_MODEL_UNKNOWN' });
  });

  it('loses the versions that are not to be kept', async () => {
    for (const version of ['v1.0.0', 'v1.1.0', 'v1.2.0'])
      await registerVersion(registry, made(version));
    await pointAlias(registry, model, 'champion', 'v1.2.0');
    expect(await deleteVersionsBut(registry, model, ['v1.1.0', 'v1.2.0'])).to.deep.equal([
      'v1-0-0',
    ]);
    expect(Object.keys(await aliases())).to.deep.equal(['v1-1-0', 'v1-2-0']);
  });

  it('says what it refused', async () => {
    fake.denied.method = 'UploadModel';
    const error = await registerVersion(registry, made('v1.0.0')).catch(
      (caught: unknown) => caught as TankError,
    );
    expect(error).to.include({ code: 'E_REGISTRY' });
    expect((error as TankError).message).to.include('aiplatform UploadModel denied');
  });
});
