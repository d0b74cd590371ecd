import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { deadRuns, openRunDirectory, removeRun } from '../../ingest/landing/run-directory.ts';

describe('run directories', () => {
  let staging: string;

  beforeEach(async () => {
    staging = await mkdtemp(path.join(tmpdir(), 'tank-staging-'));
  });

  afterEach(async () => {
    await rm(staging, { recursive: true });
  });

  const leave = async (runId: string, owner: object): Promise<void> => {
    await mkdir(path.join(staging, `run-${runId}`));
    await writeFile(path.join(staging, `run-${runId}/owner.json`), JSON.stringify(owner));
  };

  const endedPid = spawnSync(process.execPath, ['-e', '']).pid;
  const now = new Date().toISOString();
  const long = new Date(Date.now() - 25 * 3600 * 1000).toISOString();

  it('takes a run for dead when its process is gone, however it went', async () => {
    await leave('gone', { pid: endedPid, host: hostname(), startedAt: now });
    await leave('reborn', { pid: process.pid, host: hostname(), startedAt: now });
    await leave('torn', {});
    await mkdir(path.join(staging, 'run-empty'));
    await leave('long', { pid: process.ppid, host: hostname(), startedAt: long });
    expect((await deadRuns(staging)).sort()).to.deep.equal([
      'empty',
      'gone',
      'long',
      'reborn',
      'torn',
    ]);
  });

  it('lets running runs alone, here and on other machines', async () => {
    await leave('parent', { pid: process.ppid, host: hostname(), startedAt: now });
    await leave('elsewhere', { pid: endedPid, host: 'another-machine', startedAt: now });
    const own = await openRunDirectory(staging);
    expect(await deadRuns(staging)).to.deep.equal([]);
    await own.remove();
    expect(existsSync(own.path)).to.equal(false);
  });

  it('removes what a dead run left', async () => {
    await leave('gone', { pid: endedPid, host: hostname(), startedAt: now });
    await removeRun(staging, 'gone');
    expect(await deadRuns(staging)).to.deep.equal([]);
  });
});
