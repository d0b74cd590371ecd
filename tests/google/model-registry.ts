import { protos } from '@google-cloud/aiplatform';
import type { Registry } from '../../ml/registry.ts';
import { fail, startContractServer, type ContractServer } from './grpc-server.ts';

interface Version {
  versionId: string;
  labels: Record<string, string>;
  versionAliases: string[];
  evaluations: object[];
}

/** A Model Registry in memory: what is registered is there, a model has one default version, which cannot be deleted. */
export interface ModelRegistry {
  registry: Registry;
  server: ContractServer;
  /** Versions by the resource name of their model. */
  models: Map<string, Version[]>;
  /** Method that is denied. */
  denied: { method?: string };
}

const operation = (typeName: string, value: Uint8Array) => ({
  name: 'operations/1',
  done: true,
  response: { type_url: `type.googleapis.com/${typeName}`, value },
});

export async function startModelRegistry(): Promise<ModelRegistry> {
  const models = new Map<string, Version[]>();
  const denied: ModelRegistry['denied'] = {};
  const allowed = (method: string): void => {
    if (denied.method === method) fail('PERMISSION_DENIED', `aiplatform ${method} denied`);
  };
  const versionsOf = (name: string): Version[] => models.get(name) ?? [];
  const find = (full: string): { name: string; versions: Version[]; version: Version } => {
    const [name = '', id] = full.split('@');
    const versions = versionsOf(name);
    const version = versions.find(({ versionId }) => versionId === id);
    return { name, versions, version: version ?? fail('NOT_FOUND', full) };
  };
  const server = await startContractServer(
    '@google-cloud/aiplatform',
    ['google.cloud.aiplatform.v1.ModelService'],
    {
      ListModelVersions: ({ name }: { name: string }) =>
        models.has(name)
          ? {
              models: versionsOf(name).map(({ versionId, labels, versionAliases }) => ({
                versionId,
                labels,
                versionAliases,
              })),
            }
          : fail('NOT_FOUND', 'no model'),
      UploadModel: ({
        parent,
        modelId,
        parentModel,
        model,
      }: {
        parent: string;
        modelId?: string;
        parentModel?: string;
        model: { labels: Record<string, string> };
      }) => {
        allowed('UploadModel');
        const name = parentModel ?? `${parent}/models/${modelId ?? ''}`;
        const versions = versionsOf(name);
        const newest = Math.max(0, ...versions.map(({ versionId }) => Number(versionId)));
        const versionId = String(newest + 1);
        const versionAliases = versions.length === 0 ? ['default'] : [];
        models.set(name, [
          ...versions,
          { versionId, labels: model.labels, versionAliases, evaluations: [] },
        ]);
        const { UploadModelResponse } = protos.google.cloud.aiplatform.v1;
        const answer = UploadModelResponse.encode({ model: name, modelVersionId: versionId });
        return operation('google.cloud.aiplatform.v1.UploadModelResponse', answer.finish());
      },
      ImportModelEvaluation: ({
        parent,
        modelEvaluation,
      }: {
        parent: string;
        modelEvaluation: object;
      }) => {
        allowed('ImportModelEvaluation');
        find(parent).version.evaluations.push(modelEvaluation);
        return modelEvaluation;
      },
      ListModelEvaluations: ({ parent }: { parent: string }) => ({
        modelEvaluations: find(parent).version.evaluations,
      }),
      DeleteModelVersion: ({ name: full }: { name: string }) => {
        const { name, versions, version } = find(full);
        if (version.versionAliases.includes('default'))
          fail('FAILED_PRECONDITION', 'the default version cannot be deleted');
        models.set(
          name,
          versions.filter((one) => one !== version),
        );
        return operation('google.protobuf.Empty', new Uint8Array());
      },
      MergeVersionAliases: ({
        name: full,
        versionAliases,
      }: {
        name: string;
        versionAliases: string[];
      }) => {
        const { name, versions, version } = find(full);
        const named = versionAliases.map((alias) => alias.replace(/^-/, ''));
        for (const one of versions)
          one.versionAliases = one.versionAliases.filter((alias) => !named.includes(alias));
        version.versionAliases.push(...versionAliases.filter((alias) => !alias.startsWith('-')));
        return { name };
      },
    },
  );
  return {
    registry: { project: 'hankstank', region: 'us-central1', client: server.clientOptions },
    server,
    models,
    denied,
  };
}
