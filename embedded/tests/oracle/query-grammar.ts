/**
 * Templates of relations with the columns k INT64, v INT64, s STRING; the FROM clause's rows are called w.
 * Base tables: t1 and t2 (with NULLs and repeated rows), t3 with an array `a` and a struct `r` in place of v.
 */
export const relations: Record<string, string> = {
  RELATION: `t1
    t2
    (SELECT k, v, s FROM $RELATION AS w WHERE $PREDICATE)
    (SELECT w.* FROM $RELATION AS w WHERE $PREDICATE)
    (SELECT k, $VALUE AS v, s FROM $RELATION AS w)
    (SELECT w.k, w.v, $TEXT AS s FROM $RELATION AS w)
    (SELECT * EXCEPT (v), $VALUE AS v FROM (SELECT * FROM $RELATION) AS w)
    (SELECT * REPLACE ($VALUE AS v) FROM $RELATION AS w)
    (SELECT DISTINCT k, v, s FROM $RELATION AS w)
    (SELECT k, $AGGREGATE AS v, MAX(s) AS s FROM $RELATION AS w GROUP BY k)
    (SELECT MOD(v, 2) AS k, $AGGREGATE AS v, MIN(s) AS s FROM $RELATION AS w GROUP BY 1)
    (SELECT k, COUNT(*) AS v, s FROM $RELATION AS w GROUP BY k, s HAVING $AGGREGATE > 1)
    (SELECT MAX(k) AS k, $AGGREGATE AS v, STRING_AGG(s, '' ORDER BY s) AS s FROM $RELATION AS w)
    (SELECT MAX(k) AS k, $AGGREGATE AS v, CAST(NULL AS STRING) AS s FROM $RELATION AS w WHERE FALSE)
    (SELECT k, $AGGREGATE AS v, s FROM $RELATION AS w GROUP BY ROLLUP (k, s))
    (SELECT k, $AGGREGATE AS v, s FROM $RELATION AS w GROUP BY CUBE (k, s))
    (SELECT k, $AGGREGATE AS v, s FROM $RELATION AS w GROUP BY GROUPING SETS (k, (k, s), ()))
    (SELECT k, GROUPING(k) + COUNT(v) AS v, s FROM $RELATION AS w GROUP BY GROUPING SETS ((k), (s)))
    (SELECT l.k, r.v, l.s FROM $RELATION AS l $JOIN $RELATION AS r ON $ON)
    (SELECT k, l.v, r.s FROM $RELATION AS l $JOIN $RELATION AS r USING (k))
    (SELECT k, l.v, s FROM $RELATION AS l $JOIN $RELATION AS r USING (k, s))
    (SELECT * EXCEPT (v, z) FROM $RELATION AS l $JOIN (SELECT k, v AS z FROM $RELATION) AS r USING (k) CROSS JOIN (SELECT 1 AS v))
    (SELECT l.k, r.v, l.s FROM $RELATION AS l, $RELATION AS r WHERE $ON)
    (SELECT l.k, r.v, q.s FROM $RELATION AS l $JOIN ($RELATION AS r JOIN $RELATION AS q ON r.k = q.k) ON $ON)
    (SELECT k, v, s FROM $RELATION AS w $SET SELECT k, v, s FROM $RELATION AS w)
    (SELECT k, v, s FROM $RELATION AS w UNION ALL SELECT NULL, 1, 'u' UNION ALL SELECT k, v, s FROM $RELATION AS w)
    ((SELECT k, v, s FROM $RELATION AS w ORDER BY k, v, s LIMIT 3) $SET (SELECT k, v, s FROM $RELATION AS w))
    (SELECT k, v, s FROM $RELATION AS w ORDER BY $ORDER LIMIT 4)
    (SELECT k, v, s FROM $RELATION AS w ORDER BY $ORDER LIMIT 3 OFFSET 2)
    (SELECT k, $ANALYTIC AS v, s FROM $RELATION AS w)
    (SELECT k, v, s FROM $RELATION AS w WHERE TRUE QUALIFY $ANALYTIC > 1)
    (SELECT k, $AGGREGATE AS v, MAX(s) AS s FROM $RELATION AS w GROUP BY k QUALIFY RANK() OVER (ORDER BY COUNT(*)) <= 2)
    (SELECT k, SUM(SUM(v)) OVER (ORDER BY k) AS v, MIN(s) AS s FROM $RELATION AS w GROUP BY k)
    (SELECT k, x AS v, s FROM t3, UNNEST(a) AS x)
    (SELECT k, x AS v, s FROM t3, t3.a AS x)
    (SELECT k, o AS v, s FROM t3 LEFT JOIN UNNEST(a) AS x WITH OFFSET AS o)
    (SELECT k, r.m AS v, r.n AS s FROM t3)
    (SELECT k, (SELECT SUM(x * w.v) FROM UNNEST([1, 2, w.k]) AS x) AS v, s FROM $RELATION AS w)
    (SELECT k, (SELECT $AGGREGATE FROM $RELATION AS w WHERE w.k = o.k) AS v, s FROM $RELATION AS o)
    (SELECT k, ARRAY_LENGTH(ARRAY(SELECT v FROM $RELATION AS w WHERE w.v > o.v)) AS v, s FROM $RELATION AS o)
    (SELECT c.k, c.v, c.s FROM (SELECT AS STRUCT w.k, w.v, w.s FROM $RELATION AS w) AS c)
    (SELECT k, v, s FROM (SELECT ANY_VALUE(STRUCT(k, v, s) HAVING MAX v).* FROM (SELECT DISTINCT k, v, s FROM $RELATION AS w WHERE v IS NOT NULL QUALIFY COUNT(*) OVER (PARTITION BY v) = 1)))
    (WITH c AS (SELECT * FROM $RELATION), d AS (SELECT * FROM c AS w WHERE $PREDICATE) SELECT d.k, c.v, d.s FROM c JOIN d ON c.k = d.k)
    (WITH RECURSIVE c AS (SELECT k, 1 AS v, s FROM $RELATION UNION ALL SELECT k, v + 1, s FROM c WHERE v < 3) SELECT * FROM c)
    (WITH RECURSIVE c AS (SELECT 1 AS k, 1 AS v, 'r' AS s UNION DISTINCT SELECT MOD(k * 2, 5), v, s FROM c) SELECT * FROM c)
    (SELECT k, v, s FROM (SELECT k, MAX(s) AS s, COUNTIF(v > 0) AS p, COUNTIF(v <= 0) AS q FROM $RELATION AS w GROUP BY k) UNPIVOT (v FOR c IN (p, q)))
    (SELECT k, v, CAST(b AS STRING) AS s FROM (SELECT k, v, s FROM $RELATION) PIVOT (SUM(v) AS v, COUNT(*) AS b FOR s IN ('a' AS p)) CROSS JOIN (SELECT 2 AS c) WHERE FALSE UNION ALL SELECT k, v_p, CAST(b_q AS STRING) FROM (SELECT k, v, s FROM $RELATION) PIVOT (SUM(v) AS v, COUNT(*) AS b FOR s IN ('a' AS p, 'b' AS q)))`,
  JOIN: 'JOIN\nINNER JOIN\nLEFT JOIN\nRIGHT JOIN\nFULL JOIN\nFULL OUTER JOIN',
  SET: 'UNION ALL\nUNION DISTINCT\nINTERSECT DISTINCT\nEXCEPT DISTINCT',
  ON: `l.k = r.k
    l.k = r.k AND l.v < r.v
    l.s = r.s OR l.k > r.v
    l.k = r.k AND l.s IS NOT NULL
    l.k + 1 = r.k
    l.k IS NOT DISTINCT FROM r.k
    TRUE
    FALSE`,
  ORDER: `k, v, s
    k DESC, v, s DESC
    v NULLS LAST, k, s
    v DESC NULLS FIRST, s, k
    s, k DESC NULLS LAST, v`,
  PREDICATE: `w.k > 1
    w.v IS NULL
    w.s IN ('a', 'b')
    w.s NOT IN ('a', NULL)
    NOT (w.k = 2)
    w.v BETWEEN 0 AND 10
    w.s LIKE '%b%'
    w.k = w.v OR w.s = 'a'
    $PREDICATE AND $PREDICATE
    NOT ($PREDICATE)
    ($PREDICATE) IS NULL
    EXISTS (SELECT 1 FROM $RELATION AS q WHERE q.k = w.k)
    NOT EXISTS (SELECT 1 FROM $RELATION AS q WHERE q.k = w.k AND q.v > w.v)
    w.k IN (SELECT q.k FROM $RELATION AS q)
    w.k NOT IN (SELECT q.v FROM $RELATION AS q)
    w.v > (SELECT AVG(q.v) FROM $RELATION AS q)
    w.v >= (SELECT MAX(q.v) FROM $RELATION AS q WHERE q.k = w.k)
    (w.k, w.s) IN (SELECT AS STRUCT q.k, q.s FROM $RELATION AS q)
    STRUCT(w.k, w.s) = (2, 'b')
    w.k IN UNNEST([1, 3, NULL])`,
  VALUE: `w.v
    w.k + w.v
    IFNULL(w.v, -1)
    MOD(w.k, 3)
    CASE WHEN $PREDICATE THEN 1 ELSE w.v END
    CAST($PREDICATE AS INT64)
    LENGTH(w.s)
    (SELECT COUNT(*) FROM $RELATION AS q WHERE q.s = w.s)
    COALESCE((SELECT MIN(q.v) FROM $RELATION AS q WHERE q.k > w.k), 0)
    STRUCT(w.k AS g, w.v AS h).h`,
  TEXT: `w.s
    UPPER(w.s)
    CONCAT(w.s, '-')
    IF($PREDICATE, 'yes', w.s)
    CAST(w.v AS STRING)
    TO_JSON_STRING(w)
    FORMAT('%T', w)`,
  AGGREGATE: `SUM(w.v)
    COUNT(w.s)
    COUNT(*)
    COUNT(DISTINCT w.v)
    MAX(w.v)
    MIN(w.k)
    COUNTIF(w.v > 0)
    SUM(IF(w.s = 'a', w.v, 0))
    ARRAY_LENGTH(ARRAY_AGG(w.s IGNORE NULLS))
    CAST(ROUND(AVG(w.v)) AS INT64)
    MAX(w.v) - MIN(w.v)`,
  ANALYTIC: `ROW_NUMBER() OVER (ORDER BY k, v, s)
    RANK() OVER (PARTITION BY s ORDER BY v DESC)
    DENSE_RANK() OVER (ORDER BY s)
    SUM(v) OVER (PARTITION BY k)
    SUM(v) OVER (ORDER BY k)
    SUM(v) OVER (PARTITION BY s ORDER BY k, v, s ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING)
    COUNT(*) OVER (ORDER BY v RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING)
    LAG(v) OVER (ORDER BY k, v, s)
    FIRST_VALUE(v) OVER (PARTITION BY k ORDER BY v, s)
    LAST_VALUE(v IGNORE NULLS) OVER (ORDER BY k, v, s ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)
    MAX(v) OVER (ORDER BY s DESC)`,
};

/** A query that evaluates a relation over the base tables. */
export const queryOver = (relation: string): string =>
  `WITH t1 AS (SELECT * FROM UNNEST([STRUCT<k INT64, v INT64, s STRING>(1, 10, 'a'), (1, NULL, 'b'), (2, 5, 'ab'), (2, 5, 'ab'), (3, -4, NULL), (NULL, 7, 'a')])), ` +
  `t2 AS (SELECT 2 AS k, 5 AS v, 'ab' AS s UNION ALL SELECT 3, 0, 'b' UNION ALL SELECT 3, 1, 'B' UNION ALL SELECT NULL, NULL, NULL UNION ALL SELECT 5, 2, ''), ` +
  `t3 AS (SELECT 1 AS k, [1, 2, NULL] AS a, STRUCT(4 AS m, 'n' AS n) AS r, 'a' AS s UNION ALL SELECT 2, [], NULL, 'b' UNION ALL SELECT 3, [7], (NULL, 'z'), NULL) ` +
  `SELECT * FROM ${relation}`;
