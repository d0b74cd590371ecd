import { readdir } from 'node:fs/promises';
import { expect } from 'chai';
import { rawTables } from '../../ingest/index.ts';
import { TankError } from '../../warehouse/errors.ts';
import { damageInTurn } from './damage.ts';
import { openRawWarehouse, type RawWarehouse } from './raw-warehouse.ts';
import { needReplay, replayMissing, startReplay, type Replay } from '../end-to-end/replay.ts';
import { faultsOf } from './shared.ts';

const rawNames = Object.keys(rawTables).sort();

describe('ingest of replayed games', function () {
  let replay: Replay;
  let warehouse: RawWarehouse;
  let clean: Record<string, unknown[]>;
  /** What a clean run asks for. */
  let paths: readonly string[];

  before(async function () {
    needReplay(this);
    replay = await startReplay('2020-01-15T10:00:00Z');
    const reference = await openRawWarehouse();
    try {
      await reference.ingest({ baseUrl: replay.url });
      clean = await reference.rows();
      paths = Object.keys(replay.requests().counts);
    } finally {
      await reference.close();
    }
  });

  after(async () => {
    if (replayMissing === undefined) await replay.close();
  });

  beforeEach(async () => {
    replay.reset();
    warehouse = await openRawWarehouse();
  });

  afterEach(async () => {
    await warehouse.close();
  });

  const expectClean = async (): Promise<void> => {
    expect(await warehouse.rows()).to.deep.equal(clean);
    expect(await warehouse.tables()).to.deep.equal(rawNames);
    expect(await readdir(warehouse.staging)).to.deep.equal([]);
  };

  it('refuses simulated games beside real ones, before it asks for any', async () => {
    await warehouse.ingest({ baseUrl: replay.url, source: 'replay' });
    const before = await warehouse.rows();
    const error: unknown = await warehouse
      .ingest({ baseUrl: 'http://127.0.0.1:9', source: 'sim' })
      .catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(TankError).with.property('code', 'E_SOURCE_MIXED');
    expect(await warehouse.rows()).to.deep.equal(before);
  });

  it('makes the tables with descriptions, partitions and clustering', async () => {
    await warehouse.ingest({ baseUrl: replay.url });
    for (const table of Object.values(rawTables)) {
      const response = await warehouse.client.dataset('mlb_raw').table(table.name).getMetadata();
      const metadata = response[0] as {
        description: string;
        schema: { fields: { name: string; description: string }[] };
        timePartitioning?: { field: string };
        clustering: { fields: string[] };
      };
      const described = ({ name, description }: { name: string; description: string }) => ({
        name,
        description,
      });
      expect(metadata.description).to.equal(table.description);
      expect(metadata.schema.fields.map(described)).to.deep.equal(table.columns.map(described));
      expect(metadata.timePartitioning?.field).to.equal(table.partition);
      expect(metadata.clustering.fields).to.deep.equal(table.clustering);
    }
  });

  it('lands a whole week, and the second run changes no row and fetches no game', async () => {
    const week = { baseUrl: replay.url, from: '2019-05-18', to: '2019-05-24' };
    const first = await warehouse.ingest(week);
    expect(first.outcome).to.equal('complete');
    expect(first.entities.boxscores.fetched).to.equal(first.entities.boxscores.expected);
    expect(first.entities.boxscores.expected).to.be.above(80);
    expect(first.tables.raw_boxscores.inserted).to.equal(first.entities.boxscores.expected);
    expect(first.tables.raw_boxscore_players.inserted).to.be.above(80 * 45);
    expect(first.tables.raw_teams.inserted).to.equal(30);
    const lineage = ['loaded_at', 'known_at', 'batch_id', 'url', 'payload'];
    const before = await warehouse.rows(lineage);

    const second = await warehouse.ingest(week);
    expect(second.outcome).to.equal('complete');
    expect(second.requests).to.equal(0);
    expect(second.entities.boxscores).to.include({
      present: first.entities.boxscores.expected,
      fetched: 0,
    });
    expect(second.tables.raw_schedule).to.include({ inserted: 0, changed: 0, removed: 0 });
    expect(await warehouse.rows(lineage)).to.deep.equal(before);
    expect(await warehouse.tables()).to.deep.equal(rawNames);
  });

  it('lands every player listed, and nothing of what is no fact of the game', async () => {
    await warehouse.ingest({ baseUrl: replay.url });
    const sides = await warehouse.count(
      `SELECT COUNT(*) AS n FROM (
        SELECT game_pk, side FROM mlb_raw.raw_boxscore_players GROUP BY game_pk, side HAVING COUNT(*) >= 20)`,
    );
    const games = await warehouse.count('SELECT COUNT(*) AS n FROM mlb_raw.raw_boxscores');
    expect(sides).to.equal(2 * games);
    const extra = await warehouse.count(
      `SELECT COUNT(*) AS n FROM mlb_raw.raw_boxscore_players
       WHERE JSON_QUERY(payload, '$.seasonStats') IS NOT NULL OR JSON_QUERY(payload, '$.stats') IS NULL`,
    );
    expect(extra).to.equal(0);
  });

  it('takes a resumed game from either of its dates, once', async () => {
    const game = 20190683;
    const late = { baseUrl: replay.url, from: '2019-09-06', to: '2019-09-06' };
    await warehouse.ingest(late);
    const early = await warehouse.ingest({ baseUrl: replay.url });
    expect(early.entities.boxscores.present).to.equal(1);
    await warehouse.ingest(late);
    const dates = `SELECT COUNT(*) AS n FROM mlb_raw.raw_schedule WHERE game_pk = ${game}`;
    const scores = `SELECT COUNT(*) AS n FROM mlb_raw.raw_boxscores
      WHERE game_pk = ${game} AND official_date = DATE '2019-05-19'`;
    expect(await warehouse.count(dates)).to.equal(2);
    expect(await warehouse.count(scores)).to.equal(1);
    expect(replay.requests().counts[`/api/v1/game/${game}/boxscore`]).to.equal(1);
  });

  it('ends with the tables of a clean run when every kind of passing fault happens', async () => {
    const ways = [
      { kind: 'status', status: 503 },
      { kind: 'status', status: 429, retryAfter: 0 },
      { kind: 'reset' },
      { kind: 'truncate' },
      { kind: 'malformed' },
      { kind: 'empty' },
    ];
    const [silent, alsoSilent, busy] = paths.filter((path) => path.endsWith('boxscore'));
    replay.setFaults([
      { match: `${silent}|${alsoSilent}`, kind: 'timeout', delayMs: 60_000, times: 2 },
      { match: busy, kind: 'status', status: 429, retryAfter: 1, times: 1 },
      ...damageInTurn(paths, ways),
    ]);
    const summary = await warehouse.ingest({ baseUrl: replay.url, tuning: { timeoutMs: 3000 } });
    expect(summary.outcome).to.equal('complete');
    expect(summary.requests).to.be.above(3 * paths.length);
    expect(faultsOf(replay)).to.deep.equal([
      'empty',
      'malformed',
      'reset',
      'status',
      'timeout',
      'truncate',
    ]);
    await expectClean();
  });

  it('takes what comes twice once', async () => {
    replay.setFaults([{ match: 'schedule|roster', kind: 'duplicate_rows' }]);
    expect((await warehouse.ingest({ baseUrl: replay.url })).outcome).to.equal('complete');
    await expectClean();
  });

  it('reports a game that fails, lands the others, and fills the gap the next time', async () => {
    const schedule = clean.raw_boxscores as { game_pk: number }[];
    const failing = schedule[3]!.game_pk;
    const match = `game/${failing}/boxscore`;
    for (const fault of [
      { kind: 'status', status: 500 },
      { kind: 'status', status: 404 },
      { kind: 'rename_column', from: 'teamStats', to: 'statsOfTeam' },
    ]) {
      replay.setFaults([{ match, ...fault }]);
      const summary = await warehouse.ingest({ baseUrl: replay.url });
      expect(summary.outcome).to.equal('partial');
      expect(summary.entities.boxscores.failed).to.equal(1);
      expect(summary.failures).to.have.length(1);
      const [failure] = summary.failures;
      expect(failure!.key).to.contain(String(failing));
      expect(failure!.code).to.equal(fault.kind === 'status' ? 'E_SOURCE_HTTP' : 'E_SOURCE_SHAPE');
      expect(failure!.message).to.contain(`${replay.url}/api/v1/game/${failing}/boxscore`);
      for (const table of ['raw_boxscores', 'raw_boxscore_players']) {
        const left = `SELECT COUNT(*) AS n FROM mlb_raw.${table} WHERE game_pk = ${failing}`;
        expect(await warehouse.count(left)).to.equal(0);
      }
    }
    replay.setFaults([]);
    const filled = await warehouse.ingest({ baseUrl: replay.url });
    expect(filled.outcome).to.equal('complete');
    expect(filled.entities.boxscores.fetched).to.equal(1);
    await expectClean();
  });

  it('follows a day as it is played', async () => {
    const day = { baseUrl: replay.url, from: '2019-05-19', to: '2019-05-20' };
    const at = async (now: string) => {
      replay.setNow(now);
      return warehouse.ingest({ ...day, now: () => new Date(now) });
    };
    const morning = await at('2019-05-19T12:00:00Z');
    expect(morning.entities.boxscores.expected).to.equal(0);
    expect(morning.tables.raw_schedule.inserted).to.be.above(20);
    const evening = await at('2019-05-19T22:00:00Z');
    expect(evening.entities.boxscores.fetched).to.be.within(5, 16);
    const later = await at('2019-05-21T12:00:00Z');
    expect(later.tables.raw_boxscores.unchanged).to.equal(evening.entities.boxscores.fetched);
    const after = await at('2020-01-15T10:00:00Z');
    expect(after.outcome).to.equal('complete');
    const day19 = (rows: unknown[] | undefined, column: string): unknown[] =>
      (rows ?? []).filter((row) =>
        JSON.stringify((row as Record<string, unknown>)[column]).includes('2019-05-19'),
      );
    const rows = await warehouse.rows();
    expect(day19(rows.raw_schedule, 'schedule_date')).to.deep.equal(
      day19(clean.raw_schedule, 'schedule_date'),
    );
  });

  it('stops when told, keeps what has landed, and goes on from there', async () => {
    const stop = new AbortController();
    const stopped = await warehouse.ingest({
      baseUrl: replay.url,
      signal: stop.signal,
      tuning: { batchBytes: 400_000 },
      onProgress: ({ stage, done }) => {
        if (stage === 'boxscores' && done === 20) stop.abort();
      },
    });
    expect(stopped.outcome).to.equal('stopped');
    expect(stopped.entities.boxscores.skipped).to.be.above(0);
    // Six requests are under way at once: what they have read lands too.
    expect(stopped.tables.raw_boxscores.inserted).to.be.within(1, 26);
    const games = 'SELECT COUNT(DISTINCT game_pk) AS n FROM mlb_raw.';
    expect(await warehouse.count(`${games}raw_boxscores`)).to.equal(
      stopped.tables.raw_boxscores.inserted,
    );
    expect(await warehouse.tables()).to.deep.equal(rawNames);
    const rest = await warehouse.ingest({ baseUrl: replay.url });
    expect(rest.entities.boxscores.present).to.equal(stopped.tables.raw_boxscores.inserted);
    await expectClean();
  });

  it('fails as a whole when no part of the schedule can be read', async () => {
    replay.setFaults([{ match: 'schedule', kind: 'status', status: 500 }]);
    let code: unknown;
    await warehouse.ingest({ baseUrl: replay.url }).catch((error: unknown) => {
      code = (error as { code: string }).code;
    });
    expect(code).to.equal('E_SOURCE_HTTP');
    expect(await readdir(warehouse.staging)).to.deep.equal([]);
  });

  it('leaves the rest when the source is down, without asking for every game', async () => {
    replay.setFaults([{ match: 'boxscore', kind: 'status', status: 500 }]);
    const summary = await warehouse.ingest({ baseUrl: replay.url });
    const { expected, failed, skipped } = summary.entities.boxscores;
    expect(summary.outcome).to.equal('partial');
    expect(failed).to.be.within(3, 8);
    expect(failed + skipped).to.equal(expected);
    expect(await warehouse.count('SELECT COUNT(*) AS n FROM mlb_raw.raw_schedule')).to.equal(
      clean.raw_schedule!.length,
    );
  });
});
