import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect } from 'chai';
import {
  failureOf,
  metadataOf,
  openTestWarehouse,
  project,
  rowsOf,
  type TestWarehouse,
} from './open-client.ts';

describe('embedded: options of load jobs', () => {
  let test: TestWarehouse;
  let directory: string;
  let bucket: string;
  before(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'embedded-options-'));
    bucket = path.join(directory, 'storage', 'bucket');
    mkdirSync(bucket, { recursive: true });
    test = await openTestWarehouse({
      file: path.join(directory, 'warehouse.duckdb'),
      storageDirectory: path.join(directory, 'storage'),
    });
    await test.client.createDataset('d');
  });
  after(async () => {
    await test.warehouse.close();
    rmSync(directory, { recursive: true });
  });

  const put = (name: string, content: string | Buffer) => {
    writeFileSync(path.join(bucket, name), content);
  };
  const ndjson = (...rows: unknown[]): string => rows.map((row) => JSON.stringify(row)).join('\n');
  const load = (tableId: string, uri: string, options: object) =>
    test.client.createJob({
      configuration: {
        load: {
          sourceUris: [`gs://bucket/${uri}`],
          destinationTable: { projectId: project, datasetId: 'd', tableId },
          ...options,
        },
      },
    });
  async function refusal(tableId: string, uri: string, options: object): Promise<string> {
    const failure = await failureOf(load(tableId, uri, options));
    return failure.message;
  }
  const rows = (table: string, order = '1') =>
    rowsOf(test.client, `SELECT * FROM d.${table} ORDER BY ${order}`);
  const schema = (...fields: string[]) => ({
    schema: {
      fields: fields.map((field) => {
        const [name = '', type = '', mode] = field.split(' ');
        return { name, type, ...(mode !== undefined && { mode }) };
      }),
    },
  });
  const json = { sourceFormat: 'NEWLINE_DELIMITED_JSON' };
  const csv = { sourceFormat: 'CSV' };
  const two = schema('a INTEGER', 'b STRING');

  describe('CSV', () => {
    it('refuses texts over several lines unless they are allowed', async () => {
      put('lines.csv', '1,"x\ny"\n');
      expect(await refusal('lines', 'lines.csv', { ...csv, ...two })).to.match(
        /Missing close quote character.*allowQuotedNewlines/,
      );
      await load('lines', 'lines.csv', { ...csv, ...two, allowQuotedNewlines: true });
      expect(await rows('lines')).to.deep.equal([{ a: 1, b: 'x\ny' }]);
    });

    it('takes one null marker or several', async () => {
      put('nulls.csv', '1,NA\n2,-\n3,\n4,"NA"\n');
      await load('nulls', 'nulls.csv', { ...csv, ...two, nullMarkers: ['NA', '-'] });
      expect((await rows('nulls')).map((row) => (row as { b: unknown }).b)).to.deep.equal([
        null,
        null,
        '',
        'NA',
      ]);
      put('empty-number.csv', ',x\n');
      expect(
        await refusal('nulls2', 'empty-number.csv', { ...csv, ...two, nullMarker: 'NA' }),
      ).to.match(/Bad int64 value/);
      expect(
        await refusal('nulls2', 'nulls.csv', {
          ...csv,
          ...two,
          nullMarker: 'NA',
          nullMarkers: ['-'],
        }),
      ).to.match(/Only one of/);
    });

    it('pads jagged rows, drops extra values, only when told to', async () => {
      put('jagged.csv', '1\n2,x\n');
      expect(await refusal('jagged', 'jagged.csv', { ...csv, ...two })).to.match(
        /CSV parsing error/,
      );
      await load('jagged', 'jagged.csv', { ...csv, ...two, allowJaggedRows: true });
      expect(await rows('jagged')).to.deep.equal([
        { a: 1, b: null },
        { a: 2, b: 'x' },
      ]);
      put('extra.csv', '1,x,y\n2,z\n');
      expect(await refusal('extra', 'extra.csv', { ...csv, ...two })).to.match(/CSV parsing error/);
      await load('extra', 'extra.csv', { ...csv, ...two, ignoreUnknownValues: true });
      expect(await rows('extra')).to.deep.equal([
        { a: 1, b: 'x' },
        { a: 2, b: 'z' },
      ]);
    });

    it('honours tabs, other quotes, no quotes, Latin-1 and rows to skip in every file', async () => {
      put('tabs.csv', "1\t'a\tb'\n");
      await load('tabs', 'tabs.csv', { ...csv, ...two, fieldDelimiter: '\\t', quote: "'" });
      expect(await rows('tabs')).to.deep.equal([{ a: 1, b: 'a\tb' }]);
      put('unquoted.csv', '1,"x\n');
      await load('unquoted', 'unquoted.csv', { ...csv, ...two, quote: '' });
      expect(await rows('unquoted')).to.deep.equal([{ a: 1, b: '"x' }]);
      put('latin.csv', Buffer.from('1,\xe9\n', 'latin1'));
      await load('latin', 'latin.csv', { ...csv, ...two, encoding: 'ISO-8859-1' });
      expect(await rows('latin')).to.deep.equal([{ a: 1, b: 'é' }]);
      expect(await refusal('latin2', 'latin.csv', { ...csv, ...two })).to.match(
        /CSV parsing error/,
      );
      expect(
        await refusal('latin2', 'latin.csv', { ...csv, ...two, encoding: 'UTF-16LE' }),
      ).to.match(/Encoding UTF-16LE is not supported here/);
      put('head-1.csv', 'a,b\nx,y\n1,p\n');
      put('head-2.csv', 'a,b\nx,y\n2,q\n');
      await load('heads', 'head-*', { ...csv, ...two, skipLeadingRows: 2 });
      expect(await rows('heads')).to.deep.equal([
        { a: 1, b: 'p' },
        { a: 2, b: 'q' },
      ]);
    });

    it('loads nothing from an empty file', async () => {
      put('empty.csv', '');
      await load('empty', 'empty.csv', { ...csv, ...two });
      expect(await rows('empty')).to.deep.equal([]);
    });
  });

  describe('NDJSON', () => {
    it('finds fields without regard to case, written in one way', async () => {
      put('cases.json', ndjson({ A: 1, b: 'x' }, { A: 2, b: 'y' }));
      for (const [name, options] of [
        ['cases', {}],
        ['cases2', { maxBadRecords: 1 }],
      ] as const) {
        await load(name, 'cases.json', { ...json, ...two, ...options });
        expect(await rows(name)).to.deep.equal([
          { a: 1, b: 'x' },
          { a: 2, b: 'y' },
        ]);
      }
      put('mixed.json', ndjson({ A: 1 }, { a: 2 }));
      expect(await refusal('cases3', 'mixed.json', { ...json, ...two })).to.match(
        /Field a is written in several ways/,
      );
    });

    it('refuses unknown fields at every depth, and counts them as bad rows', async () => {
      const nested = {
        schema: {
          fields: [
            {
              name: 'r',
              type: 'RECORD',
              mode: 'REPEATED',
              fields: [{ name: 'x', type: 'INTEGER' }],
            },
          ],
        },
      };
      put('deep.json', ndjson({ r: [{ x: 1 }, { x: 2, y: 3 }] }));
      expect(await refusal('deep', 'deep.json', { ...json, ...nested })).to.match(
        /No such field: r\.y\./,
      );
      await load('deep', 'deep.json', { ...json, ...nested, ignoreUnknownValues: true });
      expect(await rowsOf(test.client, 'SELECT TO_JSON_STRING(r) AS r FROM d.deep')).to.deep.equal([
        { r: '[{"x":1},{"x":2}]' },
      ]);
      put('unknown.json', ndjson({ a: 1, b: 'x' }, { a: 2, c: 1 }));
      const [job] = await load('unknown', 'unknown.json', { ...json, ...two, maxBadRecords: 1 });
      expect(job.metadata).to.have.nested.property('statistics.load.badRecords', '1');
      expect(await rows('unknown')).to.deep.equal([{ a: 1, b: 'x' }]);
    });

    it('stores a missing array as an empty one', async () => {
      put('arrays.json', ndjson({ a: 1 }, { a: 2, l: null }, { a: 3, l: [4] }));
      await load('arrays', 'arrays.json', {
        ...json,
        ...schema('a INTEGER', 'l INTEGER REPEATED'),
      });
      expect(
        await rowsOf(test.client, 'SELECT a, ARRAY_LENGTH(l) AS n FROM d.arrays ORDER BY a'),
      ).to.deep.equal([
        { a: 1, n: 0 },
        { a: 2, n: 0 },
        { a: 3, n: 1 },
      ]);
    });
  });

  it('refuses gzip files that are cut short or damaged, and leaves nothing', async () => {
    const whole = gzipSync(Array.from({ length: 50_000 }, (_, n) => `${n},text ${n}\n`).join(''));
    put('whole.csv.gz', whole);
    put('half.csv.gz', whole.subarray(0, whole.length >> 1));
    put('trailer.csv.gz', whole.subarray(0, whole.length - 8));
    const damaged = Buffer.from(whole);
    damaged[whole.length - 6] = (damaged[whole.length - 6] ?? 0) ^ 0xff;
    put('damaged.csv.gz', damaged);
    for (const name of ['half', 'trailer', 'damaged']) {
      expect(await refusal('cut', `${name}.csv.gz`, { ...csv, ...two }), name).to.match(
        /cut short or damaged/,
      );
    }
    expect((await test.client.dataset('d').table('cut').exists())[0]).to.equal(false);
    await load('cut', 'whole.csv.gz', { ...csv, ...two });
    expect(await rowsOf(test.client, 'SELECT COUNT(*) AS n FROM d.cut')).to.deep.equal([
      { n: 50_000 },
    ]);
    expect(
      readdirSync(path.join(directory, 'warehouse.duckdb.spool')).filter((name) =>
        name.startsWith('upload'),
      ),
    ).to.deep.equal([]);
  });

  it('relaxes and adds fields, nested ones too, only when told to', async () => {
    await test.client.query('CREATE TABLE d.grown (a INT64 NOT NULL, r STRUCT<x INT64>)');
    put('grown.json', ndjson({ r: { x: 1, y: 2 }, c: true }));
    const wider = {
      ...json,
      schema: {
        fields: [
          { name: 'a', type: 'INTEGER' },
          {
            name: 'r',
            type: 'RECORD',
            fields: [
              { name: 'x', type: 'INTEGER' },
              { name: 'y', type: 'INTEGER' },
            ],
          },
          { name: 'c', type: 'BOOLEAN' },
        ],
      },
    };
    expect(await refusal('grown', 'grown.json', wider)).to.match(
      /Field a has changed mode from REQUIRED to NULLABLE/,
    );
    expect(
      await refusal('grown', 'grown.json', {
        ...wider,
        schemaUpdateOptions: ['ALLOW_FIELD_RELAXATION'],
      }),
    ).to.match(/Cannot add fields \(field: r\.y\)/);
    await load('grown', 'grown.json', {
      ...wider,
      schemaUpdateOptions: ['ALLOW_FIELD_RELAXATION', 'ALLOW_FIELD_ADDITION'],
    });
    expect(await rows('grown')).to.deep.equal([{ a: null, r: { x: 1, y: 2 }, c: true }]);
    const { fields } = (await metadataOf(test.client.dataset('d').table('grown'))).schema;
    expect(fields.map(({ name, mode }) => `${name} ${mode}`)).to.deep.equal([
      'a NULLABLE',
      'r NULLABLE',
      'c NULLABLE',
    ]);
  });

  it('checks the columns of Parquet against the schema', async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(
      `COPY (SELECT 1::INTEGER AS A, 'x' AS b) TO '${path.join(bucket, 'p.parquet')}'`,
    );
    connection.closeSync();
    instance.closeSync();
    const parquet = { sourceFormat: 'PARQUET' };
    await load('parquet', 'p.parquet', {
      ...parquet,
      ...schema('a INTEGER', 'b STRING', 'c DATE'),
    });
    expect(await rows('parquet')).to.deep.equal([{ a: 1, b: 'x', c: null }]);
    expect(
      await refusal('parquet2', 'p.parquet', { ...parquet, ...schema('a STRING', 'b STRING') }),
    ).to.match(
      /Parquet column 'A' has type INTEGER which does not match the target cpp_type STRING/,
    );
    expect(await refusal('parquet2', 'p.parquet', { ...parquet, ...schema('a INTEGER') })).to.match(
      /missing the Parquet column b/,
    );
  });

  it('writes one partition by its decorator', async () => {
    await test.client.query(`CREATE TABLE d.days (day DATE, n INT64) PARTITION BY day;
      INSERT INTO d.days VALUES (DATE '2020-01-01', 1), (DATE '2020-01-02', 2)`);
    put('first.json', ndjson({ day: '2020-01-01', n: 10 }, { day: '2020-01-01', n: 11 }));
    const truncate = { ...json, writeDisposition: 'WRITE_TRUNCATE' };
    await load('days$20200101', 'first.json', truncate);
    const numbers = async () => (await rows('days', 'n')).map((row) => (row as { n: number }).n);
    expect(await numbers()).to.deep.equal([2, 10, 11]);
    expect(await refusal('days$20200102', 'first.json', truncate)).to.match(
      /Some rows belong to different partitions rather than destination partition 20200102/,
    );
    expect(
      await refusal('days$20200101', 'first.json', { ...json, writeDisposition: 'WRITE_EMPTY' }),
    ).to.match(/^Already Exists/);
    expect(await refusal('days$202001', 'first.json', json)).to.match(
      /Invalid partition ID 202001/,
    );
    expect(await numbers()).to.deep.equal([2, 10, 11]);
    put('plain.json', ndjson({ n: 1 }));
    await load('arrived$20200301', 'plain.json', { ...json, ...schema('n INTEGER') });
    await load('arrived$20200302', 'plain.json', json);
    await load('arrived$20200301', 'plain.json', truncate);
    expect(
      await rowsOf(
        test.client,
        'SELECT CAST(_PARTITIONTIME AS STRING) AS moment, COUNT(*) AS n FROM d.arrived GROUP BY moment ORDER BY moment',
      ),
    ).to.deep.equal([
      { moment: '2020-03-01 00:00:00+00', n: 1 },
      { moment: '2020-03-02 00:00:00+00', n: 1 },
    ]);
  });

  it('gives a new table its properties', async () => {
    put('described.csv', '1,x\n');
    await load('described', 'described.csv', {
      ...csv,
      ...two,
      destinationTableProperties: { description: 'made by a load', labels: { team: 'data' } },
      clustering: { fields: ['a'] },
    });
    expect(await metadataOf(test.client.dataset('d').table('described'))).to.deep.include({
      description: 'made by a load',
      labels: { team: 'data' },
      clustering: { fields: ['a'] },
    });
  });

  it('refuses options that it does not honour', async () => {
    put('one.csv', '1,x\n');
    for (const [option, value] of [
      ['hivePartitioningOptions', { mode: 'AUTO' }],
      ['dateFormat', 'DD/MM/YYYY'],
      ['decimalTargetTypes', ['NUMERIC']],
    ] as const) {
      expect(await refusal('never', 'one.csv', { ...csv, ...two, [option]: value })).to.match(
        new RegExp(`Not supported by the embedded warehouse: ${option}`),
      );
    }
    expect(await refusal('never', 'one.csv', { sourceFormat: 'AVRO' })).to.match(
      /AVRO is not supported here/,
    );
    const failure = await failureOf(
      test.client.createJob({
        configuration: {
          dryRun: true,
          load: {
            sourceUris: ['gs://bucket/one.csv'],
            destinationTable: { projectId: project, datasetId: 'd', tableId: 'never' },
            ...two,
          },
        },
      }),
    );
    expect(failure.message).to.match(/dryRun/);
    expect((await test.client.dataset('d').table('never').exists())[0]).to.equal(false);
  });
});
