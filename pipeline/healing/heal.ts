import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { mergeRows, selectOperational, type RawWarehouse } from '../../ingest/index.ts';
import type { Logger } from 'pino';
import { TankError } from '../../warehouse/errors.ts';
import { addDays } from '../dates.ts';
import { silentLog } from '../observing/log.ts';
import { backfillInputs, weeklyInputs, type RunInputs } from '../runs/inputs.ts';
import { keepLease, leaveLease } from '../runs/lease.ts';
import { checkRun, leaseSeconds, run, type RunOptions } from '../runs/run.ts';
import { readRuns } from '../runs/run-store.ts';
import { abandonRun, takeOrRefuse, thisWorker } from '../runs/start.ts';
import { createPipelineTables, healActionsTable, warehouseOf } from '../tables.ts';
import {
  findIll,
  healActions,
  isAbout,
  ofDates,
  type Finding,
  type HealAction,
} from './findings.ts';

/** Times that the same run, date or type is mended within the days before: then somebody has to look. */
const mostTries = 3;
const triesWithinDays = 3;
/** Most actions of one healing. */
const mostActions = 8;

export interface Healed extends Finding {
  status: 'planned' | 'done' | 'refused' | 'failed';
  /** What came of it. */
  says: string;
}

/** What only one healing may hold at a time. */
const healingLease = 'healing';

export interface HealOptions extends RunOptions {
  /** Tells what would be done. */
  isDry: boolean;
  /** The date that was due last. */
  today: string;
  /** `--source`. */
  choice: string;
}

/**
 * Finds what is wrong and mends it, each at most three times in three days. Each action is written down with its reason and
 * what came of it. Done twice it does nothing more, since nothing is wrong any more.
 * @throws TankError E_RUN_LEASED while a run or another healing is at work, E_WAREHOUSE; what an action ends with is in the
 * result
 */
export async function heal(options: HealOptions): Promise<Healed[]> {
  const { session, worker = thisWorker() } = options;
  const seconds = options.leaseSeconds ?? leaseSeconds;
  const warehouse = warehouseOf(session);
  await createPipelineTables(session);
  if (options.isDry) return healAll(options, () => undefined);
  const holder = { runId: 'healing', worker };
  await takeOrRefuse(warehouse, holder, seconds, healingLease);
  let lost: Error | undefined;
  const lose = (error: Error): void => {
    lost = error;
  };
  const lease = keepLease(warehouse, holder, seconds, lose, healingLease);
  try {
    return await healAll(options, () => {
      if (lost !== undefined) throw lost;
    });
  } finally {
    await lease.stop();
    await leaveLease(warehouse, holder, 'everybody', healingLease);
  }
}

async function healAll(options: HealOptions, checkLease: () => void): Promise<Healed[]> {
  const { session, today, isDry, log = silentLog, now = () => new Date() } = options;
  const warehouse = warehouseOf(session);
  const tries = await triesBefore(warehouse, now());
  const healed: Healed[] = [];
  // What one action mends may have been the cause of what is wrong elsewhere: so it is looked again after each.
  for (;;) {
    const fresh = (await findIll(session, today)).flatMap((finding) =>
      partsOf(finding, healed, tries),
    );
    const next = isDry ? fresh : fresh.slice(0, 1);
    if (next.length === 0) return healed;
    for (const finding of next) {
      checkLease();
      const startedAt = now();
      const place = healed.filter(({ status }) => status !== 'refused').length;
      const outcome = await mendOrNot(options, finding, place);
      healed.push({ ...finding, ...outcome });
      await record(warehouse, { ...finding, ...outcome }, { isDry, startedAt, endedAt: now() });
      if (!isDry) tellLog(log, finding, outcome);
    }
    if (isDry) return healed;
  }
}

/** Something that was done about a subject. */
type Try = Pick<Finding, 'action' | 'subject'>;

/** A finding, or a part of one, and how often it was mended in the days before. */
type Part = Finding & { tries: number };

/**
 * What is left of a finding without what this healing has been at already: in one piece, or, if some of its dates were mended
 * as often as may be, in pieces that are mended and pieces that are refused, so that no date is collected again for its neighbours.
 */
function partsOf(finding: Finding, healed: readonly Healed[], tries: readonly Try[]): Part[] {
  const parts: { items: string[]; tries: number }[] = [];
  let wasSeen = true;
  for (const item of finding.items) {
    const isOf = ({ action, subject }: Try): boolean =>
      action === finding.action && isAbout(subject, item);
    const isSeen = healed.some(isOf);
    const times = tries.filter(isOf).length;
    const last = parts.at(-1);
    if (!isSeen && !wasSeen && last && times >= mostTries === last.tries >= mostTries) {
      last.items.push(item);
      last.tries = Math.max(last.tries, times);
    } else if (!isSeen) parts.push({ items: [item], tries: times });
    wasSeen = isSeen;
  }
  return parts.map((part) => ({
    ...finding,
    ...(part.items.length < finding.items.length && ofDates(part.items)),
    tries: part.tries,
  }));
}

