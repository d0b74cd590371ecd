import { Command } from 'commander';
import { registerAlerts } from './commands/alerts.ts';
import { registerAccess } from './commands/access.ts';
import { registerChanges } from './commands/changes.ts';
import { registerCollect } from './commands/collect.ts';
import { registerCost } from './commands/cost.ts';
import { registerDemo } from './commands/demo.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerDocs } from './commands/docs.ts';
import { registerKeys } from './commands/keys.ts';
import { registerHeal } from './commands/heal.ts';
import { registerModelLife } from './commands/model-life.ts';
import { registerModels } from './commands/models.ts';
import { registerLooker } from './commands/looker.ts';
import { registerDlq } from './commands/dlq.ts';
import { registerRelease } from './commands/release.ts';
import { registerPlan } from './commands/plan.ts';
import { registerRuns } from './commands/runs.ts';
import { registerReport } from './commands/report.ts';
import { registerServe } from './commands/serve.ts';

/** The command line: every command, none run yet. */
export function createProgram(): Command {
  const program = new Command('tank')
    .description("Hank's Tank: MLB forecasts from a SQL-first warehouse")
    .configureHelp({ sortSubcommands: false })
    .showHelpAfterError('(tank help COMMAND explains its options)')
    .exitOverride();
  registerCollect(program);
  registerRuns(program);
  registerAlerts(program);
  registerHeal(program);
  registerReport(program);
  registerDoctor(program);
  registerPlan(program);
  registerDlq(program);
  registerModels(program);
  registerModelLife(program);
  registerServe(program);
  registerAccess(program);
  registerKeys(program);
  registerDocs(program);
  registerRelease(program);
  registerCost(program);
  registerChanges(program);
  registerLooker(program);
  registerDemo(program);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}
