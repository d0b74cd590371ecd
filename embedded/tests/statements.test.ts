import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

describe('embedded: statements through the API', () => {
  let test: TestWarehouse;
  before(async () => {
    test = await openTestWarehouse();
    await test.client.query('CREATE SCHEMA d');
  });
  after(() => test.warehouse.close());

  it('numbers positional parameters through all statements of a script', async () => {
    const rows = await rowsOf(
      test.client,
      'CREATE TEMP TABLE t AS SELECT ? AS a; IF ? = 2 THEN INSERT t VALUES (?); END IF; SELECT a, ? AS last FROM t ORDER BY a',
      { params: [1, 2, 3, 'four'] },
    );
    expect(rows).to.deep.equal([
      { a: 1, last: 'four' },
      { a: 3, last: 'four' },
    ]);
  });

  it('gives variables what tables hold, of its type, and a transaction one time', async () => {
    await test.client
      .query(`CREATE TABLE d.held (day DATE, days ARRAY<DATE>, item JSON, text STRING);
      INSERT d.held VALUES (NULL, [DATE '2020-01-31'], JSON '{"a": [1]}', 'a CURRENT_TIMESTAMP b')`);
    const rows = await rowsOf(
      test.client,
      `DECLARE no_day DATE DEFAULT (SELECT MAX(day) FROM d.held);
      DECLARE object JSON DEFAULT (SELECT ANY_VALUE(item) FROM d.held);
      DECLARE kept STRUCT<days ARRAY<DATE>, text STRING> DEFAULT (SELECT AS STRUCT days, text FROM d.held);
      BEGIN TRANSACTION;
      INSERT d.held (day, text)
      SELECT COALESCE(no_day, kept.days[0]), IF(CURRENT_TIMESTAMP() > TIMESTAMP '2020-01-01', kept.text, 'current_timestamp')
      FROM d.held;
      COMMIT TRANSACTION;
      SELECT text, COUNT(*) AS n, INT64(object.a[0]) AS first, no_day IS NULL AS is_empty FROM d.held GROUP BY text`,
    );
    expect(rows).to.deep.equal([{ text: 'a CURRENT_TIMESTAMP b', n: 2, first: 1, is_empty: true }]);
  });

  it('shows the columns that a view has after what is below it was replaced', async () => {
    const columns = async (): Promise<string[]> => {
      await test.client.query('SELECT * FROM d.upper_view');
      const { schema } = await metadataOf(test.client.dataset('d').table('upper_view'));
      return schema.fields.map(({ name }) => name);
    };
    await test.client.query(`CREATE TABLE d.below AS SELECT 1 AS a;
      CREATE VIEW d.lower_view AS SELECT * FROM d.below;
      CREATE VIEW d.upper_view AS SELECT * FROM d.lower_view`);
    expect(await columns()).to.deep.equal(['a']);
    const lower = 'CREATE OR REPLACE VIEW d.lower_view AS SELECT * FROM d.below';
    const upper = 'CREATE OR REPLACE VIEW d.upper_view AS SELECT * FROM d.lower_view';
    await test.client.query(`CREATE OR REPLACE TABLE d.below AS SELECT 1 AS a, 2 AS b; ${lower}`);
    expect(await columns()).to.deep.equal(['a']);
    await test.client.query(upper);
    expect(await columns()).to.deep.equal(['a', 'b']);
    await test.client.query(
      `BEGIN TRANSACTION; ${lower.replace('*', 'a, b AS c')}; ${upper}; COMMIT TRANSACTION`,
    );
    expect(await columns()).to.deep.equal(['a', 'c']);
  });

  it('coerces STRING parameters to the type of a column', async () => {
    await test.client.query('CREATE TABLE d.dated (day DATE, moment TIMESTAMP)');
    await test.client.query({
      query: 'INSERT d.dated VALUES (@day, @moment)',
      params: { day: '2020-01-31', moment: '2020-01-31 10:00:00+00' },
    });
    expect(
      await rowsOf(test.client, 'SELECT day, UNIX_SECONDS(moment) AS seconds FROM d.dated'),
    ).to.deep.equal([{ day: { value: '2020-01-31' }, seconds: 1580464800 }]);
  });

  it('lists the statements of a script as its child jobs', async () => {
    const [job] = await test.client.createQueryJob(
      'CREATE TABLE d.made (a INT64); INSERT d.made VALUES (1), (2); SELECT COUNT(*) AS n FROM d.made',
    );
    await job.getQueryResults();
    expect((await metadataOf(job)).statistics).to.include({ numChildJobs: '3' });
    const [children] = await test.client.getJobs({ parentJobId: job.id ?? '' });
    const kinds = children.map((child) => {
      const { statistics } = child.metadata as { statistics: Record<string, unknown> };
      expect(statistics.parentJobId).to.equal(job.id);
      return (statistics.query as Record<string, unknown>).statementType;
    });
    expect(kinds).to.deep.equal(['SELECT', 'INSERT', 'CREATE_TABLE']);
    const [insert] = children.slice(1);
    const { statistics } = insert?.metadata as { statistics: { query: Record<string, unknown> } };
    expect(statistics.query).to.deep.include({
      numDmlAffectedRows: '2',
      dmlStats: { insertedRowCount: '2', updatedRowCount: '0', deletedRowCount: '0' },
    });
    const [rows] = (await children[0]?.getQueryResults()) ?? [];
    expect(rows).to.deep.equal([{ n: 2 }]);
    const [listed] = await test.client.getJobs();
    expect(listed.map(({ id }) => id)).not.to.include(children[0]?.id);
  });

  it('counts the rows of MERGE by what was done to them', async () => {
    await test.client.query(
      'CREATE TABLE d.merged AS SELECT id, 0 AS v FROM UNNEST([1, 2, 3]) AS id',
    );
    const [job] = await test.client.createQueryJob(`MERGE d.merged AS t
      USING (SELECT id FROM UNNEST([2, 3, 4, 5]) AS id) AS s ON t.id = s.id
      WHEN MATCHED THEN UPDATE SET v = 1
      WHEN NOT MATCHED BY TARGET THEN INSERT (id, v) VALUES (s.id, 2)
      WHEN NOT MATCHED BY SOURCE THEN DELETE`);
    await job.getQueryResults();
    const { statistics } = await metadataOf(job);
    expect(statistics.query).to.deep.include({
      statementType: 'MERGE',
      numDmlAffectedRows: '5',
      dmlStats: { insertedRowCount: '2', updatedRowCount: '2', deletedRowCount: '1' },
    });
  });

  it('stops a JavaScript function that does not end', async function () {
    const error = await failureOf(
      test.client.query(
        "CREATE TEMP FUNCTION f(x FLOAT64) RETURNS FLOAT64 LANGUAGE js AS 'for (;;) {}'; SELECT f(1)",
      ),
    );
    expect(error.message).to.include('UDF timed out: f(FLOAT64)');
  });

  it('calls a JavaScript function 100,000 times in a few seconds', async function () {
    const started = Date.now();
    const rows = await rowsOf(
      test.client,
      `CREATE TEMP FUNCTION label(x FLOAT64, s STRING) RETURNS STRING LANGUAGE js AS "return s + (x % 10);";
       SELECT COUNT(DISTINCT label(n, 'x')) AS n FROM UNNEST(GENERATE_ARRAY(1, 100000)) AS n`,
    );
    expect(rows).to.deep.equal([{ n: 10 }]);
    expect(Date.now() - started).to.be.below(10_000);
  });
});

