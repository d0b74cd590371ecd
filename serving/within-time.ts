import { tankError } from '../warehouse/errors.ts';

/** How long who asks may wait for the warehouse. */
export const readTimeoutDefaultMs = 10_000;

/** What the work gives. @throws TankError E_WAREHOUSE when it takes too long; it then goes on unseen. */
export async function withinTime<Result>(
  limitMs: number,
  work: () => Promise<Result>,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(tankError('E_WAREHOUSE', `no answer in ${limitMs / 1000} s`));
    }, limitMs);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
