import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { benchmarks, type Measurement } from '../bench/index.ts';

describe('embedded: benchmarks run at their smallest size', () => {
  for (const benchmark of benchmarks) {
    it(benchmark.name, async () => {
      const directory = mkdtempSync(path.join(tmpdir(), 'bench-'));
      const measurements: Measurement[] = [];
      const skipped: string[] = [];
      try {
        await benchmark.run({
          smoke: true,
          directory,
          report: (measurement) => void measurements.push(measurement),
          skip: (what, why) => void skipped.push(`${what}: ${why}`),
        });
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
      expect([...measurements, ...skipped]).not.to.be.empty;
      for (const { what, value, against } of measurements) {
        // A difference of two times may be less than nothing, when noise is more than it.
        if (what.startsWith('what HTTP adds')) expect(value, what).to.be.finite;
        else expect(value, what).to.be.greaterThan(0);
        if (against !== undefined) expect(against.value, against.what).to.be.greaterThan(0);
      }
    }).timeout(300_000);
  }
});
