import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Measurement } from '../../embedded/bench/index.ts';
import { benchmarks } from '../bench/ingest/index.ts';

describe('ingest: benchmarks run at their smallest size', () => {
  for (const benchmark of benchmarks) {
    it(benchmark.name, async () => {
      const directory = mkdtempSync(path.join(tmpdir(), 'bench-'));
      const measurements: Measurement[] = [];
      try {
        await benchmark.run({
          smoke: true,
          directory,
          report: (measurement) => void measurements.push(measurement),
          skip: () => undefined,
        });
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
      expect(measurements.map(({ unit }) => unit)).to.include.members(['s', 'rows/s']);
      for (const { what, value } of measurements) expect(value, what).to.be.greaterThan(0);
    }).timeout(300_000);
  }
});
