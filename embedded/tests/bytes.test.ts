import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import {
  failureOf,
  metadataOf,
  openTestWarehouse,
  rowsOf,
  type TestWarehouse,
} from './open-client.ts';

describe('embedded: bytes processed and billed', () => {
  let test: TestWarehouse;
  before(async () => {
    test = await openTestWarehouse();
    await test.client.query(`CREATE SCHEMA d;
      CREATE TABLE d.sizes AS SELECT 1 AS i, 1.5 AS f, TRUE AS b, 'é' AS s, b'abc' AS raw, NUMERIC '1' AS n, BIGNUMERIC '1' AS bn, DATE '2020-01-01' AS d,
        TIMESTAMP '2020-01-01' AS ts, DATETIME '2020-01-01' AS dt, TIME '00:00:00' AS t, JSON '{"a":1}' AS j, [1, 2, 3] AS l, STRUCT(1 AS a, 'xy' AS b) AS r,
        [STRUCT('abcd' AS k)] AS lr, CAST(NULL AS STRING) AS missing;
      CREATE TABLE d.days PARTITION BY day AS
        SELECT DATE_ADD(DATE '2020-01-01', INTERVAL MOD(id, 10) DAY) AS day, id, REPEAT('x', 8) AS text FROM UNNEST(GENERATE_ARRAY(1, 1000)) AS id;
      CREATE TABLE d.hours PARTITION BY TIMESTAMP_TRUNC(ts, DAY) AS
        SELECT TIMESTAMP_ADD(TIMESTAMP '2020-01-01', INTERVAL id HOUR) AS ts, id FROM UNNEST(GENERATE_ARRAY(0, 239)) AS id;
      CREATE TABLE d.ranges PARTITION BY RANGE_BUCKET(id, GENERATE_ARRAY(0, 1000, 100)) AS SELECT id FROM UNNEST(GENERATE_ARRAY(0, 999)) AS id;
      CREATE VIEW d.v AS SELECT day, id, text FROM d.days`);
  });
  after(() => test.warehouse.close());

  async function dryRun(query: string): Promise<number> {
    const [job] = await test.client.createQueryJob({ query, dryRun: true });
    const { statistics } = job.metadata as { statistics: { totalBytesProcessed: string } };
    return Number(statistics.totalBytesProcessed);
  }

  it('counts a value of each type as BigQuery does', async () => {
    const expected: Record<string, number> = {
      i: 8,
      f: 8,
      b: 1,
      s: 2 + 2,
      raw: 2 + 3,
      n: 16,
      bn: 32,
      d: 8,
      ts: 8,
      dt: 8,
      t: 8,
      j: 7,
      l: 24,
      r: 8 + 2 + 2,
      lr: 2 + 4,
      missing: 0,
    };
    let total = 0;
    for (const [column, bytes] of Object.entries(expected)) {
      expect(await dryRun(`SELECT ${column} FROM d.sizes`), column).to.equal(bytes);
      total += bytes;
    }
    expect(await dryRun('SELECT * FROM d.sizes')).to.equal(total);
    expect(await metadataOf(test.client.dataset('d').table('sizes'))).to.include({
      numBytes: String(total),
    });
    const sizes = await rowsOf(
      test.client,
      "SELECT size_bytes FROM d.__TABLES__ WHERE table_id = 'sizes'",
    );
    expect(sizes).to.deep.equal([{ size_bytes: total }]);
  });

  const cases: [string, string, number][] = [
    ['one column', 'SELECT id FROM d.days', 8000],
    ['a column only filtered by', 'SELECT id FROM d.days WHERE text > "a"', 8000 + 10000],
    ['no column', 'SELECT COUNT(*) FROM d.days', 0],
    ['a column of a subquery nobody uses', 'SELECT id FROM (SELECT id, text FROM d.days)', 8000],
    ['a table read twice', 'SELECT a.id FROM d.days AS a JOIN d.days AS b ON a.id = b.id', 8000],
    ['a view', 'SELECT id FROM d.v', 8000],
    ['a view by one partition', "SELECT id FROM d.v WHERE day = '2020-01-03'", 1600],
    ['one partition', "SELECT id FROM d.days WHERE day = '2020-01-03'", 1600],
    [
      'some partitions',
      "SELECT day FROM d.days WHERE day BETWEEN '2020-01-03' AND '2020-01-05'",
      2400,
    ],
    [
      'partitions in a list',
      "SELECT day FROM d.days WHERE day IN ('2020-01-03', '2020-02-01')",
      800,
    ],
    ['no partition', "SELECT day FROM d.days WHERE day > '2021-01-01'", 0],
    [
      'an argument that is constant',
      "SELECT day FROM d.days WHERE day >= DATE_SUB(DATE '2020-01-10', INTERVAL 1 DAY)",
      1600,
    ],
    [
      'a filter that is no constant',
      'SELECT day FROM d.days WHERE day = (SELECT MAX(day) FROM d.days)',
      8000,
    ],
    [
      'one partition, of which wide columns are read last',
      "SELECT day, id, text FROM d.days WHERE day = '2020-01-03' QUALIFY ROW_NUMBER() OVER (PARTITION BY MOD(id, 7) ORDER BY id) = 1",
      2600,
    ],
    [
      'the first rows of one partition',
      "SELECT day, id, text FROM d.days WHERE day = '2020-01-03' ORDER BY id LIMIT 3",
      2600,
    ],
    [
      'the first rows of all partitions',
      'SELECT day, id, text FROM d.days ORDER BY id LIMIT 3',
      26_000,
    ],
    ['a function of the partition', 'SELECT day FROM d.days WHERE EXTRACT(DAY FROM day) = 3', 8000],
    [
      'part of a day',
      "SELECT ts FROM d.hours WHERE ts >= TIMESTAMP '2020-01-10 12:00:00+00'",
      24 * 8,
    ],
    ['a range', 'SELECT id FROM d.ranges WHERE id < 150', 200 * 8],
    ['a filter beyond every value', 'SELECT id FROM d.days WHERE id > 5000', 8000],
    ['an insert', 'INSERT INTO d.ranges (id) SELECT id FROM d.days', 8000],
    ['values', 'INSERT INTO d.ranges (id) VALUES (1)', 0],
    ['an update of one partition', "UPDATE d.days SET text = '' WHERE day = '2020-01-03'", 2600],
    ['a delete', 'DELETE FROM d.days WHERE id = 5', 26_000],
    [
      'a merge that only inserts',
      'MERGE d.days AS t USING d.ranges AS s ON t.id = s.id WHEN NOT MATCHED THEN INSERT (id) VALUES (id)',
      16_000,
    ],
    [
      'a merge that updates',
      'MERGE d.days AS t USING d.ranges AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET text = ""',
      26_000 + 8000,
    ],
    ['a table made of a query', 'CREATE TABLE d.made AS SELECT id FROM d.days', 8000],
  ];
  for (const [name, query, bytes] of cases) {
    it(`estimates ${name}`, async () => {
      expect(await dryRun(query)).to.equal(bytes);
    });
  }

  it('reports the same when it runs, and bills whole megabytes from ten up', async () => {
    const [job] = await test.client.createQueryJob(
      "SELECT id FROM d.days WHERE day = '2020-01-03'",
    );
    const { statistics } = await metadataOf(job);
    expect(statistics.totalBytesProcessed).to.equal('1600');
    expect(statistics.query).to.include({
      totalBytesProcessed: '1600',
      totalBytesBilled: '10485760',
    });
  });

  it('follows the table as it changes', async () => {
    await test.client.query('CREATE TABLE d.grows AS SELECT 1 AS a');
    expect(await dryRun('SELECT a FROM d.grows')).to.equal(8);
    await test.client.query('INSERT INTO d.grows (a) SELECT 2 UNION ALL SELECT NULL');
    expect(await dryRun('SELECT a FROM d.grows')).to.equal(16);
    const inside =
      'BEGIN TRANSACTION; INSERT INTO d.grows (a) VALUES (3); SELECT a FROM d.grows; ROLLBACK TRANSACTION';
    await test.client.query(inside);
    expect(await dryRun('SELECT a FROM d.grows')).to.equal(16);
  });

  it('measures a large table by a sample, within a few percent', async () => {
    await test.client.query(
      "CREATE TABLE d.large AS SELECT id, REPEAT('x', MOD(id, 21)) AS text FROM UNNEST(GENERATE_ARRAY(1, 600000)) AS id",
    );
    expect(await dryRun('SELECT id FROM d.large')).to.equal(8 * 600_000);
    expect(await dryRun('SELECT text FROM d.large')).to.be.closeTo(
      12 * 600_000,
      0.05 * 12 * 600_000,
    );
  });

  it('knows a large table by its sample until a tenth of the rows were written, in the next process too', async () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'bytes-'));
    const file = path.join(directory, 'warehouse.duckdb');
    let one = await openTestWarehouse({ file });
    const bytes = async (): Promise<number> => {
      const { numBytes } = await metadataOf(one.client.dataset('d').table('t'));
      return Number(numBytes);
    };
    // No two samples of it are alike, and none is far off: the longer the later, by a fifth.
    const rows = (from: number, to: number) =>
      `SELECT REPEAT('x', 1000 + DIV(id, 1000)) AS text, TO_JSON(id) AS payload FROM UNNEST(GENERATE_ARRAY(${from}, ${to})) AS id`;
    await one.client.query(`CREATE SCHEMA d; CREATE TABLE d.t AS ${rows(1, 200_000)}`);
    const first = await bytes();
    expect(first).to.be.closeTo(1108 * 200_000, 0.15 * 1108 * 200_000);
    await one.client.query(`INSERT INTO d.t (text, payload) ${rows(1, 10_000)}`);
    expect(await bytes()).to.be.closeTo(first * 1.05, 2);
    await one.warehouse.close();
    one = await openTestWarehouse({ file });
    expect(await bytes()).to.be.closeTo(first * 1.05, 2);
    await one.client.query("UPDATE d.t SET text = '' WHERE LENGTH(text) > 99");
    expect(await bytes()).to.be.below(first / 10);
    await one.warehouse.close();
    rmSync(directory, { recursive: true });
  });

  it('refuses a query over maximumBytesBilled before it runs', async () => {
    const query = 'CREATE TABLE d.refused AS SELECT id FROM d.days';
    const failure = await failureOf(test.client.query({ query, maximumBytesBilled: '10485759' }));
    expect(failure.message).to.match(
      /^Query exceeded limit for bytes billed: 10485759\. 10485760 or higher required\./,
    );
    expect((await test.client.dataset('d').table('refused').exists())[0]).to.equal(false);
    await test.client.query({ query, maximumBytesBilled: '10485760' });
  });

  it('wants a filter on the partitions where the table says so', async () => {
    await test.client.query(
      `CREATE TABLE d.strict PARTITION BY day OPTIONS (require_partition_filter = TRUE) AS SELECT DATE '2020-01-01' AS day, 1 AS id`,
    );
    for (const query of [
      'SELECT id FROM d.strict',
      'SELECT id FROM d.strict WHERE id = 7',
      'DELETE FROM d.strict WHERE TRUE',
    ]) {
      const failure = await failureOf(test.client.query(query));
      expect(failure.message, query).to.match(
        /^Cannot query over table 'd\.strict' without a filter over column\(s\) 'day'/,
      );
    }
    for (const filter of [
      "day = '2020-01-01'",
      'day >= DATE_SUB(CURRENT_DATE(), INTERVAL 1 DAY)',
      "day > '2020-01-05' AND id = 1",
    ]) {
      await test.client.query(`SELECT id FROM d.strict WHERE ${filter}`);
    }
    await test.client.query(`DECLARE days ARRAY<DATE> DEFAULT [DATE '2020-01-01'];
      CREATE TABLE d.wide PARTITION BY day OPTIONS (require_partition_filter = TRUE) AS
        SELECT day, id, REPEAT('x', 999) AS payload, 'a' AS source, CURRENT_TIMESTAMP() AS known_at
        FROM UNNEST(days) AS day, UNNEST(GENERATE_ARRAY(1, 20)) AS id;
      SELECT day, id, payload, source, known_at FROM d.wide
      WHERE day IN UNNEST(days) AND id IN UNNEST([1, 2])
      QUALIFY ROW_NUMBER() OVER (PARTITION BY id ORDER BY day DESC) = 1`);
    await test.client.query("INSERT INTO d.strict (day, id) VALUES (DATE '2020-01-02', 2)");
    expect(
      await rowsOf(
        test.client,
        "SELECT COUNT(*) AS n FROM d.INFORMATION_SCHEMA.PARTITIONS WHERE table_name = 'strict'",
      ),
    ).to.deep.equal([{ n: 2 }]);
  });

  it('counts what the expressions of a script read, each in a job of its own', async () => {
    const [job] = await test.client.createQueryJob({
      query: `DECLARE newest DATE DEFAULT (SELECT MAX(day) FROM d.days);
        DECLARE seven INT64 DEFAULT 3 + 4;
        SET seven = (SELECT COUNT(id) FROM d.days WHERE day = newest);
        IF (SELECT COUNT(*) FROM d.days WHERE id = 1) = 1 THEN SELECT id FROM d.days WHERE day = newest; END IF`,
    });
    await job.getQueryResults();
    const { statistics } = (await metadataOf(job)) as { statistics: object };
    expect(statistics).to.deep.include({ totalBytesProcessed: String(8000 + 1600 + 8000 + 1600) });
    const children = await rowsOf(
      test.client,
      `SELECT query, statement_type, total_bytes_processed AS bytes FROM \`region-us\`.INFORMATION_SCHEMA.JOBS
      WHERE parent_job_id = '${job.id ?? ''}' ORDER BY creation_time, bytes DESC`,
    );
    expect(children).to.have.deep.members([
      { query: '(SELECT MAX(day) FROM d.days)', statement_type: 'SELECT', bytes: 8000 },
      {
        query: '(SELECT COUNT(id) FROM d.days WHERE day = newest)',
        statement_type: 'SELECT',
        bytes: 1600,
      },
      {
        query: '(SELECT COUNT(*) FROM d.days WHERE id = 1) = 1',
        statement_type: 'SELECT',
        bytes: 8000,
      },
      { query: 'SELECT id FROM d.days WHERE day = newest', statement_type: 'SELECT', bytes: 1600 },
    ]);
  });

  it('prunes partitions by a list in a variable, as BigQuery does', async () => {
    const [job] = await test.client.createQueryJob({
      query: `DECLARE wanted ARRAY<DATE> DEFAULT [DATE '2020-01-02', DATE '2020-01-05'];
        SELECT SUM(id) FROM d.days WHERE day IN UNNEST(wanted) AND id > 3`,
    });
    await job.getQueryResults();
    const { statistics } = (await metadataOf(job)) as { statistics: object };
    expect(statistics).to.deep.include({ totalBytesProcessed: '3200' });
    const [none] = await test.client.createQueryJob({
      query: `DECLARE wanted ARRAY<DATE>;
        DELETE FROM d.days WHERE day IN UNNEST(wanted) AND id > 3`,
    });
    await none.getQueryResults();
    expect(((await metadataOf(none)) as { statistics: object }).statistics).to.deep.include({
      totalBytesProcessed: '0',
    });
  });
});
