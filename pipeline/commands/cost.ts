import type { Command } from 'commander';
import { compileDataform } from '../../warehouse/compiled-project.ts';
import { monthlyCost, readPrices } from '../cost/estimate.ts';
import { measureCost } from '../cost/measure.ts';
import { columns } from '../report.ts';
import { runCommand, withCommonOptions, type CommonOptions } from '../run-command.ts';

const dollars = (amount: number | null): string =>
  amount === null ? '-' : `$${amount.toFixed(2)}`;
const shown = 10;

/** `cost`: what a month will cost on Google Cloud. */
export function registerCost(program: Command): void {
  withCommonOptions(
    program
      .command('cost')
      .description("a month's bill on Google Cloud, from dry runs, what is stored and list prices"),
  ).action((options: CommonOptions) =>
    runCommand(options, async ({ session, progress, print }) => {
      progress.update('cost: compiling and trying each query without running it');
      const project = await compileDataform(session.config.project);
      const measured = await measureCost(session.client, project);
      progress.done();
      const prices = readPrices();
      const lines = monthlyCost(measured, prices);
      const total = lines.reduce((sum, { cost }) => sum + cost, 0);
      const plan = Object.values(prices.plan).reduce((sum, cost) => sum + cost, 0);
      print({ prices_as_of: prices.as_of, ...measured, lines, total, plan }, [
        ...columns([
          ['service', 'month', 'plan', 'usage'],
          ...lines.map(({ service, cost, plan: planned, usage }) => [
            service,
            dollars(cost),
            dollars(planned),
            usage,
          ]),
          ['total', dollars(total), dollars(plan), `list prices of ${prices.as_of}`],
        ]),
        ...(measured.countedWhole.length === 0
          ? []
          : [
              `${measured.countedWhole.length} increments cannot be tried alone and count as whole tables: the bill will be lower.`,
            ]),
        ...(measured.unmeasured.length === 0
          ? []
          : [
              `${measured.unmeasured.length} queries could not be tried, and are not in it:`,
              ...measured.unmeasured
                .slice(0, shown)
                .map(({ target, message }) => `  ${target}: ${message}`),
            ]),
      ]);
    }),
  );
}
