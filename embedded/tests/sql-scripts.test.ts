import { expect } from 'chai';
import { parseScript } from '../sql/script.ts';
import { openSqlHost, type SqlHost } from './sql-host.ts';

describe('GoogleSQL scripts', () => {
  describe('parseScript', () => {
    const texts = (sql: string) =>
      parseScript(sql).map((node) => (node.kind === 'statement' ? node.text : node.kind));

    it('splits at semicolons outside strings, comments and backticks', () => {
      const sql = `SELECT ';', ";", ''';''', r'\\;', b';' -- ;\n; # ;\nSELECT 1 /* ; */ FROM \`a;b\`;;`;
      expect(texts(sql)).to.deep.equal([
        `SELECT ';', ";", ''';''', r'\\;', b';'`,
        'SELECT 1 /* ; */ FROM `a;b`',
      ]);
    });

    it('keeps CASE ... END and IF() inside statements', () => {
      expect(texts('SELECT CASE WHEN a THEN 1 END; SELECT IF(a, 1, 2)')).to.deep.equal([
        'SELECT CASE WHEN a THEN 1 END',
        'SELECT IF(a, 1, 2)',
      ]);
    });

    it('gives offsets into the script', () => {
      const sql = 'SELECT 1;\n  SELECT 2';
      expect(parseScript(sql)[1]).to.include({ kind: 'statement', start: sql.indexOf('SELECT 2') });
    });

    it('tells BEGIN TRANSACTION from a block', () => {
      expect(
        texts(
          'BEGIN TRANSACTION; SELECT 1; COMMIT TRANSACTION; BEGIN SELECT 1; END; BEGIN; ROLLBACK',
        ),
      ).to.deep.equal([
        'transaction',
        'SELECT 1',
        'transaction',
        'block',
        'transaction',
        'transaction',
      ]);
    });

    it('rejects an unclosed block', () => {
      expect(() => parseScript('BEGIN SELECT 1;')).to.throw('Expected "END"');
      expect(() => parseScript('IF TRUE THEN SELECT 1; END')).to.throw('Expected "IF"');
    });
  });

  describe('runScript', () => {
    let host: SqlHost;
    before(async () => {
      host = await openSqlHost();
    });
    after(() => {
      host.close();
    });

    const cases: [string, string, unknown][] = [
      [
        'declares and sets',
        'DECLARE x, y INT64 DEFAULT 5; SET x = x + y; SELECT x, y',
        [['10', '5']],
      ],
      [
        'infers a type from the default',
        "DECLARE d DEFAULT DATE '2020-01-31'; SELECT DATE_ADD(d, INTERVAL 1 MONTH)",
        [['2020-02-29']],
      ],
      ['starts at NULL', 'DECLARE x STRING; SELECT x IS NULL', [[true]]],
      [
        'sets several from a struct',
        'DECLARE x, y INT64; SET (x, y) = (3, 4); SELECT x * y',
        [['12']],
      ],
      [
        'chooses a branch',
        "DECLARE x INT64 DEFAULT 2; IF x = 1 THEN SELECT 'a'; ELSEIF x = 2 THEN SELECT 'b'; ELSE SELECT 'c'; END IF",
        [['b']],
      ],
      [
        'chooses a case',
        "DECLARE x INT64 DEFAULT 2; CASE x WHEN 1 THEN SELECT 'a'; WHEN 2 THEN SELECT 'b'; ELSE SELECT 'c'; END CASE",
        [['b']],
      ],
      [
        'loops while',
        'DECLARE i INT64 DEFAULT 0; WHILE i < 10 DO SET i = i + 1; IF i = 3 THEN CONTINUE; END IF; IF i > 5 THEN BREAK; END IF; END WHILE; SELECT i',
        [['6']],
      ],
      [
        'repeats until',
        'DECLARE i INT64 DEFAULT 0; REPEAT SET i = i + 1; UNTIL i >= 3 END REPEAT; SELECT i',
        [['3']],
      ],
      [
        'leaves a labelled loop',
        'DECLARE i INT64 DEFAULT 0; outside: LOOP LOOP SET i = i + 1; LEAVE outside; END LOOP; END LOOP outside; SELECT i',
        [['1']],
      ],
      [
        'loops over rows',
        'DECLARE s INT64 DEFAULT 0; FOR r IN (SELECT v, v * 2 AS w FROM UNNEST([1, 2, 3]) v) DO SET s = s + r.w; END FOR; SELECT s',
        [['12']],
      ],
      ['executes text', "EXECUTE IMMEDIATE 'SELECT ' || '1 + 1'", [['2']]],
      [
        'executes text with parameters and INTO',
        "DECLARE q INT64; EXECUTE IMMEDIATE 'SELECT @a + 1' INTO q USING 5 AS a; SELECT q",
        [['6']],
      ],
      [
        'handles errors',
        "BEGIN SELECT ERROR('boom'); EXCEPTION WHEN ERROR THEN SELECT REGEXP_CONTAINS(@@error.message, 'boom'); END",
        [[true]],
      ],
      ['returns early', 'SELECT 1; RETURN; SELECT 2', [['1']]],
      [
        'shadows in a block',
        'DECLARE x INT64 DEFAULT 1; BEGIN DECLARE x INT64 DEFAULT 2; SET x = 3; END; SELECT x',
        [['1']],
      ],
      [
        "runs Dataform's insert_overwrite",
        `CREATE TABLE d.target AS SELECT DATE '2020-01-01' AS day, 1 AS id UNION ALL SELECT DATE '2020-01-02', 2;
         CREATE OR REPLACE TEMP TABLE \`staging\` AS (SELECT DATE '2020-01-02' AS day, 20 AS id);
         BEGIN
           DECLARE partitions_for_replacement DEFAULT (ARRAY(SELECT DISTINCT day FROM \`staging\` WHERE day IS NOT NULL));
           MERGE \`p.d.target\` DATAFORM_DEST USING \`staging\` DATAFORM_SOURCE ON FALSE
           WHEN NOT MATCHED BY SOURCE AND day IN UNNEST(partitions_for_replacement) THEN DELETE
           WHEN NOT MATCHED BY TARGET THEN INSERT (\`day\`,\`id\`) VALUES (\`day\`,\`id\`);
         END;
         DROP TABLE IF EXISTS \`staging\`;
         SELECT id FROM d.target ORDER BY id`,
        [['1'], ['20']],
      ],
      [
        "compares schemas as Dataform's onSchemaChange does",
        `DECLARE known ARRAY<STRING>;
         DECLARE found ARRAY<STRUCT<column_name STRING, data_type STRING>>;
         DECLARE added ARRAY<STRUCT<column_name STRING, data_type STRING>>;
         SET known = (SELECT IFNULL(ARRAY_AGG(DISTINCT c), []) FROM UNNEST(['a']) AS c);
         SET found = [('a', 'INT64'), ('b', 'STRING')];
         SET added = (SELECT IFNULL(ARRAY_AGG(info), []) FROM UNNEST(found) AS info WHERE info.column_name NOT IN UNNEST(known));
         IF ARRAY_LENGTH(added) > 0 THEN
           SELECT (SELECT STRING_AGG(FORMAT("ADD COLUMN IF NOT EXISTS %s %s", i.column_name, i.data_type), ", ") FROM UNNEST(added) AS i);
         END IF`,
        [['ADD COLUMN IF NOT EXISTS b STRING']],
      ],
    ];
    for (const [what, sql, expected] of cases) {
      it(what, async () => {
        expect(await host.script(sql)).to.deep.equal(expected);
      });
    }

    const failures: [string, string, string][] = [
      ['raises a message', "RAISE USING MESSAGE = FORMAT('bad %T', ['a'])", 'bad ["a"]'],
      [
        'raises again',
        "BEGIN SELECT ERROR('first'); EXCEPTION WHEN ERROR THEN RAISE; END",
        'first',
      ],
      ['refuses a wrong type', "DECLARE x INT64 DEFAULT 'a'", 'STRING'],
      ['refuses an unknown variable', 'SET nope = 1', 'Undeclared variable: nope'],
      ['refuses a second declaration', 'DECLARE x INT64; DECLARE x INT64', 'already declared'],
    ];
    for (const [what, sql, message] of failures) {
      it(what, async () => {
        let caught: unknown;
        await host.script(sql).catch((error: unknown) => (caught = error));
        expect(caught).to.have.property('message').that.contains(message);
      });
    }
  });
});
