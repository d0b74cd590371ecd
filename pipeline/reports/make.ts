import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Notifiers } from '../alerts/send.ts';
import { readRuns } from '../runs/run-store.ts';
import type { Session } from '../session.ts';
import { createPipelineTables, warehouseOf } from '../tables.ts';
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
  isSent: boolean;
}

/**
 * Writes the report of a date's newest run as files, and sends it by mail where that is configured.
 * @throws TankError E_WAREHOUSE, E_NOTIFY
 */
export async function makeReport(
  session: Session,
  date: string,
  { email }: Pick<Notifiers, 'email'>,
  directory: string = path.join(session.config.stateDirectory, 'reports'),
): Promise<Report> {
  await createPipelineTables(session);
  const [run] = await readRuns(warehouseOf(session), { date, limit: 1 });
  const night = await readNight(session, date, run);
  const [text, html] = [reportText(night), reportHtml(night)];
  await mkdir(directory, { recursive: true });
  const files = {
    html: path.join(directory, `${date}.html`),
    text: path.join(directory, `${date}.txt`),
  };
  await writeFile(files.html, html);
  await writeFile(files.text, text);
  await email?.({ subject: `[Hank's Tank ${night.project}] ${headline(night)}`, text, html });
  return { night, text, html, files, isSent: email !== undefined };
}