describe('embedded: what a warehouse file keeps of statements', () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'embedded-statements-'));
  });
  after(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it('calls functions, defaults and snapshots of an earlier process', async () => {
    const file = path.join(directory, 'kept.duckdb');
    const first = await openTestWarehouse({ file });
    await first.client.query(`CREATE SCHEMA d;
      CREATE FUNCTION d.js(x FLOAT64) RETURNS FLOAT64 LANGUAGE js AS 'return x * 2;';
      CREATE FUNCTION d.any_one(x ANY TYPE) AS (x + 1);
      CREATE TABLE d.t (a INT64, b STRING(3) DEFAULT 'abc');
      CREATE VIEW d.v AS SELECT d.js(21) AS x;
      CREATE TABLE d.arrivals (a INT64) PARTITION BY _PARTITIONDATE;
      CREATE SNAPSHOT TABLE d.s CLONE d.t`);
    await first.warehouse.close();
    const second = await openTestWarehouse({ file });
    await second.client.query('INSERT d.t (a) VALUES (1); INSERT d.arrivals VALUES (7)');
    expect(
      await rowsOf(
        second.client,
        `SELECT x, d.any_one(1.5) AS y, b, (SELECT COUNT(*) FROM d.s) AS s,
           (SELECT COUNT(*) FROM d.arrivals WHERE _PARTITIONDATE = CURRENT_DATE()) AS n FROM d.v, d.t`,
      ),
    ).to.deep.equal([{ x: 42, y: 2.5, b: 'abc', s: 0, n: 1 }]);
    const error = await failureOf(second.client.query("INSERT d.t VALUES (2, 'long')"));
    expect(error.message).to.include('has maximum length 3');
    await second.warehouse.close();
  });
});

