import { expect } from 'chai';
import { openRawWarehouse, type RawWarehouse } from './raw-warehouse.ts';
import { needReplay, replayMissing, startReplay, type Replay } from '../end-to-end/replay.ts';

describe('schema drift', function () {
  let replay: Replay;
  let warehouse: RawWarehouse;
  const day = { from: '2019-05-18', to: '2019-05-18' };
  const newFields = async (): Promise<unknown[]> => {
    const [rows] = await warehouse.client.query(
      'SELECT endpoint, path, url FROM mlb_ops.schema_drift ORDER BY endpoint, path',
    );
    return rows as unknown[];
  };

  before(async function () {
    needReplay(this);
    replay = await startReplay('2020-01-15T10:00:00Z');
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

  it('is kept in the rows, reported once, and known to the next run', async () => {
    replay.setFaults([{ match: '/v1/teams|roster', kind: 'extra_fields' }]);
    const messages: string[] = [];
    const options = {
      baseUrl: replay.url,
      ...day,
      entities: ['schedule', 'teams', 'rosters'] as const,
    };
    const summary = await warehouse.ingest({
      ...options,
      onProgress: ({ message }) => messages.push(message),
    });
    expect(summary.outcome).to.equal('complete');
    const paths = summary.drift.map(({ endpoint, path }) => `${endpoint} ${path}`);
    expect(new Set(paths)).to.have.property('size', paths.length);
    expect(paths).to.include.members(['teams newField', 'teams teams[].newField']);
    expect(paths).to.include('roster roster[].newField');
    expect(messages.filter((text) => text.includes('schema drift'))).to.have.length(paths.length);
    expect(await newFields()).to.have.length(paths.length);
    const kept = `SELECT COUNT(*) AS n FROM mlb_raw.raw_teams WHERE JSON_VALUE(payload, '$.newField') = 'new'`;
    expect(await warehouse.count(kept)).to.equal(30);

    replay.reset();
    replay.setFaults([{ match: '/v1/teams|roster', kind: 'extra_fields' }]);
    const rows = await newFields();
    const later = await warehouse.ingest({ ...options, from: '2019-05-19', to: '2019-05-19' });
    expect(later.drift).to.deep.equal([]);
    expect(await newFields()).to.deep.equal(rows);
    const requests = Object.entries(replay.requests().counts);
    const rosters = requests.filter(([path]) => path.includes('roster'));
    expect(rosters).to.have.length(30);
    // The active roster and the 40-man roster, each asked for once.
    expect(rosters.filter(([, count]) => count !== 2)).to.deep.equal([]);
    expect(requests.filter((one) => !rosters.includes(one) && one[1] > 1)).to.deep.equal([]);
  });

  it('is none when a field is gone once one asks again: the tables are those of a clean run', async () => {
    const clean = await openRawWarehouse();
    const expected = await clean.ingest({ baseUrl: replay.url, ...day });
    const cleanRows = await clean.rows();
    await clean.close();
    // Never three times in a row, which would make it true.
    const renamed = { kind: 'rename_column', from: 'fullName', to: 'name_full' };
    replay.setFaults([
      { match: 'schedule', kind: 'extra_fields', times: 2 },
      { match: '/110/roster.*40Man', kind: 'extra_fields', times: 2 },
      { match: '/111/roster.*active', kind: 'extra_fields', times: 1 },
      { match: '20190670/boxscore', kind: 'extra_fields', times: 2 },
      { match: '/112/roster.*active', ...renamed, times: 2 },
      { match: '20190665/boxscore', ...renamed, times: 1 },
    ]);
    const summary = await warehouse.ingest({ baseUrl: replay.url, ...day });
    expect(summary.outcome).to.equal('complete');
    expect(summary.requests).to.be.above(expected.requests);
    expect(summary.drift).to.deep.equal([]);
    expect(await newFields()).to.deep.equal([]);
    expect(await warehouse.rows()).to.deep.equal(cleanRows);
  });
});
