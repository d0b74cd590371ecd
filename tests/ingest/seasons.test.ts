import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { previewIngest } from '../../ingest/index.ts';
import { planLines } from '../../pipeline/commands/plan.ts';
import { collectionLines } from '../../pipeline/report.ts';
import { openRawWarehouse, project, type RawWarehouse } from './raw-warehouse.ts';

const season = (year: number) => ({
  seasonId: String(year),
  springStartDate: `${year}-02-25`,
  springEndDate: `${year}-03-30`,
  regularSeasonStartDate: `${year}-04-01`,
  regularSeasonEndDate: `${year}-09-30`,
  postSeasonStartDate: `${year}-10-02`,
  postSeasonEndDate: `${year}-10-28`,
});

describe('ingest by season', () => {
  let paths: string[];
  let announced: number[];
  let server: http.Server;
  let baseUrl: string;
  let warehouse: RawWarehouse;

  beforeEach(async () => {
    paths = [];
    announced = [2013];
    server = http.createServer((request, response) => {
      const { pathname, search } = new URL(request.url ?? '/', 'http://league');
      paths.push(pathname + search);
      const wanted = Number(/seasons\/(\d+)/.exec(pathname)?.[1]);
      const body = pathname.includes('/seasons/')
        ? { seasons: announced.filter((year) => year === wanted).map(season) }
        : { dates: [] };
      response.end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    warehouse = await openRawWarehouse();
  });

  afterEach(async () => {
    await warehouse.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  let inSeason = 0;

  const collect = (from: string, to: string, now = '2027-06-01T12:00:00Z') => {
    inSeason = 0;
    return warehouse.ingest({
      baseUrl,
      from,
      to,
      entities: ['schedule'],
      now: () => new Date(now),
      onInSeason: () => {
        inSeason += 1;
      },
    });
  };

  const schedules = (): (string | undefined)[] =>
    paths
      .filter((path) => path.includes('/schedule'))
      .map((path) => /startDate=([\d-]+&endDate=[\d-]+)/.exec(path)?.[1]);

  it('does nothing out of season, and says so', async () => {
    const summary = await collect('2019-11-10', '2019-12-01');
    expect(summary).to.include({ outcome: 'off_season', requests: 0 });
    expect(inSeason).to.equal(0);
    expect(paths).to.deep.equal([]);
    expect(await warehouse.count('SELECT COUNT(*) AS n FROM mlb_raw.raw_collected_items')).to.equal(
      0,
    );
    expect(collectionLines(summary)).to.deep.equal([
      '2019-11-10 to 2019-12-01 off-season, the 2020 season begins on 2020-02-21: nothing to collect',
    ]);
  });

  it('plans nothing out of season, and says so', async () => {
    const { client } = warehouse;
    const range = { from: '2019-10-29', to: '2019-12-01' };
    const preview = await previewIngest({ client, project, location: 'US', ...range });
    expect(preview.unknownDates).to.equal(2);
    expect(preview.offSeason).to.deep.equal([{ from: '2019-10-31', to: '2019-12-01' }]);
    expect(planLines(preview)).to.include(
      'Left out: 2019-10-31 to 2019-12-01 off-season, the 2020 season begins on 2020-02-21.',
    );
  });

  it('collects the dates of a range that are in season', async () => {
    const summary = await collect('2019-10-29', '2020-02-22');
    expect(summary.outcome).to.equal('complete');
    expect(inSeason).to.equal(1);
    expect(summary.entities.schedule).to.include({ expected: 4, fetched: 4 });
    expect(schedules()).to.deep.equal([
      '2019-10-29&endDate=2019-10-30',
      '2020-02-21&endDate=2020-02-22',
    ]);
    expect(summary.offSeason).to.deep.equal([{ from: '2019-10-31', to: '2020-02-20' }]);
    expect(collectionLines(summary).join('\n')).to.contain(
      'left out: 2019-10-31 to 2020-02-20 off-season, the 2020 season begins on 2020-02-21',
    );
  });

  it('asks once for a season that is not configured', async () => {
    expect(await collect('2013-10-27', '2013-10-31')).to.include({ outcome: 'complete' });
    expect((await collect('2013-10-27', '2013-10-31')).requests).to.equal(0);
    expect(await collect('2013-11-10', '2013-12-01')).to.include({ outcome: 'off_season' });
    expect(paths.filter((path) => path.includes('/seasons/'))).to.deep.equal([
      '/api/v1/seasons/2013?sportId=1',
    ]);
    expect(schedules()).to.deep.equal(['2013-10-27&endDate=2013-10-28']);
  });

  it('asks again after a month for the dates of a season that is not over', async () => {
    announced = [2027];
    await collect('2027-04-01', '2027-04-02', '2027-04-03T12:00:00Z');
    await collect('2027-05-01', '2027-05-02', '2027-05-02T12:00:00Z');
    await collect('2027-05-03', '2027-05-04', '2027-05-04T12:00:00Z');
    await collect('2027-09-03', '2027-09-04', '2028-05-04T12:00:00Z');
    expect(paths.filter((path) => path.includes('/seasons/'))).to.have.length(2);
  });

  it('leaves no date out of a season that is not announced yet, and asks again', async () => {
    announced = [];
    const summary = await collect('2028-01-10', '2028-01-11');
    expect(summary).to.deep.include({ outcome: 'complete', offSeason: [] });
    expect(summary.entities.schedule.fetched).to.equal(2);
    await collect('2028-01-10', '2028-01-11');
    expect(paths.filter((path) => path.includes('/seasons/'))).to.have.length(2);
  });
});
