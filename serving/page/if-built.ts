import { TankError } from '../../warehouse/errors.ts';

/** What was read; undefined when the table it is read from was not made yet, which is no failure. */
export async function ifBuilt<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isMissingTable(error)) return undefined;
    throw error;
  }
}

function isMissingTable(error: unknown): boolean {
  if (!(error instanceof TankError) || error.code !== 'E_WAREHOUSE') return false;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && cause.code === 404;
}
