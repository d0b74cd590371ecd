import type { ExpectedCases } from './cases.ts';

/** Tables: CREATE, ALTER and DROP, and what the metadata views say of it. */
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
};
