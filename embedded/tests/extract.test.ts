import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import {
  failureOf,
  metadataOf,
  openTestWarehouse,
  project,
  rowsOf,
  type TestWarehouse,
} from './open-client.ts';

const everyType = `SELECT 9007199254740993 AS i, 1.5 AS f, NUMERIC '12.50' AS n, TRUE AS b, 'a<b&"c"é' AS s, b'\\x00\\xff' AS raw,
  DATE '2020-02-29' AS d, TIME '01:02:03' AS t, DATETIME '2020-02-29 01:02:03.5' AS dt, TIMESTAMP '2020-02-29 01:02:03+00' AS ts,
  JSON '{"x":[1,null]}' AS j, CAST(NULL AS INT64) AS missing`;

describe('embedded: extract jobs', () => {
  let test: TestWarehouse;
  let directory: string;
  before(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'embedded-extract-'));
    test = await openTestWarehouse({ storageDirectory: directory });
    await test.client.query(`CREATE SCHEMA d; CREATE TABLE d.flat AS ${everyType};
      CREATE TABLE d.nested AS SELECT [STRUCT(1 AS a, 'x' AS b), STRUCT(2, NULL)] AS l, STRUCT(1.0 AS f, [1, 2] AS r) AS s, CAST([] AS ARRAY<STRING>) AS e;
      CREATE TABLE d.days (day DATE, n INT64) PARTITION BY day;
      INSERT INTO d.days VALUES (DATE '2020-01-01', 1), (DATE '2020-01-01', 2), (DATE '2020-01-02', 3), (NULL, 4);
      CREATE VIEW d.view AS SELECT 1 AS a`);
  });
  after(async () => {
    await test.warehouse.close();
    rmSync(directory, { recursive: true });
  });

  const extract = (tableId: string, configuration: object) =>
    test.client.createJob({
      configuration: {
        extract: {
          sourceTable: { projectId: project, datasetId: 'd', tableId },
          ...configuration,
        },
      },
    });
  async function done(tableId: string, configuration: object): Promise<Record<string, unknown>> {
    const [job] = await extract(tableId, configuration);
    const metadata = await metadataOf(job);
    expect(metadata.status.errorResult).to.equal(undefined);
    return (metadata.statistics as unknown as { extract: Record<string, unknown> }).extract;
  }
  async function refused(tableId: string, configuration: object): Promise<string> {
    const failure = await failureOf(extract(tableId, configuration));
    return failure.message;
  }
  const read = (name: string): Buffer => readFileSync(path.join(directory, 'bucket', name));

  it('writes CSV with BigQuery texts, and reads it back', async () => {
    await test.client.query(`CREATE TABLE d.flat_scalars AS SELECT * EXCEPT (j) FROM d.flat`);
    const statistics = await done('flat_scalars', { destinationUri: 'gs://bucket/flat.csv' });
    expect(statistics.destinationUriFileCounts).to.deep.equal(['1']);
    expect(read('flat.csv').toString()).to.equal(
      'i,f,n,b,s,raw,d,t,dt,ts,missing\n' +
        '9007199254740993,1.5,12.5,true,"a<b&""c""é",AP8=,2020-02-29,01:02:03,2020-02-29T01:02:03.500000,2020-02-29 01:02:03 UTC,\n',
    );
    const { schema } = await metadataOf(test.client.dataset('d').table('flat_scalars'));
    await test.client.createJob({
      configuration: {
        load: {
          sourceUris: ['gs://bucket/flat.csv'],
          sourceFormat: 'CSV',
          skipLeadingRows: 1,
          schema,
          destinationTable: { projectId: project, datasetId: 'd', tableId: 'back_csv' },
        },
      },
    });
    const same =
      'SELECT COUNT(*) AS n FROM (SELECT * FROM d.back_csv EXCEPT DISTINCT SELECT * FROM d.flat_scalars)';
    expect(await rowsOf(test.client, same)).to.deep.equal([{ n: 0 }]);
  });

  it('honours header, delimiter and GZIP', async () => {
    await done('days', {
      destinationUri: 'gs://bucket/days.csv.gz',
      printHeader: false,
      fieldDelimiter: ';',
      compression: 'GZIP',
    });
    expect(gunzipSync(read('days.csv.gz')).toString().split('\n').sort()).to.deep.equal([
      '',
      '2020-01-01;1',
      '2020-01-01;2',
      '2020-01-02;3',
      ';4',
    ]);
  });

  it('writes JSON with INT64 as text, without NULLs, escaped, nested, and reads it back', async () => {
    const json = { destinationFormat: 'NEWLINE_DELIMITED_JSON' };
    await done('flat', { ...json, destinationUri: 'gs://bucket/flat.json' });
    const line = read('flat.json').toString();
    expect(line).to.match(/"s":"a\\u003cb\\u0026\\"c\\"é"/);
    expect(JSON.parse(line)).to.deep.equal({
      i: '9007199254740993',
      f: 1.5,
      n: '12.5',
      b: true,
      s: 'a<b&"c"é',
      raw: 'AP8=',
      d: '2020-02-29',
      t: '01:02:03',
      dt: '2020-02-29T01:02:03.500000',
      ts: '2020-02-29 01:02:03 UTC',
      j: { x: [1, null] },
    });
    await done('nested', { ...json, destinationUri: 'gs://bucket/nested-*.json' });
    expect(JSON.parse(read('nested-000000000000.json').toString())).to.deep.equal({
      l: [{ a: '1', b: 'x' }, { a: '2' }],
      s: { f: 1, r: ['1', '2'] },
      e: [],
    });
    const { schema } = await metadataOf(test.client.dataset('d').table('nested'));
    await test.client.createJob({
      configuration: {
        load: {
          sourceUris: ['gs://bucket/nested-*'],
          sourceFormat: 'NEWLINE_DELIMITED_JSON',
          schema,
          destinationTable: { projectId: project, datasetId: 'd', tableId: 'back_json' },
        },
      },
    });
    const text = (table: string) =>
      rowsOf(test.client, `SELECT TO_JSON_STRING(t) AS j FROM d.${table} AS t`);
    expect(await text('back_json')).to.deep.equal(await text('nested'));
  });

  it('writes Parquet with its compressions, and reads it back', async () => {
    for (const compression of ['NONE', 'SNAPPY', 'GZIP', 'ZSTD']) {
      const name = `nested-${compression}.parquet`;
      await done('nested', {
        destinationFormat: 'PARQUET',
        compression,
        destinationUri: `gs://bucket/${name}`,
      });
      expect(read(name).subarray(0, 4).toString()).to.equal('PAR1');
      await test.client.createJob({
        configuration: {
          load: {
            sourceUris: [`gs://bucket/${name}`],
            sourceFormat: 'PARQUET',
            writeDisposition: 'WRITE_TRUNCATE',
            destinationTable: { projectId: project, datasetId: 'd', tableId: 'back_parquet' },
          },
        },
      });
      const [row] = await rowsOf(
        test.client,
        'SELECT l[OFFSET(0)].a AS a, s.f AS f FROM d.back_parquet',
      );
      expect(row).to.deep.equal({ a: 1, f: 1 });
    }
  });

  it('extracts one partition', async () => {
    const lines = async (id: string): Promise<string[]> => {
      await done(`days$${id}`, { destinationUri: 'gs://bucket/part.csv', printHeader: false });
      return read('part.csv').toString().trim().split('\n').sort();
    };
    expect(await lines('20200101')).to.deep.equal(['2020-01-01,1', '2020-01-01,2']);
    expect(await lines('__NULL__')).to.deep.equal([',4']);
    const uri = { destinationUri: 'gs://bucket/none.csv' };
    expect(await refused('days$2020', uri)).to.match(/Invalid partition ID 2020/);
    expect(await refused('flat$20200101', uri)).to.match(/is not partitioned/);
    expect(existsSync(path.join(directory, 'bucket', 'none.csv'))).to.equal(false);
  });

  it('refuses what BigQuery refuses, and leaves nothing', async () => {
    const uri = { destinationUri: 'gs://bucket/refused' };
    expect(await refused('nested', uri)).to.match(/nested schema.*Field: l/);
    expect(await refused('flat', { ...uri, compression: 'SNAPPY' })).to.match(
      /Compression SNAPPY is not supported for CSV/,
    );
    expect(await refused('flat', { ...uri, destinationFormat: 'AVRO' })).to.match(
      /AVRO is not supported here/,
    );
    expect(await refused('flat', { ...uri, fieldDelimiter: '' })).to.match(/delimiter/);
    expect(await refused('view', uri)).to.match(/currently a VIEW/);
    expect(await refused('nothing', uri)).to.match(/Not found: Table test-project:d\.nothing/);
    expect(await refused('flat', {})).to.match(/destinationUris/);
    expect(await refused('flat', { destinationUri: 'gs://bucket/../../escape' })).to.match(
      /Invalid storage URI/,
    );
    expect(await refused('flat', { destinationUri: 'gs://bucket/a*b*' })).to.match(/one wildcard/);
    expect(await refused('flat', { destinationUri: '/etc/x' })).to.match(/Invalid storage URI/);
    expect(
      readdirSync(path.join(directory, 'bucket')).filter((name) => /refused|part$/.test(name)),
    ).to.deep.equal([]);
  });

  it('needs a storage directory', async () => {
    const other = await openTestWarehouse();
    await other.client.query('CREATE SCHEMA d; CREATE TABLE d.t AS SELECT 1 AS a');
    const failure = await failureOf(
      other.client.createJob({
        configuration: {
          extract: {
            sourceTable: { projectId: project, datasetId: 'd', tableId: 't' },
            destinationUri: 'gs://bucket/x.csv',
          },
        },
      }),
    );
    await other.warehouse.close();
    expect(failure.message).to.match(/needs a storage directory/);
  });
});
