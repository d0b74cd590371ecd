import { spawn } from 'node:child_process';
import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { inProcessBus } from '../../pipeline/events/bus.ts';
import { deadEvents } from '../../pipeline/events/dead-events.ts';
import type { Envelope } from '../../pipeline/events/envelope.ts';
import { createHandler, type StepPoint } from '../../pipeline/events/handle.ts';
import { silentLog } from '../../pipeline/observing/log.ts';
import { dailyInputs, weeklyInputs } from '../../pipeline/runs/inputs.ts';
import { leaseHolder, leaveLease, takeLease } from '../../pipeline/runs/lease.ts';
import { run, type RunOptions, type RunResult } from '../../pipeline/runs/run.ts';
import { readRuns } from '../../pipeline/runs/run-store.ts';
import { startRun } from '../../pipeline/runs/start.ts';
import { runListLines, runTreeLines } from '../../pipeline/runs/tree.ts';
import type { Steps } from '../../pipeline/steps/step.ts';
import { warehouseOf } from '../../pipeline/tables.ts';
import { TankError, tankError } from '../../warehouse/errors.ts';
import {
  allSteps,
  countedSteps,
  openSmallPipeline,
  quiet,
  type SmallPipeline,
} from './small-pipeline.ts';

const killed = new Error('killed');

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof TankError ? error.code : String(error);
}

