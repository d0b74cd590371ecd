import { BigQuery } from '@google-cloud/bigquery';
import { z } from 'zod';
import type { RawWarehouse } from '../../ingest/index.ts';
import { mergeRows, selectOperational } from '../../ingest/index.ts';
import { warehouseError } from '../../warehouse/bigquery-dialect.ts';
import { plainRow } from '../../warehouse/row-values.ts';
import { tablesThere } from '../tables-there.ts';
import { alertLogTable } from '../tables.ts';
import type { AlertRule, AlertRules, Channel } from './rules.ts';
import { readTold, toldOf, type Told } from './told.ts';

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
  /** What is to be told, by channel: new there, resolved, or firing for a day since it was told there last. */
  due: ReadonlyMap<Channel, Alert[]>;
  /** What has been told before. */
  told: readonly Told[];
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

/** Days after which nobody is told any more that an alert is resolved. */
const untoldDays = 7;

/** Alerts as they were written down last: those that fire, or that have not since a moment. @throws TankError E_WAREHOUSE */
async function readAlerts(warehouse: RawWarehouse, since: string): Promise<Alert[]> {
  const time = (column: string): string => `FORMAT_TIMESTAMP('%FT%H:%M:%E3SZ', ${column})`;
  return selectOperational(
    warehouse,
    alertRow,
    (table) => `SELECT
  alert_id AS alertId, rule, subject, alert_severity AS severity, alert_status AS status, says,
  value, threshold, ${time('first_seen_at')} AS firstSeenAt, ${time('last_seen_at')} AS lastSeenAt,
  ${time('resolved_at')} AS resolvedAt, ${time('notified_at')} AS notifiedAt, runbook
FROM ${table(alertLogTable)}
WHERE alert_status = 'firing' OR resolved_at > CAST(@since AS TIMESTAMP)
ORDER BY first_seen_at, alert_id`,
    { since },
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
  const since = new Date(when.now.getTime() - untoldDays * 86_400_000).toISOString();
  const [there, before, told] = await Promise.all([
    tablesThere(warehouse, datasets),
    readAlerts(warehouse, since),
    readTold(warehouse, since),
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
  // Of a rule that waits nothing is known; one that is no more finds nothing.
  const waits = new Set(waiting.map(({ rule }) => rule));
  const resolved = before
    .filter(
      ({ status, alertId, rule }) => status === 'firing' && !still.has(alertId) && !waits.has(rule),
    )
    .map((alert): Alert => ({ ...alert, status: 'resolved', resolvedAt: at }));
  const over = [...before.filter(({ status }) => status === 'resolved'), ...resolved];
  firing.sort(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      a.alertId.localeCompare(b.alertId),
  );
  await writeAlerts(warehouse, [...firing, ...resolved]);

  const due = new Map<Channel, Alert[]>();
  for (const alert of [...firing, ...over]) {
    const rule = rules.find(({ name }) => name === alert.rule);
    for (const channel of rule?.notify ?? [])
      if (isDue(alert, channel, told, when.now, remindAfter))
        due.set(channel, [...(due.get(channel) ?? []), alert]);
  }
  return { firing, resolved, waiting, due, told };
}

function isDue(
  { alertId, status }: Alert,
  channel: Channel,
  told: readonly Told[],
  now: Date,
  remindAfter: number,
): boolean {
  const at = (kind: 'firing' | 'resolved') =>
    toldOf(told, { of: alertId, kind, channel })?.at ?? null;
  const began = at('firing');
  // That something is over concerns whom it was told of.
  if (status === 'resolved') return began !== null && at('resolved') === null;
  return began === null || now.getTime() - Date.parse(began) >= remindAfter * 3_600_000;
}
