import type { Benchmark } from './benchmark.ts';
import { loads } from './loads.ts';
import { models } from './models.ts';
import { queriesOverHttp } from './queries.ts';
import { results } from './results.ts';
import { startup } from './startup.ts';

export {
  meetsTarget,
  ratioOf,
  type BenchContext,
  type Benchmark,
  type Measurement,
} from './benchmark.ts';

/** The embedded warehouse's benchmarks, in the order they run and are shown. */
export const benchmarks: readonly Benchmark[] = [startup, queriesOverHttp, results, loads, models];
