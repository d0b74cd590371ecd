import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { rawTables } from '../../ingest/index.ts';
import { openRawWarehouse, project, thinPath, type RawWarehouse } from './raw-warehouse.ts';
import { needReplay, replayMissing, startReplay, type Replay } from '../end-to-end/replay.ts';

const child = fileURLToPath(new URL('./ingest-child.ts', import.meta.url));

describe('ingest that is killed', function () {
  let replay: Replay;
  let warehouse: RawWarehouse;

  before(async function () {
    needReplay(this);
    replay = await startReplay('2020-01-15T10:00:00Z');
  });

  after(async () => {
    if (replayMissing === undefined) await replay.close();
  });

  beforeEach(async () => {
    warehouse = await openRawWarehouse();
  });

  afterEach(async () => {
    await warehouse.close();
  });

  /** Runs ingest in a process of its own and kills it when it prints the line, or some time after. */
  const runAndKill = async (line: string, delayMs: number): Promise<void> => {
    const options = {
      project,
      location: 'US',
      baseUrl: replay.url,
      source: 'replay',
      from: '2019-05-18',
      to: '2019-05-19',
      entities: thinPath,
      stagingDirectory: warehouse.staging,
      tuning: { batchBytes: 400_000 },
    };
    const run = spawn(
      process.execPath,
      ['--import', 'tsx', child, JSON.stringify(warehouse.url), JSON.stringify(options)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = once(run, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    let text = '';
    run.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes(line)) setTimeout(() => run.kill('SIGKILL'), delayMs);
    });
    const [, signal] = await ended;
    expect(text).to.contain(line);
    expect(signal).to.equal('SIGKILL');
  };

  it('leaves the tables as they would be, once it is run again', async () => {
    const moments: [string, number][] = [
      ['schedule 1', 40],
      ['rosters 5', 10],
      ['boxscores 8', 0],
      // What an earlier run has landed is not read again, and how much that is depends on the machine's speed.
      ['boxscores 2', 60],
      ['boxscores 1', 30],
    ];
    for (const [line, delayMs] of moments) await runAndKill(line, delayMs);
    expect(await readdir(warehouse.staging)).not.to.deep.equal([]);
    const summary = await warehouse.ingest({ baseUrl: replay.url });
    expect(summary.outcome).to.equal('complete');

    const undisturbed = await openRawWarehouse();
    try {
      await undisturbed.ingest({ baseUrl: replay.url });
      expect(await warehouse.rows()).to.deep.equal(await undisturbed.rows());
    } finally {
      await undisturbed.close();
    }
    expect(await warehouse.tables()).to.deep.equal(Object.keys(rawTables).sort());
    expect(await readdir(warehouse.staging)).to.deep.equal([]);
  });
});