describe('embedded: EXPORT DATA and LOAD DATA', () => {
  let storageDirectory: string;
  let test: TestWarehouse;
  before(async () => {
    storageDirectory = mkdtempSync(path.join(tmpdir(), 'embedded-storage-'));
    mkdirSync(path.join(storageDirectory, 'bucket'));
    test = await openTestWarehouse({ storageDirectory });
    await test.client.query('CREATE SCHEMA d');
  });
  after(async () => {
    await test.warehouse.close();
    rmSync(storageDirectory, { recursive: true, force: true });
  });

  for (const format of ['CSV', 'JSON', 'PARQUET']) {
    it(`exports to ${format} and loads it again`, async () => {
      const uri = `gs://bucket/${format}-*.out`;
      await test.client
        .query(`EXPORT DATA OPTIONS (uri = '${uri}', format = '${format}', overwrite = TRUE)
        AS SELECT n, CONCAT('x', n) AS s, DATE '2020-01-31' AS day FROM UNNEST([1, 2, 3]) AS n ORDER BY n`);
      await test.client
        .query(`LOAD DATA OVERWRITE d.loaded (n INT64, s STRING, day DATE) PARTITION BY day CLUSTER BY s
        OPTIONS (description = 'loaded') FROM FILES (format = '${format}', uris = ['${uri}'])`);
      expect(
        await rowsOf(
          test.client,
          'SELECT COUNT(*) AS rows_, SUM(n) AS n, MAX(s) AS s, ANY_VALUE(day) AS day FROM d.loaded',
        ),
      ).to.deep.equal([{ rows_: 3, n: 6, s: 'x3', day: { value: '2020-01-31' } }]);
      const metadata = await metadataOf(test.client.dataset('d').table('loaded'));
      expect(metadata).to.deep.include({
        description: 'loaded',
        timePartitioning: { type: 'DAY', field: 'day' },
        clustering: { fields: ['s'] },
      });
    });
  }

  it('writes a header when asked', async () => {
    await test.client.query(
      "EXPORT DATA OPTIONS (uri = 'gs://bucket/head-*.csv', format = 'CSV', header = TRUE, field_delimiter = ';') AS SELECT 1 AS a, 'b' AS b",
    );
    const file = path.join(storageDirectory, 'bucket', 'head-000000000000.csv');
    expect(readFileSync(file, 'utf8')).to.equal('a;b\n1;b\n');
  });

  it('appends, detects a schema and skips a header', async () => {
    writeFileSync(path.join(storageDirectory, 'bucket', 'a.csv'), 'id,name\n1,ann\n2,bob\n');
    const load =
      "LOAD DATA INTO d.people FROM FILES (format = 'CSV', uris = ['gs://bucket/a.csv'], skip_leading_rows = 1)";
    await test.client.query(`${load}; ${load}`);
    expect(
      await rowsOf(test.client, 'SELECT id, name FROM d.people ORDER BY id, name'),
    ).to.deep.equal([
      { id: 1, name: 'ann' },
      { id: 1, name: 'ann' },
      { id: 2, name: 'bob' },
      { id: 2, name: 'bob' },
    ]);
  });

  const refused: [string, string][] = [
    ["EXPORT DATA OPTIONS (uri = 'gs://bucket/x.csv', format = 'CSV') AS SELECT 1", 'wildcard'],
    ["EXPORT DATA OPTIONS (uri = 'gs://bucket/x-*', format = 'AVRO') AS SELECT 1", 'to AVRO; use'],
    [
      "EXPORT DATA OPTIONS (uri = 'gs://bucket/x-*', format = 'CSV', nonsense = 1) AS SELECT 1",
      'Unknown option: nonsense',
    ],
    [
      "LOAD DATA INTO d.x FROM FILES (format = 'CSV', uris = ['gs://bucket/missing.csv'])",
      'gs://bucket/missing.csv',
    ],
    ["LOAD DATA INTO d.x FROM FILES (format = 'ORC', uris = ['gs://bucket/a.csv'])", 'ORC'],
    [
      "LOAD DATA INTO d.x FROM FILES (format = 'CSV', uris = ['gs://bucket/a.csv'], nonsense = 1)",
      'Unknown option: nonsense',
    ],
  ];
  for (const [sql, message] of refused) {
    it(`refused: ${sql}`, async () => {
      expect((await failureOf(test.client.query(sql))).message).to.include(message);
    });
  }
});
