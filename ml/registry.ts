import type { v1, protos } from '@google-cloud/aiplatform';
import { tankError } from '../warehouse/errors.ts';
import { labelText } from '../warehouse/labels.ts';

type Model = protos.google.cloud.aiplatform.v1.IModel;

/** The Model Registry of Vertex AI that versions are shown in. */
export interface Registry {
  project: string;
  /** Region, such as us-central1. */
  region: string;
  /** What clients are made with; Google and application default credentials unless given. */
  client?: ConstructorParameters<typeof v1.ModelServiceClient>[0];
}

/** What the registry is told of a version. */
export interface RegisteredVersion {
  /** Type of the models, such as game_outcome. */
  type: string;
  /** Version, such as v1.2.3. */
  version: string;
  /** Role within the version, such as home_win. */
  role: string;
  /** gs:// directory of its export: `EXPORT MODEL` of BigQuery ML, or what a custom training wrote. */
  artifact: string;
  /** Image that serves such an artifact. */
  image: string;
  trainingFrom: string;
  trainingThrough: string;
  features: readonly string[];
  /** What is forecast: a class or a number. */
  kind: keyof typeof evaluations;
  /** Metrics on held-out games, by name; null where there is none. */
  metrics: Readonly<Record<string, number | null>>;
  commit: string | null;
}

export type Alias = 'champion' | 'challenger';

/** A version as the registry has it. */
export interface ListedVersion {
  /** Number that the registry gave it. */
  id: string;
  version: string;
  aliases: string[];
}

/** Names of metrics in the registry's schemas of evaluations. */
const evaluations = {
  classification: { log_loss: 'logLoss' },
  regression: { rmse: 'rootMeanSquaredError' },
} as const;

const schemaOf = (kind: keyof typeof evaluations): string =>
  `gs://google-cloud-aiplatform/schema/modelevaluation/${kind}_metrics_1.0.0.yaml`;

const notFound = 5;
const isMissing = (error: unknown): boolean => (error as { code?: unknown }).code === notFound;

const modelId = (type: string, role: string): string =>
  labelText(`${type}-${role}`).replaceAll('_', '-');

const parentOf = ({ project, region }: Registry): string =>
  `projects/${project}/locations/${region}`;

const modelName = (registry: Registry, type: string, role: string): string =>
  `${parentOf(registry)}/models/${modelId(type, role)}`;

async function withClient<Result>(
  registry: Registry,
  what: string,
  work: (client: v1.ModelServiceClient) => Promise<Result>,
): Promise<Result> {
  // Loaded only where there is a registry: it is a second of every start otherwise.
  const aiplatform = await import('@google-cloud/aiplatform');
  const client = new aiplatform.v1.ModelServiceClient({
    apiEndpoint: `${registry.region}-aiplatform.googleapis.com`,
    ...registry.client,
  });
  try {
    return await work(client);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw tankError('E_REGISTRY', `Vertex AI: ${what}: ${message}`, { cause });
  } finally {
    await client.close();
  }
}

