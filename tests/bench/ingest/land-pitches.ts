/**
 * Collects pitches until so many rows have landed, as ingest does: the arguments are the URL of Savant, the URL and
 * project of the warehouse, a directory and the number of rows. Writes the rows landed so far to its output, a line after each
 * batch.
 */
import path from 'node:path';
import { collect } from '../../../ingest/collect.ts';
import { entities } from '../../../ingest/entities/index.ts';
import type { PitchRequest } from '../../../ingest/entities/pitch-plan.ts';
import type { PlannedRead } from '../../../ingest/entity.ts';
import { openBatches } from '../../../ingest/landing/batches.ts';
import { createRawTables, landBatch } from '../../../ingest/landing/landing.ts';
import { openArchive } from '../../../ingest/sources/archive.ts';
import { openSource } from '../../../ingest/sources/source.ts';
import { noEntities } from '../../../ingest/summary.ts';
import { createClient } from '../../../warehouse/client.ts';
import { loadConfig } from '../../../warehouse/config.ts';
import { gamesOfDays, seasonDays } from './season-of-games.ts';

const [savantUrl = '', warehouseUrl = '', project = '', directory = '', wanted = ''] =
  process.argv.slice(2);
const rows = Number(wanted);
const daysAtOnce = 5;
const fewestPitchesADay = 15 * 270;

function readOf(firstDay: number): PlannedRead<PitchRequest> {
  const days = Math.min(daysAtOnce, seasonDays - (firstDay % seasonDays));
  const games = gamesOfDays(firstDay, days).map(({ gamePk, date }) => ({
    gamePk,
    officialDate: date,
    startAt: `${date}T23:05:00Z`,
    state: 'Final',
    score: { home: null, away: null },
    pitches: null,
    held: null,
  }));
  const [from, to] = [games[0]?.officialDate ?? '', games.at(-1)?.officialDate ?? ''];
  return {
    key: `${from}..${to}`,
    request: { from, to, games },
    reason: 'missing',
    items: games.length,
  };
}

function plannedReads(): PlannedRead<PitchRequest>[] {
  const reads: PlannedRead<PitchRequest>[] = [];
  const enough = Math.ceil(rows / fewestPitchesADay);
  for (let day = 0; day < enough;) {
    const read = readOf(day);
    reads.push(read);
    day += read.items / 15;
  }
  return reads;
}

const client = createClient(loadConfig({}, { endpoint: warehouseUrl, project }));
const target = { client, project, location: 'US' };
const now = (): Date => new Date();
const savant = openSource({ origin: 'savant', baseUrl: savantUrl, concurrency: 2 });
const other = openSource({ origin: 'stats_api', baseUrl: savantUrl });
const stop = new AbortController();
let landed = 0;

await createRawTables(target);
const batches = openBatches({
  name: 'pitches',
  tables: [...entities.pitches.tables, 'raw_collected_items'],
  directory,
  runId: 'bench',
  source: 'sim',
  land: async (batch) => {
    const counts = await landBatch(target, batch);
    landed += counts.get('raw_pitches')?.inserted ?? 0;
    process.stdout.write(`${landed}\n`);
    if (landed >= rows) stop.abort();
  },
});
const { failures } = await collect(
  {
    sources: {
      savant,
      statsApi: other,
      openMeteo: other,
      openMeteoForecast: other,
      archive: openArchive(path.join(directory, 'archive'), now),
    },
    concurrency: 2,
    stop,
    onProgress: () => undefined,
  },
  entities.pitches,
  { expected: 0, present: 0, reads: plannedReads() },
  noEntities().pitches,
  { batches, vouchers: batches, isThere: () => false, onThere: () => undefined },
);
for (const source of [savant, other]) source.close();
const [failure] = failures;
if (failure) throw new Error(`${failure.key}: ${failure.message}`);
