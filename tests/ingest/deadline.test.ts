import { expect } from 'chai';
import { openRawWarehouse, type RawWarehouse } from './raw-warehouse.ts';
import { needReplay, replayMissing, startReplay, type Replay } from '../end-to-end/replay.ts';

describe('deadline of a run', function () {
  let replay: Replay;
  let warehouse: RawWarehouse;

  before(async function () {
    needReplay(this);
    replay = await startReplay('2020-01-15T10:00:00Z');
    warehouse = await openRawWarehouse();
  });

  after(async () => {
    if (replayMissing !== undefined) return;
    await warehouse.close();
    await replay.close();
  });

  it('ends the run, lands what was read, and leaves the rest to the next', async () => {
    const day = { baseUrl: replay.url, from: '2019-05-18', to: '2019-05-18' };
    await warehouse.ingest({ ...day, entities: ['schedule'] });
    replay.setFaults([{ match: 'boxscore', kind: 'slow', delayMs: 700 }]);
    const games = { ...day, entities: ['boxscores' as const], concurrency: 1 };
    const summary = await warehouse.ingest({ ...games, deadlineMs: 4000 });
    const { fetched, skipped, failed } = summary.entities.boxscores;
    expect(summary).to.include({ outcome: 'stopped', stoppedBy: 'deadline' });
    expect(skipped).to.be.above(0);
    expect(failed).to.equal(0);
    expect(fetched + skipped).to.equal(15);
    const there = 'SELECT COUNT(*) AS n FROM mlb_raw.raw_boxscores';
    expect(await warehouse.count(there)).to.equal(fetched);

    replay.setFaults([]);
    const rest = await warehouse.ingest(games);
    expect(rest.outcome).to.equal('complete');
    expect(rest.entities.boxscores).to.include({ present: fetched, fetched: skipped });
  });
});
