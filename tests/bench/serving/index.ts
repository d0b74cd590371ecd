import type { Benchmark } from '../../../embedded/bench/index.ts';
import { abuse } from './abuse.ts';
import { load } from './load.ts';
import { onDemand } from './on-demand.ts';
import { outages } from './outages.ts';

/** The benchmarks of the HTTP API, against `tank serve` in a process of its own. */
export const benchmarks: readonly Benchmark[] = [load, onDemand, outages, abuse];
