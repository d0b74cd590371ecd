/** One figure of a benchmark, beside the figure it is judged by, both measured in the same run. */
export interface Measurement {
  /** What was done, with its size: `10,000,000 rows of 20 columns, NDJSON.gz, loaded`. */
  what: string;
  value: number;
  unit: 'ms' | 's' | 'rows/s' | 'requests/s' | 'MB' | 'GB';
  /** The yardstick, in the same unit: DuckDB's own reader, XGBoost, ... */
  against?: { what: string; value: number };
  /** The bound that issue or documentation sets; `ratio` is `value / against.value`. */
  target?: { of: 'value' | 'ratio'; atMost?: number; atLeast?: number };
}

export interface BenchContext {
  /** Tiny sizes: shows that the benchmark runs, says nothing about speed. */
  smoke: boolean;
  /** A file to work on (--file), for benchmarks that can. */
  file?: string;
  /** An empty directory, removed afterwards. */
  directory: string;
  report: (measurement: Measurement) => void;
  /** Says why something could not be measured (a program that is not installed). */
  skip: (what: string, why: string) => void;
}

export interface Benchmark {
  /** kebab-case, for `npm run bench -- embedded NAME`. */
  name: string;
  run: (context: BenchContext) => Promise<void>;
}

/** `value / against.value`, undefined without a yardstick. */
export function ratioOf({ value, against }: Measurement): number | undefined {
  return against === undefined ? undefined : value / against.value;
}

/** Whether the figure keeps its target; undefined without one. */
export function meetsTarget(measurement: Measurement): boolean | undefined {
  const { target } = measurement;
  if (target === undefined) return undefined;
  const figure = target.of === 'value' ? measurement.value : ratioOf(measurement);
  if (figure === undefined) throw new Error(`${measurement.what}: a ratio needs a yardstick`);
  return figure <= (target.atMost ?? Infinity) && figure >= (target.atLeast ?? -Infinity);
}

/** The median of some repetitions' milliseconds, after one that does not count. */
export async function medianMilliseconds(
  times: number,
  work: () => Promise<unknown>,
): Promise<number> {
  await work();
  const taken: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b)[Math.floor(times / 2)] ?? NaN;
}
