import type { Config } from '../warehouse/config.ts';
import { tankError } from '../warehouse/errors.ts';
import { labelText } from '../warehouse/labels.ts';
import { cardPlace } from './cards.ts';
import { isClassifier } from './catalog.ts';
import type { MlContext } from './context.ts';
import { challengerOf, readState, versionsKept } from './promotion.ts';
import {
  deleteVersionsBut,
  listVersions,
  pointAlias,
  registerVersion,
  type Alias,
  type Registry,
} from './registry.ts';
import type { ModelFacts, Version } from './versions.ts';

/** What the registry was told that it did not say before. */
export interface Registration {
  type: string;
  /** `home_win v1.2.0` each. */
  registered: string[];
  /** `champion of home_win: v1.2.0` each. */
  moved: string[];
  deleted: string[];
}

/** Google's images for what EXPORT MODEL writes: XGBoost 0.82 of boosted trees, a TensorFlow SavedModel of the others. */
const images = {
  trees: 'us-docker.pkg.dev/vertex-ai/prediction/xgboost-cpu.0-82:latest',
  others: 'us-docker.pkg.dev/vertex-ai/prediction/tf2-cpu.2-15:latest',
};

const imageOf = ({ options }: ModelFacts): string =>
  /TREE|FOREST/i.test(String(options.model_type)) ? images.trees : images.others;

/** The configured registry; undefined without one. */
export const registryOf = ({ project, modelRegistry: region }: Config): Registry | undefined =>
  region === undefined ? undefined : { project, region };

/**
 * Makes the Model Registry say what the log of a type says: its last ten versions, with the champion and the challenger by their
 * aliases, and no others. Training, promotion and roll back end with it; the same again changes nothing.
 * @returns what was changed; undefined without a registry
 * @throws TankError E_CONFIG without a bucket of models, E_REGISTRY, E_WAREHOUSE
 */
export async function syncRegistry(
  context: MlContext,
  type: string,
  registry: Registry | undefined = registryOf(context.config),
): Promise<Registration | undefined> {
  if (registry === undefined) return undefined;
  if (context.config.modelsBucket === undefined)
    throw tankError(
      'E_CONFIG',
      'TANK_MODEL_REGISTRY needs TANK_MODELS_BUCKET: it shows what is there',
    );
  const state = await readState(context, type);
  const holders: Record<Alias, Version | undefined> = {
    champion: state.champion,
    challenger: challengerOf(state),
  };
  const shown = shownVersions(state.versions, Object.values(holders));
  const done: Registration = { type, registered: [], moved: [], deleted: [] };
  for (const role of rolesOf(state.versions)) {
    const ofRole = shown.filter(({ facts }) => role in facts.models);
    const known = new Set((await listVersions(registry, type, role)).map(({ version }) => version));
    for (const version of ofRole) {
      if (known.has(labelText(version.version))) continue;
      await registerVersion(registry, registeredOf(context, type, role, version));
      done.registered.push(`${role} ${version.version}`);
    }
    for (const [alias, holder] of Object.entries(holders) as [Alias, Version | undefined][]) {
      const named =
        holder !== undefined && role in holder.facts.models ? holder.version : undefined;
      if (await pointAlias(registry, { type, role }, alias, named))
        done.moved.push(`${alias} of ${role}: ${named ?? 'nobody'}`);
    }
    const kept = ofRole.map(({ version }) => version);
    const deleted = await deleteVersionsBut(registry, { type, role }, kept);
    done.deleted.push(...deleted.map((version) => `${role} ${version}`));
  }
  return done;
}

/** The last ten versions whose models are kept, and those with an alias whatever their age; the oldest first. */
function shownVersions(
  versions: readonly Version[],
  holders: readonly (Version | undefined)[],
): Version[] {
  const present = versions.filter(({ isRetired }) => !isRetired);
  const last = new Set(present.slice(-versionsKept));
  return present.filter((version) => last.has(version) || holders.includes(version));
}

const rolesOf = (versions: readonly Version[]): string[] => [
  ...new Set(versions.flatMap(({ facts }) => Object.keys(facts.models))),
];

function registeredOf(context: MlContext, type: string, role: string, version: Version) {
  const { facts } = version;
  const model = facts.models[role];
  if (model === undefined) throw new RangeError(`${version.version} has no ${role}`);
  return {
    type,
    version: version.version,
    role,
    artifact: `${cardPlace(context, type, version.version)}/${role}`,
    image: imageOf(model),
    trainingFrom: facts.trainingFrom,
    trainingThrough: facts.trainingThrough,
    features: model.features,
    kind: isClassifier(model) ? ('classification' as const) : ('regression' as const),
    metrics: { ...facts.metrics[role] },
    commit: facts.commit,
  };
}
