import { statfs } from 'node:fs/promises';
import { readAlertRules } from '../alerts/rules.ts';
import { isApiUp } from '../alerts/probe.ts';
import { openNotifiers } from '../alerts/send.ts';
import { rowsOf } from '../rows.ts';
import type { Session } from '../session.ts';
import { createPipelineTables } from '../tables.ts';
import { tablesThere } from '../tables-there.ts';

export interface Diagnosis {
  what: string;
  isWell: boolean;
  says: string;
  /** What to do when it is not well. */
  remedy: string;
}

const datasets = ['mlb_raw', 'mlb_staging', 'mlb_historical_data', 'mlb_features', 'mlb_ops'];
const mostSeconds = 60;
const leastGigabytes = 5;

/** An examination: what it says when all is well; it throws what is wrong. */
type Check = [what: string, remedy: string, look: () => Promise<string>];

function fault(message: string): never {
  throw new Error(message);
}

/** Looks at everything that the pipeline needs. Never throws: what is wrong is in the result, with how to mend it. */
export async function examine(
  session: Session,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Diagnosis[]> {
  const { config } = session;
  const checks: Check[] = [
    [
      'alert rules',
      'Correct infra/alerts.yaml.',
      () => Promise.resolve(`${readAlertRules().rules.length} rules`),
    ],
    [
      'warehouse and clock',
      'Check credentials (`gcloud auth application-default login`), the endpoint and the time of this machine.',
      async () => {
        const [row] = await rowsOf<{ now: string }>(session, 'SELECT CURRENT_TIMESTAMP() AS now');
        const ahead = Math.abs(Date.parse(row?.now ?? '') - Date.now()) / 1000;
        if (!(ahead < mostSeconds)) fault(`the clocks differ by ${ahead.toFixed(0)} s`);
        return `${config.warehouse} answers, clocks differ by ${ahead.toFixed(1)} s`;
      },
    ],
    [
      'permission to write',
      'Grant the account BigQuery Data Editor and Job User on the project.',
      async () => {
        await createPipelineTables(session);
        return 'the tables of mlb_ops are there';
      },
    ],
    [
      'datasets',
      'Collect and build: `npm run -s tank -- backfill --from A --to B`.',
      async () => {
        const there = await tablesThere(session, datasets);
        const missing = datasets.filter(
          (name) => ![...there].some((table) => table.startsWith(`${name}.`)),
        );
        if (missing.length > 0) fault(`nothing in ${missing.join(', ')}`);
        return `${there.size} tables and views`;
      },
    ],
    [
      'disk',
      `Make room: at least ${leastGigabytes} GB where TANK_STATE is.`,
      async () => {
        const { bavail, bsize } = await statfs(config.stateDirectory);
        const gigabytes = (bavail * bsize) / 1e9;
        if (gigabytes < leastGigabytes) fault(`${gigabytes.toFixed(1)} GB left`);
        return `${gigabytes.toFixed(0)} GB left`;
      },
    ],
    [
      'who is told',
      'Set TANK_SMTP_URL, TANK_MAIL_FROM and TANK_MAIL_TO, and TANK_SLACK_WEBHOOK.',
      async () => {
        const ways = Object.keys(await openNotifiers(env));
        if (ways.length === 0) fault('nobody: neither mail nor Slack is configured');
        return ways.join(' and ');
      },
    ],
  ];
  const { apiUrl } = config;
  if (apiUrl !== undefined) {
    checks.push([
      'API',
      'Start it: `npm run -s tank -- serve`, or correct TANK_API_SERVER.',
      async () => {
        const { up, says } = await isApiUp(apiUrl);
        return up ? says : fault(says);
      },
    ]);
  }
  return Promise.all(
    checks.map(async ([what, remedy, look]): Promise<Diagnosis> => {
      try {
        return { what, isWell: true, says: await look(), remedy };
      } catch (error) {
        const says = error instanceof Error ? error.message : String(error);
        return { what, isWell: false, says, remedy };
      }
    }),
  );
}