function tellLog(log: Logger, finding: Finding, { status, says, error }: Outcome): void {
  const level = status === 'done' ? 'info' : 'warn';
  log[level](
    {
      event: 'heal.action',
      action: finding.action,
      subject: finding.subject,
      status,
      ...(error && { code: error.code }),
    },
    `${finding.reason}: ${says}`,
  );
}

type Outcome = Pick<Healed, 'status' | 'says'> & { error?: TankError };

async function mendOrNot(
  options: HealOptions,
  { tries, ...finding }: Part,
  place: number,
): Promise<Outcome> {
  if (place >= mostActions)
    return { status: 'refused', says: `${mostActions} actions are enough for once` };
  if (tries >= mostTries) {
    return {
      status: 'refused',
      says: `it was mended ${tries} times in ${triesWithinDays} days: somebody has to look at it`,
    };
  }
  if (options.isDry) return { status: 'planned', says: actionText(finding) };
  try {
    return { status: 'done', says: await mend(options, finding) };
  } catch (error) {
    if (!(error instanceof TankError) || error.code === 'E_RUN_LEASED') throw error;
    return { status: 'failed', says: error.message, error };
  }
}

/** What is done about a finding, in words. */
export function actionText({ action, subject }: Finding): string {
  const texts: Readonly<Record<HealAction, string>> = {
    leases: `would end ${subject}, so that it can be run again`,
    backfill: `would collect ${subject} and build`,
    recollect: `would collect ${subject} again and build`,
    features: `would make the features of ${subject} again`,
    retrain: `would train ${subject} in full`,
  };
  return texts[action];
}

async function mend(options: HealOptions, { action, subject, range }: Finding): Promise<string> {
  const { session, choice, today } = options;
  if (action === 'leases') {
    const warehouse = warehouseOf(session);
    const [stuck] = await readRuns(warehouse, { runId: subject });
    if (stuck === undefined) return 'it is gone';
    await abandonRun(
      warehouse,
      stuck,
      'it was killed; ended by healing, so that it can be run again',
    );
    return 'ended: the same command goes on where it was';
  }
  const inputs = inputsOf({ action, ...(range && { range }) }, { date: today, source: choice });
  const result = await run(options, inputs);
  checkRun(result);
  return `${result.run.runId}: ${result.run.steps.map(({ step, says }) => `${step}: ${says ?? ''}`).join('; ')}`;
}

/** The run that mends something. */
function inputsOf(
  { action, range }: Pick<Finding, 'action' | 'range'>,
  given: { date: string; source: string },
): RunInputs {
  if (range !== undefined) {
    const date = [given.date, addDays(range.to, 1)].sort().at(-1) ?? given.date;
    const filled = { ...given, ...range, date, entities: null, snapshots: 'daily' as const };
    const isAgain = action === 'recollect';
    return {
      ...backfillInputs(filled),
      workflow: 'heal',
      ...(isAgain && { if_changed: true }),
    };
  }
  const weekly = { ...weeklyInputs(given), workflow: 'heal' as const, forecasts: false };
  return action === 'features' ? { ...weekly, build: 'features anew', train: 'as due' } : weekly;
}

async function triesBefore(warehouse: RawWarehouse, now: Date): Promise<Try[]> {
  return selectOperational(
    warehouse,
    z.object({ action: z.enum(healActions), subject: z.string() }),
    (table) => `SELECT heal_action AS action, subject
FROM ${table(healActionsTable)}
WHERE heal_status IN ('done', 'failed')
  AND heal_started_at > TIMESTAMP_SUB(CAST(@now AS TIMESTAMP), INTERVAL ${triesWithinDays} DAY)
  AND heal_started_at <= CAST(@now AS TIMESTAMP)`,
    { now: now.toISOString() },
  );
}

async function record(
  warehouse: RawWarehouse,
  { action, subject, reason, status, says, error }: Healed & Outcome,
  { isDry, startedAt, endedAt }: { isDry: boolean; startedAt: Date; endedAt: Date },
): Promise<void> {
  const date = startedAt.toISOString().slice(0, 10);
  const row = {
    // What is refused is refused every hour: that is said once a day.
    heal_id: status === 'refused' && !isDry ? `refused ${action} ${subject} ${date}` : randomUUID(),
    heal_action: action,
    subject,
    heal_reason: reason,
    is_dry_run: isDry,
    heal_status: status,
    says,
    heal_started_at: startedAt.toISOString(),
    heal_ended_at: endedAt.toISOString(),
    error_code: error?.code ?? null,
    error_message: error?.message ?? null,
  };
  await mergeRows(warehouse, healActionsTable, [row], 'replaced');
}
