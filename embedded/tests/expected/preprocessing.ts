import type { ExpectedCases } from './cases.ts';

const five = 'FROM UNNEST([1, 2, 3, 4, 5]) AS f ORDER BY f';

/** The examples of BigQuery ML's documentation, and their edges. */
export const preprocessingCases: ExpectedCases = {
  'ML.STANDARD_SCALER, ML.MIN_MAX_SCALER, ML.MAX_ABS_SCALER, ML.ROBUST_SCALER': [
    {
      sql: `SELECT ML.STANDARD_SCALER(f) OVER() AS a, ML.MIN_MAX_SCALER(f) OVER() AS b, ML.MAX_ABS_SCALER(f) OVER() AS c, ML.ROBUST_SCALER(f) OVER() AS d ${five}`,
      rows: [
        ['-1.2649110640673518', '0.0', '0.2', '-1.0'],
        ['-0.6324555320336759', '0.25', '0.4', '-0.5'],
        ['0.0', '0.5', '0.6', '0.0'],
        ['0.6324555320336759', '0.75', '0.8', '0.5'],
        ['1.2649110640673518', '1.0', '1.0', '1.0'],
      ],
    },
    {
      sql: 'SELECT ML.MIN_MAX_SCALER(f) OVER() AS a, ML.MAX_ABS_SCALER(f) OVER() AS b FROM UNNEST([-2.0, NULL, 2.0]) AS f ORDER BY f',
      rows: [
        [null, null],
        ['0.0', '-1.0'],
        ['1.0', '1.0'],
      ],
    },
    {
      sql: "SELECT ML.STANDARD_SCALER('x') OVER() AS a",
      error: /ML.STANDARD_SCALER needs a number, not STRING/,
    },
    { sql: 'SELECT ML.STANDARD_SCALER(1) AS a', error: /without an OVER clause/ },
    {
      sql: 'SELECT ML.STANDARD_SCALER(f) OVER(ORDER BY f) AS a FROM UNNEST([1]) AS f',
      error: /must have an empty OVER\(\)/,
    },
  ],
  'ML.QUANTILE_BUCKETIZE and ML.BUCKETIZE': [
    {
      sql: `SELECT ML.QUANTILE_BUCKETIZE(f, 3) OVER() AS bucket ${five}`,
      rows: [['bin_1'], ['bin_2'], ['bin_2'], ['bin_3'], ['bin_3']],
    },
    {
      sql: 'SELECT ML.BUCKETIZE(2.5, [1, 2, 3]) AS a, ML.BUCKETIZE(2.5, [1, 2, 3], TRUE) AS b, ML.BUCKETIZE(2, [1, 2, 3]) AS c, ML.BUCKETIZE(0, [1, 2, 3]) AS d, ML.BUCKETIZE(NULL, [1, 2]) AS e',
      rows: [['bin_3', 'bin_2', 'bin_3', 'bin_1', null]],
    },
    {
      sql: "SELECT ML.BUCKETIZE(2.5, [1, 2], FALSE, 'bucket_ranges') AS a",
      error: /bucket_ranges; use bucket_names/,
    },
  ],
  'ML.IMPUTER and ML.LABEL_ENCODER': [
    {
      sql: "SELECT ML.IMPUTER(f, 'mean') OVER() AS a, ML.IMPUTER(f, 'median') OVER() AS b, ML.IMPUTER(f, 'most_frequent') OVER() AS c FROM UNNEST([NULL, -3, -3, -3, 1, 2, 3, 4, 5]) AS f ORDER BY f NULLS FIRST LIMIT 2",
      rows: [
        ['0.75', '1.5', '-3.0'],
        ['-3.0', '-3.0', '-3.0'],
      ],
    },
    {
      sql: "SELECT ML.IMPUTER(f, 'most_frequent') OVER() AS a FROM UNNEST([NULL, 'a', 'b', 'b']) AS f ORDER BY f NULLS FIRST",
      rows: [['b'], ['a'], ['b'], ['b']],
    },
    { sql: "SELECT ML.IMPUTER('a', 'mean') OVER() AS a", error: /no strategy 'mean' for STRING/ },
    {
      sql: "SELECT DISTINCT f, a FROM (SELECT f, ML.LABEL_ENCODER(f, 2, 2) OVER() AS a FROM UNNEST([NULL, 'a', 'b', 'b', 'c', 'c', 'c', 'd', 'd', 'd', 'd']) AS f) ORDER BY f",
      rows: [
        [null, '0'],
        ['a', '0'],
        ['b', '0'],
        ['c', '1'],
        ['d', '2'],
      ],
    },
  ],
  'ML.FEATURE_CROSS': [
    {
      sql: "SELECT ML.FEATURE_CROSS(STRUCT('a' AS x, 'b' AS y, 'c' AS z)) AS f, ML.FEATURE_CROSS(STRUCT('a' AS x, 'b' AS y, 'c' AS z), 3).x_y_z AS g",
      rows: [[['a_b', 'a_c', 'b_c'], 'a_b_c']],
    },
    {
      sql: 'SELECT ML.FEATURE_CROSS(STRUCT(1 AS x, 2 AS y)) AS f',
      error: /named fields of type STRING/,
    },
  ],
  'refused: ML.ONE_HOT_ENCODER, ML.NGRAMS, ML.POLYNOMIAL_EXPAND, ML.HASH_BUCKETIZE': [
    {
      sql: "SELECT ML.ONE_HOT_ENCODER('a') OVER() AS a",
      error: /ML.ONE_HOT_ENCODER; use the column/,
    },
    { sql: "SELECT ML.NGRAMS(['a', 'b'], [2]) AS a", error: /ML.NGRAMS; use string functions/ },
    { sql: 'SELECT ML.POLYNOMIAL_EXPAND(STRUCT(1 AS a)) AS a', error: /use the products/ },
    { sql: "SELECT ML.HASH_BUCKETIZE('a', 3) AS a", error: /use MOD\(ABS\(FARM_FINGERPRINT/ },
  ],
};
