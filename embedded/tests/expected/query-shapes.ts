import type { ExpectedCases } from './cases.ts';

/** What of query shapes and nested types the reference evaluator's version does not know, or BigQuery has otherwise. */
export const queryShapeCases: ExpectedCases = {
  'set operations: BY NAME and CORRESPONDING with FULL, LEFT, INNER, BY': [
    {
      sql: `SELECT 1 AS a, 2 AS b UNION ALL BY NAME SELECT 3 AS b, 4 AS a ORDER BY a`,
      rows: [
        ['1', '2'],
        ['4', '3'],
      ],
    },
    {
      sql: `SELECT 1 AS a, 2 AS b FULL OUTER UNION ALL BY NAME SELECT 3 AS b, 'x' AS c ORDER BY b`,
      rows: [
        ['1', '2', null],
        [null, '3', 'x'],
      ],
    },
    {
      sql: `SELECT 1 AS a, 2 AS b LEFT UNION ALL CORRESPONDING SELECT 3 AS b, 4 AS c ORDER BY b`,
      rows: [
        ['1', '2'],
        [null, '3'],
      ],
    },
    {
      sql: `SELECT 1 AS a, 2 AS b INNER UNION ALL BY NAME SELECT 3 AS b, 4 AS c ORDER BY b`,
      rows: [['2'], ['3']],
    },
    {
      sql: `SELECT 1 AS a, 2 AS b UNION ALL CORRESPONDING BY (b) SELECT 3 AS b, 4 AS a ORDER BY b`,
      rows: [['2'], ['3']],
    },
    {
      sql: `SELECT 1 AS a, 2 AS b FULL UNION ALL BY NAME ON (b, c) SELECT 3 AS b, 4 AS c ORDER BY b`,
      rows: [
        ['2', null],
        ['3', '4'],
      ],
    },
    {
      sql: `SELECT 1 AS a, 2 AS b UNION ALL BY NAME SELECT 3 AS b, 4 AS c`,
      error: /do not have the same columns/,
    },
    { sql: `SELECT 1 AS a UNION ALL CORRESPONDING SELECT 3 AS b`, error: /share no column/ },
  ],
  'names of result columns': [
    {
      sql: `SELECT f0_, a, f1_ FROM (SELECT 1 AS f0_, 2 AS a, 3 AS f1_)`,
      rows: [['1', '2', '3']],
    },
    { sql: `SELECT *, 3 FROM (SELECT 1, 2)`, rows: [['1', '2', '3']] },
    { sql: `SELECT f0_ FROM (SELECT 1)`, error: /Unrecognized name: f0_/ },
    { sql: `SELECT 1 AS a, 2 AS A`, error: /Duplicate column names in the result/ },
    {
      sql: `SELECT * FROM (SELECT 1 AS k) JOIN (SELECT 1 AS k) ON TRUE`,
      error: /Duplicate column/,
    },
    { sql: `SELECT AS VALUE STRUCT(1 AS a, 'x' AS b)`, rows: [['1', 'x']] },
    { sql: `SELECT team FROM (SELECT 1 AS teams)`, error: /Did you mean teams\?/ },
  ],
  'lambdas: ARRAY_FILTER, ARRAY_TRANSFORM, ARRAY_INCLUDES': [
    {
      sql: `SELECT ARRAY_FILTER([1, 2, 3], e -> e > 1), ARRAY_FILTER([5, 6], (e, i) -> i > 0), ARRAY_TRANSFORM([1, 2], (e, i) -> e * i), ARRAY_INCLUDES([1, 2], e -> e > 2)`,
      rows: [[['2', '3'], ['6'], ['0', '2'], 'false']],
    },
    {
      sql: `SELECT ARRAY_TRANSFORM(a, e -> e + x) FROM (SELECT [1, 2] AS a, 10 AS x)`,
      rows: [[['11', '12']]],
    },
    { sql: `SELECT ARRAY_FILTER([1], e -> e + 1)`, error: /must return BOOL/ },
  ],
  'array[index] and struct[OFFSET]': [
    { sql: `SELECT ['a', 'b'][1], STRUCT(1 AS a, 2 AS b)[OFFSET(1)]`, rows: [['b', '2']] },
    { sql: `SELECT ['a', 'b'][2]`, error: /out of bounds/ },
  ],
  'WITH RECURSIVE: the limit of iterations': [
    {
      sql: `WITH RECURSIVE a AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM a) SELECT COUNT(*) FROM a`,
      error: /exceeded the maximum number of iterations: 500/,
    },
    {
      sql: `WITH RECURSIVE a AS (SELECT 0 AS n UNION ALL SELECT n + 1 FROM a WHERE n < 500) SELECT COUNT(*) FROM a`,
      rows: [['501']],
    },
  ],
  'hints and trailing commas': [
    {
      sql: `SELECT @{h=1} 1, 2, FROM (SELECT 1) AS a JOIN @{join_method=x} (SELECT 2) AS b ON TRUE`,
      rows: [['1', '2']],
    },
  ],
  'refused: arrays and structs that do not compare': [
    { sql: `SELECT [1] = [1]`, error: /No matching signature for operator =/ },
    { sql: `SELECT (1, 2) < (1, 3)`, error: /not defined for arguments of type STRUCT/ },
    { sql: `SELECT a FROM (SELECT [1] AS a) ORDER BY a`, error: /ORDER BY does not support/ },
  ],
  'refused: joins': [
    {
      sql: `SELECT 1 FROM (SELECT 1 a) NATURAL JOIN (SELECT 1 a)`,
      error: /NATURAL JOIN; use JOIN ... USING/,
    },
  ],
};
