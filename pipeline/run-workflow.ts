import path from 'node:path';
import { alertLine } from './alerts/message.ts';
import { openNotifiers } from './alerts/send.ts';
import { healLines } from './commands/heal.ts';
import { mailLine } from './commands/report.ts';
import { checkComplete } from './complete.ts';
import { heal } from './healing/heal.ts';
import { trainingLines } from './model-report.ts';
import { createLog, silentLog } from './observing/log.ts';
import { startTraces } from './observing/traces.ts';
import { collectionLines, forecastLines, timingLine } from './report.ts';
import type { CommandContext } from './run-command.ts';
import { afterRun, type Aftermath } from './runs/aftermath.ts';
import { clockOf } from './runs/clock.ts';
import { isOfNight, type RunInputs } from './runs/inputs.ts';
import { checkRun, run, type RunResult } from './runs/run.ts';
import { openSource } from './source.ts';

/** Everything that a run did, for people. */
export function resultLines(result: RunResult): string[] {
  const { collected, training, forecasts, run: state, seconds } = result;
  return [
    ...(collected ? collectionLines(collected) : []),
    ...(training ? trainingLines(training) : []),
    ...(forecasts ? forecastLines(state.inputs.logical_date, forecasts) : []),
    timingLine(seconds),
    `Run ${state.runId}: ${state.status}${state.says === null ? '' : `: ${state.says}`}`,
  ];
}

/** What was mended after it, what is firing then, and where the report is. */
function afterLines({ alerts, healed, unhealed, report }: Aftermath): string[] {
  const told = alerts.notified.sent.map(({ channel }) => channel).join(' and ');
  return [
    ...(healed.length > 0 ? healLines(healed) : []),
    ...(unhealed ? [`Not healed: ${unhealed.message}`] : []),
    ...alerts.firing.map((alert) => `Alert: ${alertLine(alert)}`),
    ...(told === '' ? [] : [`Told by ${told}.`]),
    ...alerts.notified.failed.map(
      ({ channel, error }) => `Not told by ${channel}: ${error.message}`,
    ),
    `Report: ${path.relative(process.cwd(), report.files.html)}`,
    ...(report.mail === 'not configured' ? [] : [mailLine(report.mail)]),
  ];
}

/** Runs a workflow of a command, prints what it did and ends with its error, if it has one. */
export async function runWorkflow(
  { session, progress, print }: CommandContext,
  choice: string,
  inputs: RunInputs,
  waitSeconds = 0,
): Promise<void> {
  const date = inputs.logical_date;
  const log = session.config.log === 'json' ? createLog('pipeline') : silentLog;
  const stopTraces = await startTraces();
  const source = await openSource(choice, session.config, `${date}T06:00:00Z`);
  try {
    const isNight = isOfNight(inputs);
    // A range that is collected by hand is collected now, whatever its last date.
    const now = inputs.workflow === 'backfill' ? () => new Date() : clockOf(source, inputs);
    const options = { session, source, progress, log, now };
    const notifiers = isNight ? await openNotifiers() : {};
    const result = await run({ ...options, waitSeconds }, inputs);
    const after = isNight
      ? await afterRun(session, result.run, {
          notifiers,
          now,
          log,
          mend: () => heal({ ...options, today: date, choice, isDry: false }),
        })
      : undefined;
    print(
      {
        ...result,
        ...(after && {
          alerts: after.alerts.firing,
          healed: after.healed,
          report: after.report.files,
        }),
      },
      [...resultLines(result), ...(after ? afterLines(after) : [])],
    );
    checkRun(result);
    if (result.collected) checkComplete(result.collected);
  } finally {
    await source.close();
    await stopTraces();
  }
}