async function versionsOf(client: v1.ModelServiceClient, name: string): Promise<ListedVersion[]> {
  try {
    const [models] = await client.listModelVersions({ name });
    return models
      .map(({ versionId, labels, versionAliases }) => ({
        id: versionId ?? '',
        version: labels?.version ?? '',
        aliases: versionAliases ?? [],
      }))
      .sort((a, b) => Number(a.id) - Number(b.id));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** The versions of a model, the oldest first. @throws TankError E_REGISTRY */
export function listVersions(
  registry: Registry,
  type: string,
  role: string,
): Promise<ListedVersion[]> {
  return withClient(registry, `the versions of ${type} ${role} cannot be read`, (client) =>
    versionsOf(client, modelName(registry, type, role)),
  );
}

/**
 * Registers a version with its training window, features, commit and evaluation. A version that is there already stays as it is.
 * @returns the number that the registry gave it
 * @throws TankError E_REGISTRY
 */
export function registerVersion(registry: Registry, made: RegisteredVersion): Promise<string> {
  const { type, role, version } = made;
  const name = modelName(registry, type, role);
  return withClient(registry, `${type} ${version} ${role} cannot be registered`, async (client) => {
    const there = await versionsOf(client, name);
    const known = there.find((one) => one.version === labelText(version));
    const id = known?.id ?? (await upload(client, registry, made, there.length === 0));
    // Of those that are there only the newest may lack its evaluation: when registering it was interrupted.
    if (known !== undefined && known !== there.at(-1)) return id;
    const parent = `${name}@${id}`;
    if (known !== undefined && (await client.listModelEvaluations({ parent }))[0].length > 0)
      return id;
    await client.importModelEvaluation({
      parent,
      modelEvaluation: {
        displayName: `${version}, held-out games`,
        metricsSchemaUri: schemaOf(made.kind),
        metrics: structOf(
          Object.entries(evaluations[made.kind]).map(([own, theirs]) => [
            theirs,
            made.metrics[own],
          ]),
        ),
        // The schema has no place for the others.
        metadata: structOf(Object.entries(made.metrics)),
      },
    });
    return id;
  });
}

/** @returns the number that the registry gave the version */
async function upload(
  client: v1.ModelServiceClient,
  registry: Registry,
  made: RegisteredVersion,
  isFirst: boolean,
): Promise<string> {
  const { type, role, version } = made;
  const model: Model = {
    displayName: `${type} ${role}`,
    description:
      'Forecasts of MLB games made the morning before; see its card beside the artifact.',
    versionDescription: `${version}, trained on ${made.trainingFrom} to ${made.trainingThrough}, ${made.features.length} features, code ${made.commit ?? 'unknown'}`,
    artifactUri: made.artifact,
    containerSpec: { imageUri: made.image },
    labels: {
      version: labelText(version),
      model_type: labelText(type),
      training_from: labelText(made.trainingFrom),
      training_through: labelText(made.trainingThrough),
      features: String(made.features.length),
      commit: labelText(made.commit ?? 'unknown'),
    },
  };
  const [operation] = await client.uploadModel({
    parent: parentOf(registry),
    model,
    // A model's first version gives it its id, later ones are versions of it.
    ...(isFirst
      ? { modelId: modelId(type, role) }
      : { parentModel: modelName(registry, type, role) }),
  });
  const [uploaded] = await operation.promise();
  return uploaded.modelVersionId ?? '';
}

function structOf(values: readonly (readonly [string, number | null | undefined])[]) {
  const known = values.filter(
    (entry): entry is [string, number] => entry[1] !== null && entry[1] !== undefined,
  );
  return {
    structValue: {
      fields: Object.fromEntries(known.map(([name, numberValue]) => [name, { numberValue }])),
    },
  };
}

/**
 * Deletes the versions of a model but those named.
 * @returns the versions deleted
 * @throws TankError E_REGISTRY
 */
export async function deleteVersionsBut(
  registry: Registry,
  { type, role }: Pick<RegisteredVersion, 'type' | 'role'>,
  kept: readonly string[],
): Promise<string[]> {
  const keeps = new Set(kept.map(labelText));
  const versions = await listVersions(registry, type, role);
  const old = versions.filter(({ version }) => !keeps.has(version));
  await withClient(
    registry,
    `old versions of ${type} ${role} cannot be deleted`,
    async (client) => {
      for (const { id } of old) {
        const [operation] = await client.deleteModelVersion({
          name: `${modelName(registry, type, role)}@${id}`,
        });
        await operation.promise();
      }
    },
  );
  return old.map(({ version }) => version);
}

/** A model has exactly one default version, which cannot be deleted: it is the champion. */
function aliasesOf(alias: Alias, isHeld: boolean): string[] {
  if (!isHeld) return [`-${alias}`];
  return alias === 'champion' ? [alias, 'default'] : [alias];
}

/**
 * Moves an alias to a version: a promotion, and a roll back alike. Whoever had it loses it in the same call. Without a version
 * nobody has it any longer.
 * @returns whether anything had to change
 * @throws TankError E_MODEL_UNKNOWN when the registry has no such version, E_REGISTRY
 */
export async function pointAlias(
  registry: Registry,
  { type, role }: Pick<RegisteredVersion, 'type' | 'role'>,
  alias: Alias,
  version: string | undefined,
): Promise<boolean> {
  const versions = await listVersions(registry, type, role);
  const holder = versions.find(({ aliases }) => aliases.includes(alias));
  const target =
    version === undefined ? undefined : versions.find((one) => one.version === labelText(version));
  if (version !== undefined && target === undefined)
    throw tankError(
      'E_MODEL_UNKNOWN',
      `the registry has no ${version} of ${type} ${role}; there are ${versions.map((one) => one.version).join(', ') || 'none'}`,
    );
  const changed = target ?? holder;
  if (changed === undefined || target?.id === holder?.id) return false;
  await withClient(registry, `${alias} cannot be moved to ${version ?? 'nobody'}`, (client) =>
    client.mergeVersionAliases({
      name: `${modelName(registry, type, role)}@${changed.id}`,
      versionAliases: aliasesOf(alias, target !== undefined),
    }),
  );
  return true;
}
