import type { ExpectedCases } from './cases.ts';

/** Dates, times and ranges where the reference evaluator's version has no answer. */
export const dateAnswers: ExpectedCases = {
  'DATE_BUCKET, DATETIME_BUCKET, TIMESTAMP_BUCKET': [
    {
      sql: `SELECT DATE_BUCKET(d, INTERVAL 2 DAY) FROM UNNEST([DATE '1949-12-29', '1949-12-30', '1949-12-31', '1950-01-01', '1950-01-02', '1950-01-03']) AS d ORDER BY d`,
      rows: [
        ['1949-12-28'],
        ['1949-12-30'],
        ['1949-12-30'],
        ['1950-01-01'],
        ['1950-01-01'],
        ['1950-01-03'],
      ],
    },
    {
      sql: `SELECT DATE_BUCKET(d, INTERVAL 7 DAY, DATE '2000-12-24') FROM UNNEST([DATE '2000-12-20', '2000-12-24', '2000-12-30', '2001-01-01']) AS d ORDER BY d`,
      rows: [['2000-12-17'], ['2000-12-24'], ['2000-12-24'], ['2000-12-31']],
    },
    {
      sql: `SELECT DATETIME_BUCKET(DATETIME '1949-12-31 13:00:00', INTERVAL 12 HOUR), DATETIME_BUCKET(DATETIME '2000-12-25 11:00:00', INTERVAL 7 DAY, DATETIME '2000-12-22 12:00:00'),
        DATE_BUCKET(DATE '2020-02-28', INTERVAL 1 MONTH, DATE '2000-01-31'), TIMESTAMP_BUCKET(TIMESTAMP '2020-01-15 04:00:00+00', INTERVAL 1 DAY, TIMESTAMP '2020-01-01 05:00:00+00') = TIMESTAMP '2020-01-14 05:00:00+00'`,
      rows: [['1949-12-31T12:00:00', '2000-12-22T12:00:00', '2020-01-31', 'true']],
    },
    { sql: `SELECT DATE_BUCKET(DATE '2020-01-01', INTERVAL 0 DAY)`, error: /bucket width/ },
    { sql: `SELECT DATE_BUCKET(DATE '2020-01-01', INTERVAL 5 HOUR)`, error: /finer than a day/ },
  ],
  'FORMAT_DATE and PARSE_DATE by ISO year, week and weekday': [
    {
      sql: `SELECT FORMAT_DATE('%G-W%V-%u %J', DATE '2021-01-03'), PARSE_DATE('%G-W%V-%u', '2020-W53-7'), PARSE_DATE('%G %J', '2020 371'), PARSE_DATE('%Y %W %u', '2020 08 1'), PARSE_DATE('%Y %U %a', '2020 08 mon')`,
      rows: [['2020-W53-7 371', '2021-01-03', '2021-01-03', '2020-02-24', '2020-02-24']],
    },
  ],
  'CAST(STRING AS DATE FORMAT) with names of months': [
    {
      sql: `SELECT CAST('29 feb 2020' AS DATE FORMAT 'DD MON YYYY'), CAST('February 29, 2020' AS DATE FORMAT 'MONTH DD, YYYY')`,
      rows: [['2020-02-29', '2020-02-29']],
    },
  ],
  'INTERVAL of MILLISECOND and MICROSECOND': [
    {
      sql: `SELECT INTERVAL 1500 MILLISECOND, INTERVAL -1 MICROSECOND, EXTRACT(MILLISECOND FROM INTERVAL 1500 MILLISECOND)`,
      rows: [['0-0 0 0:0:1.500000', '0-0 0 -0:0:0.000001', '500']],
    },
  ],
  'RANGE: values over the API, in tables and as text': [
    {
      sql: `SELECT RANGE<DATE> '[2020-01-01, UNBOUNDED)', RANGE(NULL, DATETIME '2020-01-01 10:00:00'), [RANGE(DATE '2020-01-01', DATE '2020-02-01')], CAST(NULL AS RANGE<DATE>)`,
      rows: [
        [
          '[2020-01-01, UNBOUNDED)',
          '[UNBOUNDED, 2020-01-01T10:00:00)',
          ['[2020-01-01, 2020-02-01)'],
          null,
        ],
      ],
    },
    {
      sql: `CREATE TABLE d.stays (guest STRING, stay RANGE<DATE>); INSERT INTO d.stays VALUES ('a', RANGE(DATE '2020-01-01', DATE '2020-01-05')), ('b', RANGE<DATE> '[2020-01-04, UNBOUNDED)'), ('c', NULL);
        SELECT guest, stay, RANGE_CONTAINS(stay, DATE '2020-01-05'), RANGE_OVERLAPS(stay, RANGE(DATE '2020-01-05', DATE '2020-01-06')) FROM d.stays ORDER BY stay`,
      rows: [
        ['c', null, null, null],
        ['a', '[2020-01-01, 2020-01-05)', 'false', 'false'],
        ['b', '[2020-01-04, UNBOUNDED)', 'true', 'true'],
      ],
    },
    {
      sql: `SELECT column_name, data_type FROM d.INFORMATION_SCHEMA.COLUMNS WHERE table_name = 'stays' ORDER BY ordinal_position`,
      rows: [
        ['guest', 'STRING'],
        ['stay', 'RANGE<DATE>'],
      ],
    },
    {
      sql: `SELECT CAST(r AS STRING), FORMAT('%T', r), TO_JSON_STRING(r), CAST(CAST(r AS STRING) AS RANGE<DATE>) = r, SAFE_CAST('[2020-01-01]' AS RANGE<DATE>) FROM (SELECT RANGE<DATE> '[2020-01-01, UNBOUNDED)' AS r)`,
      rows: [
        [
          '[2020-01-01, UNBOUNDED)',
          'RANGE<DATE> "[2020-01-01, UNBOUNDED)"',
          '{"start":"2020-01-01","end":null}',
          'true',
          null,
        ],
      ],
    },
  ],
  'RANGE_CONTAINS of a value and of a range': [
    {
      sql: `SELECT RANGE_CONTAINS(r, DATE '2020-01-01'), RANGE_CONTAINS(r, DATE '2020-02-01'), RANGE_CONTAINS(r, RANGE(DATE '2020-01-05', NULL)), RANGE_CONTAINS(RANGE(NULL, DATE '2021-01-01'), r), RANGE_CONTAINS(r, CAST(NULL AS DATE))
        FROM (SELECT RANGE<DATE> '[2020-01-01, 2020-02-01)' AS r)`,
      rows: [['true', 'false', 'false', 'true', null]],
    },
  ],
  'refused: RANGE_SESSIONIZE and GAP_FILL': [
    {
      sql: `SELECT * FROM RANGE_SESSIONIZE(TABLE d.stays, 'stay', ['guest'])`,
      error: /RANGE_SESSIONIZE/,
    },
    { sql: `SELECT * FROM GAP_FILL(TABLE d.stays, ts_column => 'stay')`, error: /GAP_FILL/ },
  ],
};
