import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { heal } from '../../pipeline/healing/heal.ts';
import { silentLog } from '../../pipeline/observing/log.ts';
import { addDays } from '../../pipeline/dates.ts';
import { createProgress } from '../../pipeline/progress.ts';
import { afterRun } from '../../pipeline/runs/aftermath.ts';
import { clockOf } from '../../pipeline/runs/clock.ts';
import { backfillInputs, dailyInputs, weeklyInputs } from '../../pipeline/runs/inputs.ts';
import { run, type RunResult } from '../../pipeline/runs/run.ts';
import { openSession, type Session } from '../../pipeline/session.ts';
import { openSource, type Source } from '../../pipeline/source.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { dueBetween, type Due } from '../season/calendar.ts';
import { faultsOn, isOut } from '../season/faults.ts';
import { startForecastServer } from '../season/forecast-server.ts';
import { judge, playedGames, type Verdict } from '../season/verdict.ts';
import { needReplay, replayMissing, startReplay, type Replay } from './replay.ts';

/** What is known when the nights begin: enough games to learn from, in as few requests as that takes. */
const history = { from: '2019-07-26', to: '2019-09-26' };
/** Two weeks, from the last weekend of the regular season into the postseason, with two Sundays, an outage and the night after it. */
const first = '2019-09-27';
const count = Number(process.env.TANK_NIGHTS ?? 14);
const nights = { from: first, to: addDays(first, count - 1) };
/** The last night sees what was over before it. */
const judged = { from: first, to: addDays(first, count - 2) };
const outages = ['2019-10-04'];
const quiet = createProgress(undefined, true);

/** The season that `npm run season` replays, in its short form: nights of 2019, hands off. */
describe('nights, replayed', function () {
  this.timeout(3_600_000);
  let directory: string;
  let session: Session;
  let replay: Replay;
  let weather: Awaited<ReturnType<typeof startForecastServer>>;
  let source: Source;
  const ended: (Due & { result: RunResult })[] = [];
  let verdict: Verdict;

  before(async function () {
    needReplay(this);
    directory = await mkdtemp(path.join(os.tmpdir(), 'tank-nights-'));
    replay = await startReplay(`${nights.from}T06:00:00Z`);
    weather = await startForecastServer(replay.url);
    const env = { TANK_STATE: directory, TANK_FORECAST_URL: weather.url };
    session = await openSession(loadConfig(env));
    source = {
      ...(await openSource(replay.url, session.config, `${nights.from}T06:00:00Z`, env)),
      tuning: {
        backoffMs: [10, 20, 40, 80, 160],
        shapeBackoffMs: [10, 20, 40, 80, 160],
        timeoutMs: 2000,
        breakerOpenMs: 100,
      },
    };
    const given = { source: replay.url, date: nights.from };
    await run(
      { session, source, progress: quiet },
      backfillInputs({
        ...given,
        ...history,
        entities: ['seasons', 'schedule', 'teams', 'venues', 'boxscores', 'linescores', 'people'],
        snapshots: 'monthly',
      }),
    );
    for (const due of dueBetween(nights.from, nights.to)) {
      if (due.workflow === 'monthly') continue;
      const result = await oneNight(due, faultsOn(due.date, outages, source.tuning?.timeoutMs));
      ended.push({ ...due, result });
    }
    replay.setFaults([]);
    verdict = await judge(session, await playedGames(replay.url, judged.from, judged.to), judged);
  });

  async function oneNight({ workflow, date, at }: Due, faults: object[]): Promise<RunResult> {
    replay.setNow(at.toISOString());
    replay.setFaults(faults);
    const inputs = (workflow === 'weekly' ? weeklyInputs : dailyInputs)({
      date,
      source: replay.url,
    });
    const now = clockOf(source, inputs);
    const options = { session, source, progress: quiet, now, pause: () => 10 };
    const result = await run(options, inputs);
    await afterRun(session, result.run, {
      notifiers: {},
      now,
      log: silentLog,
      mend: () =>
        heal({ ...options, log: silentLog, today: date, choice: replay.url, isDry: false }),
    });
    return result;
  }

  after(async () => {
    if (replayMissing !== undefined) return;
    await session.close();
    weather.stop();
    await replay.close();
    await rm(directory, { recursive: true });
  });

  it('end each night, whatever was answered, and tell of the outage', () => {
    const statuses = (isOutage: boolean): string[] =>
      ended
        .filter(({ date }) => isOut(date, outages) === isOutage)
        .map(({ result }) => result.run.status);
    expect(new Set(statuses(true))).to.deep.equal(new Set(['degraded']));
    expect(statuses(false).length).to.be.greaterThan(count - 2);
    for (const status of statuses(false)) expect(status).to.be.oneOf(['done', 'degraded']);
  });

  it('leave no gap and no duplicate', () => {
    expect(verdict.games).to.be.greaterThan(40);
    expect(verdict.gaps).to.deep.equal([]);
    expect(verdict.duplicates).to.deep.equal({});
  });

  it('grade every game A or B, or say why not', () => {
    expect(Object.values(verdict.grades).reduce((sum, games) => sum + games, 0)).to.equal(
      verdict.games,
    );
    expect(verdict.unexplained).to.deep.equal([]);
  });

  it('publish a forecast of each game before its first pitch', () => {
    expect(verdict.forecastable).to.equal(verdict.games);
    expect(verdict.unsealed).to.deep.equal([]);
  });

  it('leave the models alone once the postseason is on', () => {
    expect(verdict.changedInPostseason).to.deep.equal([]);
  });

  it('train anew on Sundays and update between', () => {
    const reasons = ended.flatMap(({ workflow, result }) =>
      (result.training ?? []).map(({ type, trained, reason }) =>
        [workflow, type, trained ? reason : 'not trained'].join(' '),
      ),
    );
    expect(reasons).to.include('weekly game_outcome asked');
    expect(reasons).to.include('daily game_outcome new_games');
  });
});
