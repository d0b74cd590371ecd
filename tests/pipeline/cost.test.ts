import { expect } from 'chai';
import { monthlyCost, readPrices } from '../../pipeline/cost/estimate.ts';
import { measureCost } from '../../pipeline/cost/measure.ts';
import { openSmallPipeline, type SmallPipeline } from './small-pipeline.ts';

const gib = 2 ** 30;
const nothing = { nightlyBytes: 0, fullRefreshBytes: 0, storedBytes: 0 };

describe("a month's bill", () => {
  const prices = readPrices();
  const costOf = (service: string, measured = nothing): number =>
    monthlyCost(measured, prices).find((line) => line.service === service)!.cost;

  it("compares with each line of the plan, whose total is the plan's $38", () => {
    const total = Object.values(prices.plan).reduce((sum, cost) => sum + cost, 0);
    expect(total).to.be.within(38, 39);
    expect(monthlyCost(nothing, prices).filter(({ plan }) => plan === null)).to.deep.equal([]);
  });

  it('charges queries beyond the first TiB', () => {
    expect(costOf('BigQuery queries')).to.equal(0);
    // 30 nights of 100 GiB and a refresh of 72 GiB are 3 TiB, of which one is free.
    const measured = { ...nothing, nightlyBytes: 100 * gib, fullRefreshBytes: 72 * gib };
    expect(costOf('BigQuery queries', measured)).to.be.closeTo(12.5, 1e-9);
  });

  it('charges what is stored beyond the first 10 GiB', () => {
    expect(costOf('BigQuery storage', { ...nothing, storedBytes: 160 * gib })).to.be.closeTo(
      3,
      1e-9,
    );
  });

  it('charges the instance of the API that is kept, for all of the month', () => {
    // 2 vCPU and 2 GiB, 30 days: 2,592,000 s x 4 x 0.0000025.
    expect(costOf('Cloud Run, API')).to.be.closeTo(25.92, 1e-9);
  });

  describe('measured', () => {
    let small: SmallPipeline;

    before(async () => {
      small = await openSmallPipeline();
      await small.query('CREATE SCHEMA IF NOT EXISTS d');
      await small.query('CREATE TABLE d.t AS SELECT x FROM UNNEST(GENERATE_ARRAY(1, 1000)) AS x');
    });

    after(() => small.close());

    const target = (name: string) => ({ database: 'hankstank', schema: 'd', name });

    it('is at least 10 MB for each query, what is stored, and names what cannot be tried', async () => {
      const measured = await measureCost(small.session.client, {
        tables: [
          {
            target: target('i'),
            fileName: 'i',
            enumType: 'INCREMENTAL',
            query: 'SELECT x FROM d.t',
            incrementalQuery: 'SELECT x FROM d.t WHERE x > since',
          },
          { target: target('a'), fileName: 'a', enumType: 'TABLE', query: 'SELECT x FROM d.t' },
          { target: target('v'), fileName: 'v', enumType: 'VIEW', query: 'SELECT x FROM d.t' },
          {
            target: target('b'),
            fileName: 'b',
            enumType: 'TABLE',
            query: 'SELECT x FROM d.nowhere',
          },
        ],
      });
      expect(measured).to.include({ nightlyBytes: 20 * 2 ** 20, fullRefreshBytes: 20 * 2 ** 20 });
      expect(measured.storedBytes).to.equal(8000);
      expect(measured.countedWhole).to.deep.equal(['d.i']);
      expect(measured.unmeasured.map(({ target: name }) => name)).to.deep.equal(['d.b']);
    });
  });
});
