import { expect } from 'chai';
import { openTestWarehouse, rowsOf, type TestWarehouse } from './open-client.ts';
import { restCall } from './rest-call.ts';

describe('embedded: expiration', () => {
  let test: TestWarehouse;
  before(async () => {
    test = await openTestWarehouse();
    await test.client.query('CREATE SCHEMA d');
  });
  after(() => test.warehouse.close());

  const days = (table: string) =>
    rowsOf(test.client, `SELECT age FROM d.${table} ORDER BY age`).then((rows) =>
      (rows as { age: number | null }[]).map(({ age }) => age),
    );
  const fill = (table: string) =>
    test.client.query(`INSERT d.${table} (day, age)
      SELECT IF(age IS NULL, NULL, DATE_SUB(CURRENT_DATE(), INTERVAL age DAY)), age
      FROM UNNEST([0, 1, 5, NULL]) AS age`);

  it('hides and drops partitions that are too old, and those written later; NULL stays', async () => {
    await test.client.query(
      'CREATE TABLE d.kept (day DATE, age INT64) PARTITION BY day OPTIONS(partition_expiration_days = 3)',
    );
    await fill('kept');
    expect(await days('kept')).to.deep.equal([null, 0, 1]);
    await fill('kept');
    expect(await days('kept')).to.deep.equal([null, null, 0, 0, 1, 1]);
    const { body } = await restCall(test, 'GET', '/datasets/d/tables/kept');
    expect(body.numRows).to.equal('6');
  });

  it('begins and ends when the option is set and taken away', async () => {
    await test.client.query('CREATE TABLE d.later (day DATE, age INT64) PARTITION BY day');
    await fill('later');
    expect(await days('later')).to.deep.equal([null, 0, 1, 5]);
    const set = (expirationMs: string | null) =>
      restCall(test, 'PATCH', '/datasets/d/tables/later', {
        timePartitioning: { type: 'DAY', field: 'day', expirationMs },
      });
    await set(String(86_400_000 * 3));
    expect(await days('later')).to.deep.equal([null, 0, 1]);
    await set(null);
    await fill('later');
    expect(await days('later')).to.deep.equal([null, null, 0, 0, 1, 1, 5]);
  });

  it('follows the dataset’s default, which a table of partitions takes instead of its own', async () => {
    await restCall(test, 'POST', '/datasets', {
      datasetReference: { datasetId: 'short' },
      defaultTableExpirationMs: 7_200_000,
      defaultPartitionExpirationMs: '86400000',
    });
    await test.client.query(`CREATE TABLE short.plain (x INT64);
      CREATE TABLE short.parted (day DATE) PARTITION BY day`);
    const { body: plain } = await restCall(test, 'GET', '/datasets/short/tables/plain');
    const { body: parted } = await restCall(test, 'GET', '/datasets/short/tables/parted');
    expect(plain).to.have.property('expirationTime');
    expect(parted).not.to.have.property('expirationTime');
    expect(parted.timePartitioning).to.include({ expirationMs: '86400000' });
  });

  it('drops tables and models at their time', async () => {
    await test.client.query(`CREATE TABLE d.gone (x INT64);
      CREATE MODEL d.model OPTIONS(model_type = 'LINEAR_REG', input_label_cols = ['y']) AS
        SELECT x, x * 2 AS y FROM UNNEST(GENERATE_ARRAY(1, 20)) AS x`);
    for (const path of ['tables/gone', 'models/model']) {
      await restCall(test, 'PATCH', `/datasets/d/${path}`, { expirationTime: Date.now() - 1 });
      expect(await restCall(test, 'GET', `/datasets/d/${path}`)).to.include({
        status: 404,
        reason: 'notFound',
      });
    }
  });
});
