import path from 'node:path';
import type { Command } from 'commander';
import { backtest, predict } from '../../ml/index.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { tankError } from '../../warehouse/errors.ts';
import { trainingLines } from '../model-report.ts';
import { collectionLines, forecastLines, pooledLines, timingLine } from '../report.ts';
import { runCommand } from '../run-command.ts';
import { openSource, simulated } from '../source.ts';
import { addDays } from '../dates.ts';
import { backfillInputs } from '../runs/inputs.ts';
import { checkRun, run } from '../runs/run.ts';
import { mlContext } from '../stages.ts';
import { timed } from '../timings.ts';

/** Late on the evening before the date that the demo forecasts. */
const now = '2026-09-15T03:30:00Z';
const tomorrow = '2026-09-15';
const inputs = backfillInputs({
  date: addDays(tomorrow, 1),
  source: 'sim',
  from: '2025-03-01',
  to: tomorrow,
  entities: ['schedule', 'teams', 'rosters', 'boxscores'],
  snapshots: 'monthly',
});

/** `demo`: everything, end to end, on the simulated league. */
export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('the whole of it on a simulated league: no account, no network')
    .option('--json', 'print the result as JSON, and nothing else')
    .action(async (options: { json?: boolean }) => {
      const state = path.join(process.env.TANK_STATE ?? '.tank', 'demo');
      const config = loadConfig({ ...process.env, TANK_STATE: state, TANK_WAREHOUSE: 'embedded' });
      await runCommand(
        options,
        async ({ session, progress, print }) => {
          const source = await openSource('sim', config, now);
          try {
            progress.line(
              'SIMULATED league: two invented seasons, collected over HTTP like the real ones',
            );
            const filled = await run({ session, source, progress }, inputs);
            checkRun(filled);
            const { collected, training = [], seconds } = filled;
            const context = mlContext(session, progress);
            const evaluation = await timed(seconds, 'backtest', () =>
              backtest(context, {
                seasons: simulated.seasons.slice(1),
                trainFrom: Math.min(...simulated.seasons),
                asOf: 'morning',
              }),
            );
            const { forecasts, failed } = await timed(seconds, 'predict', () =>
              predict(context, tomorrow, ['reporting']),
            );
            if (failed.length > 0)
              throw tankError('E_DATAFORM', failed.map(({ target }) => target).join(', '));
            progress.done();
            const file = path.relative(process.cwd(), config.warehouseFile);
            print({ simulated: true, collected, training, evaluation, forecasts, seconds }, [
              '',
              ...(collected ? collectionLines(collected) : []),
              ...trainingLines(training),
              ...pooledLines(evaluation),
              ...forecastLines(tomorrow, forecasts),
              timingLine(seconds),
              '',
              'See more:',
              `  npm run -s tank -- serve --file ${file}    then: curl 'http://127.0.0.1:8080/predictions?date=${tomorrow}'`,
              `  npm run -s tank -- query --file ${file} "SELECT * FROM mlb_predictions.game_predictions"`,
            ]);
          } finally {
            await source.close();
          }
        },
        config,
      );
    });
}
