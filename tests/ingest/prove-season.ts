/**
 * Proves on a replayed season that a collection with failing requests ends with the tables of a clean one:
 * `npm run -s prove-season -- [--from 2019-03-01] [--to 2019-11-30] [--rate 0.05] [--directory DIR]`.
 * The sources are a replay in a process of its own; the warehouses are files.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { BigQuery } from '@google-cloud/bigquery';
import { openWarehouse } from '../../embedded/index.ts';
import { deadLetters, ingest, type IngestSummary } from '../../ingest/index.ts';
import { collectionLines } from '../../pipeline/report.ts';
import { createClient } from '../../warehouse/client.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { differingRows, tableChecksums } from './checksums.ts';
import { startReplayProcess } from '../replay-process.ts';
import { everyDamage } from './damage.ts';
import { project } from './raw-warehouse.ts';

const { values: options } = parseArgs({
  options: {
    from: { type: 'string', default: '2019-03-01' },
    to: { type: 'string', default: '2019-11-30' },
    now: { type: 'string', default: '2020-01-15T10:00:00Z' },
    rate: { type: 'string', default: '0.05' },
    directory: { type: 'string' },
  },
});
const timeoutMs = 20_000;
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const directory = options.directory ?? (await mkdtemp(path.join(tmpdir(), 'tank-season-')));
const replay = await startReplayProcess(new Date(options.now));
async function collected(
  name: string,
  rounds: number,
): Promise<{ client: BigQuery; close: () => Promise<void> }> {
  const warehouse = await openWarehouse({
    file: path.join(directory, `${name}.duckdb`),
    project,
    memoryLimit: '2GB',
  });
  const client = createClient(loadConfig({}, { endpoint: warehouse.url, project }));
  let round = 0;
  let summary: IngestSummary;
  do {
    round += 1;
    summary = await ingest({
      client,
      project,
      location: 'US',
      baseUrl: replay.url,
      source: 'replay',
      from: options.from,
      to: options.to,
      stagingDirectory: path.join(directory, 'staging'),
      now: () => new Date(options.now),
      tuning: { timeoutMs, backoffMs: [20, 40, 80, 160, 320] },
    });
    say([`\n${name}, round ${round}`, ...collectionLines(summary)].join('\n'));
  } while (summary.outcome !== 'complete' && round < rounds);
  return { client, close: () => warehouse.close() };
}

try {
  const clean = await collected('clean', 1);
  const again = await collected('clean', 1);
  await again.close();
  await replay.setFaults(everyDamage(Number(options.rate), timeoutMs));
  const damaged = await collected('damaged', 3);
  await replay.setFaults([]);
  const [sums, others] = [await tableChecksums(clean.client), await tableChecksums(damaged.client)];
  const target = { client: damaged.client, project, location: 'US' };
  const letters = await deadLetters(target);
  say(`\n${letters.length} dead letters`);
  for (const letter of letters) say(`  ${letter.entity} ${letter.key}: ${letter.message}`);
  for (const [table, { rows, digest }] of Object.entries(sums)) {
    const other = others[table];
    const isEqual = other?.rows === rows && other.digest === digest;
    say(`${isEqual ? 'equal    ' : 'DIFFERENT'} ${table}: ${rows} and ${other?.rows ?? 0} rows`);
    if (isEqual) continue;
    process.exitCode = 1;
    for (const line of await differingRows(clean.client, damaged.client, table)) say(`  ${line}`);
  }
  await damaged.close();
  await clean.close();
  say(`peak memory of this process: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
} finally {
  replay.stop();
  if (options.directory === undefined) await rm(directory, { recursive: true, force: true });
}
