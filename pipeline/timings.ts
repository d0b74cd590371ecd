/** Seconds by stage. */
export type Timings = Record<string, number>;

/** Does a stage's work and notes how long it took. */
export async function timed<T>(
  seconds: Timings,
  stage: string,
  work: () => Promise<T>,
): Promise<T> {
  const started = performance.now();
  const result = await work();
  seconds[stage] = (performance.now() - started) / 1000;
  return result;
}
