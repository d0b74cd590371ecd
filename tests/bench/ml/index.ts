import type { Benchmark } from '../../../embedded/bench/index.ts';
import { trainings } from './trainings.ts';
import { walks } from './walks.ts';

/** The benchmarks of the models' life. */
export const benchmarks: readonly Benchmark[] = [trainings, walks];
