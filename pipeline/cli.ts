import { CommanderError } from 'commander';
import { errorCodes } from '../warehouse/errors.ts';
import { createProgram } from './program.ts';
import { reportError } from './run-command.ts';

try {
  await createProgram().parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) reportError(error);
  else process.exitCode = error.exitCode === 0 ? 0 : errorCodes.E_USAGE.exitCode;
}
