import { execFile, spawn } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { createDatabase } from '../../warehouse/database.ts';
import { openSession } from '../../pipeline/session.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { projectRoot } from '../../warehouse/dataform.ts';
import { tableTypesOf } from '../../warehouse/generate-types.ts';
import { openServer } from '../serving/open-server.ts';
import { checkServed } from './check-served.ts';
import { fileSnapshot } from './file-snapshot.ts';
import { changed, leaks, learn, scramble, walk } from './model-leaks.ts';
import type { TableSnapshot } from './snapshot.ts';

const run = promisify(execFile);
const cli = ['--import', 'tsx', path.join(projectRoot, 'pipeline/cli.ts')];
const kills = Number(process.env.TANK_KILLS ?? 2);
const nextDay = '2026-09-17';

interface Scores {
  accuracy: number;
  log_loss: number;
  calibration_slope: number;
}

interface DemoResult {
  simulated: boolean;
  training: { trained: boolean; version: string }[];
  evaluation: { season: number; model: Scores; baselines: { home_rate: Scores } };
  forecasts: { home_win_probability: number; source: string }[];
}

/** Tables that are not the same, with both row counts. */
function differences(a: Record<string, TableSnapshot>, b: Record<string, TableSnapshot>): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((name) => a[name]?.hash !== b[name]?.hash)
    .map(
      (name) => `${name}: ${a[name]?.rows ?? 'no table'} and ${b[name]?.rows ?? 'no table'} rows`,
    );
}

describe('the demo, and nights after it', function () {
  this.timeout(900_000);
  let directory: string;
  let result: DemoResult;
  const state = (name: string): string => path.join(directory, name);
  const environment = (name: string): NodeJS.ProcessEnv => ({
    ...process.env,
    TANK_STATE: state(name),
  });
  const daily = [...cli, 'daily', '--date', nextDay, '--source', 'sim', '--json'];

  before(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), 'tank-demo-'));
    const { stdout } = await run(process.execPath, [...cli, 'demo', '--json'], {
      env: environment('base'),
      maxBuffer: 64 * 1024 * 1024,
    });
    result = JSON.parse(stdout) as DemoResult;
  });

  after(() => rm(directory, { recursive: true }));

  const copyOfDemo = async (name: string): Promise<string> => {
    await run('mkdir', ['-p', state(name)]);
    const file = path.join(state(name), 'warehouse.duckdb');
    await copyFile(path.join(state('base'), 'demo', 'warehouse.duckdb'), file);
    return file;
  };

  const tablesOf = (name: string): Promise<Record<string, TableSnapshot>> =>
    fileSnapshot(path.join(state(name), 'warehouse.duckdb'));

  it('trains, forecasts tomorrow, and says that all of it is simulated', () => {
    expect(result.simulated).to.equal(true);
    expect(result.training[0]).to.include({ trained: true, version: 'v1.0.0' });
    expect(result.forecasts.length).to.be.greaterThan(5);
    for (const { home_win_probability, source } of result.forecasts) {
      expect(source).to.equal('sim');
      expect(home_win_probability).to.be.within(0.05, 0.95);
    }
  });

  it('has the tables that the committed types say', async () => {
    await copyOfDemo('types');
    const session = await openSession(loadConfig({ TANK_STATE: state('types') }));
    try {
      const committed = await readFile(
        path.join(projectRoot, 'warehouse/tables.generated.ts'),
        'utf8',
      );
      expect(await tableTypesOf(session.client)).to.equal(committed);
    } finally {
      await session.close();
    }
  });

  it('serves what its API’s document says, and forecasts of other starters by the same SQL', async () => {
    const file = path.join(state('base'), 'demo', 'warehouse.duckdb');
    const session = await openSession(loadConfig({ ...environment('base'), TANK_FILE: file }));
    const server = await openServer(session.client);
    try {
      await checkServed(server, createDatabase(session.client));
    } finally {
      await server.close();
      await session.close();
    }
  });

  it('learns and forecasts nothing from results on the date or later, and a leak is seen', async () => {
    const date = '2026-09-01';
    const file = await copyOfDemo('leaks');
    const session = await openSession(loadConfig({ TANK_STATE: state('leaks') }, { file }));
    try {
      const world = async () => {
        const honest = await learn(session, date);
        const leaking: Record<string, Record<string, number>> = {};
        for (const [name, leak] of Object.entries(leaks))
          leaking[name] = await learn(session, date, { leak, types: ['game_outcome'] });
        return { honest, leaking, walked: await walk(session, 2026) };
      };
      const truth = await world();
      await scramble(session, date);
      const scrambled = await world();
      expect(Object.keys(truth.honest).length).to.be.greaterThan(1000);
      expect(changed(truth.honest, scrambled.honest)).to.deep.equal([]);
      for (const name of Object.keys(leaks))
        expect(changed(truth.leaking[name] ?? {}, scrambled.leaking[name] ?? {}), name).not.to.be
          .empty;
      const moved = changed(truth.walked, scrambled.walked);
      expect(Object.keys(truth.walked).some((name) => name.startsWith(date))).to.equal(true);
      expect(moved.filter((name) => name.slice(0, 10) <= date)).to.deep.equal([]);
      expect(moved, 'what comes later is forecast otherwise').not.to.be.empty;
    } finally {
      await session.close();
    }
  });

  it('gives reasons that add up to the forecast, positive for the home team', async () => {
    const session = await openSession(loadConfig({ TANK_STATE: state('types') }));
    try {
      const [rows] = await session.client.query(`
        SELECT MIN(intercept) AS lowest, MAX(intercept) AS highest
        FROM (
          SELECT LN(home_win_probability / away_win_probability)
            - (SELECT SUM(reason.contribution) FROM UNNEST(top_features) AS reason) AS intercept
          FROM mlb_predictions.game_predictions
        )`);
      const [{ lowest, highest }] = rows as [{ lowest: number; highest: number }];
      expect(highest - lowest).to.be.lessThan(1e-6);
      expect(lowest).to.be.within(-0.2, 0.4);
    } finally {
      await session.close();
    }
  });

  it('forecasts the second season better than the home rate, and no better than possible', () => {
    const { model, baselines } = result.evaluation;
    expect(model.log_loss).to.be.lessThan(baselines.home_rate.log_loss);
    expect(model.log_loss).to.be.greaterThan(0.62);
    expect(model.calibration_slope).to.be.within(0.7, 1.4);
  });

  it(`comes to the same tables after ${kills} kills as undisturbed`, async () => {
    await copyOfDemo('undisturbed');
    await run(process.execPath, daily, {
      env: environment('undisturbed'),
      maxBuffer: 64 * 1024 * 1024,
    });
    const expected = await tablesOf('undisturbed');

    await copyOfDemo('killed');
    for (let kill = 0; kill < kills; kill++) {
      const child = spawn(process.execPath, daily, {
        env: environment('killed'),
        stdio: 'ignore',
        detached: true,
      });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await Promise.race([sleep(1000 + Math.random() * 14_000), ended]);
      if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await ended;
    }
    await run(process.execPath, daily, { env: environment('killed'), maxBuffer: 64 * 1024 * 1024 });
    expect(differences(expected, await tablesOf('killed'))).to.deep.equal([]);
  });
});
