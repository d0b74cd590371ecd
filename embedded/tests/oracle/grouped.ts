/** Functions over what a GROUP BY groups and aggregates, which DuckDB's binder treats apart from plain columns. */
export const groupedCases: Record<string, string[]> = {
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
};
