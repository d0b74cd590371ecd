import type { ExpectedCases } from './cases.ts';

/** Options, views, datasets, and what the metadata views say of them. */
export const metadataCases: ExpectedCases = {
  'OPTIONS are kept and shown': [
    {
      sql: "CREATE TABLE d.opts (a STRING) OPTIONS (description = 'desc', labels = [('k', 'v')], friendly_name = 'fn', expiration_timestamp = TIMESTAMP '2099-01-01 00:00:00 UTC'); SELECT option_name, option_type, option_value FROM d.INFORMATION_SCHEMA.TABLE_OPTIONS WHERE table_name = 'opts' ORDER BY 1",
      rows: [
        ['description', 'STRING', '"desc"'],
        ['expiration_timestamp', 'TIMESTAMP', 'TIMESTAMP "2099-01-01T00:00:00.000Z"'],
        ['friendly_name', 'STRING', '"fn"'],
        ['labels', 'ARRAY<STRUCT<STRING, STRING>>', '[STRUCT("k", "v")]'],
      ],
    },
    {
      sql: "ALTER TABLE d.opts SET OPTIONS (description = NULL, labels = []); SELECT option_name FROM d.INFORMATION_SCHEMA.TABLE_OPTIONS WHERE table_name = 'opts' ORDER BY 1",
      rows: [['expiration_timestamp'], ['friendly_name']],
    },
  ],
  'views: column lists, materialized views': [
    {
      sql: 'CREATE TEMP TABLE t AS SELECT 1 AS x; CREATE VIEW d.temporary AS SELECT * FROM t',
      error: /A view cannot refer to temporary tables/,
    },
    {
      sql: 'CREATE TEMP FUNCTION f(x INT64) AS (x); CREATE VIEW d.temporary AS SELECT f(1) AS y',
      error: /A view cannot call the temporary function F/,
    },
    {
      sql: "CREATE VIEW d.named (x OPTIONS (description = 'dx'), y) AS SELECT 1, 2; SELECT * FROM d.named",
      rows: [['1', '2']],
    },
    {
      sql: "CREATE MATERIALIZED VIEW d.mv OPTIONS (enable_refresh = TRUE) AS SELECT COUNT(*) AS n FROM d.opts; CALL BQ.REFRESH_MATERIALIZED_VIEW('d.mv'); SELECT * FROM d.mv",
      rows: [['0']],
    },
    {
      sql: "ALTER VIEW d.named SET OPTIONS (description = 'a view'); SELECT option_value FROM d.INFORMATION_SCHEMA.TABLE_OPTIONS WHERE table_name = 'named'",
      rows: [['"a view"']],
    },
    {
      sql: 'INSERT d.named VALUES (1, 2)',
      error:
        /test-project:d\.named is not allowed for this operation because it is currently a VIEW\./,
    },
    {
      sql: 'DROP TABLE d.named',
      error:
        /test-project:d\.named is not allowed for this operation because it is currently a VIEW\./,
    },
    {
      sql: 'DROP VIEW d.named; DROP VIEW IF EXISTS d.named; DROP MATERIALIZED VIEW d.mv; SELECT 1',
      rows: [['1']],
    },
  ],
  'schemas: CREATE, ALTER and DROP SCHEMA': [
    {
      sql: "CREATE SCHEMA second OPTIONS (location = 'EU', description = 'x', labels = [('a', 'b')], default_table_expiration_days = 3.5); SELECT option_name, option_type, option_value FROM INFORMATION_SCHEMA.SCHEMATA_OPTIONS WHERE schema_name = 'second' ORDER BY 1",
      rows: [
        ['default_table_expiration_days', 'FLOAT64', '3.5'],
        ['description', 'STRING', '"x"'],
        ['labels', 'ARRAY<STRUCT<STRING, STRING>>', '[STRUCT("a", "b")]'],
        ['location', 'STRING', '"EU"'],
      ],
    },
    {
      sql: "ALTER SCHEMA second SET OPTIONS (description = 'new', labels = NULL); SELECT option_name, option_value FROM INFORMATION_SCHEMA.SCHEMATA_OPTIONS WHERE schema_name = 'second' AND option_name IN ('description', 'labels')",
      rows: [['description', '"new"']],
    },
    { sql: 'DROP SCHEMA d', error: /Dataset test-project:d is still in use/ },
    {
      sql: 'DROP SCHEMA second; DROP SCHEMA IF EXISTS second; DROP SCHEMA second',
      error: /Not found: Dataset test-project:second was not found in location US/,
    },
  ],
  'wildcard tables with _TABLE_SUFFIX': [
    {
      sql: "CREATE TABLE d.ev_20200101 AS SELECT 1 AS a; CREATE TABLE d.ev_20200102 AS SELECT 2 AS a, 'x' AS b; SELECT a, b, _TABLE_SUFFIX FROM `d.ev_*` ORDER BY a",
      rows: [
        ['1', null, '20200101'],
        ['2', 'x', '20200102'],
      ],
    },
    {
      sql: "SELECT COUNT(*), MAX(_TABLE_SUFFIX) FROM `test-project.d.ev_2020*` WHERE _TABLE_SUFFIX BETWEEN '0101' AND '0101'",
      rows: [['1', '0101']],
    },
    { sql: "SELECT e.a FROM d.ev_* AS e WHERE e._TABLE_SUFFIX = '20200102'", rows: [['2']] },
    {
      sql: 'SELECT * FROM `d.nothing_*`',
      error: /test-project:d\.nothing_\* does not match any table\./,
    },
  ],
  'INFORMATION_SCHEMA: ROUTINES, PARAMETERS, COLUMNS, TABLES with ddl': [
    {
      sql: `CREATE FUNCTION d.f1(x INT64, y ANY TYPE) AS (x + y); CREATE FUNCTION d.f2(x FLOAT64) RETURNS STRING LANGUAGE js OPTIONS (description = 'doc') AS "return '' + x;"; CREATE PROCEDURE d.p1(a INT64, OUT b STRING) BEGIN SET b = 'x'; END; SELECT routine_name, routine_type, routine_body, external_language, data_type, routine_definition FROM d.INFORMATION_SCHEMA.ROUTINES ORDER BY 1`,
      rows: [
        ['f1', 'FUNCTION', 'SQL', null, null, '(x + y)'],
        ['f2', 'FUNCTION', 'EXTERNAL', 'JAVASCRIPT', 'STRING', "return '' + x;"],
        ['p1', 'PROCEDURE', 'SQL', null, null, "BEGIN SET b = 'x'; END"],
      ],
    },
    {
      sql: 'SELECT specific_name, ordinal_position, parameter_mode, parameter_name, data_type FROM d.INFORMATION_SCHEMA.PARAMETERS ORDER BY 1, 2',
      rows: [
        ['f1', '1', null, 'x', 'INT64'],
        ['f1', '2', null, 'y', 'ANY TYPE'],
        ['f2', '0', null, null, 'STRING'],
        ['f2', '1', null, 'x', 'FLOAT64'],
        ['p1', '1', 'IN', 'a', 'INT64'],
        ['p1', '2', 'OUT', 'b', 'STRING'],
      ],
    },
    {
      sql: 'SELECT option_name, option_value FROM d.INFORMATION_SCHEMA.ROUTINE_OPTIONS',
      rows: [['description', '"doc"']],
    },
    {
      sql: "CREATE TABLE d.shown (id INT64, o INT64 NOT NULL DEFAULT 5, s STRING(4) OPTIONS (description = 'an s'), l ARRAY<STRING>) CLUSTER BY id; SELECT ddl FROM d.INFORMATION_SCHEMA.TABLES WHERE table_name = 'shown'",
      rows: [
        [
          'CREATE TABLE `test-project.d.shown`\n(\n  id INT64,\n  o INT64 DEFAULT 5 NOT NULL,\n  s STRING(4) OPTIONS(description="an s"),\n  l ARRAY<STRING>\n)\nCLUSTER BY id;',
        ],
      ],
    },
    {
      sql: "SELECT column_name, data_type, is_nullable, column_default FROM d.INFORMATION_SCHEMA.COLUMNS WHERE table_name = 'shown' ORDER BY ordinal_position",
      rows: [
        ['id', 'INT64', 'YES', null],
        ['o', 'INT64', 'NO', '5'],
        ['s', 'STRING(4)', 'YES', null],
        ['l', 'ARRAY<STRING>', 'NO', null],
      ],
    },
    {
      sql: "SELECT table_name FROM `region-us`.INFORMATION_SCHEMA.TABLES WHERE table_schema = 'd' AND table_name = 'shown'",
      rows: [['shown']],
    },
    {
      sql: 'SELECT COUNT(*) > 3, LOGICAL_AND(total_slot_ms IS NULL OR total_slot_ms >= 0) FROM `region-us`.INFORMATION_SCHEMA.JOBS_BY_PROJECT',
      rows: [['true', 'true']],
    },
    {
      sql: "SELECT table_id, row_count, type FROM d.__TABLES__ WHERE table_id = 'shown'",
      rows: [['shown', '0', '1']],
    },
  ],
  'names of tables and datasets are case-sensitive': [
    {
      sql: 'SELECT * FROM d.SHOWN',
      error: /Not found: Table test-project:d\.SHOWN was not found in location US/,
    },
    {
      sql: 'SELECT * FROM D.shown',
      error: /Not found: Dataset test-project:D was not found in location US/,
    },
  ],
  'refused: names that differ only in case': [
    {
      sql: 'CREATE TABLE d.Shown (a INT64)',
      error:
        /Not supported by the embedded warehouse: Shown beside shown, a name that differs only in case/,
    },
  ],
  'refused: COLLATE': [
    {
      sql: "CREATE TABLE d.collated (a STRING COLLATE 'und:ci')",
      error:
        /Not supported by the embedded warehouse: COLLATE 'und:ci'; use LOWER\(\) on both sides of a comparison/,
    },
  ],
  'refused: external tables': [
    {
      sql: "CREATE EXTERNAL TABLE d.ext OPTIONS (format = 'CSV', uris = ['gs://b/x.csv'])",
      error:
        /Not supported by the embedded warehouse: CREATE EXTERNAL TABLE; use LOAD DATA INTO a table FROM FILES/,
    },
  ],
  'refused: UNDROP, GRANT, REVOKE, row access policies, search and vector indexes': [
    { sql: 'UNDROP SCHEMA d', error: /Not supported by the embedded warehouse: statement UNDROP/ },
    {
      sql: "GRANT `roles/bigquery.dataViewer` ON SCHEMA d TO 'user:x@y.z'",
      error: /Not supported by the embedded warehouse: statement GRANT/,
    },
    {
      sql: "CREATE ROW ACCESS POLICY p ON d.shown GRANT TO ('allAuthenticatedUsers') FILTER USING (TRUE)",
      error:
        /Not supported by the embedded warehouse: CREATE ROW ACCESS POLICY; use a view that filters rows: there is no access control here/,
    },
    {
      sql: 'CREATE SEARCH INDEX i ON d.shown(ALL COLUMNS)',
      error:
        /Not supported by the embedded warehouse: CREATE SEARCH INDEX; use queries without it: every table is searched directly/,
    },
    {
      sql: 'CREATE VECTOR INDEX i ON d.shown(l)',
      error:
        /Not supported by the embedded warehouse: CREATE VECTOR INDEX; use queries without it: every table is searched directly/,
    },
  ],
  'refused: FOR SYSTEM_TIME AS OF': [
    {
      sql: "CREATE TABLE d.past CLONE d.shown FOR SYSTEM_TIME AS OF TIMESTAMP '2020-01-01'",
      error:
        /Not supported by the embedded warehouse: FOR SYSTEM_TIME AS OF; use the table as it is now/,
    },
  ],
};
