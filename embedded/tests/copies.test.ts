import { expect } from 'chai';
import {
  failureOf,
  metadataOf,
  openTestWarehouse,
  rowsOf,
  type TestWarehouse,
} from './open-client.ts';

describe('embedded: copy jobs and replaced tables', () => {
  let test: TestWarehouse;
  before(async () => {
    test = await openTestWarehouse();
    await test.client.query('CREATE SCHEMA d');
  });
  after(() => test.warehouse.close());
  const table = (name: string) => test.client.dataset('d').table(name);

  it('keep the ingestion time of every row', async () => {
    await test.client.query(`CREATE TABLE d.ingested (x INT64) PARTITION BY _PARTITIONDATE;
      INSERT d.ingested (_PARTITIONTIME, x) VALUES (TIMESTAMP '2020-01-01', 1), (TIMESTAMP '2020-01-02', 2)`);
    await table('ingested').copy(table('copied'));
    await table('ingested$20200102').copy(table('copied$20200105'), {
      writeDisposition: 'WRITE_APPEND',
    });
    expect(
      await rowsOf(
        test.client,
        'SELECT CAST(_PARTITIONDATE AS STRING) AS day, x FROM d.copied ORDER BY 1',
      ),
    ).to.deep.equal([
      { day: '2020-01-01', x: 1 },
      { day: '2020-01-02', x: 2 },
      { day: '2020-01-05', x: 2 },
    ]);
  });

  it('keep modes, descriptions and defaults, and go on enforcing them', async () => {
    await test.client.query(
      "CREATE TABLE d.strict (x INT64 NOT NULL OPTIONS(description='key'), s STRING(3) DEFAULT 'abc'); INSERT d.strict (x) VALUES (1)",
    );
    await table('strict').copy(table('strict_copy'));
    const { schema } = await metadataOf(table('strict_copy'));
    expect(schema).to.deep.equal((await metadataOf(table('strict'))).schema);
    const missing = await failureOf(test.client.query('INSERT d.strict_copy (s) VALUES (NULL)'));
    expect(missing.message).to.match(/Required field x cannot be null/);
  });

  it('refuse views and sources that differ', async () => {
    await test.client.query(
      'CREATE VIEW d.view AS SELECT 1 AS x; CREATE TABLE d.a (x INT64); CREATE TABLE d.b (x INT64, y INT64)',
    );
    const copy = (names: string[]) =>
      test.client.createJob({
        configuration: {
          copy: {
            sourceTables: names.map((tableId) => ({ datasetId: 'd', tableId })),
            destinationTable: { datasetId: 'd', tableId: 'refused' },
          },
        },
      });
    expect((await failureOf(copy(['view']))).message).to.include('is a VIEW');
    expect((await failureOf(copy(['a', 'b']))).message).to.include('must have the same schema');
    expect(await table('refused').exists()).to.deep.equal([false]);
  });

  it('WRITE_TRUNCATE may read the table it replaces, and removes its keys', async () => {
    await test.client.query(
      'CREATE TABLE d.keyed (a INT64, PRIMARY KEY (a) NOT ENFORCED); INSERT d.keyed VALUES (1), (2)',
    );
    const [job] = await test.client.createQueryJob({
      query: 'SELECT a + 1 AS b FROM d.keyed',
      destination: table('keyed'),
      writeDisposition: 'WRITE_TRUNCATE',
    });
    await job.getQueryResults();
    expect(await rowsOf(test.client, 'SELECT b FROM d.keyed ORDER BY 1')).to.deep.equal([
      { b: 2 },
      { b: 3 },
    ]);
    expect(await rowsOf(test.client, 'SELECT * FROM d.INFORMATION_SCHEMA.TABLE_CONSTRAINTS')).to.be
      .empty;
  });

  describe('of a model', () => {
    const train = (name: string, options = '') =>
      test.client.query(
        `CREATE OR REPLACE MODEL d.${name}
         OPTIONS (MODEL_TYPE = 'LOGISTIC_REG', INPUT_LABEL_COLS = ['won'], DATA_SPLIT_METHOD = 'NO_SPLIT', MAX_ITERATIONS = 2${options}) AS
         SELECT CAST(n AS FLOAT64) AS margin, MOD(n * 7, 10) < 5 + n / 50 AS won FROM UNNEST(GENERATE_ARRAY(1, 100)) AS n`,
      );
    const weights = (name: string) =>
      rowsOf(test.client, `SELECT processed_input, weight FROM ML.WEIGHTS(MODEL d.${name})`);
    before(() => train('first'));

    it('leave a second one, which a warm start changes without the first', async () => {
      const first = await weights('first');
      await table('first').copy(table('second'));
      expect(await weights('second')).to.deep.equal(first);
      await train('second', ', WARM_START = TRUE');
      expect(await weights('second')).to.not.deep.equal(first);
      expect(await weights('first')).to.deep.equal(first);
      expect(
        await rowsOf(
          test.client,
          'SELECT MAX(training_run) AS run FROM ML.TRAINING_INFO(MODEL d.second)',
        ),
      ).to.deep.equal([{ run: 1 }]);
    });

    it('replace one only where that is asked for', async () => {
      await table('first').copy(table('third'));
      const refused = await failureOf(table('first').copy(table('third')));
      expect(refused.message).to.include('Already Exists: Model');
      await table('first').copy(table('third'), { writeDisposition: 'WRITE_TRUNCATE' });
      expect(await weights('third')).to.deep.equal(await weights('first'));
    });

    it('refuse what there is not, and two at once', async () => {
      const missing = await failureOf(
        table('first').copy(test.client.dataset('nowhere').table('copy')),
      );
      expect(missing.message).to.include('Not found: Dataset');
      const never = await failureOf(
        table('first').copy(table('fourth'), { createDisposition: 'CREATE_NEVER' }),
      );
      expect(never.message).to.include('Not found: Model');
      const sourceTables = ['first', 'second'].map((tableId) => ({ datasetId: 'd', tableId }));
      const destinationTable = { datasetId: 'd', tableId: 'both' };
      const both = await failureOf(
        test.client.createJob({ configuration: { copy: { sourceTables, destinationTable } } }),
      );
      expect(both.message).to.include('more than one model');
    });
  });
});
