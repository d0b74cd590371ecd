import type { ExpectedCases } from './cases.ts';

/** CREATE, ALTER and DROP, and what the metadata views say of it. */
export const ddlCases: ExpectedCases = {
  'CREATE TABLE: from a query, typed, IF NOT EXISTS, OR REPLACE': [
    {
      sql: "CREATE TABLE d.made (a NUMERIC, b STRING DEFAULT 'z', c ARRAY<INT64>) AS SELECT 1, 'q', [1]; INSERT d.made (a) VALUES (2); SELECT * FROM d.made ORDER BY a",
      rows: [
        ['1', 'q', ['1']],
        ['2', 'z', []],
      ],
    },
    {
      sql: 'CREATE OR REPLACE TABLE d.made AS SELECT 1 AS x, 2 AS y; CREATE TABLE IF NOT EXISTS d.made AS SELECT 5 AS z; SELECT * FROM d.made',
      rows: [['1', '2']],
    },
    {
      sql: 'CREATE TABLE d.made AS SELECT 1 AS x',
      error: /Already Exists: Table test-project:d\.made/,
    },
    {
      sql: "CREATE TABLE d.wrong (a INT64) AS SELECT 'x'",
      error: /Value of type STRING cannot be assigned to a, which has type INT64/,
    },
    {
      sql: 'CREATE TABLE d.wrong (a INT64, a STRING)',
      error: /Duplicate column names in the result are not supported\. Found duplicate\(s\): a/,
    },
    {
      sql: 'CREATE TABLE d.wrong (a INT64) OPTIONS (nonsense = 1)',
      error: /Unknown option: nonsense/,
    },
    {
      sql: 'CREATE TABLE nowhere.t (a INT64)',
      error: /Not found: Dataset test-project:nowhere was not found in location US/,
    },
  ],
  'CREATE TABLE LIKE, COPY, CLONE and CREATE SNAPSHOT TABLE': [
    {
      sql: "CREATE TABLE d.model (d DATE, v STRING(3) DEFAULT 'x') PARTITION BY d CLUSTER BY v OPTIONS (description = 'kept'); INSERT d.model VALUES ('2020-01-01', 'abc'); CREATE TABLE d.like_it LIKE d.model; CREATE TABLE d.copied COPY d.model; CREATE TABLE d.cloned CLONE d.model; CREATE SNAPSHOT TABLE d.snapped CLONE d.model; SELECT (SELECT COUNT(*) FROM d.like_it), (SELECT COUNT(*) FROM d.copied), (SELECT COUNT(*) FROM d.cloned), (SELECT COUNT(*) FROM d.snapped)",
      rows: [['0', '1', '1', '1']],
    },
    {
      sql: "SELECT table_name, data_type, column_default, is_partitioning_column, clustering_ordinal_position FROM d.INFORMATION_SCHEMA.COLUMNS WHERE table_name IN ('like_it', 'cloned') ORDER BY table_name, ordinal_position",
      rows: [
        ['cloned', 'DATE', null, 'YES', null],
        ['cloned', 'STRING(3)', "'x'", 'NO', '1'],
        ['like_it', 'DATE', null, 'YES', null],
        ['like_it', 'STRING(3)', "'x'", 'NO', '1'],
      ],
    },
    {
      sql: "SELECT table_name, table_type FROM d.INFORMATION_SCHEMA.TABLES WHERE table_name IN ('snapped', 'cloned') ORDER BY 1",
      rows: [
        ['cloned', 'BASE TABLE'],
        ['snapped', 'SNAPSHOT'],
      ],
    },
    {
      sql: "INSERT d.snapped (d) VALUES ('2020-01-02')",
      error:
        /test-project:d\.snapped is not allowed for this operation because it is currently a SNAPSHOT\./,
    },
    {
      sql: 'DROP SNAPSHOT TABLE d.snapped; SELECT * FROM d.snapped',
      error: /Not found: Table test-project:d\.snapped was not found in location US/,
    },
  ],
  'ALTER TABLE: ADD, DROP and RENAME COLUMN, RENAME TO': [
    {
      sql: "CREATE TABLE d.alt (a INT64, b STRING); INSERT d.alt VALUES (1, 'x'); ALTER TABLE d.alt ADD COLUMN c ARRAY<INT64>, ADD COLUMN e STRUCT<x INT64>; SELECT * FROM d.alt",
      rows: [['1', 'x', [], null]],
    },
    {
      sql: 'ALTER TABLE d.alt ADD COLUMN IF NOT EXISTS a INT64, DROP COLUMN c, DROP COLUMN IF EXISTS nope, RENAME COLUMN a TO aa; SELECT * FROM d.alt',
      rows: [['1', 'x', null]],
    },
    { sql: 'ALTER TABLE d.alt ADD COLUMN aa INT64', error: /Column already exists: aa/ },
    {
      sql: 'ALTER TABLE d.alt DROP COLUMN nope',
      error: /Column nope was not found in table test-project:d\.alt/,
    },
    {
      sql: 'ALTER TABLE d.alt ADD COLUMN r INT64 NOT NULL',
      error: /Cannot add required column r to an existing table/,
    },
    { sql: 'ALTER TABLE d.alt RENAME TO alt2; SELECT COUNT(*) FROM d.alt2', rows: [['1']] },
    {
      sql: 'SELECT * FROM d.alt',
      error: /Not found: Table test-project:d\.alt was not found in location US/,
    },
    {
      sql: 'ALTER TABLE d.alt ADD COLUMN x INT64',
      error: /Not found: Table test-project:d\.alt was not found in location US/,
    },
    { sql: 'ALTER TABLE IF EXISTS d.alt ADD COLUMN x INT64; SELECT 1', rows: [['1']] },
  ],
  'ALTER COLUMN: SET DATA TYPE, SET DEFAULT, DROP DEFAULT, DROP NOT NULL, SET OPTIONS': [
    {
      sql: "CREATE TABLE d.cols (a INT64, b STRING, n INT64 NOT NULL, s STRING(3)); INSERT d.cols VALUES (1, 'x', 1, 'abc'); ALTER TABLE d.cols ALTER COLUMN a SET DATA TYPE NUMERIC; ALTER TABLE d.cols ALTER COLUMN a SET DATA TYPE BIGNUMERIC; ALTER TABLE d.cols ALTER COLUMN s SET DATA TYPE STRING(5); ALTER TABLE d.cols ALTER COLUMN n DROP NOT NULL; ALTER TABLE d.cols ALTER COLUMN b SET DEFAULT 'dflt'; INSERT d.cols (a, s) VALUES (2.5, 'abcde'); SELECT * FROM d.cols ORDER BY a",
      rows: [
        ['1', 'x', '1', 'abc'],
        ['2.5', 'dflt', null, 'abcde'],
      ],
    },
    {
      sql: "ALTER TABLE d.cols ALTER COLUMN b DROP DEFAULT; ALTER TABLE d.cols ALTER COLUMN b SET OPTIONS (description = 'the b'); INSERT d.cols (a) VALUES (3); SELECT b FROM d.cols WHERE a = 3",
      rows: [[null]],
    },
    {
      sql: "SELECT column_name, data_type, description FROM d.INFORMATION_SCHEMA.COLUMN_FIELD_PATHS WHERE table_name = 'cols' ORDER BY 1",
      rows: [
        ['a', 'BIGNUMERIC', null],
        ['b', 'STRING', 'the b'],
        ['n', 'INT64', null],
        ['s', 'STRING(5)', null],
      ],
    },
    {
      sql: 'ALTER TABLE d.cols ALTER COLUMN b SET DATA TYPE INT64',
      error:
        /ALTER TABLE ALTER COLUMN SET DATA TYPE requires that the existing column type \(STRING\) is assignable to the new type \(INT64\)/,
    },
    {
      sql: 'ALTER TABLE d.cols ALTER COLUMN s SET DATA TYPE STRING(2)',
      error:
        /ALTER TABLE ALTER COLUMN SET DATA TYPE requires that the existing column type \(STRING\(5\)\) is assignable to the new type \(STRING\(2\)\)/,
    },
    {
      sql: 'ALTER TABLE d.cols ALTER COLUMN nope SET DEFAULT 1',
      error: /Column nope was not found in table test-project:d\.cols/,
    },
    {
      sql: 'ALTER TABLE d.cols ALTER COLUMN IF EXISTS nope DROP NOT NULL; SELECT 1',
      rows: [['1']],
    },
  ],
  'keys: PRIMARY KEY and FOREIGN KEY NOT ENFORCED are kept': [
    {
      sql: "CREATE TABLE d.parent (a INT64, PRIMARY KEY (a) NOT ENFORCED); CREATE TABLE d.child (id INT64 PRIMARY KEY NOT ENFORCED, o INT64, CONSTRAINT fk FOREIGN KEY (o) REFERENCES d.parent(a) NOT ENFORCED); SELECT constraint_name, constraint_type, enforced FROM d.INFORMATION_SCHEMA.TABLE_CONSTRAINTS WHERE table_name = 'child' ORDER BY 1",
      rows: [
        ['child.fk', 'FOREIGN KEY', 'NO'],
        ['child.pk$', 'PRIMARY KEY', 'NO'],
      ],
    },
    {
      sql: 'SELECT constraint_name, column_name, ordinal_position FROM d.INFORMATION_SCHEMA.KEY_COLUMN_USAGE ORDER BY 1',
      rows: [
        ['child.fk', 'o', '1'],
        ['child.pk$', 'id', '1'],
        ['parent.pk$', 'a', '1'],
      ],
    },
    {
      sql: "ALTER TABLE d.child DROP PRIMARY KEY, DROP CONSTRAINT fk; ALTER TABLE d.child ADD PRIMARY KEY (o) NOT ENFORCED; SELECT constraint_name, column_name FROM d.INFORMATION_SCHEMA.KEY_COLUMN_USAGE WHERE table_name = 'child'",
      rows: [['child.pk$', 'o']],
    },
    { sql: 'INSERT d.child VALUES (1, 1), (1, 1); SELECT COUNT(*) FROM d.child', rows: [['2']] },
  ],
  'PARTITION BY: columns, ranges, ingestion time with _PARTITIONTIME and _PARTITIONDATE': [
    {
      sql: "CREATE TABLE d.arrivals (a INT64) PARTITION BY _PARTITIONDATE; INSERT d.arrivals VALUES (1); INSERT d.arrivals (_PARTITIONTIME, a) VALUES (TIMESTAMP '2020-01-01', 2); SELECT a, _PARTITIONDATE = CURRENT_DATE(), _PARTITIONTIME < '2021-01-01' FROM d.arrivals ORDER BY a",
      rows: [
        ['1', 'true', 'false'],
        ['2', 'false', 'true'],
      ],
    },
    { sql: "SELECT * FROM d.arrivals WHERE _PARTITIONDATE = '2020-01-01'", rows: [['2']] },
    {
      sql: "UPDATE d.arrivals SET a = 5 WHERE _PARTITIONTIME = '2020-01-01'; DELETE d.arrivals WHERE _PARTITIONDATE = CURRENT_DATE(); CREATE TABLE d.arrivals_copy COPY d.arrivals; SELECT a, _PARTITIONDATE FROM d.arrivals_copy",
      rows: [['5', '2020-01-01']],
    },
    {
      sql: "CREATE TABLE d.ranges (id INT64) PARTITION BY RANGE_BUCKET(id, GENERATE_ARRAY(0, 100, 10)); INSERT d.ranges VALUES (5), (15), (150), (NULL); SELECT partition_id, total_rows FROM d.INFORMATION_SCHEMA.PARTITIONS WHERE table_name = 'ranges' ORDER BY 1",
      rows: [
        ['0', '1'],
        ['10', '1'],
        ['__NULL__', '1'],
        ['__UNPARTITIONED__', '1'],
      ],
    },
    {
      sql: "CREATE TABLE d.hours (ts TIMESTAMP) PARTITION BY TIMESTAMP_TRUNC(ts, HOUR); INSERT d.hours VALUES ('2020-01-01 05:30:00'), (NULL); SELECT partition_id, total_rows FROM d.INFORMATION_SCHEMA.PARTITIONS WHERE table_name = 'hours' ORDER BY 1",
      rows: [
        ['2020010105', '1'],
        ['__NULL__', '1'],
      ],
    },
    {
      sql: 'CREATE TABLE d.wrong (a STRING) PARTITION BY a',
      error:
        /PARTITION BY expression must be DATE\(<timestamp_column>\), DATE\(<datetime_column>\), DATETIME_TRUNC\(<datetime_column>, DAY\/HOUR\/MONTH\/YEAR\), a/,
    },
    {
      sql: 'CREATE TABLE d.wrong (a DATE) PARTITION BY b',
      error: /The field specified for partitioning cannot be found in the schema: b/,
    },
    {
      sql: 'CREATE TABLE d.wrong (a INT64) CLUSTER BY b',
      error:
        /The field specified for clustering cannot be found in the schema\. Invalid field: b\./,
    },
    {
      sql: 'ALTER TABLE d.hours DROP COLUMN ts',
      error: /Cannot drop the partitioning or clustering column ts/,
    },
  ],
  require_partition_filter: [
    {
      sql: "CREATE TABLE d.filtered (d DATE, v INT64) PARTITION BY d OPTIONS (require_partition_filter = TRUE); INSERT d.filtered VALUES ('2020-01-01', 1); SELECT * FROM d.filtered",
      error:
        /Cannot query over table 'd\.filtered' without a filter over column\(s\) 'd' that can be used for partition elimination/,
    },
    {
      sql: "SELECT * FROM d.filtered WHERE d > '2019-01-01' AND v = 1",
      rows: [['2020-01-01', '1']],
    },
    {
      sql: 'DELETE d.filtered WHERE TRUE',
      error:
        /Cannot query over table 'd\.filtered' without a filter over column\(s\) 'd' that can be used for partition elimination/,
    },
    {
      sql: 'ALTER TABLE d.filtered SET OPTIONS (require_partition_filter = FALSE); SELECT COUNT(*) FROM d.filtered',
      rows: [['1']],
    },
  ],
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
