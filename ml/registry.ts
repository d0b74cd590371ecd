import { v1, type protos } from '@google-cloud/aiplatform';
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

export const registryVersionsKept = 10;

/** Only these classes of metrics are in its schema of evaluations of classifiers. */
const evaluationSchema =
  'gs://google-cloud-aiplatform/schema/modelevaluation/classification_metrics_1.0.0.yaml';

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
  const client = new v1.ModelServiceClient({
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
 * The oldest beyond ten go, but never one with an alias.
 * @returns the number that the registry gave it
 * @throws TankError E_REGISTRY
 */
export function registerVersion(registry: Registry, made: RegisteredVersion): Promise<string> {
  const { type, role, version } = made;
  const name = modelName(registry, type, role);
  return withClient(registry, `${type} ${version} ${role} cannot be registered`, async (client) => {
    const there = await versionsOf(client, name);
    const known = there.find((one) => one.version === labelText(version));
    if (known !== undefined) return known.id;
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
      ...(there.length === 0 ? { modelId: modelId(type, role) } : { parentModel: name }),
    });
    const [uploaded] = await operation.promise();
    const id = uploaded.modelVersionId ?? '';
    await client.importModelEvaluation({
      parent: `${name}@${id}`,
      modelEvaluation: {
        displayName: `${version}, held-out games`,
        metricsSchemaUri: evaluationSchema,
        metrics: {
          structValue: {
            fields: Object.fromEntries(
              Object.entries(made.metrics)
                .filter((entry): entry is [string, number] => entry[1] !== null)
                .map(([metric, value]) => [metric, { numberValue: value }]),
            ),
          },
        },
      },
    });
    await retire(client, name);
    return id;
  });
}

async function retire(client: v1.ModelServiceClient, name: string): Promise<void> {
  const versions = await versionsOf(client, name);
  const old = versions
    .slice(0, -registryVersionsKept)
    // `default` is the registry's own alias, which moves by itself to the newest.
    .filter(({ aliases }) => !aliases.some((alias) => alias !== 'default'));
  for (const { id } of old) {
    const [operation] = await client.deleteModelVersion({ name: `${name}@${id}` });
    await operation.promise();
  }
}

/**
 * Moves an alias to a version: a promotion, and a roll back alike. Whoever had it loses it in the same call.
 * @throws TankError E_MODEL_UNKNOWN when the registry has no such version, E_REGISTRY
 */
export async function moveAlias(
  registry: Registry,
  { type, role, version }: Pick<RegisteredVersion, 'type' | 'role' | 'version'>,
  alias: Alias,
): Promise<void> {
  const versions = await listVersions(registry, type, role);
  const found = versions.find((one) => one.version === labelText(version));
  if (found === undefined)
    throw tankError(
      'E_MODEL_UNKNOWN',
      `the registry has no ${version} of ${type} ${role}; there are ${versions.map((one) => one.version).join(', ') || 'none'}`,
    );
  if (found.aliases.includes(alias)) return;
  await withClient(registry, `${alias} cannot be moved to ${version}`, (client) =>
    client.mergeVersionAliases({
      name: `${modelName(registry, type, role)}@${found.id}`,
      versionAliases: [alias],
    }),
  );
}
