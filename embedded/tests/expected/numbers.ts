import type { ExpectedCases } from './cases.ts';

const greatest = '578960446186580977117854925043439539266.34992332820282019728792003956564819967';

/** NUMERIC and BIGNUMERIC in tables, scripts and results, and decimal functions with answers worked out by hand. */
export const numberExpected: ExpectedCases = {
  'BIGNUMERIC columns': [
    {
      sql: `CREATE TEMP TABLE t (x BIGNUMERIC, a ARRAY<BIGNUMERIC>, s STRUCT<y BIGNUMERIC>);
        INSERT INTO t VALUES (BIGNUMERIC '${greatest}', [1, 2.5], STRUCT(NUMERIC '1.5')), (7, [], STRUCT(3));
        UPDATE t SET x = x + 1 WHERE x = 7;
        SELECT x, a, s, x > 8, CAST(x AS STRING) FROM t ORDER BY x`,
      rows: [
        ['8', [], ['3'], 'false', '8'],
        [greatest, ['1', '2.5'], ['1.5'], 'true', greatest],
      ],
    },
    {
      sql: `CREATE TEMP TABLE t AS SELECT NUMERIC '1.5' AS x, 2 AS y; ALTER TABLE t ALTER COLUMN x SET DATA TYPE BIGNUMERIC;
        ALTER TABLE t ALTER COLUMN y SET DATA TYPE BIGNUMERIC; SELECT x + BIGNUMERIC '1e-38', y FROM t`,
      rows: [['1.50000000000000000000000000000000000001', '2']],
    },
    {
      sql: `CREATE TEMP TABLE t (x BIGNUMERIC(5, 2)); INSERT INTO t VALUES (123.455); SELECT * FROM t`,
      rows: [['123.46']],
    },
    {
      sql: `CREATE TEMP TABLE t (x BIGNUMERIC(5, 2)); INSERT INTO t VALUES (1234)`,
      error: /BIGNUMERIC\(5, 2\)/,
    },
    {
      sql: `DECLARE x BIGNUMERIC DEFAULT 1; SET x = x / 3; SELECT x, x * 3`,
      rows: [
        ['0.33333333333333333333333333333333333333', '0.99999999999999999999999999999999999999'],
      ],
    },
    {
      sql: `CREATE TEMP FUNCTION twice(x BIGNUMERIC) RETURNS BIGNUMERIC AS (x * 2);
        CREATE TEMP FUNCTION same(x BIGNUMERIC) RETURNS BIGNUMERIC LANGUAGE js AS 'return x;';
        SELECT twice(BIGNUMERIC '1e-38'), twice(3), same(BIGNUMERIC '12345678901234567890.5')`,
      rows: [['0.00000000000000000000000000000000000002', '6', '12345678901234567890.5']],
    },
    {
      sql: `SELECT x FROM UNNEST([1, 2]) x UNION ALL SELECT BIGNUMERIC '1.25' ORDER BY 1`,
      rows: [['1'], ['1.25'], ['2']],
    },
  ],
  'EXP, LN, LOG10, LOG and POW of NUMERIC and BIGNUMERIC': [
    {
      sql: `SELECT EXP(NUMERIC '1'), LN(NUMERIC '10'), LOG10(NUMERIC '1000'), LOG(NUMERIC '8', 2), POW(NUMERIC '2', 0.5), POW(NUMERIC '-2', 3)`,
      rows: [['2.718281828', '2.302585093', '3', '3', '1.414213562', '-8']],
    },
    {
      sql: `SELECT EXP(BIGNUMERIC '1'), LN(BIGNUMERIC '2'), SQRT(BIGNUMERIC '2')`,
      rows: [
        [
          '2.71828182845904523536028747135266249776',
          '0.69314718055994530941723212145817656808',
          '1.41421356237309504880168872420969807857',
        ],
      ],
    },
    { sql: `SELECT LN(NUMERIC '0')`, error: /LN/ },
    { sql: `SELECT POW(NUMERIC '10', 30)`, error: /numeric overflow/ },
    { sql: `SELECT SAFE.EXP(NUMERIC '100'), SAFE.LOG(NUMERIC '2', 1)`, rows: [[null, null]] },
  ],
  'SAFE_CAST to parameterized types': [
    {
      sql: `SELECT SAFE_CAST(123.45 AS NUMERIC(4, 2)), SAFE_CAST(12.345 AS NUMERIC(4, 2)), SAFE_CAST('abcd' AS STRING(3))`,
      rows: [[null, '12.35', null]],
    },
  ],
  'GENERATE_UUID and RAND': [
    {
      sql: `SELECT LENGTH(GENERATE_UUID()), GENERATE_UUID() = GENERATE_UUID(), RAND() >= 0 AND RAND() < 1`,
      rows: [['36', 'false', 'true']],
    },
  ],
};
