import type { BenchContext, Benchmark } from '../../../embedded/bench/index.ts';
import { openWarehouse } from '../../../embedded/index.ts';
import { backtest, playerBacktest } from '../../../ml/index.ts';
import { createClient } from '../../../warehouse/client.ts';
import { loadConfig } from '../../../warehouse/config.ts';

const seasons = [2018, 2019, 2020, 2021];
const trainFrom = 2014;
/** The bound for four seasons of every model, in seconds. */
const bound = 900;

/**
 * Four seasons of every model, refitted monthly on what was finished before: of games as of the morning and with the lineups,
 * and of players; on a warehouse file (--file) in which eight seasons are built, which is left as it was.
 */
async function measure(context: BenchContext): Promise<void> {
  if (context.file === undefined) {
    context.skip('walk through four seasons of every model', 'give a built warehouse with --file');
    return;
  }
  const project = 'hankstank';
  const warehouse = await openWarehouse({ file: context.file, project });
  try {
    const config = loadConfig(
      { TANK_STATE: context.directory },
      { endpoint: warehouse.url, project },
    );
    const work = { client: createClient(config), config };
    let together = 0;
    const report = async (what: string, walk: () => Promise<{ refits: unknown[] }>) => {
      const started = performance.now();
      const { refits } = await walk();
      const value = (performance.now() - started) / 1000;
      together += value;
      context.report({ what: `${what}: ${refits.length} refits`, value, unit: 's' });
    };
    for (const asOf of ['morning', 'lineups'] as const)
      await report(`games of four seasons, ${asOf}`, () =>
        backtest(work, { seasons, trainFrom, asOf }),
      );
    await report('starters and batters of four seasons', () =>
      playerBacktest(work, { seasons, trainFrom }),
    );
    context.report({
      what: 'walk through four seasons of every model, monthly refits',
      value: together,
      unit: 's',
      target: { of: 'value', atMost: bound },
    });
  } finally {
    await warehouse.close();
  }
}

export const walks: Benchmark = { name: 'walks', run: measure };
