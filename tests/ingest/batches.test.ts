import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { openBatches, type Batches, type BatchesOptions } from '../../ingest/landing/batches.ts';
import { verifyPart } from '../../ingest/landing/manifest.ts';
import type { StagedPart } from '../../ingest/landing/staging-file.ts';
import type { RawRow } from '../../ingest/tables/raw-row.ts';
import type { RawTableName } from '../../ingest/tables/raw-tables.ts';

const row = (table: RawTableName, key: string, size = 10): RawRow => ({
  table,
  key,
  columns: { name: key },
  payload: JSON.stringify({ text: 'x'.repeat(size) }),
});

const namesIn = async (file: string): Promise<string[]> => {
  const text = gunzipSync(await readFile(file)).toString();
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => (JSON.parse(line) as { name: string }).name);
};

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
      land: async ({ files, batchId }) => {
        for (const file of files) {
          const keys: string[] = [];
          for (const part of file.parts) {
            const names = await namesIn(part.path);
            expect(part.rows).to.equal(names.length);
            keys.push(...names);
          }
          expect(file.rows).to.equal(keys.length);
          landed.push({ table: file.table, keys, batchId });
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

  it('cuts a table into files of ten thousand rows, listed with size and digest in a manifest', async () => {
    const rows = Array.from({ length: 25_000 }, (_, index) => row('raw_schedule', String(index)));
    let manifest: { tables: { rows: number; files: StagedPart[] }[] } | undefined;
    open({
      tables: ['raw_schedule'],
      land: async ({ batchId, files }) => {
        const text = await readFile(path.join(directory, `${batchId}.manifest.json`), 'utf8');
        manifest = JSON.parse(text) as typeof manifest;
        for (const { parts } of files) for (const part of parts) await verifyPart(part);
      },
    });
    await batches.add(rows, []);
    await batches.finish();
    const [table] = manifest?.tables ?? [];
    expect(table?.rows).to.equal(25_000);
    expect(table?.files.map((file) => file.rows)).to.deep.equal([10_000, 10_000, 5_000]);
    for (const file of table?.files ?? []) {
      expect(file.sha256).to.match(/^[0-9a-f]{64}$/);
      expect(file.bytes).to.be.above(0);
    }
    expect(await readdir(directory)).to.deep.equal([]);
  });

  it('cuts a table into files of eight megabytes', async () => {
    const rows = Array.from({ length: 20 }, (_, index) =>
      row('raw_schedule', String(index), 1024 * 1024),
    );
    let parts = 0;
    open({
      tables: ['raw_schedule'],
      land: ({ files }) => {
        parts = files[0]?.parts.length ?? 0;
        return Promise.resolve();
      },
    });
    for (const one of rows) await batches.add([one], []);
    await batches.finish();
    expect(parts).to.equal(3);
  });

  it('notices a file that is not what was written', async () => {
    const problems: string[] = [];
    open({
      tables: ['raw_schedule'],
      land: async ({ files }) => {
        const part = files[0]!.parts[0]!;
        const bytes = await readFile(part.path);
        const broken = Buffer.from(bytes);
        broken[20] = (broken[20] ?? 0) ^ 1;
        for (const content of [bytes.subarray(0, -1), broken]) {
          await writeFile(part.path, content);
          problems.push(await verifyPart(part).then(() => 'good', String));
        }
      },
    });
    await batches.add([row('raw_schedule', 'a')], []);
    await batches.finish();
    expect(problems[0]).to.match(/has \d+ bytes, \d+ were written/);
    expect(problems[1]).to.contain('SHA-256 differs');
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
