import type { ExpectedCases } from './cases.ts';

/** Scripts: variables, control flow, errors, dynamic statements, procedures and transactions. */
export const scriptCases: ExpectedCases = {
  'scripts: DECLARE and SET': [
    {
      sql: "DECLARE x INT64 DEFAULT 1; DECLARE y, z STRING DEFAULT 'q'; SET (x, y) = (2, 'r'); SELECT x, y, z",
      rows: [['2', 'r', 'q']],
    },
    {
      sql: 'DECLARE x INT64; SET x = (SELECT COUNT(*) FROM UNNEST([1, 2, 3])); SELECT x',
      rows: [['3']],
    },
    {
      sql: "DECLARE s STRUCT<a INT64, b STRING> DEFAULT (1, 'x'); SET s = STRUCT(5, 'y'); SELECT s.a, s.b",
      rows: [['5', 'y']],
    },
    {
      sql: 'DECLARE list ARRAY<INT64> DEFAULT [1, 2]; SET list = ARRAY_CONCAT(list, [3]); SELECT ARRAY_LENGTH(list), list[OFFSET(2)]',
      rows: [['3', '3']],
    },
    {
      sql: "DECLARE n NUMERIC DEFAULT 1.5; DECLARE d DATE DEFAULT '2020-01-01'; SELECT n, d",
      rows: [['1.5', '2020-01-01']],
    },
    { sql: 'DECLARE a DEFAULT (SELECT MAX(x) FROM UNNEST([3, 4]) AS x); SELECT a', rows: [['4']] },
    {
      sql: "DECLARE words, total INT64; SET (words, total) = (SELECT AS STRUCT COUNT(DISTINCT w), SUM(n) FROM UNNEST([STRUCT('a' AS w, 3 AS n), ('b', 4)])); SELECT words, total",
      rows: [['2', '7']],
    },
    {
      sql: "DECLARE x INT64 DEFAULT 1; BEGIN DECLARE x STRING DEFAULT 'inner'; SELECT x; END",
      rows: [['inner']],
    },
    {
      sql: 'DECLARE x INT64 DEFAULT 10; CREATE TEMP TABLE numbers AS SELECT x AS v; INSERT numbers VALUES (x + 1); UPDATE numbers SET v = v * x WHERE v = x; MERGE numbers USING (SELECT x AS k) AS s ON numbers.v = s.k WHEN NOT MATCHED THEN INSERT VALUES (s.k); SELECT * FROM numbers ORDER BY v',
      rows: [['10'], ['11'], ['100']],
    },
    {
      sql: 'BEGIN DECLARE inside INT64 DEFAULT 5; SELECT inside; END; SELECT inside',
      error: /Unrecognized name: inside/,
    },
    { sql: 'SET x = 1', error: /Undeclared variable: x/ },
    {
      sql: "DECLARE x INT64 DEFAULT 'a'",
      error: /Value of type STRING cannot be assigned to type INT64/,
    },
  ],
  'scripts: IF and CASE': [
    {
      sql: "DECLARE x INT64 DEFAULT 3; IF x > 5 THEN SELECT 'big'; ELSEIF x > 2 THEN SELECT 'middle'; ELSE SELECT 'small'; END IF",
      rows: [['middle']],
    },
    { sql: 'IF NULL THEN SELECT 1; ELSE SELECT 2; END IF', rows: [['2']] },
    {
      sql: "CASE WHEN 1 = 2 THEN SELECT 'a'; WHEN 2 = 2 THEN SELECT 'b'; ELSE SELECT 'c'; END CASE",
      rows: [['b']],
    },
    {
      sql: "DECLARE x STRING DEFAULT 'b'; CASE x WHEN 'a' THEN SELECT 1; WHEN 'b' THEN SELECT 2; END CASE",
      rows: [['2']],
    },
    {
      sql: "DECLARE x STRING DEFAULT 'z'; CASE x WHEN 'a' THEN SELECT 1; END CASE; SELECT 'after'",
      rows: [['after']],
    },
  ],
  'scripts: LOOP, WHILE, REPEAT, FOR, BREAK, CONTINUE, labels': [
    {
      sql: 'DECLARE i INT64 DEFAULT 0; LOOP SET i = i + 1; IF i = 2 THEN CONTINUE; END IF; IF i >= 5 THEN LEAVE; END IF; END LOOP; SELECT i',
      rows: [['5']],
    },
    {
      sql: 'DECLARE i INT64 DEFAULT 0; WHILE TRUE DO SET i = i + 1; IF i > 3 THEN BREAK; END IF; ITERATE; END WHILE; SELECT i',
      rows: [['4']],
    },
    {
      sql: "DECLARE s STRING DEFAULT ''; FOR word IN (SELECT w, n FROM UNNEST([STRUCT('a' AS w, 1 AS n), ('b', 2)])) DO SET s = s || word.w || CAST(word.n AS STRING); END FOR; SELECT s",
      rows: [['a1b2']],
    },
    {
      sql: 'DECLARE i INT64 DEFAULT 0; outside: LOOP LOOP SET i = i + 1; IF i > 3 THEN BREAK outside; END IF; CONTINUE outside; END LOOP; END LOOP outside; SELECT i',
      rows: [['4']],
    },
    {
      sql: "DECLARE d DATE DEFAULT DATE '2024-01-01'; DECLARE months ARRAY<DATE> DEFAULT []; REPEAT SET months = ARRAY_CONCAT(months, [d]); SET d = DATE_ADD(d, INTERVAL 1 MONTH); UNTIL d > '2024-03-01' END REPEAT; SELECT months",
      rows: [[['2024-01-01', '2024-02-01', '2024-03-01']]],
    },
    { sql: 'block: BEGIN SELECT 1; LEAVE block; SELECT 2; END block', rows: [['1']] },
    { sql: "WHILE NULL DO SELECT 1; END WHILE; SELECT 'done'", rows: [['done']] },
    { sql: 'SELECT 1; RETURN; SELECT 2', rows: [['1']] },
  ],
  'scripts: EXCEPTION, RAISE and @@error': [
    {
      sql: "BEGIN SELECT 1 / 0; EXCEPTION WHEN ERROR THEN SELECT @@error.message LIKE 'division by zero%', @@error.statement_text, @@error.formatted_stack_trace; END",
      rows: [['true', 'SELECT 1 / 0', 'At [1:7]\n']],
    },
    {
      sql: "BEGIN RAISE USING MESSAGE = 'custom'; EXCEPTION WHEN ERROR THEN SELECT @@error.message; END",
      rows: [['custom']],
    },
    {
      sql: "BEGIN BEGIN SELECT ERROR('inner'); EXCEPTION WHEN ERROR THEN RAISE; END; EXCEPTION WHEN ERROR THEN SELECT CONCAT('outer ', @@error.message); END",
      rows: [['outer inner']],
    },
    {
      sql: "BEGIN SELECT * FROM d.nonexistent; EXCEPTION WHEN ERROR THEN SELECT @@error.message LIKE '%d.nonexistent was not found%'; END",
      rows: [['true']],
    },
    { sql: "RAISE USING MESSAGE = CONCAT('own ', 'message')", error: /own message/ },
    {
      sql: 'RAISE',
      error: /Cannot re-raise an existing exception outside of an exception handler/,
    },
  ],
  'scripts: EXECUTE IMMEDIATE': [
    { sql: "EXECUTE IMMEDIATE 'SELECT @a + @b' USING 1 AS a, 2 AS b", rows: [['3']] },
    { sql: "EXECUTE IMMEDIATE 'SELECT ? * ?' USING 3, 4", rows: [['12']] },
    {
      sql: `DECLARE x INT64; DECLARE y STRING; EXECUTE IMMEDIATE "SELECT 7, 'z'" INTO x, y; SELECT x, y`,
      rows: [['7', 'z']],
    },
    {
      sql: "DECLARE x INT64; EXECUTE IMMEDIATE 'SELECT n FROM UNNEST([1]) AS n WHERE n = 5' INTO x; SELECT x",
      rows: [[null]],
    },
    {
      sql: "DECLARE x INT64; EXECUTE IMMEDIATE 'SELECT n FROM UNNEST([1, 2]) AS n' INTO x",
      error: /Scalar subquery produced more than one element/,
    },
    {
      sql: "DECLARE name STRING DEFAULT 'd.dynamic'; EXECUTE IMMEDIATE FORMAT('CREATE OR REPLACE TABLE %s (a INT64)', name); EXECUTE IMMEDIATE FORMAT('INSERT %s VALUES (?)', name) USING 42; SELECT * FROM d.dynamic",
      rows: [['42']],
    },
    {
      sql: "EXECUTE IMMEDIATE 'SELECT 1; SELECT 2'",
      error: /EXECUTE IMMEDIATE needs exactly one statement/,
    },
    {
      sql: "EXECUTE IMMEDIATE 'DECLARE x INT64'",
      error: /EXECUTE IMMEDIATE does not run control statements/,
    },
  ],
  'procedures: CREATE PROCEDURE, CALL, OUT and INOUT': [
    {
      sql: "CREATE OR REPLACE PROCEDURE d.both(x INT64, OUT y INT64, INOUT z STRING) BEGIN SET y = x * 2; SET z = CONCAT(z, '!'); END; BEGIN DECLARE a INT64; DECLARE b STRING DEFAULT 'hey'; CALL d.both(21, a, b); SELECT a, b; END",
      rows: [['42', 'hey!']],
    },
    {
      sql: 'CREATE OR REPLACE PROCEDURE d.factorial(n INT64, OUT r INT64) BEGIN DECLARE sub INT64; IF n <= 1 THEN SET r = 1; ELSE CALL d.factorial(n - 1, sub); SET r = n * sub; END IF; END; BEGIN DECLARE r INT64; CALL d.factorial(5, r); SELECT r; END',
      rows: [['120']],
    },
    {
      sql: "CREATE OR REPLACE PROCEDURE d.typed(s STRUCT<a INT64, b ARRAY<STRING>>, n NUMERIC(5, 2), OUT r STRING) BEGIN SET r = FORMAT('%d %s', s.a, s.b[OFFSET(0)]); END; BEGIN DECLARE v STRING; CALL d.typed((1, ['q']), 1.5, v); SELECT v; END",
      rows: [['1 q']],
    },
    {
      sql: 'CREATE OR REPLACE PROCEDURE d.early(OUT r INT64) BEGIN SET r = 1; RETURN; SET r = 2; END; BEGIN DECLARE v INT64; CALL d.early(v); SELECT v; END',
      rows: [['1']],
    },
    {
      sql: 'CREATE OR REPLACE PROCEDURE d.fails() BEGIN SELECT 1; SELECT nope; END; BEGIN CALL d.fails(); EXCEPTION WHEN ERROR THEN SELECT @@error.statement_text, @@error.stack_trace[OFFSET(0)].location; END',
      rows: [['SELECT nope', 'd.fails']],
    },
    { sql: 'CALL d.both(1)', error: /Number of arguments does not match for procedure d\.both/ },
    { sql: 'CALL d.missing()', error: /Procedure not found: d\.missing/ },
    {
      sql: 'CREATE PROCEDURE d.both() BEGIN SELECT 1; END',
      error: /Already Exists: Routine test-project:d\.both/,
    },
    {
      sql: 'DROP PROCEDURE d.early; DROP PROCEDURE IF EXISTS d.early; CALL d.early(NULL)',
      error: /Procedure not found: d\.early/,
    },
  ],
  transactions: [
    {
      sql: 'CREATE OR REPLACE TABLE d.moves (a INT64); BEGIN TRANSACTION; INSERT d.moves VALUES (1); ROLLBACK TRANSACTION; SELECT COUNT(*) FROM d.moves',
      rows: [['0']],
    },
    {
      sql: 'BEGIN TRANSACTION; INSERT d.moves VALUES (1), (2); COMMIT TRANSACTION; SELECT COUNT(*) FROM d.moves',
      rows: [['2']],
    },
    {
      sql: 'BEGIN BEGIN TRANSACTION; INSERT d.moves VALUES (3); SELECT 1 / 0; COMMIT TRANSACTION; EXCEPTION WHEN ERROR THEN ROLLBACK TRANSACTION; SELECT COUNT(*) FROM d.moves; END',
      rows: [['2']],
    },
  ],
  'system variables: @@row_count, @@project_id, @@dataset_id, @@script': [
    {
      sql: 'CREATE OR REPLACE TABLE d.counted (a INT64); INSERT d.counted VALUES (9), (10); SELECT @@row_count',
      rows: [['2']],
    },
    { sql: 'UPDATE d.counted SET a = a WHERE a > 9; SELECT @@row_count', rows: [['1']] },
    { sql: 'SELECT @@project_id, @@dataset_id, @@time_zone', rows: [['test-project', 'd', 'UTC']] },
    {
      sql: "CREATE SCHEMA IF NOT EXISTS other; SET @@dataset_id = 'other'; CREATE OR REPLACE TABLE moved (x INT64); SELECT COUNT(*), @@dataset_id FROM other.moved",
      rows: [['0', 'other']],
    },
    {
      sql: 'SELECT 1; SELECT @@script.job_id IS NOT NULL, @@script.num_child_jobs, @@script.bytes_processed, @@last_job_id != @@current_job_id',
      rows: [['true', '1', '0', 'true']],
    },
  ],
  'refused: SET @@time_zone': [
    {
      sql: "SET @@time_zone = 'America/New_York'",
      error:
        /Not supported by the embedded warehouse: another @@time_zone than UTC; use the time zone as an argument/,
    },
  ],
  'temporary tables and functions': [
    {
      sql: 'CREATE TEMP TABLE t1 AS SELECT 1 AS x; CREATE TEMP TABLE IF NOT EXISTS t1 AS SELECT 2 AS x; CREATE OR REPLACE TEMP TABLE t1 AS SELECT 3 AS x; ALTER TABLE t1 ADD COLUMN y STRING; SELECT * FROM _SESSION.t1',
      rows: [['3', null]],
    },
    {
      sql: 'CREATE TEMP TABLE t1 AS SELECT 1 AS x; DROP TABLE t1; SELECT * FROM t1',
      error: /Not found: Table test-project:d\.t1 was not found in location US/,
    },
    {
      sql: 'CREATE TEMP TABLE t1 AS SELECT 1 AS x; CREATE TEMP TABLE t1 AS SELECT 2 AS x',
      error: /Already Exists: Table test-project:_SESSION\.t1/,
    },
  ],
  ASSERT: [
    { sql: "ASSERT 1 = 1; ASSERT EXISTS(SELECT 1) AS 'there is one'; SELECT 'ok'", rows: [['ok']] },
    {
      sql: "BEGIN ASSERT 1 = 2 AS 'not so'; EXCEPTION WHEN ERROR THEN SELECT @@error.message; END",
      rows: [['not so']],
    },
    { sql: "ASSERT (SELECT NULL) AS 'NULL is not TRUE'", error: /NULL is not TRUE/ },
  ],
};
