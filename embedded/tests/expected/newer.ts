import type { ExpectedCases } from './cases.ts';

/** Functions and clauses that the reference evaluator's version does not have. */
export const newerCases: ExpectedCases = {
  'COSINE_DISTANCE and EUCLIDEAN_DISTANCE': [
    {
      sql: `SELECT ROUND(COSINE_DISTANCE([1.0, 2.0], [3.0, 4.0]), 6), ROUND(EUCLIDEAN_DISTANCE([1.0, 2.0], [3.0, 4.0]), 3), EUCLIDEAN_DISTANCE([0, 3], [4, 0])`,
      rows: [['0.01613', '2.828', '5.0']],
    },
    {
      sql: `SELECT EUCLIDEAN_DISTANCE([(1, 0.0), (2, 3.0)], [(2, 0.0), (1, 4.0)]), EUCLIDEAN_DISTANCE([('a', 3.0)], [('b', 4.0)]), COSINE_DISTANCE([('a', 1.0)], [('b', 4.0)])`,
      rows: [['5.0', '5.0', '1.0']],
    },
    {
      sql: `SELECT x, EUCLIDEAN_DISTANCE(v, [1.0, 5.0]), EUCLIDEAN_DISTANCE(NULL, v), SAFE.EUCLIDEAN_DISTANCE(v, [1.0]) FROM UNNEST([STRUCT(1 AS x, [4.0, 1.0] AS v), (2, [1.0, 5.0])]) ORDER BY x`,
      rows: [
        ['1', '5.0', null, null],
        ['2', '0.0', null, null],
      ],
    },
    { sql: `SELECT EUCLIDEAN_DISTANCE([1.0], [1.0, 2.0])`, error: /must have the same length/ },
    { sql: `SELECT EUCLIDEAN_DISTANCE([1.0, NULL], [1.0, 2.0])`, error: /NULL element/ },
    { sql: `SELECT COSINE_DISTANCE([0.0, 0.0], [1.0, 2.0])`, error: /zero/ },
    {
      sql: `SELECT COSINE_DISTANCE([('a', 1.0), ('a', 2.0)], [('b', 4.0)])`,
      error: /the same dimension twice/,
    },
    { sql: `SELECT COSINE_DISTANCE(['a'], ['b'])`, error: /No matching signature/ },
    { sql: `SELECT COSINE_DISTANCE([1.0], [(1, 1.0)])`, error: /No matching signature/ },
  ],
  'ML.DISTANCE and ML.LP_NORM': [
    {
      sql: `SELECT ML.DISTANCE([0, 3], [4, 0]), ML.DISTANCE([1.0, 2.0], [3.0, 5.0], 'MANHATTAN'), ROUND(ML.DISTANCE([1.0, 2.0], [3.0, 4.0], 'COSINE'), 6)`,
      rows: [['5.0', '5.0', '0.01613']],
    },
    {
      sql: `SELECT ML.LP_NORM([3.0, 4.0], 2.0), ML.LP_NORM([3.0, -4.0], 1.0), ML.LP_NORM([3.0, -4.0, 0.0], CAST('inf' AS FLOAT64)), ML.LP_NORM([3.0, -4.0, 0.0], 0.0), ML.LP_NORM(NULL, 2.0)`,
      rows: [['5.0', '7.0', '4.0', '2.0', null]],
    },
    { sql: `SELECT ML.LP_NORM([1.0], 0.5)`, error: /degree of ML.LP_NORM/ },
    { sql: `SELECT ML.DISTANCE([1.0], [1.0], 'NONE')`, error: /no distance NONE/ },
  ],
  'ARRAY_OFFSET, ARRAY_OFFSETS, ARRAY_FIND and ARRAY_FIND_ALL': [
    {
      sql: `SELECT ARRAY_OFFSET([5, 6, 6], 6), ARRAY_OFFSET([5, 6, 6], 6, 'LAST'), ARRAY_OFFSET([5], 9), ARRAY_OFFSETS([5, 6, 6], e -> e > 5), ARRAY_OFFSET(CAST(NULL AS ARRAY<INT64>), 1)`,
      rows: [['1', '2', null, ['1', '2'], null]],
    },
    {
      sql: `SELECT ARRAY_FIND([5, 6, 7], e -> e > 5), ARRAY_FIND([5, 6, 7], e -> e > 5, 'LAST'), ARRAY_FIND_ALL(['a', 'b', 'a'], 'a'), ARRAY_FIND([5], NULL)`,
      rows: [['6', '7', ['a', 'a'], null]],
    },
    { sql: `SELECT ARRAY_OFFSET([5], 5, 'MIDDLE')`, error: /find mode/ },
  ],
  SPLIT_SUBSTR: [
    {
      sql: `SELECT SPLIT_SUBSTR('www.abc.com', '.', 1), SPLIT_SUBSTR('www.abc.com', '.', 0, 1), SPLIT_SUBSTR('www.abc.com', '.', -1), SPLIT_SUBSTR('www.abc.com', '.', -9, 2), SPLIT_SUBSTR('www.abc.com', '.', 2, 5), SPLIT_SUBSTR('www.abc.com', '.', 4), SPLIT_SUBSTR(NULL, '.', 2)`,
      rows: [['www.abc.com', 'www', 'com', 'www.abc', 'abc.com', '', null]],
    },
    { sql: `SELECT SPLIT_SUBSTR('a', '', 1)`, error: /delimiter/ },
    { sql: `SELECT SPLIT_SUBSTR('a', '.', 1, -1)`, error: /must not be negative/ },
  ],
  'UNNEST of several arrays': [
    {
      sql: `SELECT a, b, o FROM UNNEST([1, 2] AS a, ['x'] AS b) WITH OFFSET o ORDER BY o`,
      rows: [
        ['1', 'x', '0'],
        ['2', null, '1'],
      ],
    },
    {
      sql: `SELECT * FROM UNNEST([1, 2] AS a, ['x'] AS b, mode => 'TRUNCATE')`,
      rows: [['1', 'x']],
    },
    {
      sql: `SELECT p, q.z FROM (SELECT [1] AS p, [STRUCT(5 AS z), STRUCT(6)] AS q) t, UNNEST(t.p, t.q) ORDER BY 2`,
      rows: [
        ['1', '5'],
        [null, '6'],
      ],
    },
    {
      sql: `SELECT * FROM UNNEST([1, 2] AS a, ['x'] AS b, mode => 'STRICT')`,
      error: /STRICT mode must have equal lengths/,
    },
  ],
  'refused: CAST with FORMAT TM and RN': [
    { sql: `SELECT CAST(12 AS STRING FORMAT 'TM9')`, error: /format element TM9; use FORMAT/ },
    { sql: `SELECT CAST(12 AS STRING FORMAT 'RN')`, error: /format element RN; use FORMAT/ },
  ],
  'LIMIT ALL': [
    {
      sql: `SELECT x FROM UNNEST([1, 2]) AS x ORDER BY x LIMIT ALL`,
      rows: [['1'], ['2']],
    },
  ],
  'user-defined aggregate functions with HAVING, GROUP BY ALL and PIVOT': [
    {
      sql: `CREATE OR REPLACE AGGREGATE FUNCTION d.twice(x INT64) AS (SUM(x) * 2);
        SELECT d.twice(v) FROM UNNEST([1, 2]) AS v HAVING d.twice(v) > 5`,
      rows: [['6']],
    },
    {
      sql: `SELECT k, d.twice(v) AS t FROM UNNEST([STRUCT(1 AS k, 2 AS v), (1, 3), (2, 1)]) GROUP BY ALL ORDER BY d.twice(v)`,
      rows: [
        ['2', '2'],
        ['1', '10'],
      ],
    },
    {
      sql: `SELECT * FROM (SELECT 'x' AS k, 2 AS v UNION ALL SELECT 'y', 3) PIVOT (d.twice(v) FOR k IN ('x', 'y'))`,
      rows: [['4', '6']],
    },
    {
      sql: `SELECT 1 FROM UNNEST([1]) AS v WHERE d.twice(v) > 1`,
      error: /Aggregate function D.TWICE not allowed in WHERE clause/,
    },
    {
      sql: `SELECT SUM(d.twice(v)) FROM UNNEST([1]) AS v`,
      error: /Aggregations of aggregations are not allowed/,
    },
    {
      sql: `SELECT d.twice(v WHERE v > 1) FROM UNNEST([1, 2]) AS v`,
      error: /DISTINCT, WHERE, ORDER BY and the like in a call of D.TWICE; use its body/,
    },
  ],
};
