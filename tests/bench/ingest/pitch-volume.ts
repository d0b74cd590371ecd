import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { BenchContext, Benchmark, Measurement } from '../../../embedded/bench/index.ts';
import { peakMegabytesOf, startServer } from '../../../embedded/bench/server-process.ts';

/** Shares of all rows after which figures are taken: 1, 3 and 10.5 million of the full size. */
const checkpoints = [1 / 10.5, 3 / 10.5, 1];
/** A peak that grows by less than this while rows grow tenfold is flat. */
const flat = 1.25;
const project = 'hankstank';
const memoryLimit = '1GB';

/** Figures when so many rows had landed. */
interface Figures {
  rows: number;
  seconds: number;
  ingest: number | undefined;
  warehouse: number | undefined;
}

/**
 * Pitches of many simulated seasons through ingest into an embedded warehouse on disk; the source, ingest and the
 * warehouse are processes of their own. BENCH_PITCH_ROWS sets another number of rows.
 */
export const pitchVolume: Benchmark = {
  name: 'pitch-volume',
  async run(context) {
    const rows = context.smoke ? 4000 : Number(process.env.BENCH_PITCH_ROWS ?? 10_500_000);
    const storage = path.join(context.directory, 'storage');
    const staging = path.join(context.directory, 'staging');
    for (const directory of [storage, staging]) mkdirSync(directory);
    const source = startScript('serve-pitches.ts', [context.smoke ? '4' : '300']);
    const [url] = (await once(source.lines, 'line')) as [string];
    const file = path.join(context.directory, 'pitches.duckdb');
    const warehouse = await startServer(file, storage, { project, memoryLimit });
    const start = performance.now();
    const ingest = startScript('land-pitches.ts', [
      url,
      warehouse.url,
      project,
      staging,
      String(rows),
    ]);
    const exited = once(ingest.child, 'exit') as Promise<[number | null]>;
    const taken: Figures[] = [];
    for await (const line of ingest.lines) {
      const landed = Number(line);
      if (landed < (checkpoints[taken.length] ?? Infinity) * rows) continue;
      const figures = {
        rows: landed,
        seconds: (performance.now() - start) / 1000,
        ingest: peakMegabytesOf(ingest.child.pid ?? 0),
        warehouse: warehouse.peakMegabytes(),
      };
      report(context, figures, taken[0]);
      taken.push(figures);
    }
    const [code] = await exited;
    source.child.stdin?.end();
    await warehouse.end();
    if (code !== 0) throw new Error(`ingest ended with ${code ?? 'a signal'}`);
    if (taken.length === 0) throw new Error('no pitches landed');
  },
};

function startScript(
  name: string,
  args: readonly string[],
): { child: ChildProcess; lines: Interface } {
  const script = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return { child, lines: createInterface(child.stdout) };
}

/** Shows figures beside the first ones. */
function report(context: BenchContext, figures: Figures, first: Figures | undefined): void {
  const { rows, seconds } = figures;
  const shown = `${rows.toLocaleString('en')} pitches`;
  const beside = (value: number): Pick<Measurement, 'against'> =>
    first === undefined
      ? {}
      : { against: { what: `the first ${first.rows.toLocaleString('en')}`, value } };
  context.report({ what: `collect and land ${shown}`, value: seconds, unit: 's' });
  context.report({
    what: `pitches landed a second, of ${shown}`,
    value: rows / seconds,
    unit: 'rows/s',
    ...beside(first === undefined ? NaN : first.rows / first.seconds),
  });
  for (const side of ['ingest', 'warehouse'] as const) {
    const what = `memory of ${side === 'ingest' ? 'ingest' : 'the warehouse'}, at most, to land ${shown}`;
    const peak = figures[side];
    if (peak === undefined) context.skip(what, 'the system does not tell');
    else {
      context.report({
        what,
        value: peak,
        unit: 'MB',
        ...beside(first?.[side] ?? NaN),
        ...(first !== undefined && { target: { of: 'ratio', atMost: flat } }),
      });
    }
  }
}
