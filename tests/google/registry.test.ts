import { protos } from '@google-cloud/aiplatform';
import { expect } from 'chai';
import {
  listVersions,
  moveAlias,
  registerVersion,
  type RegisteredVersion,
  type Registry,
} from '../../ml/registry.ts';
import type { TankError } from '../../warehouse/errors.ts';
import { fail, startContractServer, type ContractServer } from './grpc-server.ts';

const made = (version: string): RegisteredVersion => ({
  type: 'game_outcome',
  version,
  role: 'home_win',
  artifact: `gs://hankstank-models/game_outcome/${version}/home_win`,
  image: 'us-docker.pkg.dev/vertex-ai/prediction/xgboost-cpu.1-7:latest',
  trainingFrom: '2015-04-05',
  trainingThrough: '2026-04-14',
  features: ['elo_difference', 'starter_era'],
  metrics: { accuracy: 0.57, log_loss: 0.67, rmse: null },
  commit: 'A78DF7F',
});

interface Version {
  versionId: string;
  labels: Record<string, string>;
  versionAliases: string[];
}

describe('the Model Registry of Vertex AI', () => {
  let server: ContractServer;
  let registry: Registry;
  let versions: Version[];
  const name = 'projects/hankstank/locations/us-central1/models/game-outcome-home-win';
  let isDenied = false;
  const operation = (typeName: string, value: Uint8Array) => ({
    name: 'operations/1',
    done: true,
    response: { type_url: `type.googleapis.com/${typeName}`, value },
  });

  before(async () => {
    server = await startContractServer(
      '@google-cloud/aiplatform',
      ['google.cloud.aiplatform.v1.ModelService'],
      {
        ListModelVersions: () =>
          versions.length === 0 ? fail('NOT_FOUND', 'no model') : { models: versions },
        UploadModel: ({ model }: { model: { labels: Record<string, string> } }) => {
          if (isDenied) fail('PERMISSION_DENIED', 'aiplatform.models.upload denied');
          const versionId = String(
            Math.max(0, ...versions.map((one) => Number(one.versionId))) + 1,
          );
          versions.push({ versionId, labels: model.labels, versionAliases: [] });
          const { UploadModelResponse } = protos.google.cloud.aiplatform.v1;
          const answer = UploadModelResponse.encode({
            model: name,
            modelVersionId: versionId,
          }).finish();
          return operation('google.cloud.aiplatform.v1.UploadModelResponse', answer);
        },
        ImportModelEvaluation: ({ modelEvaluation }: { modelEvaluation: object }) =>
          modelEvaluation,
        DeleteModelVersion: ({ name: which }: { name: string }) => {
          versions = versions.filter(({ versionId }) => `${name}@${versionId}` !== which);
          return operation('google.protobuf.Empty', new Uint8Array());
        },
        MergeVersionAliases: ({
          name: which,
          versionAliases,
        }: {
          name: string;
          versionAliases: string[];
        }) => {
          for (const version of versions) {
            version.versionAliases = version.versionAliases.filter(
              (alias) => !versionAliases.includes(alias),
            );
            if (`${name}@${version.versionId}` === which)
              version.versionAliases.push(...versionAliases);
          }
          return { name: which };
        },
      },
    );
    registry = { project: 'hankstank', region: 'us-central1', client: server.clientOptions };
  });

  beforeEach(() => {
    versions = [];
    server.received.length = 0;
  });

  after(() => server.close());

  it('gets a version once, with its window, features, commit and evaluation', async () => {
    expect(await registerVersion(registry, made('v1.0.0'))).to.equal('1');
    expect(await registerVersion(registry, made('v1.0.0'))).to.equal('1');
    expect(await registerVersion(registry, made('v1.1.0'))).to.equal('2');
    const uploads = server.requests('UploadModel') as {
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
    const [evaluation] = server.requests('ImportModelEvaluation');
    expect(evaluation).to.deep.nested.include({
      parent: `${name}@1`,
      'modelEvaluation.metrics.structValue.fields': {
        accuracy: { numberValue: 0.57 },
        log_loss: { numberValue: 0.67 },
      },
    });
  });

  it('moves the champion to a version, and back', async () => {
    await registerVersion(registry, made('v1.0.0'));
    await registerVersion(registry, made('v1.1.0'));
    for (const version of ['v1.0.0', 'v1.1.0', 'v1.0.0'])
      await moveAlias(registry, made(version), 'champion');
    await moveAlias(registry, made('v1.1.0'), 'challenger');
    expect(await listVersions(registry, 'game_outcome', 'home_win')).to.deep.equal([
      { id: '1', version: 'v1-0-0', aliases: ['champion'] },
      { id: '2', version: 'v1-1-0', aliases: ['challenger'] },
    ]);
    server.received.length = 0;
    await moveAlias(registry, made('v1.0.0'), 'champion');
    expect(server.requests('MergeVersionAliases')).to.have.length(0);
  });

  it('moves no alias to what it does not have', async () => {
    const error = await moveAlias(registry, made('v9.0.0'), 'champion').catch(
      (caught: unknown) => caught as TankError,
    );
    expect(error).to.include({ code: 'E_MODEL_UNKNOWN' });
  });

  it('keeps ten versions, and those with an alias', async () => {
    await registerVersion(registry, made('v1.0.0'));
    await moveAlias(registry, made('v1.0.0'), 'champion');
    for (let minor = 1; minor <= 11; minor += 1)
      await registerVersion(registry, made(`v1.${minor}.0`));
    const kept = (await listVersions(registry, 'game_outcome', 'home_win')).map(
      ({ version }) => version,
    );
    expect(kept).to.have.length(11);
    expect(kept).to.include('v1-0-0').and.not.to.include('v1-1-0');
  });

  it('says what it refused', async () => {
    isDenied = true;
    const error = await registerVersion(registry, made('v1.0.0')).catch(
      (caught: unknown) => caught as TankError,
    );
    isDenied = false;
    expect(error).to.include({ code: 'E_REGISTRY' });
    expect((error as TankError).message).to.include('aiplatform.models.upload denied');
  });
});
