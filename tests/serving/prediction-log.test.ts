import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { armOf } from '../../serving/arms.ts';
import { openPredictionLog, type PredictionLog } from '../../serving/index.ts';
import { startLog } from './log-owner.ts';
import { loggedForecast } from './logged-forecast.ts';
import { breakableWarehouse, type BreakableWarehouse } from './breakable-warehouse.ts';
import { openServer, type OpenServer } from './open-server.ts';
import { addChallengers } from './served-warehouse.ts';
import { forecasts, games, teams } from './small-league.ts';

interface LogRow {
  log_id: string;
  request_id: string;
  route: string;
  client_hash: string;
  arm: string;
  model_version: string;
  game_pk: number;
  forecast_status: string;
}

describe('the log of what was served', () => {
  let warehouse: BreakableWarehouse;
  let directory: string;
  let log: PredictionLog;
  let server: OpenServer;
  const now = () => new Date('2026-04-15T18:00:00Z');

  before(async () => {
    warehouse = await breakableWarehouse();
    await warehouse.insert('mlb_historical_data.teams_historical', teams);
    await warehouse.insert('mlb_historical_data.games_historical', games);
    await warehouse.insert('mlb_predictions.game_predictions', forecasts);
    const onTrial = { model_version: 'v13', home_win_probability: 0.5, away_win_probability: 0.5 };
    await addChallengers(warehouse, [
      { ...forecasts.find(({ game_pk }) => game_pk === 1), ...onTrial },
    ]);
  });

  beforeEach(async () => {
    warehouse.mend();
    directory = mkdtempSync(path.join(tmpdir(), 'prediction-log-'));
    open();
    server = await openServer(warehouse.client, now, { predictionLog: log, challengerShare: 0 });
  });

  afterEach(async () => {
    warehouse.mend();
    await server.close();
    await log.close();
    await warehouse.client.query('DELETE FROM mlb_predictions.prediction_log WHERE TRUE');
    rmSync(directory, { recursive: true });
  });
  after(() => warehouse.close());

  function open(more: object = {}): void {
    log = openPredictionLog({ client: warehouse.client, directory, now, flushMs: 0, ...more });
  }

  async function logged(): Promise<LogRow[]> {
    const [rows] = await warehouse.client.query(
      'SELECT * FROM mlb_predictions.prediction_log ORDER BY log_id',
    );
    return rows as LogRow[];
  }
  const waiting = () => readdirSync(directory);

  /** The file that is being written, once it has so many lines. */
  async function fileWith(lines: number, but?: string): Promise<string> {
    for (;;) {
      const [name] = waiting().filter((each) => each.endsWith('.open') && each !== but);
      const file = path.join(directory, name ?? '');
      const zipped = name === undefined ? Buffer.alloc(0) : readFileSync(file);
      const text = gunzipSync(zipped, { finishFlush: constants.Z_SYNC_FLUSH }).toString();
      if (text.split('\n').length > lines) return file;
      await wait(10);
    }
  }

  it('has a row for each forecast of each answer, under the request’s id', async () => {
    await server.inject({ url: '/predictions?date=2026-04-15', headers: { 'x-request-id': 'a' } });
    await server.inject({ url: '/games/1', headers: { 'x-request-id': 'b' } });
    await server.inject({ url: '/games/99', headers: { 'x-request-id': 'c' } });
    await log.flush();
    const rows = await logged();
    expect(
      rows.map(({ request_id, game_pk, route }) => [request_id, game_pk, route]),
    ).to.deep.equal([
      ['a', 1, '/predictions'],
      ['a', 2, '/predictions'],
      ['b', 1, '/games/:game_pk'],
    ]);
    expect(rows[0]).to.include({
      arm: 'champion',
      model_version: 'v12',
      forecast_status: 'final',
      home_win_probability: 0.625,
      is_on_demand: false,
    });
    expect(rows[0]?.client_hash).to.match(/^[0-9a-f]{64}$/);
    expect(new Set(rows.map(({ log_id }) => log_id)).size).to.equal(3);
    expect(waiting()).to.deep.equal([]);
  });

  it('is on disk when the process dies, and loaded by the next one, but for a line cut off', async () => {
    await server.inject('/games/1');
    await server.inject('/games/2');
    const file = await fileWith(2);
    expect(file).to.match(/\.open$/);
    // As processes that are no more would have left them.
    const after = mkdtempSync(path.join(tmpdir(), 'prediction-log-'));
    const gone = path.basename(file).replace(/^\d+/, '4194304');
    copyFileSync(file, path.join(after, gone));
    const lines = lineOf('gone-1', 3) + lineOf('gone-2', 4).slice(0, 40);
    writeFileSync(
      path.join(after, gone.replace(/-1\./, '-2.')),
      gzipSync(lines, { finishFlush: constants.Z_SYNC_FLUSH }),
    );
    const next = openPredictionLog({ client: warehouse.client, directory: after, now, flushMs: 0 });
    await next.close();
    expect((await logged()).map(({ game_pk }) => game_pk).sort()).to.deep.equal([1, 2, 3]);
    expect(readdirSync(after)).to.deep.equal([]);
    rmSync(after, { recursive: true });
  });

  it('makes again what a process that is gone was making of what another left', async () => {
    await log.close();
    const batch = '999999999-00000000-0000-0000-0000-000000000003-1.ndjson.gz';
    writeFileSync(path.join(directory, `${batch}.part`), 'half of it');
    const broken = batch.replace(/^9/, '8');
    writeFileSync(path.join(directory, `${broken}.open`), 'no gzip');
    writeFileSync(path.join(directory, `${batch}.open`), gzipSync(lineOf('four-1', 3)));
    open();
    await log.flush();
    expect(waiting()).to.deep.equal([`${broken}.open`, `${broken}.part`]);
    expect(await logged()).to.have.length(1);
  });

  it('adds nothing when a batch comes twice', async () => {
    const name = '1-00000000-0000-0000-0000-000000000000-1.ndjson.gz';
    for (let time = 0; time < 2; time += 1) {
      writeFileSync(path.join(directory, name), gzipSync(lineOf('one-1', 3) + lineOf('one-2', 4)));
      await log.flush();
    }
    expect(await logged()).to.have.length(2);
  });

  it('adds nothing when a batch comes twice to a warehouse that forgot its jobs', async () => {
    const batch = '1-00000000-0000-0000-0000-000000000002-1';
    const bring = async () => {
      writeFileSync(
        path.join(directory, `${batch}.ndjson.gz`),
        gzipSync(lineOf('three-1', 3) + lineOf('three-2', 4)),
      );
      await log.flush();
      expect(waiting()).to.deep.equal([]);
    };
    await bring();
    await warehouse.client.job(`prediction_log_${batch}_1`).delete();
    await bring();
    expect(await logged()).to.have.length(2);
  });

  it('comes in with the next try when a load failed', async () => {
    const name = '1-00000000-0000-0000-0000-000000000001-1.ndjson.gz';
    const file = path.join(directory, name);
    writeFileSync(file, gzipSync('no JSON\n'));
    await log.flush();
    expect(waiting()).to.deep.equal([name]);
    expect(await logged()).to.deep.equal([]);
    writeFileSync(file, gzipSync(lineOf('two-1', 3)));
    await log.flush();
    expect(await logged()).to.have.length(1);
    expect(waiting()).to.deep.equal([]);
  });

  it('keeps what the disk had room for, and logs on when there is room again', async () => {
    const full = startLog(new URL(warehouse.client.baseUrl).origin, directory);
    try {
      // Each in a write of its own: what is made anew of eight writes is smaller than they are, whatever their ids.
      const before = [1, 2, 3, 4, 11, 12, 13, 14];
      for (const [count, gamePk] of before.entries()) {
        await full.tell(`record ${gamePk}`);
        await fileWith(count + 1);
      }
      // There is room for another batch, but none for the end of this one; then none at all.
      full.leave(statSync(await fileWith(before.length)).size);
      expect(await full.tell('flush')).to.deep.equal({ waitingBytes: 0, dropped: 0 });
      expect(await logged()).to.have.length(before.length);
      await full.tell('record 5');
      const kept = path.basename(await fileWith(1));
      full.leave(0);
      expect(await full.tell('flush')).to.deep.include({ dropped: 0 });
      await full.tell('record 6');
      while ((await full.tell('counts')).dropped === 0) await wait(10);
      expect(waiting().filter((name) => name.endsWith('.open'))).to.deep.equal([kept]);
      full.leave('unlimited');
      await full.tell('record 7');
      await fileWith(1, kept);
      expect(await full.tell('flush')).to.deep.equal({ waitingBytes: 0, dropped: 1 });
      expect((await logged()).map(({ game_pk }) => game_pk)).to.have.members([...before, 5, 7]);
      expect(waiting()).to.deep.equal([]);
    } finally {
      await full.end();
    }
  });

  it('writes one table and makes none', async () => {
    await server.inject('/games/1');
    await log.flush();
    const [tables] = await warehouse.client.dataset('mlb_predictions').getTables();
    expect(
      tables.map(({ id }) => id).filter((id) => id?.startsWith('prediction_log')),
    ).to.deep.equal(['prediction_log']);
    const [jobs] = await warehouse.client.getJobs();
    const writing = jobs
      .map(
        ({ metadata }) => metadata as { configuration: { load?: { createDisposition: string } } },
      )
      .flatMap(({ configuration }) => configuration.load ?? []);
    expect(new Set(writing.map(({ createDisposition }) => createDisposition))).to.deep.equal(
      new Set(['CREATE_NEVER']),
    );
  });

  it('waits on disk while the warehouse is down, and slows no answer', async () => {
    warehouse.breakDown();
    expect((await server.inject('/games/1')).statusCode).to.equal(200);
    await log.flush();
    expect(waiting()).to.have.length(1);
    expect(log.counts().waitingBytes).to.be.greaterThan(0);
    warehouse.mend();
    await log.flush();
    expect(await logged()).to.have.length(1);
    expect(log.counts()).to.deep.equal({ waitingBytes: 0, dropped: 0 });
  });

  it('drops what is more than may wait, and counts it', async () => {
    await log.close();
    await server.close();
    open({ maxBytes: 100 });
    server = await openServer(warehouse.client, now, { predictionLog: log });
    for (let time = 0; time < 3; time += 1) {
      await server.inject('/games/1');
    }
    expect(log.counts().dropped).to.equal(2);
    const metrics = await server.inject('/metrics');
    expect(metrics.body).to.include('prediction_log_dropped_rows 2');
  });

  it('serves the challenger’s forecast to its arm, where there is one, and logs it as such', async () => {
    await server.close();
    server = await openServer(warehouse.client, now, { predictionLog: log, challengerShare: 1 });
    const response = await server.inject('/games/1');
    expect(response.json()).to.deep.include({ arm: 'challenger', model_version: 'v13' });
    expect((await server.inject('/games/2')).json()).to.deep.include({ arm: 'champion' });
    const list = await server.inject('/predictions?date=2026-04-15');
    expect(list.json<{ predictions: unknown[] }>().predictions[0]).to.deep.equal(response.json());
    await log.flush();
    expect(
      (await logged()).map(({ arm, model_version }) => `${arm} ${model_version}`),
    ).to.deep.equal(['challenger v13', 'champion v12', 'challenger v13', 'champion v12']);
  });

  it('splits clients and games by a share, the same way every time', () => {
    const arms = Array.from({ length: 20_000 }, (_, place) =>
      armOf(`client ${place % 200}`, Math.floor(place / 200), 0.05),
    );
    const challengers = arms.filter((arm) => arm === 'challenger').length;
    expect(challengers / arms.length).to.be.within(0.044, 0.056);
    expect(armOf('a', 1, 0.5)).to.equal(armOf('a', 1, 0.5));
    const ofOne = new Set(Array.from({ length: 100 }, (_, game) => armOf('a', game, 0.5)));
    expect(ofOne.size).to.equal(2);
  });
});

function lineOf(log_id: string, game_pk: number): string {
  const row = {
    log_id,
    served_at: '2026-04-15T18:00:00.000Z',
    recorded_at: '2026-04-15T18:00:00.000Z',
    route: '/games/:game_pk',
    request_id: 'x',
    client_hash: 'x',
    ...loggedForecast(game_pk),
  };
  return `${JSON.stringify(row)}\n`;
}
