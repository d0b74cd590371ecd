const tables = `WITH t AS (SELECT 1 AS k, [1, 2] AS a UNION ALL SELECT 2, [3] UNION ALL SELECT 3, []), u AS (SELECT 1 AS k, 2 AS z UNION ALL SELECT NULL, 3)`;

const numbers = 'FROM UNNEST([1, 2, 3]) x';

/** Outer joins in subqueries that name columns of the query around them. */
export const correlatedJoinCases: Record<string, string[]> = {
  'FULL JOIN in a correlated subquery': [
    `SELECT (SELECT COUNT(*) FROM (SELECT x AS a) l FULL JOIN UNNEST([1, 2]) r ON l.a = r) ${numbers}`,
    `SELECT ARRAY(SELECT AS STRUCT * FROM (SELECT x AS a, 1 AS b) l FULL JOIN (SELECT 2 AS a, 3 AS c UNION ALL SELECT NULL, 4) r USING (a) ORDER BY a, b, c) ${numbers}`,
    `SELECT ARRAY(SELECT AS STRUCT l.*, r.c FROM (SELECT x AS a, 1 AS b) l FULL JOIN (SELECT 2 AS a, 3 AS c UNION ALL SELECT NULL, 4) r ON l.a = r.a ORDER BY a, b, c) ${numbers}`,
    `SELECT ARRAY(SELECT AS STRUCT l, o, r.c FROM UNNEST([x, 5]) l WITH OFFSET o FULL JOIN (SELECT 2 AS a, 3 AS c UNION ALL SELECT NULL, 4) r ON l = r.a ORDER BY l, o, c) ${numbers}`,
    `SELECT ARRAY(SELECT AS STRUCT l, m, n FROM UNNEST([x, 5]) l FULL JOIN UNNEST([1, 2]) m ON l = m FULL JOIN UNNEST([2, 3]) n ON l = n OR m = n ORDER BY l, m, n) ${numbers}`,
    `SELECT ARRAY(SELECT AS STRUCT l, m, n FROM UNNEST([x, 5]) l FULL JOIN (UNNEST([1, 2]) m JOIN UNNEST([2, 3]) n ON TRUE) ON l = n ORDER BY l, m, n) ${numbers}`,
    `SELECT x ${numbers} WHERE EXISTS (SELECT 1 FROM UNNEST([x, 5]) l FULL JOIN UNNEST([1, 2]) m ON l = m WHERE l IS NULL AND m = 1)`,
    `SELECT x ${numbers} WHERE x IN (SELECT m FROM UNNEST([x, 5]) l FULL JOIN UNNEST([1, 2]) m ON l = m WHERE m IS NOT NULL)`,
    `SELECT (SELECT SUM(IFNULL(l.s.f, 10) + IFNULL(m.q[OFFSET(0)], 0)) FROM (SELECT STRUCT(x AS f) AS s) l FULL JOIN (SELECT [1, 2] AS q) m ON l.s.f = m.q[OFFSET(0)]) ${numbers}`,
    `${tables} SELECT k, (SELECT STRING_AGG(FORMAT('%t %t', v, z), ',' ORDER BY v, z) FROM UNNEST(t.a) v FULL JOIN u ON u.z = v AND u.k = t.k) FROM t`,
    `${tables} SELECT k, ARRAY(SELECT z FROM (SELECT v, v AS z FROM UNNEST(t.a) v) FULL JOIN u USING (z) ORDER BY z) FROM t`,
    `${tables} SELECT k, (SELECT COUNT(*) FROM u FULL JOIN (SELECT k AS q FROM t) w ON u.k = w.q) FROM t`,
  ],
  'outer joins whose condition names a column of an enclosing query': [
    `SELECT ARRAY(SELECT AS STRUCT l, m FROM UNNEST([1, 5]) l FULL JOIN UNNEST([1, 2]) m ON l = m + x ORDER BY l, m) ${numbers}`,
    `SELECT ARRAY(SELECT AS STRUCT l, m FROM UNNEST([1, 5]) l LEFT JOIN UNNEST([1, 2]) m ON l = m + x ORDER BY l, m) ${numbers}`,
    `SELECT ARRAY(SELECT AS STRUCT l, m FROM UNNEST([1, 5]) l RIGHT JOIN UNNEST([1, 2]) m ON l = m + x ORDER BY l, m) ${numbers}`,
    `SELECT ARRAY(SELECT AS STRUCT k, v FROM (SELECT 1 AS k, [1, 2] AS arr UNION ALL SELECT 2, [3]) t LEFT JOIN UNNEST(t.arr) v ON v = x ORDER BY k, v) ${numbers}`,
    `SELECT ARRAY(SELECT AS STRUCT l, m, n FROM UNNEST([1, 5]) l LEFT JOIN UNNEST([1, 2]) m ON l = m + x LEFT JOIN UNNEST([x, 9]) n ON n = l - x ORDER BY l, m, n) ${numbers}`,
    `SELECT ARRAY(SELECT AS STRUCT l, m FROM UNNEST([1, 5]) l LEFT JOIN UNNEST([1, 2]) m ON m > s.y AND l > s.x ORDER BY l, m) FROM (SELECT STRUCT(1 AS x, 1 AS y) AS s UNION ALL SELECT STRUCT(2, 0)) t`,
    `SELECT ARRAY(SELECT AS STRUCT l, m FROM UNNEST([1, 5]) l LEFT JOIN UNNEST([1, 2]) m ON l = m + x ORDER BY l, m) ${numbers} GROUP BY x`,
    `SELECT x, (SELECT SUM(c) FROM (SELECT ARRAY_LENGTH(ARRAY(SELECT l FROM UNNEST([y]) l LEFT JOIN UNNEST([1, 2]) m ON l + x = m)) AS c FROM UNNEST([0, 1]) y)) ${numbers}`,
  ],
  'aggregates of NULL': [
    `SELECT SUM(NULL), AVG(NULL), MIN(NULL), MAX(NULL), COUNT(NULL), ANY_VALUE(NULL), STRING_AGG(NULL), LOGICAL_AND(NULL), BIT_OR(NULL), STDDEV(NULL) ${numbers}`,
    `SELECT SUM(DISTINCT NULL) ${numbers}`,
    `SELECT AVG(DISTINCT NULL) ${numbers}`,
    `SELECT SUM(NULL) ${numbers} WHERE x > 5`,
    `SELECT x, SUM(NULL), AVG(NULL) ${numbers} GROUP BY x`,
    `SELECT SUM(NULL) OVER (), AVG(NULL) OVER (ORDER BY x) ${numbers}`,
    `SELECT (SELECT SUM(NULL) FROM UNNEST([1, 2]) y), ARRAY(SELECT AVG(NULL) FROM UNNEST([1, 2]) y) ${numbers}`,
    `SELECT SUM(NULL HAVING MAX x), AVG(NULL HAVING MIN x) ${numbers}`,
    `SELECT COUNT(*) FROM (SELECT AVG(NULL) ${numbers})`,
  ],
  'arrays of literals take the types of their neighbours': [
    `SELECT DATE '2020-01-01' IN UNNEST(['2020-01-01']), DATE '2020-01-01' NOT IN UNNEST(['2020-01-01', NULL]), d IN UNNEST(['2020-01-02', '2020-01-03']) FROM UNNEST([DATE '2020-01-01', DATE '2020-01-02']) d`,
    `SELECT TIMESTAMP '2020-01-01' IN UNNEST(['2020-01-01', '2021-01-01 00:00:00+01']), DATETIME '2020-01-01' IN UNNEST(['2020-01-01T00:00:00'])`,
    `SELECT NUMERIC '1.5' IN UNNEST([1.5, 2]), BIGNUMERIC '0.1' IN UNNEST([0.1]), 1 IN UNNEST([1.0, 2.5])`,
    `SELECT ARRAY_CONCAT([DATE '2020-01-01'], ['2020-01-02'])`,
    `SELECT IF(TRUE, [DATE '2020-01-01'], ['2020-01-02']), IFNULL(NULL, ['a']), COALESCE(['2020-01-02'], [DATE '2020-01-01'])`,
    `SELECT DATE '2020-01-01' IN UNNEST(['nonsense'])`,
    `SELECT DATE '2020-01-01' IN UNNEST([1])`,
    `SELECT '2020-01-01' IN (SELECT DATE '2020-01-01')`,
    `SELECT d IN UNNEST(s) FROM (SELECT DATE '2020-01-01' AS d, ['2020-01-01'] AS s)`,
  ],
  'ORDER BY a column of a star': [
    `SELECT l.*, r.c FROM (SELECT 2 AS a, 1 AS b UNION ALL SELECT 1, 2) l JOIN (SELECT 1 AS a, 3 AS c UNION ALL SELECT 2, 4) r ON l.a = r.a ORDER BY a`,
    `SELECT l.*, r.* FROM (SELECT 1 AS a, 1 AS b) l JOIN (SELECT 1 AS a, 3 AS c) r ON l.a = r.a ORDER BY a`,
    `SELECT t.*, u.* EXCEPT (a) FROM (SELECT 1 AS a, 5 AS b UNION ALL SELECT 2, 4) t, (SELECT 1 AS a, 2 AS d) u ORDER BY a DESC`,
    `SELECT * REPLACE (-a AS a) FROM (SELECT 1 AS a UNION ALL SELECT 2) ORDER BY a`,
  ],
  'dates from numbers, and searches of arrays': [
    `SELECT TIMESTAMP_FROM_UNIX_SECONDS(1), TIMESTAMP_FROM_UNIX_MILLIS(-1), TIMESTAMP_FROM_UNIX_MICROS(1500000)`,
    `SELECT ARRAY_OFFSETS([5, 6, NULL, 6], x) FROM UNNEST([5, 6, 7, NULL]) x`,
    `SELECT ARRAY_OFFSETS(['a', 'b', 'a'], 'a'), ARRAY_OFFSETS(CAST(NULL AS ARRAY<INT64>), 1), ARRAY_OFFSETS([1.0, 2.0], 2)`,
  ],
};
