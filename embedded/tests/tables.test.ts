import { expect } from 'chai';
import {
  failureOf,
  metadataOf,
  openTestWarehouse,
  rowsOf,
  type TestWarehouse,
} from './open-client.ts';

describe('embedded: datasets, tables and views', () => {
  let test: TestWarehouse;
  before(async () => {
    test = await openTestWarehouse();
    await test.client.createDataset('d');
  });
  after(() => test.warehouse.close());

  const table = (name: string) => test.client.dataset('d').table(name);
  const tableMetadata = (name: string) => metadataOf(table(name));

  it('keeps, changes, lists and deletes datasets', async () => {
    const [dataset] = await test.client.createDataset('other', {
      description: 'The other one',
      labels: { team: 'a', stage: 'x' },
    });
    await dataset.setMetadata({ friendlyName: 'Other', labels: { stage: null, more: 'y' } });
    const metadata = await metadataOf(dataset);
    expect(metadata).to.deep.include({
      description: 'The other one',
      friendlyName: 'Other',
      labels: { team: 'a', more: 'y' },
      location: 'US',
    });
    const [datasets] = await test.client.getDatasets();
    expect(datasets.map(({ id }) => id)).to.deep.equal(['d', 'other']);
    await dataset.createTable('t', { schema: 'a:integer' });
    expect(await failureOf(dataset.delete())).to.include({ code: 400 });
    await dataset.delete({ force: true });
    expect((await dataset.exists())[0]).to.equal(false);
    expect(await failureOf(test.client.createDataset('d'))).to.include({ code: 409 });
  });

  it('shows a table as SQL made it', async () => {
    await test.client.query(`CREATE TABLE d.made (
        id INT64 NOT NULL OPTIONS (description = 'Identifies it'),
        day DATE,
        items ARRAY<STRUCT<sku STRING, price NUMERIC>>
      ) PARTITION BY DATE_TRUNC(day, MONTH) CLUSTER BY id
      OPTIONS (description = 'Made by SQL', labels = [('team', 'a')], friendly_name = 'Made')`);
    await test.client.query(
      "INSERT INTO d.made (id, day) VALUES (1, DATE '2020-01-01'), (2, NULL)",
    );
    const metadata = await tableMetadata('made');
    expect(metadata).to.deep.include({
      type: 'TABLE',
      description: 'Made by SQL',
      labels: { team: 'a' },
      numRows: '2',
      timePartitioning: { type: 'MONTH', field: 'day' },
      clustering: { fields: ['id'] },
    });
    expect(
      metadata.schema.fields.map(({ name, type, mode, description }) => [
        name,
        type,
        mode,
        description,
      ]),
    ).to.deep.equal([
      ['id', 'INTEGER', 'REQUIRED', 'Identifies it'],
      ['day', 'DATE', 'NULLABLE', undefined],
      ['items', 'RECORD', 'REPEATED', undefined],
    ]);
  });

  it('makes tables by the API, with partitioning and nested schemas', async () => {
    const [created] = await test.client.dataset('d').createTable('api', {
      schema: {
        fields: [
          { name: 'id', type: 'INT64', mode: 'REQUIRED' },
          { name: 'at', type: 'TIMESTAMP' },
          { name: 'tags', type: 'STRING', mode: 'REPEATED' },
          { name: 'who', type: 'RECORD', fields: [{ name: 'name', type: 'STRING' }] },
        ],
      },
      rangePartitioning: { field: 'id', range: { start: '0', end: '100', interval: '10' } },
      description: 'By the API',
    });
    expect(created.id).to.equal('api');
    await test.client.query(
      "INSERT INTO d.api VALUES (5, TIMESTAMP '2020-01-01', ['x'], STRUCT('me' AS name))",
    );
    expect(await rowsOf(test.client, 'SELECT who.name, tags FROM d.api')).to.deep.equal([
      { name: 'me', tags: ['x'] },
    ]);
    const metadata = await tableMetadata('api');
    expect(metadata.rangePartitioning).to.deep.equal({
      field: 'id',
      range: { start: '0', end: '100', interval: '10' },
    });
    expect(
      await failureOf(test.client.dataset('d').createTable('api', { schema: 'a:string' })),
    ).to.include({ code: 409 });
    expect(
      await failureOf(test.client.dataset('nowhere').createTable('t', { schema: 'a:string' })),
    ).to.include({ code: 404 });
  });

  it('patches descriptions and adds columns, and refuses what BigQuery refuses', async () => {
    await test.client.query('CREATE TABLE d.patched AS SELECT 1 AS id, STRUCT("x" AS a) AS nested');
    const before = await tableMetadata('patched');
    const fields = [
      { name: 'id', type: 'INTEGER', description: 'The key' },
      {
        name: 'nested',
        type: 'RECORD',
        fields: [
          { name: 'a', type: 'STRING', description: 'Inside' },
          { name: 'b', type: 'FLOAT' },
        ],
      },
      { name: 'extra', type: 'FLOAT' },
    ];
    await table('patched').setMetadata({ description: 'New', schema: { fields } });
    const after = await tableMetadata('patched');
    expect(after.description).to.equal('New');
    expect(after.schema.fields[0]?.description).to.equal('The key');
    expect(after.schema.fields[1]?.fields?.[0]?.description).to.equal('Inside');
    expect(after.etag).not.to.equal(before.etag);
    await table('patched').setMetadata({ description: 'New', schema: { fields } });
    const again = await tableMetadata('patched');
    expect(again, 'the same said again changes nothing').to.deep.equal(after);
    await test.client.query(
      "INSERT INTO d.patched (id, nested, extra) VALUES (2, STRUCT('y' AS a, 1.5 AS b), 2.5)",
    );
    expect(await rowsOf(test.client, 'SELECT * FROM d.patched ORDER BY id')).to.deep.equal([
      { id: 1, nested: { a: 'x', b: null }, extra: null },
      { id: 2, nested: { a: 'y', b: 1.5 }, extra: 2.5 },
    ]);
    const dropped = await failureOf(
      table('patched').setMetadata({ schema: { fields: fields.slice(1) } }),
    );
    expect(dropped.message).to.match(
      /Provided Schema does not match Table test-project:d\.patched/,
    );
    const retyped = [{ name: 'id', type: 'STRING' }, ...fields.slice(1)];
    expect(
      await failureOf(table('patched').setMetadata({ schema: { fields: retyped } })),
    ).to.include({ code: 400 });
  });

  it('shows a view with its query as written, its columns as they are now', async () => {
    await test.client.query('CREATE TABLE d.base AS SELECT 1 AS id, "x" AS name');
    await test.client
      .query(`CREATE VIEW d.seen (id OPTIONS (description = 'The key'), name) OPTIONS (description = 'A view') AS
      SELECT id, UPPER(name) FROM d.base -- as written`);
    await test.client.query('CREATE VIEW d.above AS SELECT id, name AS shown FROM d.seen');
    const metadata = await tableMetadata('seen');
    expect(metadata).to.include({ type: 'VIEW', description: 'A view' });
    expect(metadata.view?.query).to.match(/^SELECT id, UPPER\(name\) FROM d\.base/);
    expect(metadata.schema.fields[0]?.description).to.equal('The key');
    await test.client.query(
      'CREATE OR REPLACE TABLE d.base AS SELECT NUMERIC "1.5" AS id, "y" AS name',
    );
    expect((await tableMetadata('above')).schema.fields.map(({ type }) => type)).to.deep.equal([
      'NUMERIC',
      'STRING',
    ]);
    expect((await tableMetadata('seen')).schema.fields[0]).to.include({
      type: 'NUMERIC',
      description: 'The key',
    });
    expect(await rowsOf(test.client, 'SELECT shown FROM d.above')).to.deep.equal([{ shown: 'Y' }]);
    await test.client.query('DROP TABLE d.base');
    expect(await failureOf(test.client.query('SELECT * FROM d.above'))).to.include({ code: 404 });
  });

  it('makes and changes views by the API', async () => {
    await test.client
      .dataset('d')
      .createTable('by_api', { view: 'SELECT 1 AS one', description: 'first' });
    expect((await tableMetadata('by_api')).description).to.equal('first');
    await table('by_api').setMetadata({
      view: { query: 'SELECT "two" AS two', useLegacySql: false },
    });
    const metadata = await tableMetadata('by_api');
    expect(metadata.view?.query).to.equal('SELECT "two" AS two');
    expect(metadata.description).to.equal('first');
    expect(await rowsOf(test.client, 'SELECT * FROM d.by_api')).to.deep.equal([{ two: 'two' }]);
    const failure = await failureOf(
      test.client.dataset('d').createTable('bad', { view: 'SELECT nope FROM d.by_api' }),
    );
    expect(failure.message).to.match(/nope/);
  });

  it('leaves a view that is replaced by itself as it is, and follows what is below it', async () => {
    await test.client.query('CREATE TABLE d.below AS SELECT 1 AS id');
    const make = 'CREATE OR REPLACE VIEW d.same AS SELECT * FROM d.below';
    await test.client.query(make);
    const before = await tableMetadata('same');
    await test.client.query(make);
    expect(await tableMetadata('same')).to.deep.equal(before);
    await test.client.query('ALTER TABLE d.below ADD COLUMN more STRING');
    await test.client.query(make);
    expect((await tableMetadata('same')).schema.fields.map(({ name }) => name)).to.deep.equal([
      'id',
      'more',
    ]);
    await test.client.query(
      "CREATE OR REPLACE VIEW d.same OPTIONS (description = 'Told') AS SELECT * FROM d.below",
    );
    expect((await tableMetadata('same')).description).to.equal('Told');
    await test.client.query(make);
    expect(await tableMetadata('same')).not.to.have.property('description');
    await test.client.query('DROP TABLE d.below');
    expect((await failureOf(test.client.query(make))).message).to.match(/d\.below/);
  });

  it('lists tables page by page and rows in order', async () => {
    const [page, next] = await test.client
      .dataset('d')
      .getTables({ maxResults: 2, autoPaginate: false });
    expect(page).to.have.length(2);
    expect(next).to.have.property('pageToken', '2');
    const [tables] = await test.client.dataset('d').getTables();
    expect(tables.map(({ id }) => id)).to.include.members(['api', 'made', 'patched', 'seen']);
    await test.client.query(
      'CREATE TABLE d.rows AS SELECT n, CAST(n AS STRING) AS s FROM UNNEST(GENERATE_ARRAY(1, 500)) AS n',
    );
    const [rows] = await table('rows').getRows({ maxResults: 120 });
    expect((rows as { n: number }[]).map(({ n }) => n)).to.deep.equal(
      Array.from({ length: 120 }, (_, index) => index + 1),
    );
    const [all] = await table('rows').getRows();
    expect(all).to.have.length(500);
    expect(await failureOf(table('seen').getRows())).to.include({
      message: 'Cannot list a table of type VIEW.',
    });
    expect(await failureOf(table('never').getRows())).to.include({ code: 404 });
  });

  it('deletes tables, and views by their own word only', async () => {
    await table('rows').delete();
    expect((await table('rows').exists())[0]).to.equal(false);
    const failure = await failureOf(test.client.query('DROP TABLE d.by_api'));
    expect(failure.message).to.match(/currently a VIEW/);
    await test.client.query('DROP VIEW d.by_api; DROP TABLE IF EXISTS d.never');
    expect(await failureOf(test.client.query('DROP TABLE d.never'))).to.include({ code: 404 });
  });

  it('alters tables and their options', async () => {
    await test.client.query(`CREATE TABLE d.altered AS SELECT 1 AS a, 2 AS b;
      ALTER TABLE d.altered ADD COLUMN c STRING, DROP COLUMN b;
      ALTER TABLE d.altered SET OPTIONS (description = 'changed');
      ALTER TABLE d.altered RENAME TO renamed`);
    const metadata = await tableMetadata('renamed');
    expect(metadata.description).to.equal('changed');
    expect(metadata.schema.fields.map(({ name }) => name)).to.deep.equal(['a', 'c']);
    expect((await table('altered').exists())[0]).to.equal(false);
  });

  it('answers INFORMATION_SCHEMA', async () => {
    expect(
      await rowsOf(
        test.client,
        `SELECT column_name, data_type, is_nullable, is_partitioning_column FROM d.INFORMATION_SCHEMA.COLUMNS
         WHERE table_name = 'made' ORDER BY ordinal_position`,
      ),
    ).to.deep.equal([
      { column_name: 'id', data_type: 'INT64', is_nullable: 'NO', is_partitioning_column: 'NO' },
      { column_name: 'day', data_type: 'DATE', is_nullable: 'YES', is_partitioning_column: 'YES' },
      {
        column_name: 'items',
        data_type: 'ARRAY<STRUCT<sku STRING, price NUMERIC>>',
        is_nullable: 'NO',
        is_partitioning_column: 'NO',
      },
    ]);
    expect(
      await rowsOf(
        test.client,
        "SELECT partition_id, total_rows FROM d.INFORMATION_SCHEMA.PARTITIONS WHERE table_name = 'made' ORDER BY 1",
      ),
    ).to.deep.equal([
      { partition_id: '202001', total_rows: 1 },
      { partition_id: '__NULL__', total_rows: 1 },
    ]);
    expect(
      await rowsOf(test.client, "SELECT row_count FROM d.__TABLES__ WHERE table_id = 'made'"),
    ).to.deep.equal([{ row_count: 2 }]);
    expect(
      await rowsOf(
        test.client,
        "SELECT option_value FROM d.INFORMATION_SCHEMA.TABLE_OPTIONS WHERE table_name = 'made' AND option_name = 'labels'",
      ),
    ).to.deep.equal([{ option_value: '[STRUCT("team", "a")]' }]);
    const jobs = await rowsOf(
      test.client,
      'SELECT statement_type FROM `region-us`.INFORMATION_SCHEMA.JOBS_BY_PROJECT WHERE statement_type = "INSERT"',
    );
    expect(jobs).not.to.be.empty;
  });

  it('keeps functions and procedures, and lists them', async () => {
    await test.client.query('CREATE FUNCTION d.twice(x INT64) AS (x * 2)');
    await test.client.query(
      'CREATE PROCEDURE d.fill(OUT n INT64) BEGIN CREATE OR REPLACE TABLE d.filled AS SELECT d.twice(4) AS v; SET n = 1; END',
    );
    expect(
      await rowsOf(
        test.client,
        'DECLARE done INT64; CALL d.fill(done); SELECT v, done AS n FROM d.filled',
      ),
    ).to.deep.equal([{ v: 8, n: 1 }]);
    const [routines] = await test.client.dataset('d').getRoutines();
    expect(routines.map(({ id }) => id)).to.deep.equal(['fill', 'twice']);
    await test.client.query('DROP PROCEDURE d.fill; DROP FUNCTION d.twice');
    expect((await test.client.dataset('d').getRoutines())[0]).to.be.empty;
  });

  it('trains, lists, uses and drops models', async () => {
    await test.client
      .query(`CREATE MODEL d.model OPTIONS (model_type = 'LINEAR_REG', input_label_cols = ['y'], description = 'A line')
      AS SELECT x, 3 * x + 1 AS y FROM UNNEST(GENERATE_ARRAY(1, 100)) AS x`);
    const rows = (await rowsOf(
      test.client,
      'SELECT predicted_y, x, k FROM ML.PREDICT(MODEL d.model, (SELECT 10 AS x, "kept" AS k))',
    )) as {
      predicted_y: number;
      x: number;
      k: string;
    }[];
    expect(rows).to.have.length(1);
    expect(rows[0]?.predicted_y).to.be.closeTo(31, 0.5);
    expect(rows[0]).to.include({ x: 10, k: 'kept' });
    const [models] = await test.client.dataset('d').getModels();
    expect(models.map(({ id }) => id)).to.deep.equal(['model']);
    const metadata = await metadataOf(test.client.dataset('d').model('model'));
    expect(metadata).to.deep.include({ modelType: 'LINEAR_REG', description: 'A line' });
    expect(metadata).to.have.nested.property('labelColumns[0].name', 'y');
    await test.client.dataset('d').model('model').delete();
    const failure = await failureOf(
      test.client.query('SELECT * FROM ML.PREDICT(MODEL d.model, (SELECT 10 AS x))'),
    );
    expect(failure).to.include({ code: 404 });
  });
});
