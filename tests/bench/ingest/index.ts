import type { Benchmark } from '../../../embedded/bench/index.ts';
import { pitchVolume } from './pitch-volume.ts';

/** The benchmarks of ingest. */
export const benchmarks: readonly Benchmark[] = [pitchVolume];
