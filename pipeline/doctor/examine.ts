import { statfs } from 'node:fs/promises';
import { readAlertRules } from '../alerts/rules.ts';
import { isApiUp } from '../alerts/probe.ts';
import { openNotifiers } from '../alerts/send.ts';
import { operationalDataset, operationalTables } from '../../ingest/index.ts';
import { compileDataform, type CompiledProject } from '../../warehouse/compiled-project.ts';
import { rowsOf } from '../rows.ts';
import type { Session } from '../session.ts';
import { createPipelineTables, pipelineTables } from '../tables.ts';
import { tablesThere } from '../tables-there.ts';
import { checkSchema, type SchemaFault } from './schema.ts';

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

/**
 * Looks at everything that the pipeline needs. Never throws: what is wrong is in the result, with how to mend it.
 * @param compile gives the definitions: compiled by Dataform unless given
 */
export async function examine(
  session: Session,
  env: Readonly<Record<string, string | undefined>> = process.env,
  compile: (project: string) => Promise<CompiledProject> = compileDataform,
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
  const found = await Promise.all(checks.map(diagnose));
  return [...found, ...(await examineDefinitions(session, compile))];
}

async function diagnose([what, remedy, look]: Check): Promise<Diagnosis> {
  try {
    return { what, isWell: true, says: await look(), remedy };
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return { what, isWell: false, says, remedy };
  }
}

/** Whether the definitions compile, and each table that is not as they say. */
async function examineDefinitions(
  { client, config }: Session,
  compile: (project: string) => Promise<CompiledProject>,
): Promise<Diagnosis[]> {
  let project: CompiledProject = {};
  let faults: readonly SchemaFault[] = [];
  const compiled = await diagnose([
    'definitions',
    'Mend the file that the message names.',
    async () => {
      project = await compile(config.project);
      return `Dataform compiles ${project.tables?.length ?? 0} tables and views`;
    },
  ]);
  if (!compiled.isWell) return [compiled];
  const schema = await diagnose([
    'schema',
    'Mend the tables below.',
    async () => {
      const written = [...pipelineTables, ...operationalTables];
      const check = await checkSchema(client, project, {
        dataset: operationalDataset,
        tables: written,
      });
      ({ faults } = check);
      if (faults.length > 0)
        fault(`${faults.length} of ${check.compared} tables are not as defined`);
      return `${check.compared} tables are as defined (${check.namesOnly.length} compared by names of columns alone)`;
    },
  ]);
  return [
    compiled,
    schema,
    ...faults.map(({ table, says, remedy }) => ({ what: table, isWell: false, says, remedy })),
  ];
}
