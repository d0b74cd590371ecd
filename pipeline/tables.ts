import { createRequire } from 'node:module';
import {
  createOperationalTables,
  type OperationalTable,
  type RawWarehouse,
} from '../ingest/index.ts';
import type { Session } from './session.ts';

const docs = createRequire(import.meta.url)('../includes/docs.js') as {
  columns: (...names: string[]) => Record<string, string>;
};

type Column = OperationalTable['columns'][number];

/** Columns by name with their types; a question mark marks those that may be NULL. */
function columns(types: Readonly<Record<string, string>>): Column[] {
  const descriptions = docs.columns(...Object.keys(types));
  return Object.entries(types).map(([name, type]) => ({
    name,
    type: type.replace('?', '') as Column['type'],
    mode: type.endsWith('?') ? 'NULLABLE' : 'REQUIRED',
    description: descriptions[name] ?? '',
  }));
}

export const runsTable: OperationalTable = {
  name: 'runs',
  description:
    'One row per run of a workflow: what it was given, what came of it. A run that failed or was killed goes on under the same key.',
  columns: columns({
    run_id: 'STRING',
    workflow: 'STRING',
    logical_date: 'DATE',
    source: 'STRING',
    run_status: 'STRING',
    run_started_at: 'TIMESTAMP',
    run_ended_at: 'TIMESTAMP?',
    attempts: 'INTEGER',
    worker: 'STRING',
    inputs: 'JSON',
    says: 'STRING?',
    error_code: 'STRING?',
    error_message: 'STRING?',
  }),
  keys: ['run_id'],
  partition: 'logical_date',
};

export const stepsTable: OperationalTable = {
  name: 'steps',
  description:
    'One row per run and event that it has handled: the step the event led to, what it was given, gave and ended with.',
  columns: columns({
    run_id: 'STRING',
    event_id: 'STRING',
    position: 'INTEGER',
    step: 'STRING',
    topic: 'STRING',
    step_status: 'STRING',
    attempts: 'INTEGER',
    step_started_at: 'TIMESTAMP',
    step_ended_at: 'TIMESTAMP?',
    seconds: 'FLOAT?',
    inputs: 'JSON',
    outputs: 'JSON?',
    says: 'STRING?',
    fallback: 'STRING?',
    error_code: 'STRING?',
    error_message: 'STRING?',
  }),
  keys: ['event_id'],
  clustering: ['run_id'],
};

export const leasesTable: OperationalTable = {
  name: 'leases',
  description: 'One row per lease: which run has it, and until when.',
  columns: columns({
    lease_name: 'STRING',
    run_id: 'STRING?',
    worker: 'STRING?',
    acquired_at: 'TIMESTAMP',
    expires_at: 'TIMESTAMP',
  }),
  keys: ['lease_name'],
};

export const deadEventsTable: OperationalTable = {
  name: 'dead_events',
  description: 'One row per event that could not be handled, until somebody settles it and after.',
  columns: columns({
    event_id: 'STRING',
    topic: 'STRING',
    run_id: 'STRING?',
    envelope: 'STRING',
    attempts: 'INTEGER',
    error_code: 'STRING',
    error_message: 'STRING',
    failed_at: 'TIMESTAMP',
    settled_at: 'TIMESTAMP?',
    settlement: 'STRING?',
  }),
  keys: ['event_id'],
};

export const alertLogTable: OperationalTable = {
  name: 'alert_log',
  description:
    'One row per alert, from when a rule first found its subject until it no longer did.',
  columns: columns({
    alert_id: 'STRING',
    rule: 'STRING',
    subject: 'STRING',
    alert_severity: 'STRING',
    alert_status: 'STRING',
    says: 'STRING',
    value: 'FLOAT?',
    threshold: 'FLOAT?',
    first_seen_at: 'TIMESTAMP',
    last_seen_at: 'TIMESTAMP',
    resolved_at: 'TIMESTAMP?',
    notified_at: 'TIMESTAMP?',
    runbook: 'STRING',
  }),
  keys: ['alert_id'],
};

export const notificationsTable: OperationalTable = {
  name: 'notifications',
  description:
    'One row per alert or report, kind of message and channel: whether somebody was told, and why not.',
  columns: columns({
    told_of: 'STRING',
    message_kind: 'STRING',
    channel: 'STRING',
    notification_status: 'STRING',
    tries: 'INTEGER',
    tried_at: 'TIMESTAMP',
    told_at: 'TIMESTAMP?',
    error_code: 'STRING?',
    error_message: 'STRING?',
  }),
  keys: ['told_of', 'message_kind', 'channel'],
};

export const healActionsTable: OperationalTable = {
  name: 'heal_actions',
  description:
    'One row per action that healed, or was to heal, something: why, and what came of it.',
  columns: columns({
    heal_id: 'STRING',
    heal_action: 'STRING',
    subject: 'STRING',
    heal_reason: 'STRING',
    is_dry_run: 'BOOLEAN',
    heal_status: 'STRING',
    says: 'STRING?',
    heal_started_at: 'TIMESTAMP',
    heal_ended_at: 'TIMESTAMP?',
    error_code: 'STRING?',
    error_message: 'STRING?',
  }),
  keys: ['heal_id'],
};

export const metricsTable: OperationalTable = {
  name: 'metrics',
  description: 'One row per run, metric and label: what was measured at the end of the run.',
  columns: columns({
    run_id: 'STRING',
    metric: 'STRING',
    label: 'STRING',
    value: 'FLOAT',
    logical_date: 'DATE',
    measured_at: 'TIMESTAMP',
  }),
  keys: ['run_id', 'metric', 'label'],
  partition: 'logical_date',
};

/** Every table that `pipeline/` makes and writes, in the dataset of operations. */
export const pipelineTables: readonly OperationalTable[] = [
  runsTable,
  stepsTable,
  leasesTable,
  deadEventsTable,
  alertLogTable,
  notificationsTable,
  healActionsTable,
  metricsTable,
];

/** Where the tables are. */
export const warehouseOf = ({ client, config }: Session): RawWarehouse => ({
  client,
  project: config.project,
  location: config.location,
});

/** Makes those that are missing. @throws TankError E_WAREHOUSE */
export async function createPipelineTables(session: Session): Promise<void> {
  await createOperationalTables(warehouseOf(session), pipelineTables);
}
