import { tankError } from '../warehouse/errors.ts';
import { models } from './catalog.ts';
import { runScript, type MlContext } from './context.ts';
import {
  appendEvents,
  championOf,
  freezeOf,
  previousChampion,
  readEvents,
  type ModelEvent,
} from './events.ts';
import { areComparable } from './comparison.ts';
import { candidateOf, leadOf, missingFeatures } from './evidence.ts';
import { judge, type Judgement } from './judge.ts';
import { createModelTables } from './tables.ts';
import { findVersion, versionsOf, type Version } from './versions.ts';

/** Versions of a type whose models are kept; older ones are dropped. */
export const versionsKept = 10;

/** Everything known of a type of models. */
export interface ModelState {
  type: string;
  /** Role that versions are judged by first. */
  lead: string;
  events: ModelEvent[];
  versions: Version[];
  champion: Version | undefined;
  /** The event that froze the type, if it is frozen. */
  frozen: ModelEvent | undefined;
}

/** @throws TankError E_MODEL_UNKNOWN for a type that the catalog does not have */
export function checkType(type: string): string {
  if (models.types().includes(type)) return type;
  throw tankError(
    'E_MODEL_UNKNOWN',
    `there are no ${type} models; there are ${models.types().join(', ')}`,
    { hint: 'Use one of the types listed.' },
  );
}

/** Reads the log of a type; makes the tables when they are missing. @throws TankError E_WAREHOUSE */
export async function readState(context: MlContext, type: string): Promise<ModelState> {
  await createModelTables(context);
  const events = await readEvents(context, checkType(type));
  const versions = versionsOf(events);
  const champion = championOf(events);
  return {
    type,
    lead: leadOf(type),
    events,
    versions,
    champion: versions.find(({ version }) => version === champion),
    frozen: freezeOf(events),
  };
}

/**
 * The version whose forecasts are made and served beside the champion's, so that they are compared: the newest that has
 * neither won nor lost, is about as old as the champion and forecasts all that it does.
 */
export function challengerOf({
  type,
  versions,
  champion,
}: Pick<ModelState, 'type' | 'versions' | 'champion'>): Version | undefined {
  if (type !== 'game_outcome' || champion === undefined) return undefined;
  return versions.findLast(
    ({ status, facts }) =>
      status === 'challenger' &&
      areComparable(facts.trainingThrough, champion.facts.trainingThrough) &&
      Object.keys(champion.facts.models).every((role) => role in facts.models),
  );
}

/**
 * Variables of a Dataform run that say which versions forecast: `game_outcome_version` and the roles that it has models of,
 * `game_outcome_challenger_version` and its roles where there is a challenger. A type without a champion has the role `none`
 * only.
 * @throws TankError E_WAREHOUSE
 */
export async function championVars(context: MlContext): Promise<Record<string, string>> {
  const vars: Record<string, string> = {};
  const put = (prefix: string, { version, facts }: Version): void => {
    vars[`${prefix}_version`] = version;
    vars[`${prefix}_roles`] = Object.keys(facts.models).join('+');
  };
  for (const type of models.types()) {
    const state = await readState(context, type);
    const challenger = challengerOf(state);
    if (state.champion === undefined) vars[`${type}_roles`] = 'none';
    else put(type, state.champion);
    if (challenger !== undefined) put(`${type}_challenger`, challenger);
  }
  return vars;
}

/** Judges a version against the champion on the later games both have forecast. */
export async function judgeVersion(
  context: MlContext,
  { type, champion, versions }: Pick<ModelState, 'type' | 'champion' | 'versions'>,
  version: Pick<Version, 'version' | 'facts'>,
  asOf: string,
): Promise<Judgement> {
  const [challenger, other, missing] = await Promise.all([
    candidateOf(context, type, version, versions),
    champion === undefined ? undefined : candidateOf(context, type, champion, versions),
    missingFeatures(context, version.facts.models, asOf),
  ]);
  return judge(challenger, other, missing);
}

export interface ChangeOptions {
  asOf: string;
  /** Why, in words of who does it. */
  reason?: string | undefined;
  /** Against the rules; needs a reason. */
  force?: boolean | undefined;
}

/** What a promotion or a roll back has changed. */
export interface Change {
  type: string;
  from: string | null;
  to: string;
  kind: 'promoted' | 'rolled_back';
  forced: boolean;
  reason: string;
  judgement: Judgement | null;
}

function checkForce({ force, reason }: ChangeOptions): void {
  if (force === true && (reason ?? '').trim() === '')
    throw tankError('E_USAGE', '--force needs a --reason: both are logged');
}

/** @throws TankError E_MODEL_UNKNOWN when the models of a version are no more */
async function checkModels(
  context: MlContext,
  { version, facts, isRetired }: Version,
): Promise<void> {
  const dataset = context.client.dataset('mlb_models');
  const names = Object.keys(facts.models).map((role) => models.objectName(role, version));
  const there = await Promise.all(
    names.map(async (name) => (await dataset.model(name).exists())[0]),
  );
  const gone = names.filter((_, at) => there[at] !== true);
  if (!isRetired && gone.length === 0) return;
  throw tankError(
    'E_MODEL_UNKNOWN',
    `${version} was retired: its models are no more (${gone.join(', ')})`,
    {
      hint: 'Use a version that `npm run -s tank -- models list` does not call retired, or train anew.',
    },
  );
}

