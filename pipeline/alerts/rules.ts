import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import { projectRoot } from '../../warehouse/dataform.ts';
import { tankError } from '../../warehouse/errors.ts';

export const channels = ['email', 'slack'] as const;
export type Channel = (typeof channels)[number];

const rule = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  severity: z.enum(['critical', 'high', 'medium']),
  notify: z.array(z.enum(channels)).min(1),
  threshold: z.number(),
  /** Tables as `dataset.name`. */
  reads: z.array(z.string().regex(/^[a-z_]+\.[a-z_]+$/)).min(1),
  /** Heading of docs/runbook.md. */
  runbook: z.string().min(1),
  sql: z.string().min(1),
});

const rules = z
  .strictObject({
    remind_after_hours: z.number().positive(),
    rules: z.array(rule).min(1),
  })
  .refine(({ rules: all }) => new Set(all.map(({ name }) => name)).size === all.length, {
    error: 'two rules have the same name',
  });

export type AlertRule = z.infer<typeof rule>;
export type AlertRules = z.infer<typeof rules>;

export const alertRulesFile = path.join(projectRoot, 'infra/alerts.yaml');

/** The rules of alerts. @throws TankError E_CONFIG naming what is wrong in the file */
export function readAlertRules(file: string = alertRulesFile): AlertRules {
  let content: unknown;
  try {
    content = load(readFileSync(file, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw tankError('E_CONFIG', `${file}: ${reason}`, { cause });
  }
  const parsed = rules.safeParse(content);
  if (!parsed.success) throw tankError('E_CONFIG', `${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
