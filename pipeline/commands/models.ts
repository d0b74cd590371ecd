import { writeFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { stringify } from 'csv-stringify/sync';
import {
  backtest,
  leakLogLoss,
  playerBacktest,
  predict,
  syncRegistry,
  train,
  type AsOf,
} from '../../ml/index.ts';
import { tankError } from '../../warehouse/errors.ts';
import { checkDate, today } from '../dates.ts';
import { trainingLines } from '../model-report.ts';
import { backtestLines, forecastLines, playerBacktestLines } from '../report.ts';
import { runCommand, withCommonOptions, type CommonOptions } from '../run-command.ts';
import { build, mlContext } from '../stages.ts';

interface DateOptions extends CommonOptions {
  date?: string;
}

interface TrainingOptions extends DateOptions {
  full?: boolean;
  tune?: boolean;
}

interface RunOptions extends DateOptions {
  tags?: string;
  fullRefresh?: boolean;
}

interface BacktestOptions extends Omit<CommonOptions, 'json'> {
  seasons: number[];
  trainFrom: number;
  asOf: AsOf;
  json?: string | true;
  games?: string;
  players?: true;
}

const dateHelp =
  'date it is made on, YYYY-MM-DD; only earlier games count (default: today, US/Eastern)';

function season(text: string): number {
  if (!/^(18|19|20)\d\d$/.test(text)) throw tankError('E_USAGE', `'${text}' is not a season`);
  return Number(text);
}

/** Seasons of `2019` or `2018-2021`, in order. */
function seasons(text: string): number[] {
  const [first = '', last = first] = text.split('-', 2);
  const [from, to] = [season(first), season(last)];
  if (from > to) throw tankError('E_USAGE', `'${text}' ends before it begins`);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** `run`, `train`, `predict` and `backtest`: the commands that work on what is collected. */
export function registerModels(program: Command): void {
  withCommonOptions(
    program.command('run').description('build the Dataform project, or the tags given'),
  )
    .option(
      '--tags <tags>',
      'comma-separated: staging, quality, historical, features, models, predict, reporting, monitoring',
    )
    .option('--full-refresh', 'rebuild incremental tables from scratch')
    .option('--date <date>', dateHelp, checkDate)
    .action((options: RunOptions) =>
      runCommand(options, async ({ session, progress, print }) => {
        const tags = options.tags?.split(',').map((tag) => tag.trim());
        const actions = await build(
          session,
          {
            ...(tags && { tags }),
            asOf: options.date ?? today(),
            fullRefresh: options.fullRefresh ?? false,
          },
          progress,
        );
        if (actions.length === 0)
          throw tankError('E_USAGE', `no action has the tags ${options.tags ?? ''}`);
        const warned = actions.filter((action) => action.status === 'warned');
        print(actions, [
          `${actions.length} actions done, ${warned.length} warnings`,
          ...warned.map(({ target, message }) => `  ${target}: ${message ?? ''}`),
        ]);
      }),
    );

  withCommonOptions(
    program
      .command('train')
      .description(
        'train the models as much as is due, judge them against those that forecast now',
      ),
  )
    .option('--date <date>', dateHelp, checkDate)
    .option('--full', 'train everything anew, whatever is due')
    .option(
      '--tune',
      'look for better options on earlier seasons first, then train everything anew',
    )
    .action((options: TrainingOptions) =>
      runCommand(options, async ({ session, progress, print }) => {
        const outcomes = await train(mlContext(session, progress), options.date ?? today(), {
          full: options.full ?? false,
          tune: options.tune ?? false,
        });
        progress.done();
        print(outcomes, trainingLines(outcomes));
        for (const { type } of outcomes) await syncRegistry(mlContext(session, progress), type);
        if (outcomes.every(({ reason }) => reason === 'too_few_games')) {
          throw tankError('E_NO_ROWS', 'not enough games to train a model');
        }
      }),
    );

  withCommonOptions(
    program.command('predict').description("forecast a date's games with the champion"),
  )
    .option(
      '--date <date>',
      'date of the games, YYYY-MM-DD (default: today, US/Eastern)',
      checkDate,
    )
    .action((options: DateOptions) =>
      runCommand(options, async ({ session, progress, print }) => {
        const date = options.date ?? today();
        const { forecasts } = await predict(mlContext(session, progress), date);
        progress.done();
        print(forecasts, forecastLines(date, forecasts));
      }),
    );

  program
    .command('backtest')
    .description(
      'walk through seasons, refitting monthly on earlier games only, and score the forecasts',
    )
    .requiredOption('--seasons <years>', 'seasons to forecast: 2019, or 2018-2021', seasons)
    .requiredOption('--train-from <year>', 'first season to learn from', season)
    .addOption(
      new Option('--as-of <moment>', 'what is known: that morning, or with the announced lineups')
        .choices(['morning', 'lineups'])
        .default('morning'),
    )
    .option('--json [file]', 'write the scores as JSON to a file, or to standard output')
    .option('--players', 'forecast starting pitchers and batters instead of games')
    .option('--games <file>', 'write one CSV row per game, or per player and number')
    .option('--file <path>', 'file of the embedded warehouse, or :memory:')
    .option('--project <id>', 'Google Cloud project')
    .action((options: BacktestOptions) =>
      runCommand(
        { ...options, json: options.json === true },
        async ({ session, progress, print }) => {
          if (options.players === true) {
            const { forecasts, ...result } = await playerBacktest(
              mlContext(session, progress),
              options,
            );
            progress.done();
            if (options.games !== undefined)
              await writeFile(options.games, stringify(forecasts, { header: true }));
            if (typeof options.json === 'string')
              await writeFile(options.json, `${JSON.stringify(result, null, 2)}\n`);
            print(result, playerBacktestLines(result));
            return;
          }
          const { games, ...scores } = await backtest(mlContext(session, progress), {
            seasons: options.seasons,
            trainFrom: options.trainFrom,
            asOf: options.asOf,
          });
          progress.done();
          if (options.games !== undefined)
            await writeFile(options.games, stringify(games, { header: true }));
          if (typeof options.json === 'string') {
            await writeFile(options.json, `${JSON.stringify(scores, null, 2)}\n`);
          }
          print(scores, backtestLines({ ...scores, games }));
          if (scores.model.log_loss < leakLogLoss) {
            throw tankError(
              'E_LEAK',
              `log loss ${scores.model.log_loss.toFixed(4)} is under ${leakLogLoss}`,
            );
          }
        },
      ),
    );
}
