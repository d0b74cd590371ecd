/**
 * What the container runs. Its first argument is the role: a service that handles events, the API, or `pipeline` with `start` or
 * `run` and a workflow, or `run` and one of what watches over them. It imports nothing of the embedded warehouse, which is not in the image.
 */
import { Command } from 'commander';
import { tankError } from '../../warehouse/errors.ts';
import { registerAlerts } from '../commands/alerts.ts';
import { registerCollect } from '../commands/collect.ts';
import { registerHeal } from '../commands/heal.ts';
import { registerReport } from '../commands/report.ts';
import { registerRuns } from '../commands/runs.ts';
import { registerServe } from '../commands/serve.ts';
import { configOf, reportError, runCommand } from '../run-command.ts';
import { eventRoles, isEventRole } from './roles.ts';
import { serveEvents } from './serve-events.ts';
import { startScheduledRun } from './start-run.ts';

const defaultPort = 8080;

/** A command of the CLI, of those that production has. */
async function tank(args: readonly string[]): Promise<void> {
  const program = new Command('tank');
  registerServe(program);
  registerRuns(program);
  registerCollect(program);
  registerAlerts(program);
  registerHeal(program);
  registerReport(program);
  await program.parseAsync([...args], { from: 'user' });
}

async function main([role = '', ...rest]: readonly string[]): Promise<void> {
  const port = Number(process.env.PORT ?? defaultPort);
  if (role === 'prediction-api') {
    await tank(['serve', '--host', '0.0.0.0', '--port', String(port)]);
    return;
  }
  const [verb, workflow = '', date] = rest;
  if (role === 'pipeline' && verb === 'start') {
    await runCommand({}, async ({ session, print }) => {
      const runId = await startScheduledRun(session, workflow, date);
      print({ runId }, [`Run ${runId} is on its way.`]);
    });
    return;
  }
  if (role === 'pipeline' && verb === 'run') {
    await tank(rest.slice(1));
    return;
  }
  if (!isEventRole(role) || verb !== undefined) {
    const roles = [...Object.keys(eventRoles), 'prediction-api'].join(', ');
    throw tankError(
      'E_USAGE',
      `the role is one of ${roles}, or pipeline start|run WORKFLOW, not '${[role, ...rest].join(' ')}'`,
    );
  }
  await runCommand({}, ({ session }) => serveEvents(session, role, port), configOf({}));
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  reportError(error);
}
