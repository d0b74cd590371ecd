import { createHash } from 'node:crypto';
import { z } from 'zod';
import { tankError } from '../warehouse/errors.ts';
import { catalogEntry, models, type CatalogEntry } from './catalog.ts';
import { championOf, type ModelEvent } from './events.ts';
import { openVerdicts, type Judgement, type Making } from './judge.ts';

/** What a version is made of, for a role: an entry of the catalog as it was then. */
const modelFacts = z.object({
  entry: z.string(),
  label: z.string(),
  training: z.string(),
  keys: z.array(z.string()),
  features: z.array(z.string()),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Whether tuning chose the options. */
  isTuned: z.boolean().default(false),
});
export type ModelFacts = z.output<typeof modelFacts>;

const metrics = z.object({
  games: z.number(),
  accuracy: z.number().nullable(),
  brier: z.number().nullable(),
  log_loss: z.number().nullable(),
  calibration_slope: z.number().nullable(),
  calibration_intercept: z.number().nullable(),
  /** Root mean squared error, of models that forecast numbers. */
  rmse: z.number().nullable(),
});
export type RoleMetrics = z.output<typeof metrics>;

/** Facts of a training run, as the event `trained` keeps them. */
export const trainedFacts = z.object({
  recipe: z.string(),
  update: z.enum(['full', 'incremental']),
  models: z.record(z.string(), modelFacts),
  hash: z.string(),
  trainingFrom: z.string(),
  trainingThrough: z.string(),
  trainingRows: z.number(),
  fingerprint: z.string(),
  holdoutFrom: z.string().nullable(),
  metrics: z.record(z.string(), metrics),
  durationSeconds: z.number(),
  bytes: z.number(),
  slotSeconds: z.number(),
  commit: z.string().nullable(),
});
export type TrainedFacts = z.output<typeof trainedFacts>;

export type VersionStatus = 'champion' | 'former champion' | 'challenger' | 'refused' | 'retired';

/** A version of a type of models, as the log of events tells of it. */
export interface Version {
  version: string;
  asOf: string;
  trainedAt: string;
  status: VersionStatus;
  wasChampion: boolean;
  isRetired: boolean;
  facts: TrainedFacts;
}

/** Whether an event says that a version is worse than the champion, or that a guard speaks against it: not that it is as good. */
const hasLost = ({ kind, details }: ModelEvent): boolean =>
  kind === 'refused' && !openVerdicts.includes((details as Partial<Judgement>).verdict ?? 'worse');

/** The versions of a type, the newest training last. */
export function versionsOf(events: readonly ModelEvent[]): Version[] {
  const champion = championOf(events);
  return events
    .filter(({ kind }) => kind === 'trained')
    .map((event) => {
      const later = events.filter(({ version }) => version === event.version);
      const has = (...kinds: ModelEvent['kind'][]): boolean =>
        later.some(({ kind }) => kinds.includes(kind));
      const wasChampion = has('promoted', 'rolled_back');
      const isRetired = has('retired');
      const status = ((): VersionStatus => {
        if (event.version === champion) return 'champion';
        if (isRetired) return 'retired';
        if (wasChampion) return 'former champion';
        return later.some(hasLost) ? 'refused' : 'challenger';
      })();
      return {
        version: event.version,
        asOf: event.asOf,
        trainedAt: event.at,
        status,
        wasChampion,
        isRetired,
        facts: trainedFacts.parse(event.details),
      };
    });
}

/** @throws TankError E_MODEL_UNKNOWN naming the versions there are */
export function findVersion(versions: readonly Version[], type: string, wanted: string): Version {
  const name = wanted.startsWith('v') ? wanted : `v${wanted}`;
  const found = versions.find(({ version }) => version === name);
  if (found !== undefined) return found;
  const there = versions.filter(({ isRetired }) => !isRetired).map(({ version }) => version);
  throw tankError(
    'E_MODEL_UNKNOWN',
    there.length === 0
      ? `there is no version of ${type} yet`
      : `${type} has no version ${wanted}; there are ${there.join(', ')}`,
    there.length === 0 ? { hint: 'Train one first: `npm run -s tank -- train`.' } : {},
  );
}

/** The entries of a recipe by role, as a version keeps them. */
export function factsOf(
  recipe: { models: Record<string, string> },
  tuned: Readonly<Record<string, CatalogEntry['options']>> = {},
): Record<string, ModelFacts> {
  return Object.fromEntries(
    Object.entries(recipe.models).map(([role, entry]) => {
      const { label, features, options, training, keys } = catalogEntry(entry);
      return [
        role,
        {
          entry,
          label,
          training: training ?? 'game_outcome_training',
          keys: keys ?? ['game_pk'],
          features,
          options: { ...options, ...tuned[entry] },
          isTuned: entry in tuned,
        },
      ];
    }),
  );
}

const sha256 = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex');

const sorted = <Value>(record: Readonly<Record<string, Value>>): [string, Value][] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

/** What a model is made of but for its options, in a fixed order. */
const recipeOf = ({ entry, label, training, keys, features }: ModelFacts) => ({
  entry,
  label,
  training,
  keys,
  features,
});

/** SHA-256 of what makes versions alike: entries, labels, features and options, whatever their order. */
export function hashOf(facts: Readonly<Record<string, ModelFacts>>): string {
  return sha256(
    sorted(facts).map(([role, model]) => [role, recipeOf(model), sorted(model.options)]),
  );
}

/** The same by role, options apart. */
export const makingOf = (facts: Readonly<Record<string, ModelFacts>>): Record<string, Making> =>
  Object.fromEntries(
    Object.entries(facts).map(([role, model]) => [
      role,
      {
        recipe: sha256(recipeOf(model)),
        options: sha256(sorted(model.options)),
        isTuned: model.isTuned,
      },
    ]),
  );

type Numbers = [major: number, minor: number, patch: number];

const numbersOf = (version: string): Numbers => {
  const [, major = '', minor = '', patch = ''] = /^v(\d+)\.(\d+)\.(\d+)$/.exec(version) ?? [];
  return [Number(major), Number(minor), Number(patch)];
};

/**
 * Version that comes next: another major one for models made otherwise, another minor one for a full training, another
 * patch for an incremental update.
 */
export function nextVersion(
  versions: readonly Pick<Version, 'version' | 'facts'>[],
  { hash, update }: Pick<TrainedFacts, 'hash' | 'update'>,
): string {
  const all = versions.map(({ version, facts }) => ({ numbers: numbersOf(version), facts }));
  const alike = all.filter(({ facts }) => facts.hash === hash).map(({ numbers }) => numbers);
  const [first] = alike;
  if (first === undefined) {
    return `v${Math.max(0, ...all.map(({ numbers }) => numbers[0])) + 1}.0.0`;
  }
  const major = first[0];
  const minor = Math.max(...alike.map((numbers) => numbers[1]));
  if (update === 'full') return `v${major}.${minor + 1}.0`;
  const patches = alike.filter((numbers) => numbers[1] === minor).map((numbers) => numbers[2]);
  return `v${major}.${minor}.${Math.max(...patches) + 1}`;
}

/** Names of the BigQuery ML models of a version, by role. */
export const objectsOf = (roles: readonly string[], version: string): Record<string, string> =>
  Object.fromEntries(roles.map((role) => [role, models.objectName(role, version)]));
