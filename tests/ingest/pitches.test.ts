import { expect } from 'chai';
import type { IngestSummary } from '../../ingest/index.ts';
import { openRawWarehouse, type RawWarehouse } from './raw-warehouse.ts';
import { needReplay, replayMissing, startReplay, type Replay } from '../end-to-end/replay.ts';
import { everyRow, readingWhole } from '../whole-tables.ts';

const games = 3;

describe('pitches of the replay', function () {
  let replay: Replay;
  let warehouse: RawWarehouse;
  let clean: unknown[];

  before(async function () {
    needReplay(this);
    replay = await startReplay('2020-01-15T10:00:00Z');
    warehouse = await openRawWarehouse();
    await warehouse.ingest({ ...worldSeries(), entities: ['schedule', 'boxscores'] });
    await collect();
    clean = await rows();
    await warehouse.client.query(
      readingWhole('CREATE TABLE mlb_raw.clean AS SELECT * FROM mlb_raw.raw_pitches'),
    );
  });

  after(async () => {
    if (replayMissing !== undefined) return;
    await warehouse.close();
    await replay.close();
  });

  beforeEach(async () => {
    replay.reset();
    await forget();
  });

  const worldSeries = () => ({ baseUrl: replay.url, from: '2019-10-25', to: '2019-10-27' });

  const collect = (now = '2020-01-15T10:00:00Z'): Promise<IngestSummary> =>
    warehouse.ingest({ ...worldSeries(), entities: ['pitches'], now: () => new Date(now) });

  const forget = async (): Promise<void> => {
    await warehouse.client.query(
      `DELETE FROM mlb_raw.raw_pitches WHERE ${everyRow('raw_pitches')}`,
    );
    await warehouse.client.query(
      "DELETE FROM mlb_raw.raw_collected_items WHERE entity = 'pitches'",
    );
  };

  /** What does not depend on when and how the pitches were read. */
  const rows = async (): Promise<unknown[]> => {
    const [read] = (await warehouse.client.query(
      readingWhole(`SELECT game_pk, at_bat_number, pitch_number,
      official_date, event_at, content_sha256, TO_JSON_STRING(payload) AS payload
      FROM mlb_raw.raw_pitches ORDER BY game_pk, at_bat_number, pitch_number`),
    )) as [unknown[]];
    return read;
  };

  const requests = () => replay.requests().counts['/statcast_search/csv'] ?? 0;

  it('are all there after one request, as many as the box scores count', async () => {
    const summary = await collect();
    expect(requests()).to.equal(1);
    expect(summary.entities.pitches).to.include({ expected: games, fetched: games, failed: 0 });
    expect(summary.entities.pitches.origins).to.deep.equal({ savant: games });
    expect(await rows()).to.have.length(895);
    const differing = await warehouse.count(`SELECT COUNT(*) AS n FROM (
      SELECT game_pk, COUNT(*) AS pitches FROM mlb_raw.raw_pitches GROUP BY game_pk
    ) JOIN mlb_raw.raw_boxscores AS b USING (game_pk)
    WHERE pitches != INT64(b.payload.teams.home.teamStats.pitching.numberOfPitches)
      + INT64(b.payload.teams.away.teamStats.pitching.numberOfPitches)`);
    expect(differing).to.equal(0);
  });

  it('are not asked for again', async () => {
    await collect();
    replay.reset();
    const again = await collect();
    expect(again.entities.pitches).to.include({ present: games, fetched: 0 });
    expect(requests()).to.equal(0);
  });

  const damages: Record<string, object> = {
    'cut to a hundred rows': { kind: 'row_cap' },
    'a header only': { kind: 'empty' },
    'without a column': { kind: 'rename_column', from: 'release_speed' },
    'with a further column': { kind: 'extra_fields' },
    'with rows twice': { kind: 'duplicate_rows' },
    'ending early': { kind: 'truncate' },
    'no whole CSV': { kind: 'malformed' },
    unavailable: { kind: 'status', status: 503 },
  };
  for (const [what, damage] of Object.entries(damages)) {
    it(`are those of a clean run after an export that was ${what}`, async () => {
      replay.setFaults([{ match: 'statcast', times: 1, ...damage }]);
      const summary = await collect();
      expect(summary.outcome).to.equal('complete');
      expect(summary.entities.pitches.origins).to.deep.equal({ savant: games });
      expect(await rows()).to.deep.equal(clean);
      expect(requests()).to.equal(damage === damages['with rows twice'] ? 1 : 2);
    });
  }

  it('are asked for by game when the export is cut each time', async () => {
    replay.setFaults([{ match: 'statcast.*game_date_gt', kind: 'row_cap' }]);
    const summary = await collect();
    expect(summary.entities.pitches.origins).to.deep.equal({ savant: games });
    expect(requests()).to.equal(3 + games);
    expect(await rows()).to.deep.equal(clean);
  });

  it('come from the play-by-play while Savant is down, under the same keys, and from Savant later', async () => {
    replay.setFaults([{ match: 'statcast', kind: 'status', status: 503 }]);
    const down = await collect();
    expect(down.outcome).to.equal('complete');
    expect(down.entities.pitches.origins).to.deep.equal({ stats_api: games });
    const keys = 'SELECT game_pk, at_bat_number, pitch_number FROM mlb_raw';
    const differing = `SELECT COUNT(*) AS n FROM ((${keys}.raw_pitches EXCEPT DISTINCT ${keys}.clean)
      UNION ALL (${keys}.clean EXCEPT DISTINCT ${keys}.raw_pitches))`;
    expect(await warehouse.count(differing)).to.equal(0);
    replay.setFaults([]);
    const up = await collect();
    expect(up.entities.pitches).to.include({ present: 0, fetched: games });
    expect(up.entities.pitches.origins).to.deep.equal({ savant: games });
    expect(await rows()).to.deep.equal(clean);
    expect((await collect()).entities.pitches).to.include({ present: games });
  });

  it('come from the archive when all else is down', async () => {
    replay.setFaults([{ match: 'statcast|playByPlay', kind: 'status', status: 404 }]);
    const summary = await collect();
    expect(summary.entities.pitches.origins).to.deep.equal({ archive: games });
    expect(await rows()).to.deep.equal(clean);
    const known = `SELECT COUNT(DISTINCT url) AS n FROM mlb_raw.raw_pitches
      WHERE origin = 'archive' AND STARTS_WITH(url, 'archive/savant/2019-10-25..2019-10-27@')`;
    expect(await warehouse.count(known)).to.equal(1);
  });
});
