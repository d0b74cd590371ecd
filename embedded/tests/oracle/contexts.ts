/** Functions where DuckDB's binder or functions treat them apart: over groups and aggregates, over columns for constants, inside recursion. */
export const contextCases: Record<string, string[]> = {
  'SAFE functions and casts of groups and aggregates': [
    `SELECT SAFE_CAST(s AS INT64), SAFE.SUBSTR(MAX(s), -1, -2), SAFE_CAST(MAX(s) AS FLOAT64), SAFE_DIVIDE(COUNT(*), SAFE_CAST(s AS INT64))
      FROM (SELECT '12' AS s UNION ALL SELECT 'x') GROUP BY s`,
    `SELECT UPPER(CAST(SAFE_CAST(MIN(s) AS INT64) AS STRING)), SAFE_ADD(MAX(i), i) FROM (SELECT '12' AS s, 9223372036854775807 AS i) GROUP BY i`,
    `SELECT SAFE.PARSE_DATE('%Y', MAX(s)) FROM (SELECT '12' AS s)`,
  ],
  'JSON functions of groups and aggregates': [
    `SELECT JSON_VALUE(s, '$.a'), CAST(JSON_VALUE(s, '$.b') AS INT64) FROM (SELECT '{"a": 1, "b": 2}' AS s) GROUP BY s`,
    `SELECT JSON_VALUE(s, '$.a') AS k, COUNT(*) FROM (SELECT '{}' AS s UNION ALL SELECT '{"a": 5}') GROUP BY JSON_VALUE(s, '$.a')`,
    `SELECT JSON_VALUE(s, '$.a') AS k, MAX(JSON_VALUE(s, '$.a')) FROM (SELECT '{}' AS s UNION ALL SELECT '{"a": 5}')
      GROUP BY 1 HAVING SAFE_CAST(MAX(s) AS INT64) IS NULL`,
  ],
  'ARRAY_TO_STRING with a separator that is no constant': [
    `SELECT ARRAY_TO_STRING(a, s), ARRAY_TO_STRING(a, s, '?') FROM UNNEST([STRUCT(ARRAY<STRING>[] AS a, '-' AS s),
      (CAST(NULL AS ARRAY<STRING>), 'x'), ([CAST(NULL AS STRING)], 'y'), (['p'], 'z'), (['', 'q'], '')])`,
    `SELECT ARRAY_TO_STRING([b'a', b'b'], s) FROM UNNEST([b'-', b'']) s`,
  ],
  'WITH inside a recursive query that takes its name': [
    `WITH RECURSIVE c AS (SELECT n FROM (WITH RECURSIVE c AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM c WHERE n < 3) SELECT * FROM c)
      UNION ALL SELECT n + 1 FROM c WHERE n < 4) SELECT n, COUNT(*) FROM c GROUP BY n`,
    `WITH RECURSIVE c AS (SELECT n FROM (WITH c AS (SELECT 1 AS n) SELECT * FROM c) UNION ALL SELECT n + 1 FROM c WHERE n < 4)
      SELECT n, COUNT(*) FROM c GROUP BY n`,
  ],
  'shifts by any distance': [
    `SELECT x >> 64, x << 64, x >> 1, x << 3, x >> n, x << n FROM UNNEST([STRUCT(1 AS x, 2 AS n), (NULL, 3), (-5, 1), (7, NULL), (-9223372036854775808, 63)])`,
    `SELECT 5 >> -1`,
    `SELECT x << n FROM UNNEST([STRUCT(1 AS x, -2 AS n)])`,
  ],
  'SAFE functions that use their arguments several times': [
    `SELECT SAFE.SUBSTR(UPPER(s), n, LENGTH(s) - 1), SAFE.REPLACE(CONCAT(s, 'a'), CONCAT(t, ''), UPPER(t)), SAFE.REGEXP_INSTR(CONCAT(s, ''), CONCAT(t, ''), n) FROM UNNEST([STRUCT('abcabc' AS s, 'b' AS t, 2 AS n), ('xyz', 'y', 1)])`,
    `SELECT SAFE.SUBSTR('const', n + 0, n + 1), SAFE.REPLACE('aba', CONCAT(t, ''), CONCAT(t, t)), SAFE_ADD(n * 1, n + n), SAFE.ROUND(n + 0.555, n + 0) FROM UNNEST([STRUCT('b' AS t, 2 AS n), ('a', 1)])`,
  ],
};
