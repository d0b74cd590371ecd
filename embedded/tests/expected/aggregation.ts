import type { ExpectedCases } from './cases.ts';

const sales = `(SELECT * FROM UNNEST([
  STRUCT(1 AS id, 'a' AS g, 10 AS v), (2, 'a', NULL), (3, 'b', 5), (4, 'b', 5), (5, NULL, 7), (6, 'a', 10)]))`;

/** Aggregates that the reference evaluator does not have, or has in an older form. */
export const aggregationExpected: ExpectedCases = {
  'GROUP BY ALL': [
    {
      sql: `SELECT g, COUNT(*), SUM(v) + 1 FROM ${sales} GROUP BY ALL ORDER BY g`,
      rows: [
        [null, '1', '8'],
        ['a', '3', '21'],
        ['b', '2', '11'],
      ],
    },
    {
      sql: `SELECT UPPER(g) AS u, 'x', RANK() OVER (ORDER BY COUNT(*)) FROM ${sales} GROUP BY ALL ORDER BY u`,
      rows: [
        [null, 'x', '1'],
        ['A', 'x', '3'],
        ['B', 'x', '2'],
      ],
    },
    { sql: `SELECT COUNT(*) FROM ${sales} WHERE FALSE GROUP BY ALL`, rows: [['0']] },
    {
      sql: `SELECT g, SUM(v) + id FROM ${sales} GROUP BY ALL`,
      error: /column id which is neither grouped nor aggregated/,
    },
  ],
  'ROLLUP, CUBE and GROUPING SETS': [
    {
      sql: `SELECT g, v, COUNT(*), GROUPING(g), GROUPING(v) FROM ${sales} GROUP BY ROLLUP (g, v) ORDER BY 4, 5, 1, 2`,
      rows: [
        [null, '7', '1', '0', '0'],
        ['a', null, '1', '0', '0'],
        ['a', '10', '2', '0', '0'],
        ['b', '5', '2', '0', '0'],
        [null, null, '1', '0', '1'],
        ['a', null, '3', '0', '1'],
        ['b', null, '2', '0', '1'],
        [null, null, '6', '1', '1'],
      ],
    },
    {
      sql: `SELECT g, v, COUNT(*) FROM ${sales} WHERE v > 5 GROUP BY CUBE (g, v) ORDER BY GROUPING(g), GROUPING(v), g, v`,
      rows: [
        [null, '7', '1'],
        ['a', '10', '2'],
        [null, null, '1'],
        ['a', null, '2'],
        [null, '7', '1'],
        [null, '10', '2'],
        [null, null, '3'],
      ],
    },
    {
      sql: `SELECT g, v, COUNT(*) FROM ${sales} WHERE v > 5 GROUP BY GROUPING SETS ((g, v), g, ()) ORDER BY 3, 1, 2`,
      rows: [
        [null, null, '1'],
        [null, '7', '1'],
        ['a', null, '2'],
        ['a', '10', '2'],
        [null, null, '3'],
      ],
    },
    {
      sql: `SELECT UPPER(g) AS u, SUM(v) FROM ${sales} GROUP BY ROLLUP (u) HAVING GROUPING(u) = 1`,
      rows: [[null, '37']],
    },
  ],
  'grouping by STRUCT and ARRAY': [
    {
      sql: `SELECT s.v, COUNT(*) FROM (SELECT STRUCT(v, g) AS s FROM ${sales}) GROUP BY s ORDER BY 1`,
      rows: [
        [null, '1'],
        ['5', '2'],
        ['7', '1'],
        ['10', '2'],
      ],
    },
    {
      sql: `SELECT COUNT(DISTINCT [v, 1]), COUNT(DISTINCT STRUCT(g)) FROM ${sales} WHERE v IS NOT NULL`,
      rows: [['3', '3']],
    },
  ],
  'WHERE in an aggregate': [
    {
      sql: `SELECT COUNT(* WHERE v > 5), SUM(v WHERE id > 2), ARRAY_AGG(id WHERE v > 5 ORDER BY id DESC LIMIT 2), STRING_AGG(g, '-' WHERE id < 3), SUM(v WHERE FALSE) FROM ${sales}`,
      rows: [['3', '27', ['6', '5'], 'a-a', null]],
    },
    {
      sql: `SELECT g, COUNT(* WHERE v > 5), SUM(v WHERE id < 6 HAVING MAX id) FROM ${sales} GROUP BY g ORDER BY g`,
      rows: [
        [null, '1', '7'],
        ['a', '2', null],
        ['b', '0', '5'],
      ],
    },
    { sql: `SELECT SUM(v WHERE id) FROM ${sales}`, error: /should take arguments of type BOOL/ },
  ],
  'aggregates of aggregates: GROUP BY in an aggregate': [
    {
      sql: `SELECT SUM(AVG(v) GROUP BY g), MAX(SUM(v) GROUP BY g), COUNT(COUNT(*) GROUP BY g, v), STRING_AGG(g GROUP BY g ORDER BY g) FROM ${sales}`,
      rows: [['22.0', '20', '4', 'a,b']],
    },
    {
      sql: `SELECT AVG(COUNT(*) GROUP BY g HAVING COUNT(*) > 1), SUM(MAX(SUM(v) GROUP BY v) GROUP BY g) FROM ${sales}`,
      rows: [['2.5', '37']],
    },
    {
      sql: `SELECT SUM(AVG(v) + id GROUP BY g) FROM ${sales}`,
      error: /neither groups nor aggregates/,
    },
    { sql: `SELECT SUM(AVG(v)) FROM ${sales}`, error: /Aggregations of aggregations/ },
  ],
  'MAX_BY and MIN_BY': [
    {
      sql: `SELECT MAX_BY(g, id), MIN_BY(id, v), MAX_BY(v, id) FROM ${sales} WHERE id <> 4`,
      rows: [['a', '3', '10']],
    },
    { sql: `SELECT MAX_BY(id, v) FROM ${sales} WHERE FALSE`, rows: [[null]] },
    {
      sql: `SELECT MAX_BY(id, [v]) FROM ${sales}`,
      error: /does not support expressions of type ARRAY/,
    },
  ],
  'APPROX_COUNT_DISTINCT, APPROX_QUANTILES and APPROX_TOP': [
    {
      sql: 'SELECT APPROX_COUNT_DISTINCT(x) FROM UNNEST([0, 1, 1, 2, 3, 5, NULL]) AS x',
      rows: [['5']],
    },
    {
      sql: `SELECT APPROX_QUANTILES(x, 2), APPROX_QUANTILES(x, 100)[OFFSET(90)], APPROX_QUANTILES(DISTINCT x, 2)
        FROM UNNEST([1, 1, 1, 4, 5, 6, 7, 8, 9, 10]) AS x`,
      rows: [[['1', '5', '10'], '9', ['1', '6', '10']]],
    },
    {
      sql: `SELECT APPROX_QUANTILES(x, 100 RESPECT NULLS)[OFFSET(50)] FROM UNNEST([NULL, NULL, 1, 1, 1, 4, 5, 6, 7, 8, 9, 10]) AS x`,
      rows: [['4']],
    },
    {
      sql: `SELECT APPROX_TOP_COUNT(x, 2) FROM UNNEST([NULL, 'pear', 'pear', 'pear', 'apple', NULL]) AS x`,
      rows: [
        [
          [
            ['pear', '3'],
            [null, '2'],
          ],
        ],
      ],
    },
    {
      sql: `SELECT APPROX_TOP_SUM(x, weight, 2) FROM UNNEST([STRUCT('apple' AS x, 3 AS weight), ('pear', 2), ('apple', 0), ('banana', 5), ('pear', 4), ('fig', NULL)])`,
      rows: [
        [
          [
            ['pear', '6'],
            ['banana', '5'],
          ],
        ],
      ],
    },
    { sql: `SELECT APPROX_QUANTILES(v, 0) FROM ${sales}`, error: /must be at least 1/ },
    { sql: `SELECT APPROX_TOP_COUNT(v, id) FROM ${sales}`, error: /must be a literal/ },
  ],
  'HLL_COUNT functions': [
    {
      sql: `SELECT HLL_COUNT.MERGE(s), HLL_COUNT.EXTRACT(HLL_COUNT.MERGE_PARTIAL(s)), HLL_COUNT.EXTRACT(ANY_VALUE(s))
        FROM (SELECT g, HLL_COUNT.INIT(v) AS s FROM ${sales} GROUP BY g)`,
      rows: [['3', '3', '1']],
    },
    {
      sql: `SELECT HLL_COUNT.EXTRACT(NULL), HLL_COUNT.INIT(v, 12), HLL_COUNT.MERGE(CAST(NULL AS BYTES)), HLL_COUNT.MERGE_PARTIAL(b'') FROM ${sales} WHERE FALSE`,
      rows: [['0', null, '0', null]],
    },
    { sql: "SELECT HLL_COUNT.EXTRACT(b'abc')", error: /Invalid or incompatible sketch/ },
    {
      sql: `SELECT HLL_COUNT.MERGE(s) FROM (SELECT HLL_COUNT.INIT(1) AS s UNION ALL SELECT HLL_COUNT.INIT('a'))`,
      error: /Invalid or incompatible sketch/,
    },
    { sql: 'SELECT HLL_COUNT.INIT(1.5)', error: /No matching signature/ },
    { sql: 'SELECT HLL_COUNT.INIT(1, 25)', error: /must be at most 24/ },
  ],
  'PERCENTILE_DISC as an aggregate': [
    {
      sql: `SELECT PERCENTILE_DISC(x, 0), PERCENTILE_DISC(x, 0.5), PERCENTILE_DISC(x, 1), PERCENTILE_DISC(x, 0 RESPECT NULLS) FROM UNNEST(['c', NULL, 'b', 'a']) AS x`,
      rows: [['a', 'b', 'c', null]],
    },
  ],
  'refused: KLL_QUANTILES functions': [
    {
      sql: `SELECT KLL_QUANTILES.INIT_INT64(v, 1000) FROM ${sales}`,
      error: /Not supported.*KLL_QUANTILES.INIT_INT64.*APPROX_QUANTILES/,
    },
  ],
  'refused: a subquery in an aggregate with HAVING MAX': [
    {
      sql: `SELECT SUM((SELECT 1) HAVING MAX v) FROM ${sales}`,
      error: /Not supported.*a subquery in SUM/,
    },
  ],
  'refused: differential privacy': [
    {
      sql: `SELECT WITH DIFFERENTIAL_PRIVACY OPTIONS (epsilon = 1) COUNT(*) FROM ${sales}`,
      error: /Not supported.*differential privacy/,
    },
  ],
};
