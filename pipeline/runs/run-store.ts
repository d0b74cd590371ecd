import { z } from 'zod';
import { mergeRows, selectOperational, type RawWarehouse } from '../../ingest/index.ts';
import type { Envelope, Topic } from '../events/envelope.ts';
import { topics } from '../events/envelope.ts';
import { runsTable, stepsTable } from '../tables.ts';
import type { RunInputs } from './inputs.ts';

export const runStatuses = ['running', 'done', 'degraded', 'skipped', 'failed'] as const;
export type RunStatus = (typeof runStatuses)[number];
export type StepStatus = RunStatus | 'waiting';

interface Failure {
  errorCode: string | null;
  errorMessage: string | null;
}

/** A step of a run: the handling of one event. */
export interface StepState extends Failure {
  eventId: string;
  position: number;
  step: string;
  topic: Topic;
  status: StepStatus;
  attempts: number;
  startedAt: string;
  endedAt: string | null;
  seconds: number | null;
  /** The event's payload. */
  inputs: unknown;
  /** What it gave, and the events that follow from it. */
  outputs: { emitted: Envelope[]; facts: Readonly<Record<string, unknown>> } | null;
  says: string | null;
  fallback: string | null;
}

/** A run, and its steps in order. */
export interface RunState extends Failure {
  runId: string;
  inputs: RunInputs;
  /** live, replay or sim. */
  source: string;
  status: RunStatus;
  startedAt: string;
  endedAt: string | null;
  attempts: number;
  worker: string;
  says: string | null;
  steps: StepState[];
}

/** Whether there is nothing more to do. */
export const hasEnded = (status: StepStatus): boolean =>
  status === 'done' || status === 'degraded' || status === 'skipped';

export async function writeRun(warehouse: RawWarehouse, run: RunState): Promise<void> {
  const row = {
    run_id: run.runId,
    workflow: run.inputs.workflow,
    logical_date: run.inputs.logical_date,
    source: run.source,
    run_status: run.status,
    run_started_at: run.startedAt,
    run_ended_at: run.endedAt,
    attempts: run.attempts,
    worker: run.worker,
    inputs: run.inputs,
    says: run.says,
    error_code: run.errorCode,
    error_message: run.errorMessage,
  };
  await mergeRows(warehouse, runsTable, [row], 'replaced');
}

export async function writeSteps(
  warehouse: RawWarehouse,
  runId: string,
  steps: readonly StepState[],
): Promise<void> {
  const rows = steps.map((step) => ({
    run_id: runId,
    event_id: step.eventId,
    position: step.position,
    step: step.step,
    topic: step.topic,
    step_status: step.status,
    attempts: step.attempts,
    step_started_at: step.startedAt,
    step_ended_at: step.endedAt,
    seconds: step.seconds,
    inputs: step.inputs,
    outputs: step.outputs,
    says: step.says,
    fallback: step.fallback,
    error_code: step.errorCode,
    error_message: step.errorMessage,
  }));
  await mergeRows(warehouse, stepsTable, rows, 'replaced');
}

const parsed = z.string().transform((text): unknown => JSON.parse(text));
const time = (column: string): string => `FORMAT_TIMESTAMP('%FT%H:%M:%E3SZ', ${column})`;

const stepRow = z.object({
  eventId: z.string(),
  position: z.coerce.number(),
  step: z.string(),
  topic: z.enum(topics),
  status: z.enum([...runStatuses, 'waiting']),
  attempts: z.coerce.number(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  seconds: z.coerce.number().nullable(),
  inputs: z.unknown(),
  outputs: z.unknown().transform((value) => (value ?? null) as StepState['outputs']),
  says: z
    .string()
    .nullish()
    .transform((text) => text ?? null),
  fallback: z
    .string()
    .nullish()
    .transform((text) => text ?? null),
  errorCode: z
    .string()
    .nullish()
    .transform((text) => text ?? null),
  errorMessage: z
    .string()
    .nullish()
    .transform((text) => text ?? null),
});

const runRow = z.object({
  runId: z.string(),
  // As they were written, by whatever version: a run goes on only with the same ones.
  inputs: parsed.transform((value) => value as RunInputs),
  source: z.string(),
  status: z.enum(runStatuses),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  attempts: z.number(),
  worker: z.string(),
  says: z.string().nullable(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  steps: parsed.pipe(z.array(stepRow)),
});

/** Which runs are read. */
export interface RunChoice {
  runId?: string;
  workflow?: string;
  date?: string;
  /** Only the newest so many. */
  limit?: number;
}

/**
 * Runs with their steps, the newest first. The tables must be there.
 * @throws TankError E_WAREHOUSE
 */
export async function readRuns(
  warehouse: RawWarehouse,
  { runId, workflow, date, limit }: RunChoice,
): Promise<RunState[]> {
  const where = [
    'TRUE',
    ...(runId === undefined ? [] : ['runs.run_id = @run']),
    ...(workflow === undefined ? [] : ['runs.workflow = @workflow']),
    ...(date === undefined ? [] : ['runs.logical_date = CAST(@date AS DATE)']),
  ];
  return selectOperational(
    warehouse,
    runRow,
    (table) => `SELECT
  runs.run_id AS runId, TO_JSON_STRING(runs.inputs) AS inputs, runs.source,
  runs.run_status AS status, ${time('runs.run_started_at')} AS startedAt,
  ${time('runs.run_ended_at')} AS endedAt, runs.attempts, runs.worker, runs.says,
  runs.error_code AS errorCode, runs.error_message AS errorMessage,
  TO_JSON_STRING(ARRAY(
    SELECT AS STRUCT
      steps.event_id AS eventId, steps.position, steps.step, steps.topic,
      steps.step_status AS status, steps.attempts, ${time('steps.step_started_at')} AS startedAt,
      ${time('steps.step_ended_at')} AS endedAt, steps.seconds, steps.inputs, steps.outputs,
      steps.says, steps.fallback, steps.error_code AS errorCode,
      steps.error_message AS errorMessage
    FROM ${table(stepsTable)} AS steps
    WHERE steps.run_id = runs.run_id
    ORDER BY steps.position, steps.step_started_at
  )) AS steps
FROM ${table(runsTable)} AS runs
WHERE ${where.join(' AND ')}
ORDER BY runs.run_started_at DESC, runs.run_id DESC
${limit === undefined ? '' : `LIMIT ${limit}`}`,
    {
      ...(runId !== undefined && { run: runId }),
      ...(workflow !== undefined && { workflow }),
      ...(date !== undefined && { date }),
    },
  );
}
