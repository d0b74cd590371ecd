const values = [
  '1',
  '0',
  '-1',
  '12.5',
  '-12.567',
  '1234.5',
  '0.05',
  '-0.004',
  "NUMERIC '123456.789'",
  "NUMERIC '-0.05'",
  "BIGNUMERIC '12.5'",
];

const extremes = [
  '9223372036854775807',
  '-9223372036854775808',
  '1e25',
  '5e-324',
  "CAST('nan' AS FLOAT64)",
  "CAST('inf' AS FLOAT64)",
  "CAST('-inf' AS FLOAT64)",
  '-0.0',
  'CAST(NULL AS INT64)',
];

const each = (numbers: string[], format: string): string =>
  `SELECT ${numbers.map((number) => `CAST(${number} AS STRING FORMAT '${format}')`).join(', ')}`;

const over = (numbers: string[], formats: string): string[] =>
  formats.split(' ').map((format) => each(numbers, format));

/** CAST(number AS STRING FORMAT ...), by kind of element. */
export const numberFormatCases: Record<string, string[]> = {
  'CAST of numbers with FORMAT: digits, points and groups': [
    ...over(
      values,
      '9 99 0 00 9.9 99.99 0.0 09.90 9,999 9,999.99 0,000.00 99, 9. .99 99G999 99D99',
    ),
    ...over(extremes, '999 99.9 9999999999999999999 9,999.9 FM999999999999999999999999999.99999'),
  ],
  'CAST of numbers with FORMAT: signs, currencies and blanks': [
    ...over(values, 'S99 99S 99MI 99PR $99 $9.99 L99 C99 S$99 B99 B99.99 B0.0'),
    ...over(extremes, 'S999 999S 999MI 999PR $999 C9MI'),
  ],
  'CAST of numbers with FORMAT: FM, V, X and EEEE': [
    ...over(
      values,
      'FM99 FM999.99 FM0099 FMB99 FM99MI FM9,999,999.00 V99 9V99 X XXXX xxxx 0X SXX xX',
    ),
    ...over(values, '9.9EEEE 99EEEE S9.99EEEE FM9.9EEEE 9eeee .9EEEE'),
    ...over(extremes, '9.9EEEE XXXXXXXXXXXXXXXX FM.99 9V9'),
  ],
  'CAST of numbers with FORMAT: formats that fail': [
    ...over(
      ['1'],
      'MI99 PR99 , ,99 . $ S 99-99 9.9.9 9VV9 S99S 9PRMI $$9 BB9 FMFM9 99X X.X X, 9,9EEEE EEEE 9EEEE9 0.9,9 99S99 A XXXXXXXXXXXXXXXXX',
    ),
    `SELECT CAST('12' AS INT64 FORMAT '9')`,
    `SELECT CAST(TRUE AS STRING FORMAT '9')`,
    `SELECT CAST(12 AS STRING FORMAT '9' AT TIME ZONE 'UTC')`,
    `SELECT SAFE_CAST(12 AS STRING FORMAT 'q'), CAST(12 AS STRING FORMAT NULL)`,
    `SELECT CAST(x AS STRING FORMAT f) FROM UNNEST([1, 20]) x, UNNEST(['99', '0S']) f`,
  ],
  'EXTRACT of nanoseconds': [
    `SELECT EXTRACT(NANOSECOND FROM TIMESTAMP '2020-01-01 00:00:01.123456'), EXTRACT(NANOSECOND FROM DATETIME '2020-01-01 00:00:01.5'), EXTRACT(NANOSECOND FROM TIME '00:00:01.000001'), EXTRACT(NANOSECOND FROM INTERVAL '1.5' SECOND)`,
    `SELECT EXTRACT(NANOSECOND FROM DATE '2020-01-01')`,
    `SELECT TIMESTAMP_TRUNC(TIMESTAMP '2020-01-01', NANOSECOND)`,
  ],
  'deviations and variances of great numbers': [
    `SELECT STDDEV(x), VARIANCE(x), STDDEV_POP(x), VAR_POP(x) FROM UNNEST([1e150, 2e150, 3e150]) x`,
    `SELECT VARIANCE(x), VAR_POP(x), STDDEV(x) FROM UNNEST([1e200, 2e200]) x`,
    `SELECT STDDEV(x), STDDEV_POP(x) FROM UNNEST([1e300, 1e300]) x`,
    `SELECT STDDEV(x), STDDEV_POP(x), VAR_SAMP(x) FROM UNNEST([1.7e308]) x`,
    `SELECT x, VAR_POP(x) OVER (ORDER BY x) FROM UNNEST([1e160, 2e160, 1.0]) x`,
  ],
};