/**
 * Makes a version the champion, if it is better than the present one beyond noise, or as good and fresher, and no guard
 * speaks against it. A refusal is logged too.
 * @throws TankError E_MODEL_REFUSED with the evidence, E_MODEL_UNKNOWN, E_MODEL_CONFLICT, E_USAGE
 */
export async function promote(
  context: MlContext,
  type: string,
  wanted: string,
  options: ChangeOptions,
): Promise<Change> {
  checkForce(options);
  const state = await readState(context, type);
  const version = findVersion(state.versions, type, wanted);
  const { champion, frozen } = state;
  if (champion?.version === version.version)
    throw tankError('E_MODEL_REFUSED', `${version.version} is the champion of ${type} already`, {
      hint: 'Nothing needs to be done.',
    });
  await checkModels(context, version);
  const forced = options.force === true;
  if (frozen !== undefined && !forced) {
    throw tankError('E_MODEL_REFUSED', `${type} is frozen since ${frozen.asOf}: ${frozen.reason}`);
  }
  const judgement = await judgeVersion(context, state, version, options.asOf);
  const reason = [options.reason, judgement.reason].filter(Boolean).join(' - ');
  const event = {
    version: version.version,
    asOf: options.asOf,
    reason,
    forced,
    details: judgement,
  };
  if (!judgement.promote && !forced) {
    await appendEvents(context, type, state.events, [{ ...event, kind: 'refused' }]);
    throw tankError('E_MODEL_REFUSED', `${version.version} is not promoted: ${judgement.reason}`, {
      details: { judgement },
    });
  }
  await appendEvents(context, type, state.events, [{ ...event, kind: 'promoted' }]);
  return {
    type,
    from: champion?.version ?? null,
    to: version.version,
    kind: 'promoted',
    forced,
    reason,
    judgement,
  };
}

/**
 * Makes an earlier champion the champion again: the one before the present, or the one named. Nothing is trained.
 * @throws TankError E_MODEL_REFUSED for a version that never was champion, E_MODEL_UNKNOWN, E_MODEL_CONFLICT, E_USAGE
 */
export async function rollBack(
  context: MlContext,
  type: string,
  wanted: string | undefined,
  options: ChangeOptions,
): Promise<Change> {
  checkForce(options);
  const state = await readState(context, type);
  const target = wanted ?? previousChampion(state.events);
  if (state.champion === undefined || target === undefined)
    throw tankError('E_MODEL_REFUSED', `${type} has no earlier champion to go back to`, {
      hint: 'See `npm run -s tank -- models list`.',
    });
  const version = findVersion(state.versions, type, target);
  if (version.version === state.champion.version)
    throw tankError('E_MODEL_REFUSED', `${version.version} is the champion of ${type} already`, {
      hint: 'Nothing needs to be done.',
    });
  const forced = options.force === true;
  if (!version.wasChampion && !forced)
    throw tankError(
      'E_MODEL_REFUSED',
      `${version.version} never was champion: there is nothing to go back to`,
      { hint: `Judge it instead: \`npm run -s tank -- models promote ${version.version}\`.` },
    );
  await checkModels(context, version);
  const missing = await missingFeatures(context, version.facts.models, options.asOf);
  if (missing.length > 0 && !forced)
    throw tankError(
      'E_MODEL_REFUSED',
      `${version.version} needs features that recent games lack: ${missing.join(', ')}`,
    );
  const reason = options.reason ?? `back from ${state.champion.version}`;
  await appendEvents(context, type, state.events, [
    {
      kind: 'rolled_back',
      version: version.version,
      asOf: options.asOf,
      reason,
      forced,
      details: { from: state.champion.version },
    },
  ]);
  return {
    type,
    from: state.champion.version,
    to: version.version,
    kind: 'rolled_back',
    forced,
    reason,
    judgement: null,
  };
}

/**
 * Drops the models of versions beyond the last ten; the champion and the one before it stay whatever their age. Their rows
 * stay, marked as retired.
 * @returns the versions retired
 * @throws TankError E_WAREHOUSE, E_MODEL_CONFLICT
 */
export async function retireOld(context: MlContext, type: string, asOf: string): Promise<string[]> {
  const state = await readState(context, type);
  const present = state.versions.filter(({ isRetired }) => !isRetired);
  const lasting = [state.champion?.version, previousChampion(state.events)];
  const old = present.slice(0, -versionsKept).filter(({ version }) => !lasting.includes(version));
  if (old.length === 0) return [];
  await runScript(
    context,
    old.flatMap(({ version, facts }) =>
      Object.keys(facts.models).map(
        (role) => `DROP MODEL IF EXISTS mlb_models.${models.objectName(role, version)}`,
      ),
    ),
  );
  await appendEvents(
    context,
    type,
    state.events,
    old.map(({ version }) => ({
      kind: 'retired' as const,
      version,
      asOf,
      reason: `the models of the last ${versionsKept} versions are kept`,
    })),
  );
  return old.map(({ version }) => version);
}
