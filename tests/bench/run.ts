/** `npm run bench -- SUITE [BENCHMARK ...] [--smoke] [--write] [--file F]`: runs benchmarks, shows them, keeps them in docs/benchmarks.md. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { benchmarks as embedded, type Measurement } from '../../embedded/bench/index.ts';
import { benchmarks as ingest } from './ingest/index.ts';
import { benchmarks as ml } from './ml/index.ts';
import { benchmarks as serving } from './serving/index.ts';
import { benchmarks as sql } from './sql/index.ts';
import { cellsOf, header, markdownTable } from './table.ts';

const suites = { embedded, ingest, ml, serving, sql };
const page = path.resolve(import.meta.dirname, '../../docs/benchmarks.md');

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

async function keep(suite: string, measurements: readonly Measurement[]): Promise<void> {
  const text = readFileSync(page, 'utf8');
  const [start, end] = [`<!-- ${suite} -->`, `<!-- /${suite} -->`];
  const [before, rest] = text.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) fail(`${page} has no section ${start} … ${end}`);
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`;
  const section = `${start}\n\n${machine}\n\n${markdownTable(measurements)}\n\n${end}`;
  const options = await resolveConfig(page);
  writeFileSync(page, await format(`${before}${section}${after}`, { ...options, filepath: page }));
}

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    smoke: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    file: { type: 'string' },
  },
});
const [suite = '', ...names] = positionals;
if (!(suite in suites)) fail(`bench: name a suite: ${Object.keys(suites).join(', ')}`);
const all = suites[suite as keyof typeof suites];
const unknown = names.filter((name) => !all.some((one) => one.name === name));
if (unknown.length > 0)
  fail(
    `bench: no benchmark ${unknown.join(', ')}; there are ${all.map((one) => one.name).join(', ')}`,
  );
if (flags.write && (flags.smoke || names.length > 0))
  fail('bench: --write keeps whole, full-sized runs only');

const measurements: Measurement[] = [];
console.log(header.join(' · '));
for (const benchmark of all.filter(({ name }) => names.length === 0 || names.includes(name))) {
  const directory = mkdtempSync(path.join(tmpdir(), 'bench-'));
  try {
    await benchmark.run({
      smoke: flags.smoke,
      ...(flags.file !== undefined && { file: flags.file }),
      directory,
      report(measurement) {
        measurements.push(measurement);
        console.log(
          cellsOf(measurement)
            .filter((cell) => cell !== '')
            .join(' · '),
        );
      },
      skip(what, why) {
        console.log(`${what}: not measured, ${why}`);
      },
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
if (flags.write) await keep(suite, measurements);
