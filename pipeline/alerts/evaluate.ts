import { BigQuery } from '@google-cloud/bigquery';
import { z } from 'zod';
import type { RawWarehouse } from '../../ingest/index.ts';
import { mergeRows, selectOperational } from '../../ingest/index.ts';
import { warehouseError } from '../../warehouse/bigquery-dialect.ts';
import { plainRow } from '../../warehouse/row-values.ts';
import { tablesThere } from '../tables-there.ts';
import { alertLogTable } from '../tables.ts';
import type { AlertRule, AlertRules, Channel } from './rules.ts';

/** What a rule has found, from when on and until when. */
export interface Alert {
  alertId: string;
  rule: string;
  subject: string;
  severity: AlertRule['severity'];
  status: 'firing' | 'resolved';
  says: string;
  value: number | null;
  threshold: number | null;
  firstSeenAt: string;
  lastSeenAt: string;
  resolvedAt: string | null;
  notifiedAt: string | null;
  runbook: string;
}

export interface Evaluation {
  /** All that fires, the gravest first. */
  firing: Alert[];
  /** What fired until now and does no more. */
  resolved: Alert[];
  /** Rules whose tables are not there yet, and those tables. */
  waiting: { rule: string; missing: string[] }[];
  /** What somebody is to be told of, by channel: new, resolved, or firing for a day since it was told last. */
  due: ReadonlyMap<Channel, Alert[]>;
}

const found = z.object({
  rule: z.string(),
  subject: z.string(),
  says: z.string(),
  value: z.coerce.number().nullable(),
});

/** All rules as one query, each with its threshold. */
export function rulesQuery(rules: readonly AlertRule[]): string {
  return rules
    .map(({ name, sql, threshold }) => {
      const text = sql.trim().replaceAll('@threshold', threshold.toFixed(6));
      return `SELECT '${name}' AS rule, subject, says, value\nFROM (\n${text}\n)`;
    })
    .join('\nUNION ALL\n');
}

async function findings(
  { client, location }: RawWarehouse,
  rules: readonly AlertRule[],
  { today, now }: { today: string; now: Date },
): Promise<z.infer<typeof found>[]> {
  if (rules.length === 0) return [];
  try {
    const [rows] = await client.query({
      query: rulesQuery(rules),
      location,
      params: { today: BigQuery.date(today), now: BigQuery.timestamp(now) },
    });
    return z.array(found).parse((rows as object[]).map(plainRow));
  } catch (error) {
    throw warehouseError(error);
  }
}

const severities = ['critical', 'high', 'medium'];

const alertRow = z.object({
  alertId: z.string(),
  rule: z.string(),
  subject: z.string(),
  severity: z.enum(['critical', 'high', 'medium']),
  status: z.enum(['firing', 'resolved']),
  says: z.string(),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
  resolvedAt: z.string().nullable(),
  notifiedAt: z.string().nullable(),
  runbook: z.string(),
});

/** Alerts that are firing, as they were written down last, or all. @throws TankError E_WAREHOUSE */
export async function readAlerts(
  warehouse: RawWarehouse,
  which: 'firing' | 'untold' | 'all' = 'firing',
): Promise<Alert[]> {
  const time = (column: string): string => `FORMAT_TIMESTAMP('%FT%H:%M:%E3SZ', ${column})`;
  const where = {
    firing: "alert_status = 'firing'",
    // Resolved while nobody could be reached, though somebody had been told that it fires.
    untold: "alert_status = 'firing' OR (notified_at IS NOT NULL AND notified_at < resolved_at)",
    all: 'TRUE',
  }[which];
  return selectOperational(
    warehouse,
    alertRow,
    (table) => `SELECT
  alert_id AS alertId, rule, subject, alert_severity AS severity, alert_status AS status, says,
  value, threshold, ${time('first_seen_at')} AS firstSeenAt, ${time('last_seen_at')} AS lastSeenAt,
  ${time('resolved_at')} AS resolvedAt, ${time('notified_at')} AS notifiedAt, runbook
FROM ${table(alertLogTable)}
WHERE ${where}
ORDER BY first_seen_at, alert_id`,
  );
}

