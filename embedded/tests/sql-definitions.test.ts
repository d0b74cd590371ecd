import { expect } from 'chai';
import { translate } from '../sql/translate.ts';
import { context, failure, openGames, translated } from './sql-games.ts';
import type { SqlHost } from './sql-host.ts';

describe('GoogleSQL definitions', () => {
  let host: SqlHost;

  beforeEach(async () => {
    host = await openGames();
  });

  afterEach(() => {
    host.close();
  });

  describe('DDL', () => {
    it('reads partitioning, clustering and options of CREATE TABLE AS', async () => {
      const statement = await translated(
        'create_table',
        `create or replace table \`p.d.x\` partition by DATE_TRUNC(ts, MONTH) cluster by a, b
         OPTIONS(description="it's", partition_expiration_days=3, labels=[('k', 'v')]) as SELECT 1 AS a, 2 AS b, CURRENT_TIMESTAMP() AS ts`,
      );
      expect(statement).to.deep.include({
        target: { project: 'p', dataset: 'd', name: 'x' },
        mode: 'or_replace',
        partitioning: { type: 'MONTH', field: 'ts' },
        clustering: ['a', 'b'],
        options: { description: "it's", partition_expiration_days: 3, labels: [['k', 'v']] },
        fields: [
          { name: 'a', type: 'INTEGER', mode: 'NULLABLE' },
          { name: 'b', type: 'INTEGER', mode: 'NULLABLE' },
          { name: 'ts', type: 'TIMESTAMP', mode: 'NULLABLE' },
        ],
      });
    });

    const partitions: [string, object][] = [
      ['d', { type: 'DAY', field: 'd' }],
      ['DATE(ts)', { type: 'DAY', field: 'ts' }],
      ['TIMESTAMP_TRUNC(ts, HOUR)', { type: 'HOUR', field: 'ts' }],
      ['_PARTITIONDATE', { type: 'DAY' }],
      [
        'RANGE_BUCKET(n, GENERATE_ARRAY(0, 100, 10))',
        { type: 'RANGE', field: 'n', start: 0, end: 100, interval: 10 },
      ],
    ];
    for (const [expression, expected] of partitions) {
      it(`reads PARTITION BY ${expression}`, async () => {
        const statement = await translated(
          'create_table',
          `CREATE TABLE d.t (d DATE, ts TIMESTAMP, n INT64) PARTITION BY ${expression}`,
        );
        expect(statement.partitioning).to.deep.equal(expected);
      });
    }

    it('refuses other partitionings', async () => {
      const error = await failure(
        translate('CREATE TABLE d.t (a INT64) PARTITION BY a + 1', context),
      );
      expect(error.message).to.match(/^PARTITION BY expression must be/);
    });

    it('reads column definitions', async () => {
      const { columns } = await translated(
        'create_table',
        `CREATE TABLE IF NOT EXISTS d.t (a INT64 NOT NULL OPTIONS(description='key'), b ARRAY<STRING>,
           c STRUCT<x FLOAT64, y ARRAY<STRUCT<z DATE>>>, n NUMERIC(10, 2), PRIMARY KEY (a) NOT ENFORCED)`,
      );
      expect(columns).to.deep.equal([
        { name: 'a', type: 'INTEGER', mode: 'REQUIRED', description: 'key' },
        { name: 'b', type: 'STRING', mode: 'REPEATED' },
        {
          name: 'c',
          type: 'RECORD',
          mode: 'NULLABLE',
          fields: [
            { name: 'x', type: 'FLOAT', mode: 'NULLABLE' },
            {
              name: 'y',
              type: 'RECORD',
              mode: 'REPEATED',
              fields: [{ name: 'z', type: 'DATE', mode: 'NULLABLE' }],
            },
          ],
        },
        { name: 'n', type: 'NUMERIC', mode: 'NULLABLE', precision: '10', scale: '2' },
      ]);
    });

    it('demands names of a table made from a query', async () => {
      expect((await failure(translate('CREATE TABLE d.t AS SELECT 1', context))).message).to.equal(
        'CREATE TABLE columns must be named, but column 1 has no name',
      );
    });

    it('keeps the GoogleSQL of a view', async () => {
      const statement = await translated(
        'create_view',
        'create or replace view `p.d.v` as\n SELECT 1 AS a -- one\n',
      );
      expect(statement.source).to.equal('SELECT 1 AS a -- one');
    });

    it('reads the options of CREATE MODEL', async () => {
      const statement = await translated(
        'create_model',
        `CREATE OR REPLACE MODEL \`p.d.m\` OPTIONS(model_type='BOOSTED_TREE_CLASSIFIER', input_label_cols=['won'], max_iterations=50,
           learn_rate=0.1, early_stop=FALSE) AS SELECT 1 AS won`,
      );
      expect(statement.options).to.deep.equal({
        model_type: 'BOOSTED_TREE_CLASSIFIER',
        input_label_cols: ['won'],
        max_iterations: 50,
        learn_rate: 0.1,
        early_stop: false,
      });
    });

    it('drops and alters', async () => {
      expect(await translated('drop', 'DROP VIEW IF EXISTS `p.d.v`')).to.deep.include({
        object: 'VIEW',
        ifExists: true,
      });
      expect(await translated('drop_schema', 'DROP SCHEMA d CASCADE')).to.deep.include({
        dataset: 'd',
        cascade: true,
      });
      const altered = await translated(
        'alter_table',
        'ALTER TABLE d.games ADD COLUMN IF NOT EXISTS note STRING, DROP COLUMN IF EXISTS runs',
      );
      expect(altered.changes).to.deep.equal([
        {
          kind: 'add_column',
          ifNotExists: true,
          field: { name: 'note', type: 'STRING', mode: 'NULLABLE' },
        },
        { kind: 'drop_column', ifExists: true, name: 'runs' },
      ]);
    });

    it('defines SQL functions that later statements call', async () => {
      const created = await translated(
        'create_function',
        'CREATE TEMP FUNCTION twice(x INT64) RETURNS INT64 AS (x * 2)',
      );
      await host.connection.run(created.sql ?? '');
      const routine = (path: string[]) =>
        Promise.resolve(path[0]?.toLowerCase() === 'twice' ? created.routine : undefined);
      expect(await host.rows('SELECT Twice(21)', { routine })).to.deep.equal([['42']]);
    });
  });
});
