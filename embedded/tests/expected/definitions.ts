import type { ExpectedCases } from './cases.ts';

/** What follows a definition that changes, and what holds of an argument evaluated once. */
export const definitionCases: ExpectedCases = {
  'views and functions follow the functions they call': [
    {
      sql: 'CREATE FUNCTION d.f(x ANY TYPE) AS (x + 1); CREATE VIEW d.v AS SELECT d.f(1) AS y; CREATE FUNCTION d.g(x INT64) AS (d.f(x)); CREATE TABLE FUNCTION d.t(n INT64) AS SELECT d.f(n) AS y; SELECT y, d.g(1), (SELECT y FROM d.t(1)) FROM d.v',
      rows: [['2', '2', '2']],
    },
    {
      sql: 'CREATE OR REPLACE FUNCTION d.f(x ANY TYPE) AS (x + 100); SELECT y, d.g(1), (SELECT y FROM d.t(1)) FROM d.v',
      rows: [['101', '101', '101']],
    },
    {
      sql: 'CREATE FUNCTION d.around(x ANY TYPE) AS (d.f(x) * 2); CREATE VIEW d.w (named) AS SELECT d.around(1); CREATE OR REPLACE FUNCTION d.f(x ANY TYPE) AS (x + 9); SELECT named FROM d.w',
      rows: [['20']],
    },
    {
      sql: 'CREATE OR REPLACE FUNCTION d.f(x INT64) AS (x * 5); SELECT y, d.g(1) FROM d.v',
      rows: [['5', '5']],
    },
    {
      sql: 'CREATE AGGREGATE FUNCTION d.total(x INT64) AS (SUM(x)); CREATE VIEW d.totals AS SELECT d.total(x) AS y FROM UNNEST([1, 2, 3]) AS x; CREATE OR REPLACE AGGREGATE FUNCTION d.total(x INT64) AS (MAX(x)); SELECT y FROM d.totals',
      rows: [['3']],
    },
    {
      sql: 'DROP FUNCTION d.f; SELECT y FROM d.v',
      error: /Invalid view d\.v: Function not found: D\.F/,
    },
    { sql: 'SELECT d.g(1)', error: /Function not found/ },
    {
      sql: 'CREATE FUNCTION d.f(x ANY TYPE) AS (x * 7); SELECT y, d.g(2) FROM d.v',
      rows: [['7', '14']],
    },
  ],
  'RAND() and GENERATE_UUID() as arguments are evaluated once': [
    {
      sql: 'CREATE FUNCTION d.same(x FLOAT64) AS (x - x = 0); SELECT LOGICAL_AND(d.same(RAND())), LOGICAL_AND(d.same(RAND() + 1)) FROM UNNEST(GENERATE_ARRAY(1, 100))',
      rows: [['true', 'true']],
    },
    {
      sql: 'CREATE FUNCTION d.two(x ANY TYPE, y ANY TYPE) AS (x = x AND y = y AND x <> y); SELECT LOGICAL_AND(d.two(RAND(), RAND())) FROM UNNEST(GENERATE_ARRAY(1, 100))',
      rows: [['true']],
    },
    {
      sql: 'CREATE TEMP FUNCTION dice(n ANY TYPE) AS (RAND() * n); CREATE TEMP FUNCTION same(x FLOAT64) AS (x = x); SELECT LOGICAL_AND(same(dice(6))) FROM UNNEST(GENERATE_ARRAY(1, 100))',
      rows: [['true']],
    },
    {
      sql: "CREATE TEMP FUNCTION same(x STRING) AS (x = x AND LENGTH(x) = 36); SELECT LOGICAL_AND(same(GENERATE_UUID())), LOGICAL_OR(NULLIF(GENERATE_UUID(), 'a') IS NULL) FROM UNNEST(GENERATE_ARRAY(1, 100))",
      rows: [['true', 'false']],
    },
    {
      sql: "SELECT COUNTIF(CASE CAST(FLOOR(RAND() * 3) AS INT64) WHEN 0 THEN 'a' WHEN 1 THEN 'b' WHEN 2 THEN 'c' END IS NULL), COUNTIF(NULLIF(CAST(FLOOR(RAND() * 2) AS INT64), 0) = 0), COUNTIF(RAND() BETWEEN 0.25 AND 0.75) BETWEEN 4500 AND 5500 FROM UNNEST(GENERATE_ARRAY(1, 10000))",
      rows: [['0', '0', 'true']],
    },
    {
      sql: 'CREATE TEMP FUNCTION most(x FLOAT64) AS ((SELECT MAX(y) FROM UNNEST([x, x]) AS y) - x); SELECT most(RAND())',
      error: /subqueries in lambda expressions are not supported/,
    },
  ],
  'require_partition_filter through views': [
    {
      sql: "CREATE TABLE d.days (day DATE, v INT64) PARTITION BY day OPTIONS (require_partition_filter = TRUE); INSERT d.days VALUES ('2020-01-01', 1); CREATE VIEW d.all_days AS SELECT * FROM d.days; SELECT * FROM d.all_days",
      error: /Cannot query over table 'd\.days' without a filter over column\(s\) 'day'/,
    },
    {
      sql: 'SELECT COUNT(*) FROM d.all_days WHERE v = 1',
      error: /Cannot query over table 'd\.days'/,
    },
    { sql: "SELECT v FROM d.all_days WHERE day = '2020-01-01'", rows: [['1']] },
    {
      sql: "CREATE VIEW d.late_days AS SELECT v FROM d.all_days WHERE day > '2019-01-01'; CREATE VIEW d.latest AS SELECT * FROM d.late_days; SELECT v FROM d.latest",
      rows: [['1']],
    },
  ],
  'a NULL array is stored as an empty one at any depth': [
    {
      sql: 'CREATE TABLE d.nested AS SELECT 1 AS id, [STRUCT(1 AS x, CAST(NULL AS ARRAY<INT64>) AS ys)] AS a, STRUCT(CAST(NULL AS ARRAY<STRING>) AS q) AS s; SELECT a[0].ys IS NULL, ARRAY_LENGTH(a[0].ys), s.q IS NULL FROM d.nested',
      rows: [['false', '0', 'false']],
    },
    {
      sql: 'INSERT d.nested VALUES (2, [STRUCT(2, CAST(NULL AS ARRAY<INT64>))], STRUCT(CAST(NULL AS ARRAY<STRING>))); UPDATE d.nested SET a = [STRUCT(3 AS x, CAST(NULL AS ARRAY<INT64>) AS ys)] WHERE id = 1; MERGE d.nested USING (SELECT 1 AS k) ON FALSE WHEN NOT MATCHED THEN INSERT VALUES (3, [STRUCT(4, CAST(NULL AS ARRAY<INT64>))], NULL); SELECT id, a[0].ys IS NULL, s.q IS NULL FROM d.nested ORDER BY id',
      rows: [
        ['1', 'false', 'false'],
        ['2', 'false', 'false'],
        ['3', 'false', 'true'],
      ],
    },
  ],
};
