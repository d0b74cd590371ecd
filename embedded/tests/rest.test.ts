import { expect } from 'chai';
import { openTestWarehouse, project, rowsOf, type TestWarehouse } from './open-client.ts';

interface Answer {
  status: number;
  body: Record<string, unknown> & {
    error?: { code: number; message: string; errors: { reason: string }[] };
  };
}

describe('embedded: the REST API by itself', () => {
  let test: TestWarehouse;
  let base: string;
  before(async () => {
    test = await openTestWarehouse();
    base = `${test.warehouse.url}/bigquery/v2/projects/${project}`;
    await test.client.query(
      'CREATE SCHEMA d; CREATE TABLE d.t AS SELECT x AS n, STRUCT(x AS a, "s" AS b) AS r FROM UNNEST([1, 2, 3]) AS x',
    );
  });
  after(() => test.warehouse.close());

  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(base + path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: (text === '' ? {} : JSON.parse(text)) as Answer['body'],
    };
  }
  const query = (text: string, more: object = {}) =>
    call('POST', '/queries', { query: text, useLegacySql: false, ...more });

  it('answers a request that is sent twice with one job', async () => {
    const first = await query('SELECT 1 AS a', { requestId: 'twice' });
    const second = await query('SELECT 1 AS a', { requestId: 'twice' });
    expect(second.body.jobReference).to.deep.equal(first.body.jobReference);
  });

  it('lists jobs by state, time and parent, and keeps labels and priority', async () => {
    const start = Date.now();
    const script = await call('POST', '/jobs', {
      jobReference: { jobId: 'script' },
      configuration: {
        labels: { team: 'data' },
        query: { query: 'SELECT 1 AS a; SELECT 2 AS a', priority: 'BATCH', useLegacySql: false },
      },
    });
    expect(script.body).to.have.nested.property('configuration.labels.team', 'data');
    expect(script.body).to.have.nested.property('configuration.query.priority', 'BATCH');
    const list = async (filter: string) =>
      (
        (await call('GET', `/jobs?${filter}`)).body.jobs as { jobReference: { jobId: string } }[]
      ).map(({ jobReference }) => jobReference.jobId);
    expect(
      await list(`minCreationTime=${start}&stateFilter=done&stateFilter=running`),
    ).to.deep.equal(['script']);
    expect(await list(`minCreationTime=${start}&stateFilter=running`)).to.deep.equal([]);
    expect(await list(`maxCreationTime=${start - 1000}`)).not.to.include('script');
    const children = await list('parentJobId=script');
    expect(children).to.have.length(2);
    const rows = await Promise.all(
      children.map(async (id) => (await call('GET', `/queries/${id}`)).body.rows),
    );
    expect(rows.reverse()).to.deep.equal([[{ f: [{ v: '1' }] }], [{ f: [{ v: '2' }] }]]);
    expect((await call('GET', '/queries/script')).body.rows).to.deep.equal([{ f: [{ v: '2' }] }]);
    expect((await call('DELETE', '/jobs/script/delete')).status).to.equal(204);
    expect(await list('parentJobId=script')).to.deep.equal([]);
  });

  it('cancels a job that takes longer than it may', async () => {
    const long =
      'SELECT SUM(SQRT(a * b)) AS s FROM UNNEST(GENERATE_ARRAY(1, 60000)) AS a, UNNEST(GENERATE_ARRAY(1, 60000)) AS b';
    const answer = await query(long, { jobTimeoutMs: 300, timeoutMs: 60_000 });
    expect(answer.body.error?.message).to.match(/Job timed out after 300 ms/);
    expect(answer.body.error?.errors[0]?.reason).to.equal('stopped');
  });

  it('pages through a large result, and from any row', async () => {
    const rows = 250_000;
    const answer = await query(
      `SELECT a * 1000 + b AS n, REPEAT('x', 50) AS pad FROM UNNEST(GENERATE_ARRAY(0, 249)) AS a, UNNEST(GENERATE_ARRAY(0, 999)) AS b ORDER BY n`,
      { maxResults: 10, timeoutMs: 60_000 },
    );
    expect(answer.body.totalRows).to.equal(String(rows));
    const { jobId } = answer.body.jobReference as { jobId: string };
    const numbers = (page: Answer) =>
      (page.body.rows as { f: { v: string }[] }[]).map(({ f }) => Number(f[0]?.v));
    let next = numbers(answer).length;
    expect(next).to.equal(10);
    let token = answer.body.pageToken as string | undefined;
    while (token !== undefined) {
      const page = await call('GET', `/queries/${jobId}?pageToken=${token}`);
      for (const n of numbers(page))
        if (n !== next++) throw new Error(`row ${n} where ${next - 1} belongs`);
      token = page.body.pageToken as string | undefined;
    }
    expect(next).to.equal(rows);
    const end = await call('GET', `/queries/${jobId}?startIndex=${rows - 2}&maxResults=5`);
    expect(numbers(end)).to.deep.equal([rows - 2, rows - 1]);
    expect((await call('GET', `/queries/${jobId}?startIndex=${rows}`)).body.rows).to.equal(
      undefined,
    );
  });

  it('lists rows by selected fields, nested ones too', async () => {
    const { body } = await call(
      'GET',
      '/datasets/d/tables/t/data?selectedFields=r.b,n&startIndex=1&maxResults=1',
    );
    expect(body).to.deep.include({
      totalRows: '3',
      pageToken: '2',
      rows: [{ f: [{ v: '2' }, { v: { f: [{ v: 's' }] } }] }],
    });
  });

  it('changes only the version that was meant', async () => {
    for (const path of ['/datasets/d', '/datasets/d/tables/t']) {
      const { etag } = (await call('GET', path)).body as { etag: string };
      const changed = await call('PATCH', path, { description: 'one' }, { 'if-match': etag });
      expect(changed.status).to.equal(200);
      expect(changed.body.etag).not.to.equal(etag);
      for (const method of ['PATCH', 'DELETE']) {
        const late = await call(method, path, { description: 'two' }, { 'if-match': etag });
        expect(late.status).to.equal(412);
        expect(late.body.error?.errors[0]?.reason).to.equal('conditionNotMet');
      }
      expect((await call('GET', path)).body.description).to.equal('one');
    }
  });

  it('drops tables when they expire, by their own time or their dataset’s', async () => {
    await call('POST', '/datasets', {
      datasetReference: { datasetId: 'brief' },
      defaultTableExpirationMs: '3600000',
    });
    await query('CREATE TABLE brief.kept AS SELECT 1 AS a');
    const kept = (await call('GET', '/datasets/brief/tables/kept')).body;
    expect(Number(kept.expirationTime)).to.be.closeTo(Date.now() + 3_600_000, 60_000);
    await query('CREATE TABLE brief.gone AS SELECT 1 AS a');
    await call('PATCH', '/datasets/brief/tables/gone', { expirationTime: String(Date.now() + 50) });
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect((await call('GET', '/datasets/brief/tables/gone')).status).to.equal(404);
    expect((await query('SELECT * FROM brief.gone')).status).to.equal(404);
    expect((await query('CREATE TABLE brief.gone AS SELECT 2 AS a')).status).to.equal(200);
    await call('PATCH', '/datasets/brief/tables/kept', { expirationTime: null });
    expect((await call('GET', '/datasets/brief/tables/kept')).body.expirationTime).to.equal(
      undefined,
    );
  });

  it('makes, replaces and deletes routines', async () => {
    const body = (definitionBody: string) => ({
      routineReference: { projectId: project, datasetId: 'd', routineId: 'twice' },
      routineType: 'SCALAR_FUNCTION',
      language: 'SQL',
      arguments: [{ name: 'x', dataType: { typeKind: 'INT64' } }],
      returnType: { typeKind: 'INT64' },
      definitionBody,
    });
    expect((await call('POST', '/datasets/d/routines', body('x * 2'))).body).to.deep.include({
      routineType: 'SCALAR_FUNCTION',
    });
    expect(await rowsOf(test.client, 'SELECT d.twice(4) AS y')).to.deep.equal([{ y: 8 }]);
    expect((await call('POST', '/datasets/d/routines', body('x'))).status).to.equal(409);
    expect((await call('PUT', '/datasets/d/routines/twice', body('x + x + 1'))).status).to.equal(
      200,
    );
    expect(await rowsOf(test.client, 'SELECT d.twice(4) AS y')).to.deep.equal([{ y: 9 }]);
    const python = { ...body('x'), language: 'PYTHON', routineReference: { routineId: 'py' } };
    expect((await call('POST', '/datasets/d/routines', python)).body.error?.message).to.match(
      /a routine of PYTHON/,
    );
    expect((await call('DELETE', '/datasets/d/routines/twice')).status).to.equal(204);
  });

  it('writes query results to one partition, and adds fields when it may', async () => {
    await query('CREATE TABLE d.days (day DATE, n INT64) PARTITION BY day');
    await query("INSERT INTO d.days VALUES (DATE '2020-01-01', 1), (DATE '2020-01-02', 2)");
    const write = (text: string, tableId: string, more: object) =>
      call('POST', '/jobs', {
        configuration: {
          query: {
            query: text,
            destinationTable: { projectId: project, datasetId: 'd', tableId },
            ...more,
          },
        },
      });
    const truncate = { writeDisposition: 'WRITE_TRUNCATE' };
    const ok = await write("SELECT DATE '2020-01-01' AS day, 10 AS n", 'days$20200101', truncate);
    expect(ok.body).not.to.have.nested.property('status.errorResult');
    const wrong = await write(
      "SELECT DATE '2020-01-03' AS day, 10 AS n",
      'days$20200101',
      truncate,
    );
    expect(wrong.body)
      .to.have.nested.property('status.errorResult.message')
      .that.matches(/different partitions/);
    const wider = "SELECT DATE '2020-01-03' AS day, 3 AS n, TRUE AS more";
    const append = { writeDisposition: 'WRITE_APPEND' };
    expect((await write(wider, 'days', append)).body)
      .to.have.nested.property('status.errorResult.message')
      .that.matches(/Cannot add fields \(field: more\)/);
    await write(wider, 'days', { ...append, schemaUpdateOptions: ['ALLOW_FIELD_ADDITION'] });
    expect(await rowsOf(test.client, 'SELECT n, more FROM d.days ORDER BY n')).to.deep.equal([
      { n: 2, more: null },
      { n: 3, more: true },
      { n: 10, more: null },
    ]);
  });

  it('lists its project', async () => {
    const response = await fetch(`${test.warehouse.url}/bigquery/v2/projects`);
    expect(await response.json()).to.have.nested.property(
      'projects[0].projectReference.projectId',
      project,
    );
  });
});
