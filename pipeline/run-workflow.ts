import { checkComplete } from './complete.ts';
import { trainingLines } from './model-report.ts';
import { createLog } from './observing/log.ts';
import { collectionLines, forecastLines, timingLine } from './report.ts';
import type { CommandContext } from './run-command.ts';
import { clockOf } from './runs/clock.ts';
import type { RunInputs } from './runs/inputs.ts';
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

/** Runs a workflow of a command, prints what it did and ends with its error, if it has one. */
export async function runWorkflow(
  { session, progress, print }: CommandContext,
  choice: string,
  inputs: RunInputs,
  clock: 'present' | 'of the night',
): Promise<void> {
  const date = inputs.logical_date;
  const source = await openSource(choice, session.config, `${date}T06:00:00Z`);
  try {
    const result = await run(
      {
        session,
        source,
        progress,
        ...(session.config.log === 'json' && { log: createLog('pipeline') }),
        ...(clock === 'of the night' && { now: clockOf(source, date) }),
      },
      inputs,
    );
    print(result, resultLines(result));
    checkRun(result);
    if (result.collected) checkComplete(result.collected);
  } finally {
    await source.close();
  }
}
