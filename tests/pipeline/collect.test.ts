import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { loadConfig } from '../../warehouse/config.ts';
import { createProgress } from '../../pipeline/progress.ts';
import { openSession, type Session } from '../../pipeline/session.ts';
import { openSource } from '../../pipeline/source.ts';
import { backfillInputs, type RunInputs } from '../../pipeline/runs/inputs.ts';
import { collect } from '../../pipeline/stages.ts';
import { collect as collectStep } from '../../pipeline/steps/collect.ts';
import type { StepContext } from '../../pipeline/steps/step.ts';
import { readingWhole } from '../whole-tables.ts';

describe('collect', () => {
  let state: string;
  let session: Session;

  before(async () => {
    state = await mkdtemp(path.join(tmpdir(), 'tank-collect-'));
    const config = loadConfig({ TANK_STATE: state }, { file: ':memory:' });
    session = await openSession(config);
  });

  after(async () => {
    await session.close();
    await rm(state, { recursive: true, force: true });
  });

  it("labels rows by their source, whatever else a command's options hold", async () => {
    const source = await openSource('sim', session.config, '2025-05-03T06:00:00Z');
    try {
      const options = {
        from: '2025-05-01',
        to: '2025-05-01',
        entities: ['schedule'] as const,
        source: 'http://127.0.0.1:9',
        baseUrl: 'http://127.0.0.1:9',
      };
      const summary = await collect(session, source, options, createProgress(undefined, true));
      expect(summary).to.include({ source: 'sim', outcome: 'complete' });
    } finally {
      await source.close();
    }
    const [rows] = await session.client.query(
      readingWhole('SELECT DISTINCT source FROM mlb_raw.raw_schedule'),
    );
    expect(rows).to.deep.equal([{ source: 'sim' }]);
  });
});

describe('a run that collects again', () => {
  let state: string;
  let session: Session;

  before(async () => {
    state = await mkdtemp(path.join(tmpdir(), 'tank-again-'));
    session = await openSession(loadConfig({ TANK_STATE: state }, { file: ':memory:' }));
  });

  after(async () => {
    await session.close();
    await rm(state, { recursive: true, force: true });
  });

  it('reads everything again, and goes on only when something is other than it was', async () => {
    const source = await openSource('sim', session.config, '2025-05-03T06:00:00Z');
    const inputs: RunInputs = {
      ...backfillInputs({
        date: '2025-05-02',
        source: 'sim',
        from: '2025-05-01',
        to: '2025-05-01',
        entities: ['schedule'],
        snapshots: 'daily',
      }),
      build: 'nothing',
      if_changed: true,
    };
    const context = {
      session,
      source,
      inputs,
      progress: createProgress(undefined, true),
      signal: new AbortController().signal,
      now: () => new Date('2025-05-03T06:00:00Z'),
    } as unknown as StepContext;
    const asked = { workflow: inputs.workflow, logical_date: inputs.logical_date };
    try {
      const first = await collectStep.work(asked, context);
      expect(first.emits).to.include({ topic: 'data.collected' });
      const later = { ...context, now: () => new Date('2025-05-03T07:00:00Z') };
      const second = await collectStep.work(asked, later);
      expect(second).to.include({ status: 'skipped' });
      expect(second.says).to.match(/1 items read, 0 raw rows changed: nothing to build/);
      expect(second.emits).to.equal(undefined);
    } finally {
      await source.close();
    }
  });
});

describe('openSource', () => {
  const config = loadConfig({ TANK_SAVANT_URL: 'http://savant.test' });

  it('asks each live service at its own address', async () => {
    const { label, urls } = await openSource('live', config, '2025-05-03T06:00:00Z');
    expect(label).to.equal('live');
    expect(urls).to.deep.equal({
      statsApi: 'https://statsapi.mlb.com',
      savant: 'http://savant.test',
      weather: 'https://archive-api.open-meteo.com',
      forecast: 'https://api.open-meteo.com',
    });
  });

  it('asks one server for everything when it is given one', async () => {
    const { label, urls } = await openSource('http://replay.test/', config, 'unused');
    expect(label).to.equal('replay');
    expect(new Set(Object.values(urls))).to.deep.equal(new Set(['http://replay.test']));
  });
});