export async function writeAlerts(
  warehouse: RawWarehouse,
  alerts: readonly Alert[],
): Promise<void> {
  if (alerts.length === 0) return;
  const rows = alerts.map((alert) => ({
    alert_id: alert.alertId,
    rule: alert.rule,
    subject: alert.subject,
    alert_severity: alert.severity,
    alert_status: alert.status,
    says: alert.says,
    value: alert.value,
    threshold: alert.threshold,
    first_seen_at: alert.firstSeenAt,
    last_seen_at: alert.lastSeenAt,
    resolved_at: alert.resolvedAt,
    notified_at: alert.notifiedAt,
    runbook: alert.runbook,
  }));
  await mergeRows(warehouse, alertLogTable, rows, 'replaced');
}

/**
 * Evaluates the rules and writes down what fires and what does no more: an alert that goes on stays the same one. The tables
 * of the pipeline must be there.
 * @param when the date that was due last, US/Eastern, and the moment
 * @throws TankError E_WAREHOUSE
 */
export async function evaluateAlerts(
  warehouse: RawWarehouse,
  { rules, remind_after_hours: remindAfter }: AlertRules,
  when: { today: string; now: Date },
): Promise<Evaluation> {
  const datasets = [
    ...new Set(rules.flatMap(({ reads }) => reads.map((table) => table.split('.')[0] ?? ''))),
  ];
  const [there, before] = await Promise.all([
    tablesThere(warehouse, datasets),
    readAlerts(warehouse, 'untold'),
  ]);
  const waiting = rules
    .map(({ name, reads }) => ({ rule: name, missing: reads.filter((table) => !there.has(table)) }))
    .filter(({ missing }) => missing.length > 0);
  const evaluated = rules.filter(({ name }) => !waiting.some(({ rule }) => rule === name));
  const rows = await findings(warehouse, evaluated, when);
  const at = when.now.toISOString();

  const firing = rows.map((row): Alert => {
    const rule = rules.find(({ name }) => name === row.rule);
    if (rule === undefined) throw new Error(`a rule ${row.rule} was not asked`);
    const known = before.find(
      (alert) =>
        alert.status === 'firing' && alert.rule === row.rule && alert.subject === row.subject,
    );
    return {
      alertId: known?.alertId ?? `${row.rule} ${row.subject} ${at}`,
      rule: row.rule,
      subject: row.subject,
      severity: rule.severity,
      status: 'firing',
      says: row.says,
      value: row.value,
      threshold: rule.threshold,
      firstSeenAt: known?.firstSeenAt ?? at,
      lastSeenAt: at,
      resolvedAt: null,
      notifiedAt: known?.notifiedAt ?? null,
      runbook: `docs/runbook.md#${rule.runbook}`,
    };
  });
  const still = new Set(firing.map(({ alertId }) => alertId));
  const asked = new Set(evaluated.map(({ name }) => name));
  const resolved = before
    .filter(
      ({ status, alertId, rule }) => status === 'firing' && !still.has(alertId) && asked.has(rule),
    )
    .map((alert): Alert => ({ ...alert, status: 'resolved', resolvedAt: at }));
  const untold = before.filter(({ status }) => status === 'resolved');
  firing.sort(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      a.alertId.localeCompare(b.alertId),
  );
  await writeAlerts(warehouse, [...firing, ...resolved]);

  const due = new Map<Channel, Alert[]>();
  const told = [
    ...firing.filter((alert) => isDue(alert, remindAfter, when.now)),
    ...resolved.filter(({ notifiedAt }) => notifiedAt !== null),
    ...untold,
  ];
  for (const alert of told) {
    const rule = rules.find(({ name }) => name === alert.rule);
    for (const channel of rule?.notify ?? [])
      due.set(channel, [...(due.get(channel) ?? []), alert]);
  }
  return { firing, resolved, waiting, due };
}

function isDue({ notifiedAt }: Alert, remindAfter: number, now: Date): boolean {
  return notifiedAt === null || now.getTime() - Date.parse(notifiedAt) >= remindAfter * 3_600_000;
}
