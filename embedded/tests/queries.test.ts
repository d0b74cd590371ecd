import { BigQuery } from '@google-cloud/bigquery';
import { expect } from 'chai';
import {
  failureOf,
  metadataOf,
  openTestWarehouse,
  rowsOf,
  type TestWarehouse,
} from './open-client.ts';

describe('embedded: queries through the official client', () => {
  let test: TestWarehouse;
  before(async () => {
    test = await openTestWarehouse();
    await test.client.query(
      'CREATE SCHEMA d; CREATE TABLE d.numbers AS SELECT n FROM UNNEST(GENERATE_ARRAY(1, 2500)) AS n',
    );
  });
  after(() => test.warehouse.close());

  it('returns every type exactly', async () => {
    const [rows] = await test.client.query({
      query: `SELECT
        TRUE AS b, -9223372036854775808 AS smallest, 9223372036854775807 AS largest, 0.1 + 0.2 AS f,
        CAST('nan' AS FLOAT64) AS nan, CAST('-inf' AS FLOAT64) AS low, CAST('inf' AS FLOAT64) AS high,
        NUMERIC '-12345678901234567890123456789.123456789' AS n, BIGNUMERIC '0.123456789012345678' AS bn,
        'a "quoted" \\u00e9\\n' AS s, b'\\x00\\xff' AS raw,
        DATE '0001-01-01' AS first_date, DATE '9999-12-31' AS last_date, TIME '23:59:59.999999' AS t,
        DATETIME '1969-12-31 23:59:59.000001' AS dt, TIMESTAMP '2262-04-11 23:47:16.854776+00' AS ts,
        JSON '{"k":[1,"x",null]}' AS j`,
      wrapIntegers: true,
    });
    const [row] = rows as Record<string, { value?: string; toFixed?: () => string }>[];
    expect(row?.b).to.equal(true);
    expect(row?.smallest?.value).to.equal('-9223372036854775808');
    expect(row?.largest?.value).to.equal('9223372036854775807');
    expect(row?.f).to.equal(0.30000000000000004);
    expect(row?.nan).to.be.NaN;
    expect(row?.low).to.equal(-Infinity);
    expect(row?.high).to.equal(Infinity);
    expect(row?.n?.toFixed?.()).to.equal('-12345678901234567890123456789.123456789');
    expect(row?.bn?.toFixed?.()).to.equal('0.123456789012345678');
    expect(row?.s).to.equal('a "quoted" é\n');
    expect(row?.raw).to.deep.equal(Buffer.from([0, 255]));
    expect(row?.first_date?.value).to.equal('0001-01-01');
    expect(row?.last_date?.value).to.equal('9999-12-31');
    expect(row?.t?.value).to.equal('23:59:59.999999');
    expect(row?.dt?.value).to.equal('1969-12-31T23:59:59.000001');
    expect(row?.ts?.value).to.equal('2262-04-11T23:47:16.854776000Z');
    expect(row?.j).to.equal('{"k":[1,"x",null]}');
  });

  it('returns NULLs, arrays and nested structs', async () => {
    const rows = await rowsOf(
      test.client,
      `SELECT CAST(NULL AS STRING) AS nothing, CAST(NULL AS ARRAY<INT64>) AS no_array,
        [1.5, 2.5] AS floats, [STRUCT('a' AS k, [1, 2] AS v), STRUCT(CAST(NULL AS STRING), ARRAY<INT64>[])] AS items,
        STRUCT(STRUCT(DATE '2020-01-01' AS d) AS inside) AS outside,
        CAST(NULL AS STRUCT<a INT64>) AS no_struct`,
    );
    expect(rows).to.deep.equal([
      {
        nothing: null,
        no_array: [],
        floats: [1.5, 2.5],
        items: [
          { k: 'a', v: [1, 2] },
          { k: null, v: [] },
        ],
        outside: { inside: { d: { value: '2020-01-01' } } },
        no_struct: null,
      },
    ]);
  });

  it('describes the result with legacy type names and REPEATED modes', async () => {
    const [job] = await test.client.createQueryJob(
      "SELECT 1 AS i, 1.5 AS f, TRUE AS b, [STRUCT('x' AS s)] AS r, CURRENT_TIMESTAMP() AS ts",
    );
    const [, , response] = await job.getQueryResults({ autoPaginate: false });
    const fields = response?.schema?.fields?.map(({ name, type, mode }) => [name, type, mode]);
    expect(fields).to.deep.equal([
      ['i', 'INTEGER', 'NULLABLE'],
      ['f', 'FLOAT', 'NULLABLE'],
      ['b', 'BOOLEAN', 'NULLABLE'],
      ['r', 'RECORD', 'REPEATED'],
      ['ts', 'TIMESTAMP', 'NULLABLE'],
    ]);
  });

  it('sends timestamps as float seconds unless asked otherwise', async () => {
    const url = `${test.warehouse.url}/projects/test-project/queries`;
    const ask = async (formatOptions: object, time = '2020-01-01 00:00:00.25+00') => {
      const body = {
        query: `SELECT TIMESTAMP '${time}' AS t`,
        useLegacySql: false,
        ...formatOptions,
      };
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const { rows } = (await response.json()) as { rows: { f: { v: string }[] }[] };
      return rows[0]?.f[0]?.v;
    };
    expect(Number(await ask({}))).to.equal(1577836800.25);
    const early = '1969-12-31 23:59:59.999999+00';
    expect(Number(await ask({}, early))).to.equal(-0.000001);
    expect(await ask({ formatOptions: { useInt64Timestamp: true } }, early)).to.equal('-1');
    expect(await ask({ formatOptions: { useInt64Timestamp: true } })).to.equal('1577836800250000');
    expect(await ask({ formatOptions: { timestampOutputFormat: 'ISO8601_STRING' } })).to.equal(
      '2020-01-01T00:00:00.250000Z',
    );
  });

  it('takes named and positional parameters of every type', async () => {
    const params = {
      i: 7,
      f: 1.25,
      b: false,
      s: "it's",
      d: BigQuery.date('2020-02-29'),
      t: BigQuery.time('01:02:03.5'),
      dt: BigQuery.datetime('2020-02-29 01:02:03'),
      ts: BigQuery.timestamp('2020-02-29T01:02:03.000004Z'),
      n: '1.1',
      raw: 'AP8=',
      j: '{"a":[1]}',
      nothing: null,
      list: [1, 2, 3],
      none: [],
      record: { x: 1, y: 'z' },
      big: BigQuery.int('9007199254740993'),
    };
    const types: Record<string, string | string[]> = {
      n: 'NUMERIC',
      raw: 'BYTES',
      j: 'JSON',
      nothing: 'STRING',
      none: ['DATE'],
    };
    const [rows] = await test.client.query({
      query: `SELECT @i + 1 AS i, @f AS f, NOT @b AS b, @s AS s, @d AS d, @t AS t, @dt AS dt, @ts AS ts, @n AS n,
        @raw AS raw, JSON_VALUE(@j, '$.a[0]') AS j, @nothing AS nothing, @list AS list, @none AS none, @record AS record,
        @big - 1 AS big`,
      params,
      types,
      wrapIntegers: { integerTypeCastFunction: String, fields: ['big'] },
    });
    const row = rows[0] as Record<string, unknown>;
    expect(JSON.parse(JSON.stringify(row))).to.deep.include({
      f: 1.25,
      b: true,
      s: "it's",
      d: { value: '2020-02-29' },
      t: { value: '01:02:03.500000' },
      dt: { value: '2020-02-29T01:02:03' },
      ts: { value: '2020-02-29T01:02:03.000004000Z' },
      n: '1.1',
      j: '1',
      nothing: null,
      none: [],
    });
    expect(row.raw).to.deep.equal(Buffer.from([0, 255]));
    expect(row.big).to.equal('9007199254740992');
    expect(
      await rowsOf(test.client, 'SELECT ? || ? AS s, ARRAY_LENGTH(?) AS n', {
        params: ['a', 'b', [1, 2]],
      }),
    ).to.deep.equal([{ s: 'ab', n: 2 }]);
    const wrong = await failureOf(
      test.client.query({
        query: 'SELECT @n AS n',
        params: { n: 'much' },
        types: { n: 'NUMERIC' },
      }),
    );
    expect(wrong.code).to.equal(400);
  });

  it('pages through a result, each row once and in order', async () => {
    const [job] = await test.client.createQueryJob('SELECT n FROM d.numbers ORDER BY n');
    const seen: number[] = [];
    let pages = 0;
    let token: string | undefined;
    do {
      const [rows, , response] = await job.getQueryResults({
        autoPaginate: false,
        maxResults: 700,
        ...(token !== undefined && { pageToken: token }),
      });
      seen.push(...(rows as { n: number }[]).map((row) => row.n));
      expect(response?.totalRows).to.equal('2500');
      token = response?.pageToken;
      pages += 1;
    } while (token !== undefined);
    expect(pages).to.equal(4);
    expect(seen).to.deep.equal(Array.from({ length: 2500 }, (_, index) => index + 1));
    const [rest] = await job.getQueryResults({ startIndex: '2498', autoPaginate: false });
    expect(rest).to.deep.equal([{ n: 2499 }, { n: 2500 }]);
  });

  it('fetches every page by itself', async () => {
    const [rows] = await test.client.query({ query: 'SELECT n FROM d.numbers', maxResults: 1000 });
    expect(rows).to.have.length(2500);
  });

  it('describes a dry run without running it', async () => {
    const [job] = await test.client.createQueryJob({
      query: 'SELECT n, ERROR("never") AS e FROM d.numbers',
      dryRun: true,
    });
    const { statistics } = job.metadata as {
      statistics: {
        query: { statementType: string; schema: { fields: { name: string; type: string }[] } };
        totalBytesProcessed: string;
      };
    };
    expect(statistics.query.statementType).to.equal('SELECT');
    expect(statistics.query.schema.fields.map(({ name }) => name)).to.deep.equal(['n', 'e']);
    expect(Number(statistics.totalBytesProcessed)).to.equal(2500 * 8);
    const [merge] = await test.client.createQueryJob({
      query: 'DELETE FROM d.numbers WHERE TRUE',
      dryRun: true,
    });
    expect(
      (merge.metadata as { statistics: { query: { statementType: string } } }).statistics.query
        .statementType,
    ).to.equal('DELETE');
    expect(await rowsOf(test.client, 'SELECT COUNT(*) AS c FROM d.numbers')).to.deep.equal([
      { c: 2500 },
    ]);
  });

  it('refuses a query over maximumBytesBilled', async () => {
    const failure = await failureOf(
      test.client.query({ query: 'SELECT n FROM d.numbers', maximumBytesBilled: '100' }),
    );
    expect(failure.errors?.[0]?.reason).to.equal('bytesBilledLimitExceeded');
  });

  it('keeps labels and reports the statement, its tables and its changes', async () => {
    const [job] = await test.client.createQueryJob({
      query: 'CREATE TABLE changed AS SELECT 1 AS id UNION ALL SELECT 2',
      defaultDataset: { datasetId: 'd' },
      labels: { stage: 'test' },
    });
    await job.getQueryResults();
    const merge = `MERGE changed AS t USING (SELECT 2 AS id UNION ALL SELECT 3) AS s ON t.id = s.id
      WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (id) VALUES (id)`;
    const [second] = await test.client.createQueryJob({
      query: merge,
      defaultDataset: { datasetId: 'd' },
    });
    const metadata = await metadataOf(second);
    const { statistics, configuration } = metadata;
    expect(
      (job.metadata as { configuration: { labels: unknown } }).configuration.labels,
    ).to.deep.equal({ stage: 'test' });
    expect(configuration.jobType).to.equal('QUERY');
    expect(statistics.query).to.include({
      statementType: 'MERGE',
      numDmlAffectedRows: '2',
      cacheHit: false,
    });
    expect(statistics.query.dmlStats).to.deep.equal({
      insertedRowCount: '1',
      updatedRowCount: '0',
      deletedRowCount: '1',
    });
    expect(statistics.query.referencedTables).to.deep.equal([
      { projectId: 'test-project', datasetId: 'd', tableId: 'changed' },
    ]);
    expect(Number(statistics.endTime)).to.be.at.least(Number(statistics.creationTime));
  });

  it('writes a destination table as its disposition says', async () => {
    const destination = test.client.dataset('d').table('kept');
    const run = async (query: string, writeDisposition: string) => {
      const [job] = await test.client.createQueryJob({ query, destination, writeDisposition });
      return job.getQueryResults();
    };
    await run('SELECT 1 AS a', 'WRITE_EMPTY');
    await run('SELECT 2 AS a', 'WRITE_APPEND');
    expect(await rowsOf(test.client, 'SELECT a FROM d.kept ORDER BY a')).to.deep.equal([
      { a: 1 },
      { a: 2 },
    ]);
    expect((await failureOf(run('SELECT 3 AS a', 'WRITE_EMPTY'))).errors?.[0]?.reason).to.equal(
      'duplicate',
    );
    await run("SELECT 'x' AS s", 'WRITE_TRUNCATE');
    expect(await rowsOf(test.client, 'SELECT * FROM d.kept')).to.deep.equal([{ s: 'x' }]);
  });
});
