import { expect } from 'chai';
import type { EntityName } from '../../ingest/entity-names.ts';
import { openRawWarehouse, type RawWarehouse } from './raw-warehouse.ts';
import { needReplay, replayMissing, startReplay, type Replay } from '../end-to-end/replay.ts';
import { everyRow, readingWhole } from '../whole-tables.ts';

const entities = ['schedule', 'feeds', 'boxscores', 'linescores', 'plays'] as const;
const dates = { from: '2019-10-04', to: '2019-10-05' };
const ownTables = ['raw_boxscores', 'raw_boxscore_players', 'raw_linescores', 'raw_plays'] as const;
const columns = ['content_sha256', 'event_at', 'source', 'http_status'];

interface Line {
  player_id: number;
  hits: number;
}

describe('ingest of games', function () {
  let replay: Replay;
  let warehouse: RawWarehouse;
  let clean: Record<string, unknown[]>;

  const collect = (names: readonly EntityName[] = entities) =>
    warehouse.ingest({ baseUrl: replay.url, ...dates, entities: names });
  const rowsOf = async () => {
    const rows = await warehouse.rows(columns);
    return Object.fromEntries(
      Object.entries(rows).filter(([table]) => table !== 'raw_collected_items'),
    );
  };

  before(async function () {
    needReplay(this);
    replay = await startReplay('2020-01-15T10:00:00Z');
    warehouse = await openRawWarehouse();
    await collect();
    clean = await rowsOf();
    await warehouse.close();
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

  it('asks once for each game, and a second time for none', async () => {
    const first = await collect();
    const games = first.entities.feeds.fetched;
    expect(games).to.equal(6);
    expect(first.requests).to.equal(games + 1);
    for (const name of ['boxscores', 'linescores', 'plays'] as const) {
      expect(first.entities[name]).to.include({ expected: games, present: games, fetched: 0 });
    }
    expect(first.tables.raw_plays.inserted).to.be.above(games * 60);
    const again = await collect();
    expect(again.requests).to.equal(0);
    expect(again.tables.raw_plays).to.include({ staged: 0, removed: 0 });
  });

  it('takes the documents of a game one by one when its feed fails, with the same rows', async () => {
    const { game_pk } = clean.raw_boxscores![2] as { game_pk: number };
    replay.setFaults([{ match: `${game_pk}/feed`, kind: 'status', status: 500 }]);
    const summary = await collect();
    expect(summary.failures.map(({ entity }) => entity)).to.deep.equal(['feeds']);
    for (const name of ['boxscores', 'linescores', 'plays'] as const) {
      expect(summary.entities[name].fetched).to.equal(1);
    }
    const rows = await rowsOf();
    for (const table of ownTables) expect(rows[table]).to.deep.equal(clean[table]);
    expect(rows.raw_game_feeds).to.have.length(clean.raw_game_feeds!.length - 1);

    replay.setFaults([]);
    const filled = await collect();
    expect(filled.entities.feeds.fetched).to.equal(1);
    expect(filled.requests).to.equal(1);
    expect(filled.tables.raw_plays).to.include({ inserted: 0, changed: 0, removed: 0 });
    expect(await rowsOf()).to.deep.equal(clean);
  });

  it('reads a feed again of which rows are gone', async () => {
    await collect();
    await warehouse.client.query(
      readingWhole(`DELETE FROM mlb_raw.raw_plays WHERE ${everyRow('raw_plays')} AND at_bat_index = 7
      AND game_pk = (SELECT MIN(game_pk) FROM mlb_raw.raw_game_feeds)`),
    );
    const summary = await collect();
    expect(summary.entities.feeds.fetched).to.equal(1);
    expect(summary.requests).to.equal(1);
    expect(summary.tables.raw_plays.inserted).to.equal(1);
    expect(await rowsOf()).to.deep.equal(clean);
  });

  it('gives the rows of a clean run when documents are damaged now and then', async () => {
    const damage = {
      schedule: ['null_scores', 'rename_column'],
      feed: ['missing_players', 'null_scores'],
    };
    replay.setFaults(
      Object.entries(damage).flatMap(([match, kinds]) =>
        [...kinds, 'extra_fields', 'row_cap', 'duplicate_rows'].map((kind) => ({
          match,
          kind,
          times: 1,
          ...(kind === 'row_cap' && { rows: 1 }),
        })),
      ),
    );
    const summary = await collect(['schedule', 'feeds']);
    expect(summary.outcome).to.equal('complete');
    expect(summary.requests).to.equal(1 + 4 + 6 + 4);
    expect(await rowsOf()).to.deep.equal(clean);
  });

  it('keeps what a game has when its feed lacks players each time, and says so', async () => {
    const { game_pk } = clean.raw_boxscores![2] as { game_pk: number };
    replay.setFaults([{ match: `${game_pk}/feed`, kind: 'missing_players' }]);
    const summary = await collect();
    expect(summary.outcome).to.equal('complete');
    const [rows] = (await warehouse.client.query(
      `SELECT TO_JSON_STRING(JSON_QUERY(payload, '$.doubts')) AS doubts
       FROM mlb_raw.raw_collected_items WHERE entity = 'feeds' AND item_key = '${game_pk}'`,
    )) as [{ doubts: string }[]];
    expect(rows[0]!.doubts).to.match(/^\["home: no entry of \d+/);
    const kept = `SELECT COUNT(*) AS n FROM mlb_raw.raw_boxscore_players WHERE game_pk = ${game_pk}`;
    expect(await warehouse.count(kept)).to.be.within(30, 40);
  });

  it("fetches the lines of players whom a box score names but lacks, and everyone's biography once", async () => {
    replay.setNow('2019-12-15T10:00:00Z');
    const { game_pk } = clean.raw_boxscores![2] as { game_pk: number };
    replay.setFaults([{ match: `${game_pk}/feed`, kind: 'missing_players' }]);
    await collect(['schedule', 'feeds', 'player_lines', 'people']);
    replay.setFaults([]);
    const whole = await openRawWarehouse();
    try {
      await whole.ingest({ baseUrl: replay.url, ...dates, entities: ['schedule', 'feeds'] });
      const batted = `SELECT player_id, CAST(JSON_VALUE(payload, '$.stats.batting.hits') AS INT64) AS hits
        FROM mlb_raw.raw_boxscore_players
        WHERE game_pk = ${game_pk} AND JSON_VALUE(payload, '$.stats.batting.plateAppearances') <> '0'
        ORDER BY player_id`;
      const linesOf = async ({ client }: RawWarehouse, sql: string): Promise<Line[]> =>
        ((await client.query(readingWhole(sql))) as [Line[]])[0];
      const fetched = await linesOf(
        warehouse,
        `SELECT player_id, CAST(JSON_VALUE(payload, '$.stat.hits') AS INT64) AS hits
         FROM mlb_raw.raw_player_game_lines
         WHERE stat_group = 'hitting' AND strategy = 'boxscore'
           AND JSON_VALUE(payload, '$.stat.plateAppearances') <> '0'`,
      );
      expect(fetched.length).to.be.within(5, 12);
      const lines = [...(await linesOf(warehouse, batted)), ...fetched];
      lines.sort((a, b) => a.player_id - b.player_id);
      expect(lines).to.deep.equal(await linesOf(whole, batted));
    } finally {
      await whole.close();
    }
    const again = await collect(['schedule', 'feeds', 'player_lines', 'people']);
    expect(again.requests).to.equal(0);
    const without = `SELECT COUNT(*) AS n FROM mlb_raw.raw_boxscore_players AS player
      LEFT JOIN mlb_raw.raw_people AS person ON person.person_id = player.player_id
      WHERE person.person_id IS NULL`;
    expect(await warehouse.count(without)).to.equal(0);
  });
});
