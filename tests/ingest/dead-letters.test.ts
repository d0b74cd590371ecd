import { expect } from 'chai';
import { deadLetters, dropDeadLetters, retryDeadLetters } from '../../ingest/index.ts';
import { letterLines } from '../../pipeline/commands/dlq.ts';
import { openRawWarehouse, project, type RawWarehouse } from './raw-warehouse.ts';
import { needReplay, replayMissing, startReplay, type Replay } from '../end-to-end/replay.ts';

describe('dead letters and the record of runs', function () {
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
    replay.setFaults([]);
  });

  afterEach(async () => {
    await warehouse.close();
  });

  const day = { from: '2019-05-18', to: '2019-05-18' };
  const ingestDay = () =>
    warehouse.ingest({ baseUrl: replay.url, ...day, entities: ['schedule', 'boxscores'] });
  const target = () => ({ client: warehouse.client, project, location: 'US' });
  const retry = (choice = {}) =>
    retryDeadLetters(
      {
        ...target(),
        baseUrl: replay.url,
        source: 'replay',
        stagingDirectory: warehouse.staging,
        now: () => new Date('2020-01-16T10:00:00Z'),
        tuning: { backoffMs: [1, 1, 1, 1, 1] },
      },
      choice,
    );
  const broken = (gamePk: number) => ({ match: `${gamePk}/boxscore`, kind: 'status', status: 404 });

  it('holds what was asked for, the error and the count, until the read succeeds', async () => {
    replay.setFaults([broken(20190670)]);
    await ingestDay();
    const [letter, ...others] = await deadLetters(target());
    expect(others).to.deep.equal([]);
    expect(letter).to.include({
      entity: 'boxscores',
      key: '2019-05-18 game 20190670',
      code: 'E_SOURCE_HTTP',
      status: 404,
      failures: 1,
      source: 'replay',
    });
    expect(letter?.request).to.include({ gamePk: 20190670 });
    expect(letter?.message).to.contain(`GET ${replay.url}/api/v1/game/20190670/boxscore: 404`);

    await ingestDay();
    const [again] = await deadLetters(target());
    expect(again?.failures).to.equal(2);
    expect(again?.firstFailedAt).to.equal(letter?.firstFailedAt);
    expect(letterLines([again!]).join('\n')).to.match(/boxscores +2019-05-18 game 20190670 +2 /);

    replay.setFaults([]);
    await ingestDay();
    expect(await deadLetters(target())).to.deep.equal([]);
  });

  it('reads letters again by themselves, and counts what fails again', async () => {
    replay.setFaults([broken(20190670), broken(20190665)]);
    await ingestDay();
    replay.setFaults([broken(20190665)]);
    const before = replay.requests().total;
    const summary = await retry();
    expect(replay.requests().total - before).to.equal(2);
    expect(summary.outcome).to.equal('partial');
    expect(summary.tables.raw_boxscores.inserted).to.equal(1);
    const left = await deadLetters(target());
    expect(left.map(({ key, failures }) => [key, failures])).to.deep.equal([
      ['2019-05-18 game 20190665', 2],
    ]);
    const boxscores = 'SELECT COUNT(*) AS n FROM mlb_raw.raw_boxscores';
    expect(await warehouse.count(boxscores)).to.equal(14);
    expect(letterLines(await deadLetters(target()))).to.have.length(4);
  });

  it('drops the letters chosen, and only those', async () => {
    replay.setFaults([broken(20190670), broken(20190665)]);
    await ingestDay();
    const one = { keys: ['2019-05-18 game 20190670'] };
    expect(await dropDeadLetters(target(), { entities: ['rosters'] })).to.equal(0);
    expect(await dropDeadLetters(target(), { keys: [] })).to.equal(0);
    expect(await dropDeadLetters(target(), one)).to.equal(1);
    expect(await deadLetters(target())).to.have.length(1);
  });

  it('has a row for every run, whole, partial or failed', async () => {
    await ingestDay();
    replay.setFaults([{ match: 'schedule', kind: 'status', status: 404 }]);
    const error: unknown = await warehouse
      .ingest({ baseUrl: replay.url, from: '2019-05-19', to: '2019-05-19' })
      .catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'E_SOURCE_HTTP');
    const [rows] = await warehouse.client.query(
      `SELECT outcome, error_code, CAST(from_date AS STRING) AS from_date, requests, fetched_items,
        failed_items, CAST(JSON_VALUE(entities, '$.boxscores.rows.inserted') AS INT64) > 700 AS is_full
      FROM mlb_ops.collection_runs ORDER BY from_date`,
    );
    expect(rows).to.deep.equal([
      {
        outcome: 'complete',
        error_code: null,
        from_date: '2019-05-18',
        requests: 16,
        fetched_items: 16,
        failed_items: 0,
        is_full: true,
      },
      {
        outcome: 'failed',
        error_code: 'E_SOURCE_HTTP',
        from_date: '2019-05-19',
        requests: 1,
        fetched_items: 0,
        failed_items: 1,
        is_full: false,
      },
    ]);
  });
});
