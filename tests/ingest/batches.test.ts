import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { openBatches, type Batches, type BatchesOptions } from '../../ingest/landing/batches.ts';
import type { RawRow } from '../../ingest/tables/raw-row.ts';
import type { RawTableName } from '../../ingest/tables/raw-tables.ts';

const row = (table: RawTableName, key: string, size = 10): RawRow => ({
  table,
  key,
  columns: { name: key },
  payload: JSON.stringify({ text: 'x'.repeat(size) }),
});

describe('batches', () => {
  let directory: string;
  let landed: { table: string; keys: string[]; batchId: string }[];
  let batches: Batches;

  const open = (options: Partial<BatchesOptions> = {}): void => {
    batches = openBatches({
      tables: ['raw_boxscore_players', 'raw_boxscores'],
      directory,
      runId: 'run',
      name: 'boxscores',
      source: 'replay',
      land: async ({ files }) => {
        for (const file of files) {
          const text = gunzipSync(await readFile(file.path)).toString();
          const lines = text.split('\n').filter((line) => line !== '');
          const keys = lines.map((line) => (JSON.parse(line) as { name: string }).name);
          expect(file.rows).to.equal(keys.length);
          landed.push({ table: file.table, keys, batchId: file.batchId });
        }
      },
      ...options,
    });
  };

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'tank-batches-'));
    landed = [];
  });

  afterEach(async () => {
    await rm(directory, { recursive: true });
  });

  const gameRows = (key: string, size = 10): RawRow[] => [
    row('raw_boxscores', key, size),
    row('raw_boxscore_players', `${key} home 1`),
    row('raw_boxscore_players', `${key} away 2`),
  ];

  it('lands players before the box scores that vouch for them', async () => {
    open();
    await Promise.all([batches.add(gameRows('1'), []), batches.add(gameRows('2'), [])]);
    await batches.finish();
    expect(landed.map(({ table }) => table)).to.deep.equal([
      'raw_boxscore_players',
      'raw_boxscores',
    ]);
    expect(landed[0]!.keys).to.deep.equal(['1 home 1', '1 away 2', '2 home 1', '2 away 2']);
    expect(landed[1]!.keys).to.deep.equal(['1', '2']);
  });

  it('starts a new batch by size, never inside what belongs together', async () => {
    open({ limitBytes: 1000 });
    for (const key of ['1', '2', '3', '4', '5']) await batches.add(gameRows(key, 300), []);
    await batches.finish();
    const boxscores = landed.filter(({ table }) => table === 'raw_boxscores');
    expect(boxscores.length).to.be.above(1);
    expect(new Set(boxscores.map(({ batchId }) => batchId)).size).to.equal(boxscores.length);
    for (const { batchId, keys } of boxscores) {
      const players = landed.find(
        (file) => file.batchId === batchId && file.table === 'raw_boxscore_players',
      );
      expect(players!.keys).to.deep.equal(
        keys.flatMap((key) => [`${key} home 1`, `${key} away 2`]),
      );
    }
    expect(boxscores.flatMap(({ keys }) => keys)).to.deep.equal(['1', '2', '3', '4', '5']);
  });

  it('lands a key that comes again later, in a batch of its own', async () => {
    open();
    await batches.add(gameRows('1'), []);
    await batches.add(gameRows('1'), []);
    await batches.finish();
    const boxscores = landed.filter(({ table }) => table === 'raw_boxscores');
    expect(boxscores.map(({ keys }) => keys)).to.deep.equal([['1'], ['1']]);
  });

  it('says which dates its items are about', async () => {
    const seen: unknown[] = [];
    open({
      tables: ['raw_schedule'],
      land: ({ dates }) => {
        seen.push(dates);
        return Promise.resolve();
      },
    });
    await batches.add([row('raw_schedule', 'b')], ['2019-05-02', '2019-04-09']);
    await batches.add([], ['2019-05-03']);
    await batches.finish();
    expect(seen).to.deep.equal([{ from: '2019-04-09', to: '2019-05-03' }]);
  });

  it('waits instead of piling up batches when landing is slow', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    open({ tables: ['raw_schedule'], limitBytes: 1, land: () => gate });
    let added = 0;
    const adding = (async () => {
      for (let index = 0; index < 10; index += 1) {
        await batches.add([row('raw_schedule', String(index))], []);
        added += 1;
      }
    })();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(added).to.be.below(4);
    release();
    await adding;
    await batches.finish();
    expect(added).to.equal(10);
  });

  it('passes on what landing threw, and lands nothing after it', async () => {
    let calls = 0;
    open({
      tables: ['raw_schedule'],
      limitBytes: 1,
      land: () => {
        calls += 1;
        return Promise.reject(new Error('the disk is full'));
      },
    });
    let message = '';
    try {
      for (let index = 0; index < 10; index += 1) {
        await batches.add([row('raw_schedule', String(index))], []);
      }
      await batches.finish();
    } catch (error) {
      message = String(error);
    }
    await batches.discard();
    expect(message).to.contain('the disk is full');
    expect(calls).to.equal(1);
  });

  it('lands nothing that was given up', async () => {
    open();
    await batches.add(gameRows('1'), []);
    await batches.discard();
    expect(landed).to.deep.equal([]);
  });
});
