import type { ExpectedCases } from './cases.ts';

/** INSERT, UPDATE, DELETE, TRUNCATE and MERGE. */
export const dmlCases: ExpectedCases = {
  'INSERT: with and without INTO, column lists, VALUES and queries': [
    {
      sql: "CREATE TABLE d.plain (id INT64, s STRUCT<x INT64, y STRUCT<z STRING, w ARRAY<INT64>>>, list ARRAY<STRUCT<k STRING, v FLOAT64>>); INSERT d.plain VALUES (1, (1, ('a', [1, 2])), [('k', 1)]), (2, NULL, []); SELECT * FROM d.plain ORDER BY id",
      rows: [
        ['1', ['1', ['a', ['1', '2']]], [['k', '1.0']]],
        ['2', null, []],
      ],
    },
    {
      sql: 'INSERT INTO d.plain (id) SELECT * FROM UNNEST([10, 11]); INSERT d.plain (id) (SELECT 12); INSERT d.plain (id) WITH x AS (SELECT 13 AS q) SELECT q FROM x; INSERT d.plain (id) VALUES ((SELECT MAX(id) + 1 FROM d.plain)); SELECT id, list FROM d.plain WHERE id > 9 ORDER BY id',
      rows: [
        ['10', []],
        ['11', []],
        ['12', []],
        ['13', []],
        ['14', []],
      ],
    },
    {
      sql: "INSERT d.plain (id, s) VALUES (5, STRUCT(1 AS q, STRUCT('b' AS z, [3] AS w))); SELECT s FROM d.plain WHERE id = 5",
      rows: [[['1', ['b', ['3']]]]],
    },
    {
      sql: 'INSERT d.plain (id, id) VALUES (1, 2)',
      error: /Column id is specified more than once in the column list/,
    },
    {
      sql: 'INSERT d.plain (id, nope) VALUES (1, 2)',
      error: /Column nope is not present in table plain/,
    },
    {
      sql: 'INSERT d.plain (id, s) VALUES (1)',
      error: /Inserted row has wrong column count; Has 1, expected 2/,
    },
  ],
  'INSERT: coercion by position': [
    {
      sql: `CREATE TABLE d.typed (i INT64, f FLOAT64, n NUMERIC, bn BIGNUMERIC, s STRING, by BYTES, d DATE, dt DATETIME, ts TIMESTAMP, t TIME, b BOOL, j JSON); INSERT d.typed VALUES (1, 1, 1, 1, 'a', b'a', '2020-01-01', '2020-01-01 00:00:00', '2020-01-01 00:00:00+00', '12:00:00', TRUE, JSON '{"a":1}'); SELECT * FROM d.typed`,
      rows: [
        [
          '1',
          '1.0',
          '1',
          '1',
          'a',
          'YQ==',
          '2020-01-01',
          '2020-01-01T00:00:00',
          '1577836800.0',
          '12:00:00',
          'true',
          '{"a":1}',
        ],
      ],
    },
    {
      sql: "INSERT d.typed (dt, f) SELECT DATE '2020-01-02', NUMERIC '1.5'; SELECT dt, f FROM d.typed WHERE f = 1.5",
      rows: [['2020-01-02T00:00:00', '1.5']],
    },
    {
      sql: 'INSERT d.typed (i) VALUES (1.5)',
      error: /Value of type FLOAT64 cannot be assigned to i, which has type INT64/,
    },
    {
      sql: "INSERT d.typed (i) VALUES ('a')",
      error: /Value of type STRING cannot be assigned to i, which has type INT64/,
    },
    {
      sql: 'INSERT d.typed (s) VALUES (1)',
      error: /Value of type INT64 cannot be assigned to s, which has type STRING/,
    },
    {
      sql: "INSERT d.typed (d) SELECT '2020-01-01'",
      error: /Value of type STRING cannot be assigned to d, which has type DATE/,
    },
    {
      sql: 'INSERT d.typed (i) SELECT 1.5',
      error: /Value of type FLOAT64 cannot be assigned to i, which has type INT64/,
    },
  ],
  'DEFAULT values': [
    {
      sql: "CREATE TABLE d.defaults (a INT64, b STRING DEFAULT 'x', c ARRAY<INT64> DEFAULT [1, 2], s STRUCT<x INT64, y STRING> DEFAULT (1, 'a'), n NUMERIC DEFAULT 5, t TIMESTAMP DEFAULT CURRENT_TIMESTAMP(), u STRING DEFAULT GENERATE_UUID()); INSERT d.defaults (a) VALUES (1); INSERT d.defaults (a, b) VALUES (2, DEFAULT), (3, NULL); INSERT d.defaults (a) SELECT 4; SELECT a, b, c, s, n, t IS NOT NULL FROM d.defaults ORDER BY a",
      rows: [
        ['1', 'x', ['1', '2'], ['1', 'a'], '5', 'true'],
        ['2', 'x', ['1', '2'], ['1', 'a'], '5', 'true'],
        ['3', null, ['1', '2'], ['1', 'a'], '5', 'true'],
        ['4', 'x', ['1', '2'], ['1', 'a'], '5', 'true'],
      ],
    },
    { sql: 'SELECT COUNT(DISTINCT u) FROM d.defaults', rows: [['4']] },
    {
      sql: 'UPDATE d.defaults SET b = DEFAULT, c = DEFAULT WHERE a = 3; SELECT b, c FROM d.defaults WHERE a = 3',
      rows: [['x', ['1', '2']]],
    },
    {
      sql: 'MERGE d.defaults AS t USING (SELECT 9 AS a) AS s ON t.a = s.a WHEN NOT MATCHED THEN INSERT (a) VALUES (s.a); SELECT b, n FROM d.defaults WHERE a = 9',
      rows: [['x', '5']],
    },
    {
      sql: "CREATE TABLE d.wrong (a INT64 DEFAULT 'x')",
      error: /Value of type STRING cannot be assigned to a, which has type INT64/,
    },
    { sql: 'CREATE TABLE d.wrong (a INT64, b INT64 DEFAULT a)', error: /Unrecognized name: a/ },
  ],
  'NOT NULL and parameterized types are enforced': [
    {
      sql: "CREATE TABLE d.strict (a INT64 NOT NULL, b STRING(3), c BYTES(2), n NUMERIC(5, 2), bn BIGNUMERIC(10, 3), s STRUCT<x INT64 NOT NULL>); INSERT d.strict VALUES (1, 'abc', b'ab', 123.456, 1.23456, STRUCT(1)); SELECT * FROM d.strict",
      rows: [['1', 'abc', 'YWI=', '123.46', '1.235', ['1']]],
    },
    { sql: "INSERT d.strict (b) VALUES ('x')", error: /Required field a cannot be null/ },
    {
      sql: "INSERT d.strict (a, b) VALUES (1, 'abcd')",
      error: /Field b: STRING\(3\) has maximum length 3 but got a value with length 4/,
    },
    {
      sql: "INSERT d.strict (a, c) VALUES (1, b'abc')",
      error: /Field c: BYTES\(2\) has maximum length 2 but got a value with length 3/,
    },
    {
      sql: 'INSERT d.strict (a, n) VALUES (1, 1234.5)',
      error:
        /Field n: NUMERIC\(5, 2\) has precision 5 and scale 2 but got a value that is not in range of \[-999\.99, 999\.99\]/,
    },
    {
      sql: 'INSERT d.strict (a, bn) VALUES (1, 12345678)',
      error:
        /Field bn: BIGNUMERIC\(10, 3\) has precision 10 and scale 3 but got a value that is not in range of \[-9999999\.999, 9999999\.999\]/,
    },
    {
      sql: 'INSERT d.strict (a, s) VALUES (1, STRUCT(NULL))',
      error: /Required field x cannot be null/,
    },
    { sql: 'UPDATE d.strict SET a = NULL WHERE TRUE', error: /Required field a cannot be null/ },
    {
      sql: "UPDATE d.strict SET b = 'abcd' WHERE TRUE",
      error: /Field b: STRING\(3\) has maximum length 3 but got a value with length 4/,
    },
    { sql: 'UPDATE d.strict SET s.x = NULL WHERE TRUE', error: /Required field x cannot be null/ },
  ],
  'arrays in tables are never NULL and have no NULL elements': [
    {
      sql: 'CREATE TABLE d.lists AS SELECT CAST(NULL AS ARRAY<INT64>) AS list; INSERT d.lists VALUES (NULL), ([1]); SELECT list, list IS NULL, ARRAY_LENGTH(list) FROM d.lists ORDER BY ARRAY_LENGTH(list)',
      rows: [
        [[], 'false', '0'],
        [[], 'false', '0'],
        [['1'], 'false', '1'],
      ],
    },
    {
      sql: 'INSERT d.lists VALUES ([1, NULL])',
      error: /Array cannot have a null element; error in writing field list/,
    },
    {
      sql: 'CREATE OR REPLACE TABLE d.lists AS SELECT [1, NULL] AS list',
      error: /Array cannot have a null element; error in writing field list/,
    },
  ],
  'UPDATE: expressions, nested fields, FROM': [
    {
      sql: "CREATE TABLE d.nested (id INT64, s STRUCT<x INT64, y STRUCT<z STRING, w ARRAY<INT64>>>, list ARRAY<INT64>); INSERT d.nested VALUES (1, (1, ('a', [1])), [1]), (2, NULL, [2]); UPDATE d.nested SET s.y.z = 'changed', s.x = s.x + 1 WHERE id = 1; SELECT s FROM d.nested ORDER BY id",
      rows: [[['2', ['changed', ['1']]]], [null]],
    },
    {
      sql: 'UPDATE d.nested SET s.x = 5 WHERE id = 2',
      error: /Cannot set field of NULL STRUCT<x INT64, y STRUCT<z STRING, w ARRAY<INT64>>>/,
    },
    {
      sql: 'UPDATE d.nested SET list = ARRAY_CONCAT(list, [7]) WHERE list[OFFSET(0)] = 2; UPDATE d.nested SET list = ARRAY(SELECT x * 2 FROM UNNEST(list) AS x) WHERE id = 2; SELECT list FROM d.nested ORDER BY id',
      rows: [[['1']], [['4', '14']]],
    },
    {
      sql: 'CREATE TABLE d.pairs (id INT64, v INT64); INSERT d.pairs VALUES (1, 10), (2, 20); UPDATE d.pairs SET id = v, v = id WHERE TRUE; SELECT * FROM d.pairs ORDER BY id',
      rows: [
        ['10', '1'],
        ['20', '2'],
      ],
    },
    {
      sql: 'UPDATE d.pairs AS p SET p.v = a.v + b.v FROM (SELECT 10 AS id, 5 AS v) AS a JOIN (SELECT 10 AS id, 7 AS v) AS b ON a.id = b.id WHERE p.id = a.id; SELECT * FROM d.pairs ORDER BY id',
      rows: [
        ['10', '12'],
        ['20', '2'],
      ],
    },
    {
      sql: 'UPDATE d.pairs SET v = (SELECT SUM(x.v) FROM d.pairs AS x WHERE x.id >= pairs.id) WHERE TRUE; SELECT v FROM d.pairs ORDER BY id',
      rows: [['14'], ['2']],
    },
    {
      sql: 'UPDATE d.pairs SET v = s.n FROM UNNEST([STRUCT(10 AS id, 55 AS n)]) AS s WHERE pairs.id = s.id; SELECT v FROM d.pairs ORDER BY id',
      rows: [['55'], ['2']],
    },
    {
      sql: 'UPDATE d.pairs SET v = s.v FROM (SELECT 10 AS id, 1 AS v UNION ALL SELECT 10, 2) AS s WHERE pairs.id = s.id',
      error: /UPDATE\/MERGE must match at most one source row for each target row/,
    },
    {
      sql: 'UPDATE d.pairs SET v = 1',
      error: /Syntax error: Expected "WHERE" but got end of script/,
    },
    {
      sql: 'UPDATE d.pairs SET nope = 1 WHERE TRUE',
      error: /Column nope is not present in table pairs/,
    },
    {
      sql: 'UPDATE d.pairs SET v = 1, v = 2 WHERE TRUE',
      error: /Update item v assigned more than once/,
    },
    {
      sql: "UPDATE d.pairs SET v = 'a' WHERE TRUE",
      error: /Value of type STRING cannot be assigned to v, which has type INT64/,
    },
  ],
  'DELETE and TRUNCATE': [
    {
      sql: 'CREATE TABLE d.gone AS SELECT id, [id] AS list FROM UNNEST([1, 2, 3, 4]) AS id; DELETE d.gone AS g WHERE g.id = 2 OR EXISTS(SELECT 1 FROM UNNEST(g.list) AS x WHERE x = 3); SELECT id FROM d.gone ORDER BY id',
      rows: [['1'], ['4']],
    },
    {
      sql: 'DELETE FROM d.gone WHERE id = (SELECT MAX(id) FROM d.gone); SELECT COUNT(*) FROM d.gone',
      rows: [['1']],
    },
    { sql: 'TRUNCATE TABLE d.gone; SELECT COUNT(*) FROM d.gone', rows: [['0']] },
    { sql: 'DELETE FROM d.gone', error: /Syntax error: Expected "WHERE" but got end of script/ },
    {
      sql: 'DELETE FROM d.missing WHERE TRUE',
      error: /Not found: Table test-project:d\.missing was not found in location US/,
    },
  ],
  MERGE: [
    {
      sql: "CREATE TEMP TABLE t (id INT64, v STRING, w INT64 DEFAULT 7); INSERT t VALUES (1, 'old', 1), (3, 'three', 3); MERGE t USING (SELECT 1 AS id, 'a' AS v UNION ALL SELECT 2, 'b') AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (id, v) WHEN NOT MATCHED BY SOURCE THEN DELETE; SELECT * FROM t ORDER BY id",
      rows: [
        ['1', 'a', '1'],
        ['2', 'b', '7'],
      ],
    },
    {
      sql: "CREATE TEMP TABLE t (id INT64, v STRING); INSERT t VALUES (1, 'a'); MERGE t USING (SELECT 2 AS id, 'x' AS v UNION ALL SELECT 1, 'y') AS s ON FALSE WHEN NOT MATCHED BY SOURCE AND id = 1 THEN DELETE WHEN NOT MATCHED BY TARGET THEN INSERT ROW; SELECT * FROM t ORDER BY id",
      rows: [
        ['1', 'y'],
        ['2', 'x'],
      ],
    },
    {
      sql: "CREATE TEMP TABLE t (id INT64, v STRING); INSERT t VALUES (1, 'a'), (2, 'b'), (3, 'c'); MERGE INTO t USING UNNEST([1, 2, 4]) AS s ON t.id = s WHEN MATCHED AND t.id = 1 THEN DELETE WHEN MATCHED THEN UPDATE SET v = CONCAT(t.v, '!') WHEN NOT MATCHED AND s > 10 THEN INSERT (id) VALUES (0) WHEN NOT MATCHED THEN INSERT VALUES (s, DEFAULT) WHEN NOT MATCHED BY SOURCE AND t.id > 100 THEN DELETE WHEN NOT MATCHED BY SOURCE THEN UPDATE SET v = 'gone'; SELECT * FROM t ORDER BY id",
      rows: [
        ['2', 'b!'],
        ['3', 'gone'],
        ['4', null],
      ],
    },
    {
      sql: "CREATE TEMP TABLE t (id INT64, list ARRAY<STRING>, s STRUCT<a INT64, b STRING>); INSERT t VALUES (1, ['a'], (1, 'x')); MERGE t USING (SELECT 1 AS id, ['b', 'c'] AS list, STRUCT(5 AS a, 'y' AS b) AS s) AS q ON t.id = q.id WHEN MATCHED THEN UPDATE SET list = q.list, s.b = q.s.b; SELECT * FROM t",
      rows: [['1', ['b', 'c'], ['1', 'y']]],
    },
    {
      sql: 'CREATE TEMP TABLE t AS SELECT 1 AS id; MERGE t USING (SELECT 1 AS id UNION ALL SELECT 1) AS s ON t.id = s.id WHEN MATCHED THEN DELETE',
      error: /UPDATE\/MERGE must match at most one source row for each target row/,
    },
    {
      sql: 'CREATE TEMP TABLE t AS SELECT 1 AS id; MERGE t USING (SELECT 7 AS id UNION ALL SELECT 7) AS s ON t.id = s.id WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id); SELECT COUNT(*) FROM t',
      rows: [['3']],
    },
    {
      sql: 'CREATE TEMP TABLE t AS SELECT 1 AS id; MERGE t USING (SELECT 1 AS id) AS s ON t.id = s.id WHEN MATCHED THEN INSERT (id) VALUES (1)',
      error: /INSERT is not allowed in a WHEN MATCHED clause/,
    },
  ],
};
