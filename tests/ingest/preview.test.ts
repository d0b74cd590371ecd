import { expect } from 'chai';
import { previewIngest, type EntityName, type IngestPreview } from '../../ingest/index.ts';
import { planLines } from '../../pipeline/commands/plan.ts';
import { openRawWarehouse, project, type RawWarehouse } from './raw-warehouse.ts';
import { needReplay, replayMissing, startReplay, type Replay } from '../end-to-end/replay.ts';
import { everyRow, readingWhole } from '../whole-tables.ts';

describe('preview of ingest', function () {
  let replay: Replay;
  let warehouse: RawWarehouse;
  const entities: EntityName[] = ['schedule', 'teams', 'boxscores'];

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

  const preview = (from = '2019-05-18'): Promise<IngestPreview> =>
    previewIngest({
      client: warehouse.client,
      project,
      location: 'US',
      from,
      to: '2019-05-18',
      entities,
      now: () => new Date('2020-01-15T10:00:00Z'),
    });
  const of = (plan: IngestPreview, name: EntityName) =>
    plan.entities.find(({ entity }) => entity === name);

  it('of an empty warehouse says what is unknown, and makes nothing', async () => {
    const plan = await preview('2019-04-30');
    expect(plan.unknownDates).to.equal(19);
    expect(of(plan, 'schedule')?.reads).to.deep.equal([
      { key: '2019-04-30..2019-04-30', reason: 'missing', items: 1 },
      { key: '2019-05-01..2019-05-18', reason: 'missing', items: 18 },
    ]);
    expect(planLines(plan).join('\n')).to.match(/schedule +19 +0 +2 +2 missing/);
    const [datasets] = await warehouse.client.getDatasets();
    expect(datasets).to.have.length(0);
  });

  it('names what is missing and what is gone, without asking the source', async () => {
    await warehouse.ingest({
      baseUrl: replay.url,
      from: '2019-05-18',
      to: '2019-05-18',
      entities: ['schedule', 'boxscores'],
    });
    const requests = replay.requests().total;
    const whole = await preview();
    expect(of(whole, 'boxscores')).to.deep.include({ expected: 15, present: 15, reads: [] });
    expect(of(whole, 'teams')?.reasons).to.deep.equal({ missing: 1 });

    await warehouse.client.query(
      readingWhole(`DELETE FROM mlb_raw.raw_boxscore_players
      WHERE ${everyRow('raw_boxscore_players')} AND player_id =
      (SELECT MIN(player_id) FROM mlb_raw.raw_boxscore_players)`),
    );
    const torn = await preview();
    expect(of(torn, 'boxscores')?.reasons).to.deep.equal({ incomplete: 1 });
    expect(planLines(torn).join('\n')).to.match(/boxscores +15 +14 +1 +1 incomplete/);

    expect(replay.requests().total).to.equal(requests);
  });

  it('refuses a range that is none', async () => {
    const error: unknown = await preview('2019-05-19').catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'E_DATE');
  });
});
