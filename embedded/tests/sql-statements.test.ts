import { expect } from 'chai';
import { SqlError } from '../sql/errors.ts';
import type { Statement, TranslationContext } from '../sql/statement.ts';
import { translate } from '../sql/translate.ts';
import { openSqlHost, type SqlHost } from './sql-host.ts';

const context: TranslationContext = { project: 'p', defaultDataset: 'd' };

async function failure(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('It did not fail');
}

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

async function translated<K extends Statement['kind']>(kind: K, sql: string): Promise<Of<K>> {
  const statement = await translate(sql, context);
  expect(statement.kind).to.equal(kind);
  return statement as Of<K>;
}

describe('GoogleSQL statements', () => {
  let host: SqlHost;

  beforeEach(async () => {
    host = await openSqlHost();
    await host.rows(`CREATE TABLE d.games AS
      SELECT * FROM UNNEST([
        STRUCT(1 AS id, 'NYY' AS team, 5 AS runs, DATE '2020-01-01' AS game_date),
        (2, 'BOS', 3, DATE '2020-01-03'), (3, 'NYY', NULL, DATE '2020-01-20')])`);
  });

  afterEach(() => {
    host.close();
  });

  describe('names', () => {
    for (const name of [
      '`p.d.games`',
      '`p`.d.games',
      '`p`.`d`.`games`',
      'p.d.games',
      'd.games',
      'games',
      '`d.games`',
      'D.GAMES',
    ]) {
      it(`finds a table written ${name}`, async () => {
        expect(await host.rows(`SELECT COUNT(*) FROM ${name}`)).to.deep.equal([['3']]);
      });
    }

    it('finds columns whatever their case', async () => {
      expect(await host.rows('SELECT TEAM, Games.Id FROM games WHERE ID = 2')).to.deep.equal([
        ['BOS', '2'],
      ]);
    });

    it('takes a project with dashes without backticks', async () => {
      const statement = await translated('query', 'SELECT * FROM my-project-1.d.t');
      expect(statement.sql).to.contain('"my-project-1"."d"."t"');
    });

    it('prefers a CTE to a table of the same name', async () => {
      expect(await host.rows('WITH games AS (SELECT 7 AS x) SELECT * FROM games')).to.deep.equal([
        ['7'],
      ]);
    });

    it('asks for a dataset when there is none by default', async () => {
      const error = await failure(translate('SELECT * FROM t', { project: 'p' }));
      expect(error.message).to.equal(
        'Table "t" must be qualified with a dataset (e.g. dataset.table).',
      );
    });
  });

  describe('parameters and variables', () => {
    it('puts named and positional parameters in', async () => {
      const named = {
        parameters: { named: { team: { sql: "'BOS'", type: { name: '', type: 'STRING' } } } },
      };
      expect(await host.rows('SELECT id FROM games WHERE team = @Team', named)).to.deep.equal([
        ['2'],
      ]);
      const positional = { parameters: { positional: ['1', '3'] } };
      expect(
        await host.rows('SELECT id FROM games WHERE id IN (?, ?) ORDER BY 1', positional),
      ).to.deep.equal([['1'], ['3']]);
    });

    it('names a parameter that is missing', async () => {
      expect((await failure(host.rows('SELECT @nope'))).message).to.equal(
        "Query parameter 'nope' not found",
      );
    });

    it('lets a column win over a script variable', async () => {
      expect(
        await host.script('DECLARE id INT64 DEFAULT 99; SELECT MAX(id) FROM games'),
      ).to.deep.equal([['3']]);
    });
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

  describe('DML', () => {
    it('inserts, updates, deletes', async () => {
      await host.rows("INSERT games (id, team) VALUES (10, 'LAD'), (11, NULL)");
      await host.rows('INSERT INTO games (id, runs) SELECT id + 100, runs FROM games WHERE id = 1');
      await host.rows("UPDATE games g SET runs = g.runs + 1, team = 'new' WHERE g.id = 1");
      await host.rows('DELETE FROM games AS g WHERE g.id = 2');
      expect(await host.rows('SELECT id, team, runs FROM games ORDER BY id')).to.deep.equal([
        ['1', 'new', '6'],
        ['3', 'NYY', null],
        ['10', 'LAD', null],
        ['11', null, null],
        ['101', null, '5'],
      ]);
    });

    it('updates from another table, once per row', async () => {
      await host.rows(
        'UPDATE games g SET runs = s.n FROM (SELECT 2 AS id, 9 AS n) s WHERE g.id = s.id',
      );
      expect(await host.rows('SELECT runs FROM games WHERE id = 2')).to.deep.equal([['9']]);
      const twice =
        'UPDATE games g SET runs = s.n FROM (SELECT 2 AS id, 9 AS n UNION ALL SELECT 2, 10) s WHERE g.id = s.id';
      expect((await failure(host.rows(twice))).message).to.contain(
        'UPDATE/MERGE must match at most one source row for each target row',
      );
    });

    it('refuses a value of a type the column cannot take', async () => {
      expect((await failure(host.rows("INSERT games (id) VALUES ('x')"))).message).to.equal(
        'Value of type STRING cannot be assigned to id, which has type INT64',
      );
      expect(
        (await failure(host.rows('UPDATE games SET runs = 1.5 WHERE TRUE'))).message,
      ).to.contain('FLOAT64 cannot be assigned');
      expect((await failure(host.rows('INSERT games (id, team) SELECT 1'))).message).to.contain(
        'wrong column count',
      );
    });

    it('replaces a field of a struct', async () => {
      await host.rows(
        "CREATE TABLE d.s AS SELECT 1 AS id, STRUCT(1 AS a, STRUCT('x' AS c) AS b) AS v",
      );
      await host.rows("UPDATE s SET v.b.c = 'y' WHERE id = 1");
      expect(await host.rows('SELECT v.a, v.b.c FROM s')).to.deep.equal([['1', 'y']]);
    });

    it('merges as Dataform does', async () => {
      await host.rows(`merge \`p.d.games\` DATAFORM_DEST using (SELECT 1 AS id, 'X' AS team, 7 AS runs UNION ALL SELECT 9, 'Y', 8
        ) DATAFORM_SOURCE on DATAFORM_DEST.id = DATAFORM_SOURCE.id
        when matched then update set \`id\` = DATAFORM_SOURCE.id,\`team\` = DATAFORM_SOURCE.team,\`runs\` = DATAFORM_SOURCE.runs
        when not matched then insert (\`id\`,\`team\`,\`runs\`) values (\`id\`,\`team\`,\`runs\`)`);
      expect(await host.rows('SELECT id, team, runs FROM games ORDER BY id')).to.deep.equal([
        ['1', 'X', '7'],
        ['2', 'BOS', '3'],
        ['3', 'NYY', null],
        ['9', 'Y', '8'],
      ]);
    });

    it('merges with conditions, by source, and INSERT ROW', async () => {
      await host.rows(`MERGE INTO games t USING (SELECT 2 AS id, 'BOS' AS team, 4 AS runs, DATE '2020-02-01' AS game_date
          UNION ALL SELECT 5, 'SEA', 1, DATE '2020-02-02') s ON t.id = s.id
        WHEN MATCHED AND t.runs < s.runs THEN UPDATE SET runs = s.runs
        WHEN NOT MATCHED BY SOURCE AND t.team = 'NYY' AND t.runs IS NULL THEN DELETE
        WHEN NOT MATCHED BY SOURCE THEN UPDATE SET runs = -1
        WHEN NOT MATCHED THEN INSERT ROW`);
      expect(await host.rows('SELECT id, runs FROM games ORDER BY id')).to.deep.equal([
        ['1', '-1'],
        ['2', '4'],
        ['5', '1'],
      ]);
    });

    it('fails when two source rows match one target row, and changes nothing', async () => {
      const merge = `MERGE games t USING (SELECT 1 AS id UNION ALL SELECT 1) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET runs = 0`;
      expect((await failure(host.rows(merge))).message).to.contain(
        'must match at most one source row',
      );
      expect(await host.rows('SELECT runs FROM games WHERE id = 1')).to.deep.equal([['5']]);
      await host.rows(`MERGE games t USING (SELECT 1 AS id, k FROM UNNEST([1, 2]) k) s ON t.id = s.id
        WHEN MATCHED AND s.k = 2 THEN UPDATE SET runs = 100`);
      expect(await host.rows('SELECT runs FROM games WHERE id = 1')).to.deep.equal([['100']]);
    });
  });

  describe('ML functions', () => {
    it('hands the call to the engine with an input that runs alone', async () => {
      const statement = (await translate(
        `WITH recent AS (SELECT * FROM games WHERE id < 3)
         SELECT p.id, predicted_x FROM ML.PREDICT(MODEL \`p.d.m\`, (SELECT id, runs FROM recent), STRUCT(0.5 AS threshold)) AS p`,
        host.context,
      )) as Of<'query'>;
      const [call] = statement.modelCalls;
      expect(call).to.deep.include({
        function: 'PREDICT',
        model: { project: 'p', dataset: 'd', name: 'm' },
        options: { threshold: 0.5 },
      });
      const input = await host.connection.runAndReadAll(call?.input ?? '');
      expect(input.getRowsJson()).to.deep.equal([
        ['1', '5'],
        ['2', '3'],
      ]);
      await host.connection.run(
        `CREATE TEMP TABLE "${call?.resultTable ?? ''}" AS SELECT 1 AS id, 0.25 AS predicted_x`,
      );
      expect((await host.connection.runAndReadAll(statement.sql)).getRowsJson()).to.deep.equal([
        [1, '0.25'],
      ]);
    });

    it('takes TABLE inputs and calls without input', async () => {
      const statement = await translated(
        'query',
        'SELECT * FROM ML.EVALUATE(MODEL d.m, TABLE d.games), ML.WEIGHTS(MODEL d.m)',
      );
      expect(
        statement.modelCalls.map((call) => [call.function, call.input !== undefined]),
      ).to.deep.equal([
        ['EVALUATE', true],
        ['WEIGHTS', false],
      ]);
    });
  });

  describe("what ZetaSQL's evaluator does not know", () => {
    const cases: [string, unknown[][]][] = [
      [
        'SELECT team, SUM(runs) FROM games GROUP BY ROLLUP(team) ORDER BY team, 2',
        [
          [null, '8'],
          ['BOS', '3'],
          ['NYY', '5'],
        ],
      ],
      [
        'SELECT team, GROUPING(team), COUNT(*) FROM games GROUP BY CUBE(team) ORDER BY 2, 1',
        [
          ['BOS', '0', '1'],
          ['NYY', '0', '2'],
          [null, '1', '3'],
        ],
      ],
      [
        'SELECT team, id > 2 AS late, COUNT(*) FROM games GROUP BY GROUPING SETS (team, (late), ()) ORDER BY 1, 2, 3',
        [
          [null, null, '3'],
          [null, false, '2'],
          [null, true, '1'],
          ['BOS', null, '1'],
          ['NYY', null, '2'],
        ],
      ],
      [
        'SELECT team, MAX(runs) FROM games GROUP BY ALL ORDER BY 1',
        [
          ['BOS', '3'],
          ['NYY', '5'],
        ],
      ],
      ['SELECT MAX_BY(team, runs), MIN_BY(id, runs) FROM games', [['NYY', '2']]],
      ['SELECT APPROX_COUNT_DISTINCT(team) FROM games', [['2']]],
      [
        'SELECT APPROX_QUANTILES(x, 4) FROM UNNEST(GENERATE_ARRAY(0, 100)) x',
        [[['0', '25', '50', '75', '100']]],
      ],
      ['SELECT APPROX_TOP_COUNT(team, 1) FROM games', [[[{ value: 'NYY', count: '2' }]]]],
      [
        "SELECT EDIT_DISTANCE('kitten', 'sitting'), CONTAINS_SUBSTR('The Blue', 'blue')",
        [['3', true]],
      ],
      [
        'SELECT 1 AS a, 2 AS b FULL UNION ALL BY NAME SELECT 3 AS b, 4 AS c ORDER BY b',
        [
          ['1', '2', null],
          [null, '3', '4'],
        ],
      ],
      [
        'FROM games |> WHERE runs IS NOT NULL |> AGGREGATE SUM(runs) AS total GROUP BY team |> ORDER BY total DESC',
        [
          ['NYY', '5'],
          ['BOS', '3'],
        ],
      ],
      [
        'FROM games |> EXTEND runs * 2 AS doubled |> SELECT id, doubled |> ORDER BY id |> LIMIT 1',
        [['1', '10']],
      ],
    ];
    for (const [sql, expected] of cases) {
      it(sql, async () => {
        expect(await host.rows(sql)).to.deep.equal(expected);
      });
    }
  });

  describe('refusals', () => {
    const refused: [string, RegExp][] = [
      ['SELECT foo(1)', /^Function not found: FOO$/],
      ['SELECT nope FROM games', /^Unrecognized name: nope$/],
      [
        'SELECT * FROM games FOR SYSTEM_TIME AS OF CURRENT_TIMESTAMP()',
        /FOR SYSTEM_TIME AS OF; use a copy/,
      ],
      ['SELECT * FROM games NATURAL JOIN games', /NATURAL JOIN; use JOIN/],
      ['CREATE MODEL d.m TRANSFORM(x + 1) OPTIONS(model_type="x") AS SELECT 1 AS x', /TRANSFORM/],
      ['SELECT CAST(NULL AS GEOGRAPHY)', /type GEOGRAPHY/],
      ['SELECT 1 AS a, 2 AS a', /Duplicate column names/],
      ['SELECT 1 FROM', /^Syntax error: Expected an identifier but got end of script$/],
      ['SELECT SUM(DISTINCT team) FROM games', /No matching signature/],
      ['SELECT ROW_NUMBER() FROM games', /cannot be called without an OVER clause/],
      ['DELETE FROM games', /Expected "WHERE"/],
    ];
    for (const [sql, message] of refused) {
      it(sql, async () => {
        const error = await failure(host.rows(sql));
        expect(error).to.be.instanceOf(SqlError);
        expect(error.message).to.match(message);
      });
    }

    it('points at the place', async () => {
      const error = await failure(host.rows('SELECT id,\n  nope FROM games'));
      expect(error).to.have.property('offset', 'SELECT id,\n  '.length);
    });
  });
});
