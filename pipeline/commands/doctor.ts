import type { Command } from 'commander';
import { tankError } from '../../warehouse/errors.ts';
import { examine } from '../doctor/examine.ts';
import { runCommand, withCommonOptions, type CommonOptions } from '../run-command.ts';

/** `doctor`: whether everything is there that the pipeline needs, and how to mend what is not. */
export function registerDoctor(program: Command): void {
  withCommonOptions(
    program
      .command('doctor')
      .description('what the pipeline needs, whether it is there, and how to mend it'),
  ).action((options: CommonOptions) =>
    runCommand(options, async ({ session, print }) => {
      const found = await examine(session);
      print(
        found,
        found.flatMap(({ what, isWell, says, remedy }) => [
          `${isWell ? 'well' : 'ILL '}  ${what}: ${says}`,
          ...(isWell ? [] : [`      ${remedy}`]),
        ]),
      );
      const ill = found.filter(({ isWell }) => !isWell);
      if (ill.length > 0)
        throw tankError('E_CONFIG', `${ill.length} of ${found.length} are not well: see above`);
    }),
  );
}
