import { tankError, type ErrorCode } from '../warehouse/errors.ts';

/** Does something with the warehouse. @throws TankError with the code, saying what was being done. */
export async function calling<Result>(
  code: ErrorCode,
  what: string,
  action: () => Promise<Result>,
): Promise<Result> {
  try {
    return await action();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw tankError(code, `${what}: ${reason}`, { cause });
  }
}

/** Waits for something to be made; another run may have made it meanwhile. */
export async function unlessThere(creation: Promise<unknown>): Promise<void> {
  try {
    await creation;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 409)) throw error;
  }
}
