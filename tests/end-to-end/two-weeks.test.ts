import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { heal } from '../../pipeline/healing/heal.ts';
import { silentLog } from '../../pipeline/observing/log.ts';
import { createProgress } from '../../pipeline/progress.ts';
import { afterRun } from '../../pipeline/runs/aftermath.ts';
import { clockOf } from '../../pipeline/runs/clock.ts';
import {
  backfillInputs,
  dailyInputs,
  refreshInputs,
  weeklyInputs,
  type RunInputs,
} from '../../pipeline/runs/inputs.ts';
import { checkRun, run, type RunResult } from '../../pipeline/runs/run.ts';
import { openSession, type Session } from '../../pipeline/session.ts';
import type { Source } from '../../pipeline/source.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { dueBetween } from '../season/calendar.ts';
import { faultsOn } from '../season/faults.ts';
import { startForecastServer } from '../season/forecast-server.ts';
import { judge, playedGames } from '../season/verdict.ts';
import { needReplay, replayMissing, startReplay, type Replay } from './replay.ts';

const quiet = createProgress(undefined, true);
const history = { from: '2019-03-28', to: '2019-05-05' };
const nights = { from: '2019-05-06', to: '2019-05-20' };
const outages = ['2019-05-11'];
/** What a game is judged and learnt from; the nights collect the rest as well. */
const historyEntities = ['schedule', 'teams', 'venues', 'boxscores', 'linescores'] as const;
const tuning = {
  timeoutMs: 3000,
  backoffMs: [20, 40, 80],
  shapeBackoffMs: [10, 20, 40],
  breakerOpenMs: 100,
};

/** Two weeks of a season, hands off: a night for each day with faults, a weekly on Sundays, no source for two days. */
describe('two weeks of a season, hands off', function () {
  this.timeout(1_800_000);
  let directory: string;
  let session: Session;
  let replay: Replay;
  let weather: Awaited<ReturnType<typeof startForecastServer>>;
  const ended: RunResult[] = [];

  const source = (): Source => ({
    label: 'replay',
    urls: { statsApi: replay.url, savant: replay.url, weather: replay.url, forecast: weather.url },
    tuning,
    close: () => Promise.resolve(),
  });

  async function work(inputs: RunInputs, now: () => Date): Promise<RunResult> {
    const options = { session, source: source(), progress: quiet, now, pause: () => 0 };
    const result = await run(options, inputs);
    const { logical_date: today } = inputs;
    await afterRun(session, result.run, {
      notifiers: {},
      now,
      log: silentLog,
      mend: () => heal({ ...options, today, choice: replay.url, isDry: false }),
    });
    return result;
  }

  before(async function () {
    needReplay(this);
    directory = await mkdtemp(path.join(os.tmpdir(), 'tank-two-weeks-'));
    replay = await startReplay('2019-05-06T06:00:00Z');
    weather = await startForecastServer(replay.url);
    session = await openSession(loadConfig({ TANK_STATE: directory }));
    const before = await run(
      { session, source: source(), progress: quiet },
      backfillInputs({
        ...history,
        date: nights.from,
        source: replay.url,
        entities: [...historyEntities],
        snapshots: 'monthly',
      }),
    );
    checkRun(before);
    for (const { workflow, date, at } of dueBetween(nights.from, nights.to)) {
      replay.setNow(at.toISOString());
      replay.setFaults(faultsOn(date, outages, 50));
      const given = { date, source: replay.url };
      const inputs = workflow === 'weekly' ? weeklyInputs(given) : dailyInputs(given);
      const t = Date.now();
      ended.push(await work(inputs, clockOf({ label: 'replay' }, inputs)));
      console.log(
        date,
        workflow,
        ended.at(-1)?.run.status,
        (Date.now() - t) / 1000,
        JSON.stringify(ended.at(-1)?.seconds),
      );
    }
    replay.setFaults([]);
  });

  after(async () => {
    if (replayMissing !== undefined) return;
    await session.close();
    weather.stop();
    await replay.close();
    await rm(directory, { recursive: true });
  });

  it('leaves no gap, no duplicate and no game without a grade, and has forecast every game before first pitch', async () => {
    const range = { from: nights.from, to: '2019-05-19' };
    replay.setNow('2019-05-20T08:00:00Z');
    const played = await playedGames(replay.url, range.from, range.to);
    expect(played.length).to.be.greaterThan(180);
    const verdict = await judge(session, played, range);
    console.log(verdict);
    expect(verdict.gaps).to.deep.equal([]);
    expect(verdict.duplicates).to.deep.equal({});
    expect(verdict.unexplained).to.deep.equal([]);
    expect(verdict.sealed / verdict.forecastable).to.be.greaterThan(0.995);
  });

  it('went on with what it had while nothing answered, and made up for it by itself', () => {
    const byDate = new Map(
      ended.map(({ run: { inputs, status } }) => [
        `${inputs.workflow} ${inputs.logical_date}`,
        status,
      ]),
    );
    expect(byDate.get('daily 2019-05-11')).to.equal('degraded');
    expect(byDate.get('daily 2019-05-12')).to.equal('degraded');
    expect(byDate.get('daily 2019-05-13')).to.equal('done');
    expect([...byDate.values()]).not.to.include('failed');
  });

  it('forecasts again by day what was announced otherwise', async () => {
    replay.setNow('2019-05-20T21:10:00Z');
    const inputs = refreshInputs({ date: nights.to, hour: 17, source: replay.url });
    const now = clockOf({ label: 'replay' }, inputs);
    const first = await run({ session, source: source(), progress: quiet, now }, inputs);
    expect(first.run.status).to.be.oneOf(['skipped', 'done']);
    const again = await run(
      { session, source: source(), progress: quiet, now },
      { ...inputs, hour: 18 },
    );
    expect(again.run.status).to.equal('skipped');
  });
});
