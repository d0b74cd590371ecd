import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Notifiers } from '../alerts/send.ts';
import { messageId, readToldOf, tell, toldOf, type Telling } from '../alerts/told.ts';
import { readRuns, type RunState } from '../runs/run-store.ts';
import type { Session } from '../session.ts';
import { createPipelineTables, warehouseOf } from '../tables.ts';
import type { TankError } from '../../warehouse/errors.ts';
import { readNight, type Night } from './night.ts';
import { reportHtml } from './report-html.ts';
import { reportText } from './report-text.ts';
import { headline } from './sections.ts';

export interface Report {
  night: Night;
  text: string;
  html: string;
  /** Files it was written to. */
  files: { html: string; text: string };
  mail: 'sent' | 'sent before' | 'not configured' | { error: TankError };
}

export interface ReportOptions {
  date: string;
  /** The run it is about; the newest night of the date, or any run if there was none, unless given. */
  run?: RunState;
  notifiers: Pick<Notifiers, 'email'>;
  /** The moment it is in the world that is forecast. */
  now: Date;
  /** Where its files are written. */
  directory?: string | undefined;
  /** Sends it though it has been sent. */
  again?: boolean;
}

/**
 * Writes the report of a run as files, and sends it by mail where that is configured: once. That it could not be sent is
 * written down, and in the result.
 * @throws TankError E_WAREHOUSE
 */
export async function makeReport(session: Session, options: ReportOptions): Promise<Report> {
  const { date } = options;
  const directory = options.directory ?? path.join(session.config.stateDirectory, 'reports');
  await createPipelineTables(session);
  const run = options.run ?? (await nightOf(session, date));
  const night = await readNight(session, date, run);
  const [text, html] = [reportText(night), reportHtml(night)];
  await mkdir(directory, { recursive: true });
  const workflow = run?.inputs.workflow ?? 'daily';
  const name = workflow === 'daily' ? date : `${date}-${workflow}`;
  const files = {
    html: path.join(directory, `${name}.html`),
    text: path.join(directory, `${name}.txt`),
  };
  await writeFile(files.html, html);
  await writeFile(files.text, text);
  return { night, text, html, files, mail: await mailed(session, { night, text, html }, options) };
}

/** The newest night of a date, or the newest run if there was none. */
async function nightOf(session: Session, date: string): Promise<RunState | undefined> {
  const runs = await readRuns(warehouseOf(session), { date });
  return runs.find(({ inputs }) => inputs.workflow === 'daily') ?? runs[0];
}

async function mailed(
  session: Session,
  { night, text, html }: Pick<Report, 'night' | 'text' | 'html'>,
  { notifiers: { email }, now, again = false }: ReportOptions,
): Promise<Report['mail']> {
  if (email === undefined) return 'not configured';
  const warehouse = warehouseOf(session);
  const telling: Telling = {
    of: night.run?.runId ?? `no run ${night.date}`,
    kind: 'report',
    channel: 'email',
  };
  const told = await readToldOf(warehouse, telling.of);
  if (!again && (toldOf(told, telling)?.at ?? null) !== null) return 'sent before';
  const mail = {
    subject: `[Hank's Tank ${night.project}] ${headline(night)}`,
    text,
    html,
    messageId: messageId(warehouse.project, [telling], told),
  };
  const error = await tell(warehouse, [telling], { told, now, send: () => email(mail) });
  return error === undefined ? 'sent' : { error };
}
