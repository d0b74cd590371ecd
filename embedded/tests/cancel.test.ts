import { expect } from 'chai';
import { failureOf, openTestWarehouse, rowsOf, type TestWarehouse } from './open-client.ts';

/** Takes minutes, unless it is cancelled. */
const slow =
  'SELECT COUNT(*) AS n FROM UNNEST(GENERATE_ARRAY(1, 60000)) AS a, UNNEST(GENERATE_ARRAY(1, 200000)) AS b WHERE MOD(a * b, 7) = 3';

describe('embedded: jobs that are cancelled while they wait', () => {
  let test: TestWarehouse;
  before(async () => {
    test = await openTestWarehouse();
    await test.client.query(
      'CREATE SCHEMA d; CREATE TABLE d.t (x INT64); CREATE TABLE d.u (x INT64)',
    );
  });
  after(() => test.warehouse.close());

  const start = async (query: string) => (await test.client.createQueryJob({ query }))[0];

  it('a writer behind another writes nothing', async () => {
    const running = await start(`INSERT d.t ${slow}`);
    const waiting = await start('INSERT d.u VALUES (1)');
    await waiting.cancel();
    await running.cancel();
    for (const job of [running, waiting]) {
      expect((await failureOf(job.getQueryResults())).errors?.[0]?.reason).to.equal('stopped');
    }
    expect(await rowsOf(test.client, 'SELECT * FROM d.t UNION ALL SELECT * FROM d.u')).to.be.empty;
  });

  it('a reader behind others does not begin', async () => {
    const jobs = await Promise.all([slow, slow, slow].map(start));
    for (const job of jobs.reverse()) await job.cancel();
    for (const job of jobs) {
      expect((await failureOf(job.getQueryResults())).errors?.[0]?.reason).to.equal('stopped');
    }
  });
});
