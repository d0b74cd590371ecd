import type { Benchmark } from '../../../embedded/bench/index.ts';
import { builds } from './builds.ts';

/** The benchmarks of the SQL. */
export const benchmarks: readonly Benchmark[] = [builds];
