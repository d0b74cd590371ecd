import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect } from 'chai';
import {
  failureOf,
  metadataOf,
  openTestWarehouse,
  rowsOf,
  type TestWarehouse,
} from './open-client.ts';

describe('embedded: load jobs', () => {
  let test: TestWarehouse;
  let directory: string;
  before(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'embedded-loads-'));
    test = await openTestWarehouse({ storageDirectory: directory });
    await test.client.createDataset('d');
  });
  after(async () => {
    await test.warehouse.close();
    rmSync(directory, { recursive: true });
  });

  let files = 0;
  function fileOf(content: string | Buffer, extension: string): string {
    files += 1;
    const file = path.join(directory, `file-${files}.${extension}`);
    writeFileSync(file, content);
    return file;
  }
  const ndjson = (...rows: unknown[]): string => rows.map((row) => JSON.stringify(row)).join('\n');
  const table = (name: string) => test.client.dataset('d').table(name);
  const load = (name: string, file: string, metadata: object) => table(name).load(file, metadata);

  const everyType = [
    { name: 'i', type: 'INTEGER' },
    { name: 'f', type: 'FLOAT' },
    { name: 'n', type: 'NUMERIC' },
    { name: 'b', type: 'BOOLEAN' },
    { name: 's', type: 'STRING' },
    { name: 'raw', type: 'BYTES' },
    { name: 'd', type: 'DATE' },
    { name: 't', type: 'TIME' },
    { name: 'dt', type: 'DATETIME' },
    { name: 'ts', type: 'TIMESTAMP' },
    { name: 'j', type: 'JSON' },
    { name: 'tags', type: 'STRING', mode: 'REPEATED' },
    {
      name: 'items',
      type: 'RECORD',
      mode: 'REPEATED',
      fields: [
        { name: 'sku', type: 'STRING' },
        { name: 'price', type: 'NUMERIC' },
      ],
    },
  ];

  it('loads NDJSON of every type, JSON columns from nested values', async () => {
    const file = fileOf(
      ndjson(
        {
          i: '9007199254740993',
          f: 'NaN',
          n: '12345678901234567890.123456789',
          b: 'true',
          s: 'é',
          raw: 'AP8=',
          d: '2020-02-29',
          t: '01:02:03.000004',
          dt: '2020-02-29T01:02:03',
          ts: '2020-02-29T01:02:03.000004Z',
          j: { a: [1, { b: null }] },
          tags: ['x', 'y'],
          items: [{ sku: 'a', price: 1.5 }, { sku: 'b' }],
        },
        {
          i: 7,
          f: 1.5,
          n: 2,
          b: false,
          s: 'z',
          ts: 1582938123.5,
          j: 'text',
          tags: [],
          items: null,
        },
        { ts: '2020-02-29 01:02:03 UTC', dt: '2020-02-29 01:02:03.5' },
      ),
      'ndjson',
    );
    await load('typed', file, {
      sourceFormat: 'NEWLINE_DELIMITED_JSON',
      schema: { fields: everyType },
    });
    const rows = await rowsOf(
      test.client,
      `SELECT CAST(i AS STRING) AS i, IF(IS_NAN(f), 'NaN', CAST(f AS STRING)) AS f, CAST(n AS STRING) AS n, b, s, TO_HEX(raw) AS raw, d, t, dt,
        UNIX_MICROS(ts) AS ts, TO_JSON_STRING(j) AS j, tags, ARRAY_LENGTH(items) AS items FROM d.typed ORDER BY i DESC`,
    );
    expect(rows).to.have.length(3);
    expect(rows[0]).to.deep.equal({
      i: '9007199254740993',
      f: 'NaN',
      n: '12345678901234567890.123456789',
      b: true,
      s: 'é',
      raw: '00ff',
      d: { value: '2020-02-29' },
      t: { value: '01:02:03.000004' },
      dt: { value: '2020-02-29T01:02:03' },
      ts: 1582938123000004,
      j: '{"a":[1,{"b":null}]}',
      tags: ['x', 'y'],
      items: 2,
    });
    expect(rows[1]).to.deep.include({ i: '7', ts: 1582938123500000, j: '"text"', tags: [] });
    expect(rows[2]).to.deep.include({ s: null, i: null, ts: 1582938123000000, tags: [] });
    expect((await table('typed').getMetadata())[0]).to.include({ numRows: '3' });
  });

  it('honours write dispositions and keeps the table on failure', async () => {
    const one = fileOf(ndjson({ a: 1 }), 'json');
    const json = { sourceFormat: 'NEWLINE_DELIMITED_JSON' };
    const schema = { fields: [{ name: 'a', type: 'INTEGER' }] };
    await load('kept', one, { ...json, schema });
    await load('kept', one, json);
    expect(await rowsOf(test.client, 'SELECT COUNT(*) AS c FROM d.kept')).to.deep.equal([{ c: 2 }]);
    const full = await failureOf(load('kept', one, { ...json, writeDisposition: 'WRITE_EMPTY' }));
    expect(full.errors?.[0]?.reason).to.equal('duplicate');
    const broken = fileOf(`${ndjson({ a: 1 }, { a: 2 })}\n{"a": "many"}`, 'json');
    for (const writeDisposition of ['WRITE_TRUNCATE', 'WRITE_APPEND']) {
      const failure = await failureOf(load('kept', broken, { ...json, schema, writeDisposition }));
      expect(failure.errors?.[0]?.reason).to.equal('invalid');
      expect(failure.message).to.match(
        /^Error while reading data, error message: JSON parsing error/,
      );
    }
    expect(await rowsOf(test.client, 'SELECT COUNT(*) AS c FROM d.kept')).to.deep.equal([{ c: 2 }]);
    await load('kept', one, { ...json, writeDisposition: 'WRITE_TRUNCATE' });
    expect(await rowsOf(test.client, 'SELECT a FROM d.kept')).to.deep.equal([{ a: 1 }]);
    await failureOf(load('unmade', broken, { ...json, schema }));
    expect((await table('unmade').exists())[0]).to.equal(false);
    const missing = await failureOf(
      load('unmade', one, { ...json, schema, createDisposition: 'CREATE_NEVER' }),
    );
    expect(missing.errors?.[0]?.reason).to.equal('notFound');
  });

  it('refuses what a column cannot hold, naming the value', async () => {
    const schema = {
      fields: [
        { name: 'i', type: 'INTEGER', mode: 'REQUIRED' },
        { name: 'd', type: 'DATE' },
      ],
    };
    const json = { sourceFormat: 'NEWLINE_DELIMITED_JSON', schema };
    for (const [row, message] of [
      [{ i: 1.5 }, /1/],
      [{ i: 'x' }, /Bad int64 value: x/],
      [{ i: 1, d: 'soon' }, /Invalid date: 'soon'/],
      [{ d: '2020-01-01' }, /Required field i cannot be null/],
      [{ i: 1, unknown: 2 }, /No such field: unknown/],
    ] as const) {
      const failure = await failureOf(load('strict', fileOf(ndjson(row), 'json'), json));
      expect(failure.message).to.match(message);
    }
    const extra = fileOf(ndjson({ i: 1, unknown: 2 }), 'json');
    await load('strict', extra, { ...json, ignoreUnknownValues: true });
    expect(await rowsOf(test.client, 'SELECT * FROM d.strict')).to.deep.equal([{ i: 1, d: null }]);
  });

  it('leaves out as many bad rows as it may', async () => {
    const file = fileOf(`${ndjson({ a: 1 })}\nnot json\n{"a": "x"}\n${ndjson({ a: 2 })}`, 'json');
    const options = {
      sourceFormat: 'NEWLINE_DELIMITED_JSON',
      schema: { fields: [{ name: 'a', type: 'INTEGER' }] },
    };
    const failure = await failureOf(load('tolerant', file, { ...options, maxBadRecords: 1 }));
    expect(failure.message).to.match(/too many errors.* Errors: 2; max bad: 1/);
    const [job] = await load('tolerant', file, { ...options, maxBadRecords: 2 });
    expect(job).to.have.nested.property('statistics.load.badRecords', '2');
    expect(await rowsOf(test.client, 'SELECT a FROM d.tolerant ORDER BY a')).to.deep.equal([
      { a: 1 },
      { a: 2 },
    ]);
  });

  it('detects a schema, and adds fields when it may', async () => {
    const json = { sourceFormat: 'NEWLINE_DELIMITED_JSON', autodetect: true };
    const first = fileOf(
      ndjson({
        id: 1,
        day: '2020-01-01',
        ok: true,
        score: 1.5,
        at: '2020-01-01T00:00:00Z',
        who: { name: 'x' },
        tags: ['a'],
      }),
      'json',
    );
    await load('detected', first, json);
    const metadata = await metadataOf(table('detected'));
    const { fields } = metadata.schema;
    expect(fields.map(({ name, type, mode }) => `${name} ${type} ${mode}`)).to.have.members([
      'id INTEGER NULLABLE',
      'day DATE NULLABLE',
      'ok BOOLEAN NULLABLE',
      'score FLOAT NULLABLE',
      'at TIMESTAMP NULLABLE',
      'who RECORD NULLABLE',
      'tags STRING REPEATED',
    ]);
    const second = fileOf(ndjson({ id: 2, more: 'new' }), 'json');
    expect(
      (await failureOf(load('detected', second, { sourceFormat: json.sourceFormat }))).message,
    ).to.match(/No such field: more/);
    await load('detected', second, { ...json, schemaUpdateOptions: ['ALLOW_FIELD_ADDITION'] });
    expect(await rowsOf(test.client, 'SELECT id, more FROM d.detected ORDER BY id')).to.deep.equal([
      { id: 1, more: null },
      { id: 2, more: 'new' },
    ]);
  });

  it('loads CSV with its options', async () => {
    const file = fileOf('id;name;day\n1;"a ""quoted""\nname";2020-01-01\n2;;\n3;"";NULL\n', 'csv');
    const schema = {
      fields: [
        { name: 'id', type: 'INTEGER' },
        { name: 'name', type: 'STRING' },
        { name: 'day', type: 'DATE' },
      ],
    };
    await load('csv', fileOf('id,name,day\n1,x,2020-01-01\n2,,\n3,"",\n', 'csv'), {
      sourceFormat: 'CSV',
      skipLeadingRows: 1,
      schema,
    });
    expect(await rowsOf(test.client, 'SELECT * FROM d.csv ORDER BY id')).to.deep.equal([
      { id: 1, name: 'x', day: { value: '2020-01-01' } },
      { id: 2, name: null, day: null },
      { id: 3, name: '', day: null },
    ]);
    await load('csv2', file, {
      sourceFormat: 'CSV',
      skipLeadingRows: 1,
      schema,
      fieldDelimiter: ';',
      nullMarker: 'NULL',
      allowQuotedNewlines: true,
      maxBadRecords: 1,
    });
    expect(await rowsOf(test.client, 'SELECT id, name FROM d.csv2 WHERE id = 1')).to.deep.equal([
      { id: 1, name: 'a "quoted"\nname' },
    ]);
    await load('csv3', fileOf('id,name\n1,x\n2,y\n', 'csv'), {
      sourceFormat: 'CSV',
      autodetect: true,
    });
    expect(await rowsOf(test.client, 'SELECT id, name FROM d.csv3 ORDER BY id')).to.deep.equal([
      { id: 1, name: 'x' },
      { id: 2, name: 'y' },
    ]);
    const failure = await failureOf(
      load('csv4', fileOf('1,x\n2,y,z\n', 'csv'), {
        sourceFormat: 'CSV',
        schema: { fields: schema.fields.slice(0, 2) },
      }),
    );
    expect(failure.errors?.[0]?.reason).to.equal('invalid');
  });

  it('loads gzip and Parquet', async () => {
    const zipped = fileOf(gzipSync(ndjson({ a: 1 }, { a: 2 })), 'json.gz');
    await load('zipped', zipped, {
      sourceFormat: 'NEWLINE_DELIMITED_JSON',
      schema: { fields: [{ name: 'a', type: 'INTEGER' }] },
    });
    expect(await rowsOf(test.client, 'SELECT SUM(a) AS s FROM d.zipped')).to.deep.equal([{ s: 3 }]);
    const parquet = path.join(directory, 'rows.parquet');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(
      `COPY (SELECT 1::INTEGER AS small, 2.5::DECIMAL(10,2) AS n, {'x': 'y'} AS r, [1, 2]::BIGINT[] AS l) TO '${parquet}'`,
    );
    connection.closeSync();
    instance.closeSync();
    await load('parquet', parquet, { sourceFormat: 'PARQUET' });
    expect(await rowsOf(test.client, 'SELECT * FROM d.parquet')).to.deep.equal([
      { small: 1, n: '2.5', r: { x: 'y' }, l: [1, 2] },
    ]);
  });

  it('reads gs:// sources from the storage directory, wildcards included', async () => {
    const bucket = path.join(directory, 'bucket');
    rmSync(bucket, { recursive: true, force: true });
    const { mkdirSync } = await import('node:fs');
    mkdirSync(bucket);
    writeFileSync(path.join(bucket, 'part-1.json'), ndjson({ a: 1 }));
    writeFileSync(path.join(bucket, 'part-2.json'), ndjson({ a: 2 }));
    const loadFrom = (uri: string) =>
      test.client.createJob({
        configuration: {
          load: {
            sourceUris: [uri],
            sourceFormat: 'NEWLINE_DELIMITED_JSON',
            schema: { fields: [{ name: 'a', type: 'INTEGER' }] },
            destinationTable: { projectId: 'test-project', datasetId: 'd', tableId: 'stored' },
          },
        },
      });
    await loadFrom('gs://bucket/part-*.json');
    expect(await rowsOf(test.client, 'SELECT SUM(a) AS s FROM d.stored')).to.deep.equal([{ s: 3 }]);
    expect(readdirSync(bucket)).to.have.length(2);
    const missing = await failureOf(loadFrom('gs://bucket/none.json'));
    expect(missing.errors?.[0]).to.include({
      reason: 'notFound',
      message: 'Not found: URI gs://bucket/none.json',
    });
    expect(await failureOf(loadFrom('gs://bucket/../../secret'))).to.include({ code: 400 });
  });

  it('takes a resumable upload in pieces', async () => {
    const url = `${test.warehouse.url}/upload/bigquery/v2/projects/test-project/jobs?uploadType=resumable`;
    const configuration = {
      load: {
        sourceFormat: 'NEWLINE_DELIMITED_JSON',
        schema: { fields: [{ name: 'a', type: 'INTEGER' }] },
        destinationTable: { projectId: 'test-project', datasetId: 'd', tableId: 'resumed' },
      },
    };
    const started = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ configuration }),
    });
    const session = started.headers.get('location') ?? '';
    const content = Buffer.from(ndjson({ a: 1 }, { a: 2 }, { a: 3 }));
    const send = (body: Buffer | undefined, range: string) =>
      fetch(session, {
        method: 'PUT',
        headers: { 'content-range': range },
        ...(body && { body: new Uint8Array(body) }),
        redirect: 'manual',
      });
    const first = await send(content.subarray(0, 10), `bytes 0-9/${content.length}`);
    expect(first.status).to.equal(308);
    expect(first.headers.get('range')).to.equal('bytes=0-9');
    const gap = await send(
      content.subarray(15),
      `bytes 15-${content.length - 1}/${content.length}`,
    );
    expect(gap.status).to.equal(400);
    const last = await send(
      content.subarray(10),
      `bytes 10-${content.length - 1}/${content.length}`,
    );
    expect(await last.json()).to.have.nested.property('status.state', 'DONE');
    expect(await rowsOf(test.client, 'SELECT SUM(a) AS s FROM d.resumed')).to.deep.equal([
      { s: 6 },
    ]);
  });

  it('refuses an upload that was cut short', async () => {
    const metadata = JSON.stringify({
      configuration: {
        load: {
          sourceFormat: 'NEWLINE_DELIMITED_JSON',
          autodetect: true,
          destinationTable: { datasetId: 'd', tableId: 'cut' },
        },
      },
    });
    const body = `--b\r\nContent-Type: application/json\r\n\r\n${metadata}\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\n{"a":1}\n`;
    const response = await fetch(
      `${test.warehouse.url}/upload/bigquery/v2/projects/test-project/jobs?uploadType=multipart`,
      {
        method: 'POST',
        headers: { 'content-type': 'multipart/related; boundary=b' },
        body,
      },
    );
    expect(response.status).to.equal(400);
    expect(await response.text()).to.match(/cut short/);
    expect((await table('cut').exists())[0]).to.equal(false);
  });

  it('copies a table with its schema', async () => {
    await test.client.query(
      "CREATE TABLE d.original (id INT64 OPTIONS (description = 'key')); INSERT INTO d.original (id) VALUES (1)",
    );
    await table('original').copy(table('copied'));
    expect(await rowsOf(test.client, 'SELECT * FROM d.copied')).to.deep.equal([{ id: 1 }]);
    expect((await table('copied').getMetadata())[0]).to.have.nested.property(
      'schema.fields[0].description',
      'key',
    );
  });
});
