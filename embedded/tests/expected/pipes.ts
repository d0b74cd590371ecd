import type { ExpectedCases } from './cases.ts';

const produce = `(SELECT 'apples' AS item, 2 AS sales, 'fruit' AS category UNION ALL SELECT 'carrots', 8, 'vegetable' UNION ALL SELECT 'apples', 7, 'fruit' UNION ALL SELECT 'bananas', 5, 'fruit')`;

/** Pipe syntax, which the reference evaluator's version does not know. */
export const pipeCases: ExpectedCases = {
  'pipe syntax: WHERE, AGGREGATE, EXTEND, ORDER BY': [
    {
      sql: `FROM UNNEST([1, 2, 3, 4]) AS n |> WHERE n > 1 |> EXTEND MOD(n, 2) AS odd |> AGGREGATE SUM(n) AS total GROUP BY odd |> ORDER BY odd`,
      rows: [
        ['0', '6'],
        ['1', '3'],
      ],
    },
    {
      sql: `FROM ${produce} |> WHERE sales > 2 |> AGGREGATE COUNT(*) AS n, SUM(sales) AS total GROUP BY item |> ORDER BY total DESC |> LIMIT 1 OFFSET 1`,
      rows: [['apples', '1', '7']],
    },
    { sql: `SELECT 3 AS x ORDER BY x LIMIT 1 |> EXTEND x + 1 AS y`, rows: [['3', '4']] },
    {
      sql: `SELECT (FROM UNNEST([1, 2, 3]) AS x |> AGGREGATE SUM(x)), ARRAY(FROM UNNEST([3, 1]) AS x |> ORDER BY x), EXISTS(FROM UNNEST([1]) AS x |> WHERE x > 1), 2 IN (FROM UNNEST([1, 2]))`,
      rows: [['6', ['1', '3'], 'false', 'true']],
    },
    { sql: `FROM ${produce} |> WHERE SUM(sales) > 1`, error: /not allowed/ },
  ],
  'pipe syntax: AGGREGATE in order': [
    {
      sql: `FROM ${produce} |> AGGREGATE SUM(sales) AS total GROUP AND ORDER BY category DESC, item`,
      rows: [
        ['vegetable', 'carrots', '8'],
        ['fruit', 'apples', '9'],
        ['fruit', 'bananas', '5'],
      ],
    },
    {
      sql: `FROM ${produce} |> AGGREGATE SUM(sales) AS total ASC GROUP BY category DESC, item`,
      rows: [
        ['vegetable', 'carrots', '8'],
        ['fruit', 'bananas', '5'],
        ['fruit', 'apples', '9'],
      ],
    },
    {
      sql: `FROM ${produce} |> AGGREGATE SUM(sales) AS total DESC GROUP BY UPPER(item) AS name`,
      rows: [
        ['APPLES', '9'],
        ['CARROTS', '8'],
        ['BANANAS', '5'],
      ],
    },
    { sql: `FROM ${produce} |> AGGREGATE COUNT(*) AS n, SUM(sales)`, rows: [['4', '22']] },
    {
      sql: `FROM ${produce} |> AGGREGATE GROUP AND ORDER BY category`,
      rows: [['fruit'], ['vegetable']],
    },
    {
      sql: `FROM ${produce} |> AGGREGATE SUM(sales) AS s GROUP BY ROLLUP(category) |> ORDER BY s`,
      rows: [
        ['vegetable', '8'],
        ['fruit', '14'],
        [null, '22'],
      ],
    },
    {
      sql: `FROM (SELECT 1 AS id, 'a' AS k UNION ALL SELECT 3, 'a') |> AGGREGATE SUM(id) AS k GROUP BY k AS id`,
      rows: [['a', '4']],
    },
  ],
  'pipe syntax: SET, DROP, RENAME and table aliases': [
    {
      sql: `FROM (SELECT 2 AS x, 3 AS y) AS t |> SET x = x * x, y = 8 |> SELECT t.x AS original_x, x, y`,
      rows: [['2', '4', '8']],
    },
    {
      sql: `FROM (SELECT 1 AS x, 2 AS y) AS t |> DROP x |> SELECT t.x AS original_x, y`,
      rows: [['1', '2']],
    },
    {
      sql: `FROM (SELECT 1 AS x, 2 AS y, 3 AS z) AS t |> RENAME y AS renamed_y |> SELECT *, t.y AS t_y`,
      rows: [['1', '2', '3', '2']],
    },
    { sql: `FROM (SELECT 1 AS x) |> AS t |> SELECT t.x, t`, rows: [['1', ['1']]] },
    {
      sql: `FROM (SELECT 1 AS x) AS t |> WHERE t.x = 1 |> EXTEND t.x + 1 AS y |> ORDER BY t.x |> SELECT t.x, y`,
      rows: [['1', '2']],
    },
    {
      sql: `FROM UNNEST([STRUCT(1 AS a, 2 AS b)]) AS s |> SELECT s, s.a, b`,
      rows: [[['1', '2'], '1', '2']],
    },
    { sql: `FROM (SELECT 1 AS x) AS a |> AS t |> SELECT a.x`, error: /Unrecognized name: a.x/ },
    { sql: `FROM (SELECT 1 AS x) AS t |> EXTEND 2 AS x |> SELECT x`, error: /ambiguous/ },
    { sql: `FROM (SELECT 1 AS a) |> SET b = 2`, error: /Column b/ },
    { sql: `FROM (SELECT 1 AS a) |> DROP b`, error: /Column b not found/ },
    { sql: `FROM (SELECT 1 AS a) |> RENAME b AS c`, error: /Column b not found/ },
  ],
  'pipe syntax: JOIN': [
    {
      sql: `FROM ${produce} AS p |> JOIN (SELECT 'apples' AS item, 11 AS id) AS i USING (item) |> WHERE sales > 2 |> SELECT item, id, p.item AS left_item, i.item AS right_item`,
      rows: [['apples', '11', 'apples', 'apples']],
    },
    {
      sql: `FROM ${produce} |> AS p |> LEFT JOIN (SELECT 'apples' AS item, 11 AS id) AS i ON p.item = i.item |> WHERE sales >= 7 |> SELECT p.item, id |> ORDER BY 1`,
      rows: [
        ['apples', '11'],
        ['carrots', null],
      ],
    },
    {
      sql: `FROM (SELECT 1 AS id, [10, 20] AS arr) AS t |> CROSS JOIN UNNEST(t.arr) AS e WITH OFFSET AS o |> SELECT id, e, o |> ORDER BY o`,
      rows: [
        ['1', '10', '0'],
        ['1', '20', '1'],
      ],
    },
    {
      sql: `FROM (SELECT 1 AS id, [10, 20] AS arr) AS t |> JOIN t.arr AS e |> EXTEND e + id AS s |> DROP arr |> ORDER BY s`,
      rows: [
        ['1', '10', '11'],
        ['1', '20', '21'],
      ],
    },
  ],
  'pipe syntax: UNION, INTERSECT, EXCEPT, DISTINCT': [
    {
      sql: `SELECT 1 AS a |> UNION ALL (SELECT 2), (SELECT 3) |> ORDER BY a DESC`,
      rows: [['3'], ['2'], ['1']],
    },
    {
      sql: `SELECT 1 AS a, 2 AS b |> UNION ALL BY NAME (SELECT 3 AS b, 4 AS a) |> ORDER BY a`,
      rows: [
        ['1', '2'],
        ['4', '3'],
      ],
    },
    {
      sql: `FROM UNNEST([1, 2, 3]) AS a |> EXCEPT DISTINCT (SELECT 2) |> ORDER BY a`,
      rows: [['1'], ['3']],
    },
    {
      sql: `FROM UNNEST([1, 2, 3]) AS a |> INTERSECT DISTINCT (SELECT 2), (SELECT 2)`,
      rows: [['2']],
    },
    { sql: `FROM UNNEST([2, 1, 1]) AS a |> DISTINCT |> ORDER BY a`, rows: [['1'], ['2']] },
    {
      sql: `FROM (SELECT 1 AS x, 2 AS y UNION ALL SELECT 1, 2) AS t |> DISTINCT |> SELECT t.y`,
      rows: [['2']],
    },
    {
      sql: `FROM UNNEST([2, 1, 1]) AS a |> SELECT DISTINCT a + 1 AS b |> ORDER BY b`,
      rows: [['2'], ['3']],
    },
  ],
  'pipe syntax: PIVOT and UNPIVOT': [
    {
      sql: `FROM ${produce} |> SELECT sales, category |> PIVOT (SUM(sales) FOR category IN ('fruit', 'vegetable'))`,
      rows: [['14', '8']],
    },
    {
      sql: `FROM ${produce} |> SELECT sales, category |> PIVOT (SUM(sales) AS s FOR category IN ('fruit' AS f)) AS p |> SELECT p.s_f`,
      rows: [['14']],
    },
    {
      sql: `FROM (SELECT 1 AS a, 2 AS b) |> UNPIVOT (v FOR n IN (a, b)) |> ORDER BY n DESC`,
      rows: [
        ['2', 'b'],
        ['1', 'a'],
      ],
    },
  ],
  'pipe syntax: windows in EXTEND, WITH, TABLESAMPLE, ASSERT': [
    {
      sql: `FROM ${produce} |> EXTEND SUM(sales) OVER (PARTITION BY category) AS total |> WHERE item = 'bananas'`,
      rows: [['bananas', '5', 'fruit', '14']],
    },
    {
      sql: `FROM (SELECT 1 AS a) |> WITH q AS (SELECT 5 AS z) |> CROSS JOIN q |> SELECT a + z AS s`,
      rows: [['6']],
    },
    { sql: `FROM (SELECT 1 AS x) |> TABLESAMPLE SYSTEM (100 PERCENT)`, rows: [['1']] },
    { sql: `FROM (SELECT 1 AS a) |> ASSERT a = 1, 'not one' |> SELECT a`, rows: [['1']] },
    {
      sql: `FROM (SELECT 1 AS a) |> ASSERT a = 2, 'not two:', a |> SELECT a`,
      error: /Assert failed: a = 2; not two:; 1/,
    },
  ],
  'refused: other pipe operators': [
    { sql: `FROM (SELECT 1 AS a) |> CALL f(1)`, error: /the pipe operator CALL/ },
    { sql: `FROM (SELECT 1 AS a) |> FORK (|> SELECT a)`, error: /the pipe operator FORK/ },
    { sql: `FROM (SELECT 1 AS a) |> STATIC_DESCRIBE`, error: /the pipe operator STATIC_DESCRIBE/ },
    {
      sql: `FROM (SELECT 1 AS a) |> NONSENSE 5`,
      error: /Expected a pipe operator but got "NONSENSE"/,
    },
  ],
};
