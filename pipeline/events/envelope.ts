import { createHash } from 'node:crypto';
import { z } from 'zod';

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const count = z.int().nonnegative();
/** How often the data of the run was collected: 1, and one more for each collection anew. */
const round = z.int().positive();

/** What the event of each topic says beside its run. */
export const payloads = {
  /** A workflow is to be run for a date. */
  'run.requested': z.strictObject({ workflow: z.string(), logical_date: date }),
  /** Raw rows have landed, or nothing new was found. */
  'data.collected': z.strictObject({ round, outcome: z.string(), changed_rows: count }),
  /** The tables from raw to training rows were built, each game graded on the way. */
  'data.validated': z.strictObject({ round, failed_features: z.array(z.string()) }),
  /** Dates are to be collected again, since their grade says so. */
  'data.retry': z.strictObject({
    round,
    from: date,
    to: date,
    reason: z.string(),
    failed_features: z.array(z.string()),
  }),
  /** Everything that its grade admits is in the historical tables. */
  'data.loaded': z.strictObject({
    round,
    games_final: count,
    games_held_back: count,
    failed_features: z.array(z.string()),
  }),
  /** Feature rows are there, of this build or, after a failure, of the one before. */
  'features.created': z.strictObject({ is_fallback: z.boolean() }),
  /** It is decided which version forecasts. */
  'model.deployed': z.strictObject({
    model_version: z.string().nullable(),
    previous_version: z.string().nullable(),
  }),
  /** The forecasts of a date are stored and published. */
  'predictions.created': z.strictObject({
    date,
    games: count,
    /** What failed of reports that were built beside the forecasts; all of them when they were not. */
    failed_reports: z.array(z.string()).default([]),
  }),
} as const;

export type Topic = keyof typeof payloads;
export type Payload<T extends Topic> = z.infer<(typeof payloads)[T]>;

export const topics = Object.keys(payloads) as Topic[];

/** An event, as it goes through the bus and Pub/Sub. */
export interface Envelope<T extends Topic = Topic> {
  /** Key: whoever emits the same event again gives it the same. */
  id: string;
  topic: T;
  /** The run that it belongs to. */
  correlation_id: string;
  /** Key of the event that led to it; null for the first of a run. */
  cause: string | null;
  /** 1, and one more each time that somebody has the event handled again. */
  attempt: number;
  /** ISO 8601, UTC. */
  occurred_at: string;
  payload: Payload<T>;
}

const head = z.strictObject({
  id: z.string().min(1),
  topic: z.enum(topics),
  correlation_id: z.string().min(1),
  cause: z.string().nullable(),
  attempt: z.int().positive(),
  occurred_at: z.iso.datetime(),
  payload: z.unknown(),
});

/** An event as it came: whole, or what is wrong with it. */
export type Parsed = { envelope: Envelope } | { fault: string };

/** Checks an event against its topic. Never throws. */
export function parseEnvelope(value: unknown): Parsed {
  const whole = head.safeParse(value);
  if (!whole.success) return { fault: z.prettifyError(whole.error) };
  const payload = payloads[whole.data.topic].safeParse(whole.data.payload);
  if (!payload.success) return { fault: z.prettifyError(payload.error) };
  return { envelope: { ...whole.data, payload: payload.data } };
}

/** Key of the event that follows from another: always the same, so that it may be emitted twice. */
export function eventId(runId: string, cause: string | null, topic: Topic): string {
  return createHash('sha256')
    .update(`${runId}\n${cause ?? ''}\n${topic}`)
    .digest('hex')
    .slice(0, 32);
}
