import { InvalidArgumentError, Option, type Command } from 'commander';
import { tankError } from '../../warehouse/errors.ts';
import { checkDate, hourOf, today } from '../dates.ts';
import { columns } from '../report.ts';
import { configOf, runCommand, withCommonOptions, type CommonOptions } from '../run-command.ts';
import { runWorkflow } from '../run-workflow.ts';
import {
  dailyInputs,
  monthlyInputs,
  refreshInputs,
  weeklyInputs,
  type RunInputs,
} from '../runs/inputs.ts';
import { readRuns } from '../runs/run-store.ts';
import { logicalDate, nextDue, schedules, watches, type nights } from '../runs/schedule.ts';
import { runListLines, runTreeLines } from '../runs/tree.ts';
import { sourceHelp } from '../source.ts';
import { createPipelineTables, warehouseOf } from '../tables.ts';

interface WorkflowOptions extends CommonOptions {
  source: string;
  date?: string;
  wait?: number;
}

const shownRuns = 20;

function checkHour(text: string): number {
  if (/^([01]?\d|2[0-3])$/.test(text)) return Number(text);
  throw new InvalidArgumentError('an hour is one of 0 to 23');
}

function checkMinutes(text: string): number {
  const minutes = Number(text);
  if (/^\d+$/.test(text) && minutes <= 1440) return minutes;
  throw new InvalidArgumentError('whole minutes, 1440 at most');
}

/** `daily`, `weekly`, `monthly`: the workflows of the nights; `runs` and `schedule`. */
export function registerRuns(program: Command): void {
  const workflow = (
    name: keyof typeof nights,
    text: string,
    inputsOf: (given: { date: string; source: string }) => RunInputs,
  ): void => {
    withCommonOptions(program.command(name).description(text))
      .option(
        '--date <date>',
        'date it is for, YYYY-MM-DD, US/Eastern (default: when it was due last)',
        checkDate,
      )
      .option('--source <source>', sourceHelp, 'live')
      .option(
        '--wait <minutes>',
        'let another run come to its end first (default: be refused while one is at work)',
        checkMinutes,
      )
      .action((options: WorkflowOptions) =>
        runCommand(options, (context) => {
          const date = options.date ?? logicalDate(new Date(), schedules[name]);
          const inputs = inputsOf({ date, source: options.source });
          return runWorkflow(context, options.source, inputs, 60 * (options.wait ?? 0));
        }),
      );
  };
  workflow(
    'daily',
    "a night's work: collect the last week's gaps, build, train, forecast the date's games",
    dailyInputs,
  );
  workflow(
    'weekly',
    'train everything anew, judge it and promote what is better, forecast',
    weeklyInputs,
  );
  workflow(
    'monthly',
    'rebuild every table and compare it with what was there, look for better options, train, forecast',
    monthlyInputs,
  );
  withCommonOptions(
    program
      .command('refresh')
      .description(
        "forecast the date's games again whose starters or lineups were announced since",
      ),
  )
    .option(
      '--date <date>',
      'date of the games, YYYY-MM-DD, US/Eastern (default: today)',
      checkDate,
    )
    .addOption(
      new Option('--hour <hour>', 'hour it is for, US/Eastern (default: the present)').argParser(
        checkHour,
      ),
    )
    .option('--source <source>', sourceHelp, 'live')
    .action((options: WorkflowOptions & { hour?: number }) =>
      runCommand(options, (context) => {
        const { date = today(), hour = hourOf(new Date()), source } = options;
        return runWorkflow(context, source, refreshInputs({ date, hour, source }));
      }),
    );

  withCommonOptions(
    program
      .command('runs')
      .description('the newest runs, or one as a tree of its steps')
      .argument('[id]', 'like daily-2026-04-15'),
  ).action((id: string | undefined, options: CommonOptions) =>
    runCommand(options, async ({ session, print }) => {
      await createPipelineTables(session);
      const runs = await readRuns(warehouseOf(session), {
        ...(id === undefined ? { limit: shownRuns } : { runId: id }),
      });
      if (id === undefined) {
        print(runs, runListLines(runs));
        return;
      }
      const [state] = runs;
      if (state === undefined) throw tankError('E_RUN_UNKNOWN', `there is no run ${id}`);
      print(state, runTreeLines(state));
    }),
  );

  withCommonOptions(
    program
      .command('schedule')
      .description('when each workflow and watch is due next, and how cron says it'),
  ).action((options: CommonOptions) => {
    configOf(options);
    const now = new Date();
    const due = Object.entries({ ...schedules, ...watches }).map(([name, schedule]) => ({
      command: name,
      cron: schedule.cron,
      time_zone: 'America/New_York',
      ...nextDue(now, schedule),
    }));
    const lines = columns([
      ['command', 'cron (America/New_York)', 'next (UTC)', 'for'],
      ...due.map(({ command: name, cron, at, date }) => [name, cron, at.toISOString(), date]),
    ]);
    process.stdout.write(
      options.json === true ? `${JSON.stringify(due, null, 2)}\n` : `${lines.join('\n')}\n`,
    );
  });
}