describe('a run', function () {
  this.timeout(60_000);
  let small: SmallPipeline;
  let day = 0;

  before(async () => {
    small = await openSmallPipeline();
  });

  after(() => small.close());

  /** Inputs of a date that no test before has used. */
  const nextInputs = (make = dailyInputs) => {
    day += 1;
    return make({ date: `2026-04-${String(day).padStart(2, '0')}`, source: 'http://127.0.0.1:9' });
  };

  const endLeases = (): Promise<unknown> =>
    small.query("UPDATE mlb_ops.leases SET expires_at = TIMESTAMP '2020-01-01' WHERE TRUE");

  const start = (
    steps: Steps,
    inputs: RunResult['run']['inputs'],
    more: Partial<RunOptions> = {},
  ): Promise<RunResult> =>
    run(
      {
        ...small,
        progress: quiet,
        steps,
        pause: () => 0,
        worker: `worker ${Math.random()}`,
        ...more,
      },
      inputs,
    );

  it('does its steps in the order of their events, and writes each down', async () => {
    const done: string[] = [];
    const inputs = nextInputs();
    const { run: state, isResumed } = await start(countedSteps(done), inputs);
    expect(done).to.deep.equal(allSteps);
    expect(isResumed).to.equal(false);
    expect(state).to.include({ runId: 'daily-2026-04-01', status: 'done', attempts: 1 });
    expect(state.inputs).to.deep.equal(inputs);
    expect(
      state.steps.map(({ step, position, status, attempts }) => [step, position, status, attempts]),
    ).to.deep.equal(allSteps.map((step, place) => [step, place + 1, 'done', 1]));
    const rows = await small.query<{ run_status: string; n: number }>(
      `SELECT run_status, (SELECT COUNT(*) FROM mlb_ops.steps WHERE run_id = 'daily-2026-04-01') AS n
       FROM mlb_ops.runs WHERE run_id = 'daily-2026-04-01'`,
    );
    expect(rows).to.deep.equal([{ run_status: 'done', n: 7 }]);
    expect(await leaseHolder(warehouseOf(small.session))).to.equal(undefined);
  });

  it('of the same date again is another run', async () => {
    const inputs = nextInputs();
    await start(countedSteps([]), inputs);
    const { run: second } = await start(countedSteps([]), inputs);
    expect(second.runId).to.equal('daily-2026-04-02-2');
  });

  it('that is killed goes on at the step it was in, wherever that was', async () => {
    const inputs = nextInputs();
    const done: string[] = [];
    const steps = countedSteps(done);
    const points = allSteps.flatMap((step) =>
      (['begun', 'worked', 'recorded'] as const).map((point) => `${step} ${point}`),
    );
    const left = [...points];
    let result: RunResult | undefined;
    let starts = 0;
    while (result === undefined) {
      starts += 1;
      const onPoint = (step: string, point: StepPoint): void => {
        if (left[0] !== `${step} ${point}`) return;
        left.shift();
        throw killed;
      };
      // The killed process leaves its lease as it was: it ends by itself.
      result = await start(steps, inputs, { onPoint, leaseSeconds: 0.05 }).catch(
        (error: unknown) => {
          expect(error).to.equal(killed);
          return undefined;
        },
      );
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    expect(left).to.deep.equal([]);
    expect(starts).to.equal(points.length + 1);
    expect(result.isResumed).to.equal(true);
    expect(result.run).to.include({ status: 'done', attempts: starts });
    // Killed before its work: done once more; after it, before that was written down: done twice.
    expect(done).to.deep.equal(allSteps.flatMap((step) => [step, step]));
    expect(result.run.steps.map(({ step }) => step)).to.deep.equal(allSteps);
  });

  it('handles an event that comes again, and again later, once', async () => {
    const inputs = nextInputs();
    const done: string[] = [];
    const warehouse = warehouseOf(small.session);
    const { run: state, first } = await startRun(warehouse, inputs, {
      source: 'replay',
      worker: 'twice',
      leaseSeconds: 60,
    });
    const seen: Envelope[] = [];
    const bus = inProcessBus();
    const handle = createHandler({
      warehouse,
      bus: {
        publish: async (event) => {
          seen.push(event);
          await bus.publish(event);
          await bus.publish(event);
        },
      },
      steps: countedSteps(done),
      worker: 'twice',
      keeps: 'event',
      leaseSeconds: 60,
      pause: () => 0,
      contextOf: (one, signal) =>
        Promise.resolve({
          runId: one.runId,
          inputs: one.inputs,
          session: small.session,
          source: small.source,
          progress: quiet,
          log: silentLog,
          now: () => new Date(),
          signal,
        }),
    });
    await bus.publish(first);
    await bus.publish(first);
    await bus.drain(handle);
    for (const event of seen.reverse()) expect(await handle(event)).to.equal('acknowledged');
    expect(done).to.deep.equal(allSteps);
    const [after] = await readRuns(warehouse, { runId: state.runId });
    expect(after?.status).to.equal('done');
  });

  it('is refused while another is at work, until its lease ends', async () => {
    const warehouse = warehouseOf(small.session);
    const other = { runId: 'daily-2025-01-01', worker: 'elsewhere' };
    expect(await takeLease(warehouse, other, 60)).to.equal(true);
    const inputs = nextInputs();
    expect(await codeOf(start(countedSteps([]), inputs))).to.equal('E_RUN_LEASED');
    expect(await readRuns(warehouse, { date: inputs.logical_date })).to.deep.equal([]);
    await endLeases();
    expect((await start(countedSteps([]), inputs)).run.status).to.equal('done');
  });

  it('waits as long as it is told for another to end, and says for which', async () => {
    const warehouse = warehouseOf(small.session);
    const other = { runId: 'daily-2025-01-02', worker: 'elsewhere' };
    expect(await takeLease(warehouse, other, 60)).to.equal(true);
    const told: string[] = [];
    const progress = {
      ...quiet,
      update: (says: string) => {
        if (told.push(says) === 1) void endLeases();
      },
    };
    const { run: state } = await start(countedSteps([]), nextInputs(weeklyInputs), {
      waitSeconds: 30,
      progress,
    });
    expect(state.status).to.equal('done');
    expect(told[0]).to.match(/^waiting: daily-2025-01-02 is at work \(elsewhere\)/);
    expect(await takeLease(warehouse, other, 60)).to.equal(true);
    expect(await codeOf(start(countedSteps([]), nextInputs(), { waitSeconds: 0.2 }))).to.equal(
      'E_RUN_LEASED',
    );
    await leaveLease(warehouse, other, 'everybody');
  });

  it('takes over at once from a process of this machine that was killed', async () => {
    const warehouse = warehouseOf(small.session);
    const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)']);
    const other = {
      runId: 'daily-2025-01-01',
      worker: `${os.hostname()} ${child.pid ?? 0} abcdef`,
    };
    expect(await takeLease(warehouse, other, 600)).to.equal(true);
    const inputs = nextInputs();
    expect(await codeOf(start(countedSteps([]), inputs))).to.equal('E_RUN_LEASED');
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    expect((await start(countedSteps([]), inputs)).run.status).to.equal('done');
  });

  it('of two started at once one is refused', async () => {
    const steps = countedSteps([]);
    const both = [nextInputs(), nextInputs()].map((inputs) => codeOf(start(steps, inputs)));
    const codes = await Promise.all(both);
    expect(codes.filter((code) => code === 'E_RUN_LEASED')).to.have.length(1);
  });

  it('prolongs its lease while a step takes long, and stops when it lost it', async () => {
    const warehouse = warehouseOf(small.session);
    const done: string[] = [];
    const slow = countedSteps(done, {
      grade: {
        work: async (_, { signal }) => {
          await pause(2500);
          expect(await takeLease(warehouse, { runId: 'x', worker: 'thief' }, 1)).to.equal(false);
          await small.query("UPDATE mlb_ops.leases SET worker = 'thief', run_id = 'x' WHERE TRUE");
          while (!signal.aborted) await pause(10);
          throw signal.reason;
        },
      },
    });
    const inputs = nextInputs();
    expect(await codeOf(start(slow, inputs, { leaseSeconds: 2 }))).to.equal('E_RUN_LEASED');
    expect(done).to.deep.equal(['collect', 'build']);
    await endLeases();
  });

  it('says that it lost its lease also when that happens between two tries', async () => {
    const steps = countedSteps([], {
      collect: {
        retries: 1,
        work: async () => {
          await small.query(
            "UPDATE mlb_ops.leases SET worker = 'thief', run_id = 'x', expires_at = TIMESTAMP '2100-01-01' WHERE TRUE",
          );
          throw tankError('E_SOURCE_DOWN', 'no answer');
        },
      },
    });
    const options = { leaseSeconds: 0.5, pause: () => 60_000 };
    expect(await codeOf(start(steps, nextInputs(), options))).to.equal('E_RUN_LEASED');
    await endLeases();
  });

  it('tries a step as often as it may, then uses what it falls back on', async () => {
    const done: string[] = [];
    let tries = 0;
    const steps = countedSteps(done, {
      collect: {
        retries: 3,
        work: () => {
          tries += 1;
          return Promise.reject(tankError('E_SOURCE_DOWN', 'no answer'));
        },
        fallBack: (_, __, error) => ({
          status: 'degraded',
          says: error.message,
          facts: {},
          fallback: 'what there was',
          emits: {
            topic: 'data.collected',
            payload: { round: 1, outcome: 'failed', changed_rows: 0 },
          },
        }),
      },
    });
    const { run: state } = await start(steps, nextInputs());
    expect(tries).to.equal(4);
    expect(state.status).to.equal('degraded');
    expect(state.steps[0]).to.include({
      status: 'degraded',
      attempts: 4,
      fallback: 'what there was',
      errorCode: 'E_SOURCE_DOWN',
    });
    expect(done).to.deep.equal(allSteps.slice(1));
  });

  it('that fails keeps its event, and goes on from there when it is started again', async () => {
    const warehouse = warehouseOf(small.session);
    const done: string[] = [];
    let isBroken = true;
    const steps = countedSteps(done, {
      predict: {
        retries: 1,
        work: () =>
          isBroken
            ? Promise.reject(new Error('out of order'))
            : Promise.resolve({ says: 'mended', facts: {} }),
      },
    });
    const inputs = nextInputs();
    const failed = await start(steps, inputs);
    expect(failed.run).to.include({ status: 'failed', errorCode: 'E_INTERNAL' });
    const [dead] = await deadEvents(warehouse);
    expect(dead).to.include({ topic: 'model.deployed', runId: failed.run.runId, attempts: 2 });
    isBroken = false;
    const again = await start(steps, inputs);
    expect(again.run).to.include({ runId: failed.run.runId, status: 'done', attempts: 2 });
    expect(done).to.deep.equal(allSteps.slice(0, 5));
    expect(await deadEvents(warehouse)).to.deep.equal([]);
  });

  it('puts events aside that are none of its topics, or of no run', async () => {
    const warehouse = warehouseOf(small.session);
    const handle = createHandler({
      warehouse,
      bus: inProcessBus(),
      steps: countedSteps([]),
      worker: 'w',
      keeps: 'event',
      leaseSeconds: 60,
      pause: () => 0,
      contextOf: () => Promise.reject(new Error('not asked for')),
    });
    const event = {
      id: 'a',
      topic: 'data.validated',
      correlation_id: 'daily-1999-01-01',
      cause: null,
      attempt: 1,
      occurred_at: '2026-04-15T06:00:00Z',
      payload: { round: 1, failed_features: [] },
    };
    const bad = [
      { ...event, payload: { round: 0 } },
      { ...event, topic: 'data.invented' },
      'text',
      event,
    ];
    for (const value of bad) expect(await handle(value)).to.equal('acknowledged');
    const messages = (await deadEvents(warehouse)).map(({ topic, code, message }) => [
      topic,
      code,
      message,
    ]);
    expect(messages).to.have.length(4);
    expect(messages.every(([, code]) => code === 'E_EVENT_INVALID')).to.equal(true);
    expect(messages.map(([topic]) => topic)).to.have.members([
      'data.validated',
      'unknown',
      'unknown',
      'data.validated',
    ]);
  });

  it('weekly collects nothing', () => {
    expect(weeklyInputs({ date: '2026-04-12', source: 'live' })).to.deep.include({
      collect: null,
      train: 'full',
    });
  });

  it('is shown in a list and as a tree', async () => {
    const runs = await readRuns(warehouseOf(small.session), { limit: 3 });
    expect(runListLines(runs)[0]).to.match(/^run +status/);
    const [state] = await readRuns(warehouseOf(small.session), { runId: 'daily-2026-04-01' });
    if (state === undefined) throw new Error('no run');
    const lines = runTreeLines(state);
    expect(lines[0]).to.match(/^daily-2026-04-01: done, daily of 2026-04-01 from replay, began /);
    expect(
      lines.filter((line) => /^[├└]─ /.test(line)).map((line) => line.slice(3).split(':')[0]),
    ).to.deep.equal(allSteps);
    expect(lines.find((line) => line.startsWith('└─ '))).to.contain('report: done');
    expect(lines).to.include('│     then: data.collected');
  });

  it('starts jobs that say which run and step they are of', async () => {
    const inputs = nextInputs();
    const marked = countedSteps([], {
      grade: {
        work: async (_, { session }) => {
          await session.client.query("SELECT 'marked'");
          return { says: 'asked', facts: {} };
        },
      },
    });
    await start(marked, inputs);
    const [jobs] = await small.session.client.getJobs();
    const found = jobs
      .map(
        ({ metadata }) =>
          metadata as { configuration: { labels: object; query?: { query: string } } },
      )
      .find(({ configuration }) => configuration.query?.query === "SELECT 'marked'");
    expect(found?.configuration.labels).to.deep.equal({
      environment: 'embedded',
      run: `daily-${inputs.logical_date}`,
      step: 'grade',
    });
  });
});
