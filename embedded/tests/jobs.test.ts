import { setFlagsFromString } from 'node:v8';
import { expect } from 'chai';
import {
  failureOf,
  metadataOf,
  openTestWarehouse,
  rowsOf,
  type TestWarehouse,
} from './open-client.ts';

describe('embedded: jobs and errors', () => {
  let test: TestWarehouse;
  before(async () => {
    // As in a process that has compiled many regular expressions: further ones are not optimized, and need more stack.
    setFlagsFromString('--no-regexp-optimization');
    test = await openTestWarehouse();
    await test.client.query('CREATE SCHEMA d; CREATE TABLE d.t AS SELECT 1 AS id');
  });
  after(() => {
    setFlagsFromString('--regexp-optimization');
    return test.warehouse.close();
  });

  it('refuses a job id that was used before', async () => {
    await test.client.createQueryJob({ query: 'SELECT 1 AS a', jobId: 'once' });
    const failure = await failureOf(
      test.client.createQueryJob({ query: 'SELECT 1 AS a', jobId: 'once' }),
    );
    expect(failure.code).to.equal(409);
    expect(failure.message).to.equal('Already Exists: Job test-project:US.once');
  });

  it('tells of any number of jobs with long queries', async () => {
    const [letters, jobs] = [900_000, 12];
    for (let made = 0; made < jobs; made += 1)
      await test.client.query(`SELECT ${made} -- ${'x'.repeat(letters)}`);
    const [row] = await rowsOf(
      test.client,
      `SELECT COUNT(*) AS jobs FROM \`region-us\`.INFORMATION_SCHEMA.JOBS WHERE LENGTH(query) > ${letters}`,
    );
    expect(row).to.deep.equal({ jobs });
    const [whole] = await rowsOf(
      test.client,
      `SELECT LENGTH(JSON_VALUE(TO_JSON_STRING(job), '$.query')) AS letters, (SELECT AS STRUCT job.*).query = job.query AS is_same
       FROM \`region-us\`.INFORMATION_SCHEMA.JOBS AS job WHERE LENGTH(job.query) > ${letters} ORDER BY job.creation_time LIMIT 1`,
    );
    expect(whole).to.deep.equal({ letters: letters + 'SELECT 0 -- '.length, is_same: true });
  });

  it('tells of jobs whose text no text of the warehouse can be', async () => {
    const texts = ["SELECT '\u0000' AS nothing", "SELECT '\ud800' AS half"];
    for (const text of texts) await test.client.query(text).catch(() => undefined);
    const rows = await rowsOf(
      test.client,
      `SELECT query FROM \`region-us\`.INFORMATION_SCHEMA.JOBS
       WHERE ENDS_WITH(query, 'AS nothing') OR ENDS_WITH(query, 'AS half') ORDER BY creation_time`,
    );
    expect(rows).to.deep.equal([{ query: texts[0] }, { query: "SELECT '\ufffd' AS half" }]);
  });

  it('gets, lists and does not find jobs', async () => {
    await test.client.createQueryJob({ query: 'SELECT 1 AS a', jobId: 'listed' });
    const metadata = await metadataOf(test.client.job('listed'));
    expect(metadata).to.have.nested.property('status.state', 'DONE');
    const [jobs] = await test.client.getJobs({ maxResults: 3 });
    expect(jobs.map((job) => job.id)).to.include('listed');
    expect(await failureOf(test.client.job('never').getMetadata())).to.include({ code: 404 });
  });

  it('cancels a running query', async () => {
    const [job] = await test.client.createQueryJob(
      'SELECT SUM(SQRT(a * b)) AS s FROM UNNEST(GENERATE_ARRAY(1, 60000)) AS a, UNNEST(GENERATE_ARRAY(1, 60000)) AS b',
    );
    await job.cancel();
    const failure = await failureOf(job.getQueryResults());
    expect(failure.errors?.[0]?.reason).to.equal('stopped');
    const metadata = await metadataOf(job);
    expect(metadata).to.have.nested.property('status.errorResult.reason', 'stopped');
  });

  it('keeps the error in the failed job', async () => {
    const failure = await failureOf(
      test.client.createQueryJob({ query: 'SELECT 1 / 0 AS x', jobId: 'divided' }),
    );
    expect(failure.errors?.[0]).to.include({ reason: 'invalidQuery' });
    const metadata = await metadataOf(test.client.job('divided'));
    const { status } = metadata;
    expect(status.state).to.equal('DONE');
    expect(status.errors).to.have.length(1);
    expect(status.errorResult?.message).to.match(/^division by zero/);
  });

  const failures: { name: string; query: string; code: number; reason: string; message: RegExp }[] =
    [
      {
        name: 'a syntax error',
        query: 'SELECT 1 +\n  FROM x',
        code: 400,
        reason: 'invalidQuery',
        message: /^Syntax error: .* at \[2:3\]$/,
      },
      {
        name: 'an unknown column',
        query: 'SELECT id,\n  nope FROM d.t',
        code: 400,
        reason: 'invalidQuery',
        message: /^Unrecognized name: nope at \[2:3\]$/,
      },
      {
        name: 'an unknown function',
        query: 'SELECT NO_SUCH(1) AS x',
        code: 400,
        reason: 'invalidQuery',
        message: /^Function not found: NO_SUCH/i,
      },
      {
        name: 'a missing table',
        query: 'SELECT * FROM d.missing',
        code: 404,
        reason: 'notFound',
        message: /^Not found: Table test-project:d\.missing was not found in location US$/,
      },
      {
        name: 'a missing dataset',
        query: 'SELECT * FROM nowhere.t',
        code: 404,
        reason: 'notFound',
        message: /^Not found: Dataset test-project:nowhere was not found in location US$/,
      },
      {
        name: 'a table that is there',
        query: 'CREATE TABLE d.t (x INT64)',
        code: 409,
        reason: 'duplicate',
        message: /^Already Exists: Table test-project:d\.t$/,
      },
      {
        name: 'a schema that is there',
        query: 'CREATE SCHEMA d',
        code: 409,
        reason: 'duplicate',
        message: /^Already Exists: Dataset test-project:d$/,
      },
      {
        name: 'an overflow',
        query: 'SELECT 9223372036854775807 + 1 AS x',
        code: 400,
        reason: 'invalidQuery',
        message: /^int64 overflow/,
      },
      {
        name: 'a bad cast',
        query: "SELECT CAST('abc' AS INT64) AS x",
        code: 400,
        reason: 'invalidQuery',
        message: /^Bad int64 value: abc/,
      },
      {
        name: 'a raised error',
        query: "SELECT ERROR('told you') AS x",
        code: 400,
        reason: 'invalidQuery',
        message: /^told you$/,
      },
      {
        name: 'a table where a view is',
        query: 'CREATE VIEW d.v AS SELECT 1 AS a; CREATE OR REPLACE TABLE d.v AS SELECT 1 AS a',
        code: 400,
        reason: 'invalidQuery',
        message: /currently a VIEW/,
      },
      {
        name: 'a column named twice',
        query: 'SELECT 1 AS a, 2 AS A',
        code: 400,
        reason: 'invalidQuery',
        message:
          /^Duplicate column names in the result are not supported\. Found duplicate\(s\): a/i,
      },
    ];
  for (const { name, query, code, reason, message } of failures) {
    it(`reports ${name} as BigQuery does`, async () => {
      const failure = await failureOf(test.client.query(query));
      expect(failure.message).to.match(message);
      expect(failure.errors?.[0]?.reason).to.equal(reason);
      expect(failure.code).to.equal(code);
    });
  }

  it('answers what it cannot read with an error body', async () => {
    const url = `${test.warehouse.url}/bigquery/v2/projects/test-project`;
    const post = (path: string, body: string) =>
      fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    for (const [response, code] of [
      [await post('/queries', '{"query":'), 400],
      [await post('/queries', '{"sql":"x"}'), 400],
      [await post('/jobs', '{"configuration":{"extract":{}}}'), 400],
      [await fetch(`${url}/nothing`), 404],
      [await fetch(`${test.warehouse.url}/projects/another/datasets`), 404],
    ] as const) {
      const body = (await response.json()) as { error: { code: number; errors: unknown[] } };
      expect(response.status).to.equal(code);
      expect(body.error.code).to.equal(code);
      expect(body.error.errors).to.have.length(1);
    }
  });

  it('leaves nothing of a statement that fails half way', async () => {
    await failureOf(
      test.client.query(
        'CREATE TABLE d.half AS SELECT IF(n = 3000, ERROR("stop"), n) AS n FROM UNNEST(GENERATE_ARRAY(1, 5000)) AS n',
      ),
    );
    expect(await failureOf(test.client.query('SELECT * FROM d.half'))).to.include({ code: 404 });
    const [exists] = await test.client.dataset('d').table('half').exists();
    expect(exists).to.equal(false);
    await failureOf(
      test.client.query('UPDATE d.t SET id = IF(id = 1, CAST("x" AS INT64), 2) WHERE TRUE'),
    );
    expect(await rowsOf(test.client, 'SELECT * FROM d.t')).to.deep.equal([{ id: 1 }]);
  });

  it('commits or rolls back a transaction of a script as a whole', async () => {
    await test.client.query(
      'BEGIN TRANSACTION; INSERT INTO d.t (id) VALUES (5); CREATE TABLE d.made AS SELECT 1 AS a; ROLLBACK TRANSACTION',
    );
    expect(await rowsOf(test.client, 'SELECT * FROM d.t')).to.deep.equal([{ id: 1 }]);
    expect((await test.client.dataset('d').table('made').exists())[0]).to.equal(false);
    await failureOf(
      test.client.query('BEGIN TRANSACTION; INSERT INTO d.t (id) VALUES (5); SELECT 1 / 0 AS x'),
    );
    expect(await rowsOf(test.client, 'SELECT * FROM d.t')).to.deep.equal([{ id: 1 }]);
    await test.client.query(
      'BEGIN TRANSACTION; INSERT INTO d.t (id) VALUES (5); DELETE FROM d.t WHERE id = 1; COMMIT TRANSACTION',
    );
    expect(await rowsOf(test.client, 'SELECT * FROM d.t')).to.deep.equal([{ id: 5 }]);
  });

  it('runs readers beside a writer, and writers one after the other', async () => {
    await test.client.query('CREATE TABLE d.counter AS SELECT 0 AS n');
    const writes = Array.from({ length: 12 }, () =>
      test.client.query('UPDATE d.counter SET n = n + 1 WHERE TRUE'),
    );
    const reads = Array.from({ length: 12 }, () => rowsOf(test.client, 'SELECT n FROM d.counter'));
    const seen = await Promise.all(reads);
    await Promise.all(writes);
    for (const rows of seen) expect(rows).to.have.length(1);
    expect(await rowsOf(test.client, 'SELECT n FROM d.counter')).to.deep.equal([{ n: 12 }]);
  });
});
