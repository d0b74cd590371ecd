import { expect } from 'chai';
import { SqlError } from '../sql/errors.ts';
import { translate } from '../sql/translate.ts';
import { failure, openGames, translated, type Of } from './sql-games.ts';
import type { SqlHost } from './sql-host.ts';

describe('GoogleSQL statements', () => {
  let host: SqlHost;

  beforeEach(async () => {
    host = await openGames();
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
