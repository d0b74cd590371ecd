import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { entityNames } from '../../ingest/index.ts';
import type { Endpoint } from '../../ingest/sources/endpoint.ts';
import { pathsOf } from '../../ingest/sources/field-paths.ts';
import { knownFieldsDirectory, type KnownFields } from '../../ingest/sources/known-fields.ts';
import { startSimulatedLeague } from '../../sim/index.ts';
import { openRawWarehouse } from './raw-warehouse.ts';
import { replayMissing, startReplay } from '../end-to-end/replay.ts';
import { recorded, sharedDirectory } from './shared.ts';

/**
 * Renews ingest/known-fields: the fields that endpoints have in recorded answers and in those of the replayed and the
 * simulated league, names only. What is listed already stays.
 */
const found = new Map<string, Set<string>>();

function add({ name, format }: Pick<Endpoint<unknown>, 'name' | 'format'>, body: unknown): void {
  let paths = found.get(name);
  if (paths === undefined) found.set(name, (paths = new Set()));
  for (const fieldPath of pathsOf(format, body)) paths.add(fieldPath);
}

const learning: KnownFields = {
  unknown: (endpoint, body) => {
    add(endpoint, body);
    return [];
  },
  believe: () => undefined,
};

/** Ingests some dates as of a moment, into a warehouse that is thrown away. */
async function learn(
  source: 'replay' | 'sim',
  baseUrl: string,
  now: string,
  from: string,
  to: string,
): Promise<void> {
  const warehouse = await openRawWarehouse();
  try {
    const { outcome, requests, failures } = await warehouse.ingest({
      baseUrl,
      source,
      from,
      to,
      entities: entityNames,
      now: () => new Date(now),
      known: learning,
    });
    const [first] = failures;
    console.log(
      `${source} ${from}..${to}: ${outcome}, ${requests} requests`,
      ...(first === undefined ? [] : [`${first.key}: ${first.message}`]),
    );
  } finally {
    await warehouse.close();
  }
  write();
}

async function learnReplay(): Promise<void> {
  const replay = await startReplay('2020-01-15T10:00:00Z');
  try {
    for (const [now, from, to] of [
      ['2020-01-15T10:00:00Z', '2019-05-18', '2019-05-19'],
      ['2020-01-15T10:00:00Z', '2019-07-09', '2019-07-09'],
      ['2020-01-15T10:00:00Z', '2019-10-01', '2019-10-04'],
      ['2021-09-11T20:30:00Z', '2021-09-10', '2021-09-13'],
      ['2021-04-02T00:30:00Z', '2021-04-01', '2021-04-02'],
    ] as const) {
      replay.setNow(now);
      await learn('replay', replay.url, now, from, to);
    }
  } finally {
    await replay.close();
  }
}

async function learnSimulated(): Promise<void> {
  for (const [now, from, to] of [
    ['2025-05-03T20:00:00Z', '2025-05-02', '2025-05-04'],
    ['2025-11-20T06:00:00Z', '2025-10-01', '2025-10-03'],
  ] as const) {
    const league = await startSimulatedLeague({ seed: 1876, seasons: [2025], now });
    try {
      await learn('sim', league.url, now, from, to);
    } finally {
      await league.close();
    }
  }
}

/** Endpoints by how the names of their recorded answers begin. */
const recordedEndpoints = {
  boxscore_: 'boxscore',
  linescore_: 'linescore',
  liveGameV1_: 'feed',
  playByPlay_: 'playByPlay',
  roster_: 'roster',
  schedule_: 'schedule',
  seasons_: 'seasons',
  teams_season: 'teams',
} as const;

function learnRecorded(): void {
  for (const [prefix, name] of Object.entries(recordedEndpoints)) {
    for (const { body } of recorded(prefix)) add({ name, format: 'json' }, body);
  }
  const savant = path.join(sharedDirectory, 'recorded/savant');
  for (const file of readdirSync(savant).filter((name) => name.endsWith('.csv.gz'))) {
    const body = gunzipSync(readFileSync(path.join(savant, file))).toString();
    add({ name: 'savant', format: 'text' }, body);
  }
}

function write(): void {
  mkdirSync(knownFieldsDirectory, { recursive: true });
  for (const [name, paths] of found) {
    const file = path.join(knownFieldsDirectory, `${name}.txt`);
    const before = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    const lines = [...new Set([...before, ...paths])].filter((line) => line !== '').sort();
    writeFileSync(file, `${lines.join('\n')}\n`);
    console.log(`${name}: ${lines.length} fields, ${lines.length - before.length + 1} new`);
  }
}

if (replayMissing !== undefined) throw new Error(replayMissing);
learnRecorded();
await learnReplay();
await learnSimulated();
