/** Dates and times as they are written most, which DuckDB reads; other texts go to a slower native function. */
const monthPattern = '(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';
const datePattern = `(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})-${monthPattern}`;
const timePattern = '([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?';

const rangePattern = '\\[([^ ,]|[^ ,][^,]*[^ ,]), ([^ ,]|[^ ,][^,]*[^ ,])\\)';

/** Dates and instants; each entry is `name(parameters) AS body`. */
export const dateMacros: string[] = [
  'bq_utc(t) AS make_timestamp(epoch_us(t))',
  'bq_from_utc(t) AS make_timestamptz(epoch_us(t))',
  'bq_week_start(d, k) AS d - CAST((dayofweek(d) + 7 - k) % 7 AS INTEGER)',
  'bq_week_number(d, k) AS (dayofyear(d) + 6 - (dayofweek(d) + 7 - k) % 7) // 7',
  'bq_isoyear_start(y) AS bq_week_start(make_date(y, 1, 4), 1)',
  "bq_time_trunc(unit, t) AS CAST(date_trunc(unit, DATE '1970-01-01' + t) AS TIME)",
  'bq_floor_div(x, n) AS CASE WHEN x % n < 0 THEN x // n - 1 ELSE x // n END',
  `bq_valid_us(us) AS CASE WHEN us NOT BETWEEN -62135596800000000 AND 253402300799999999
    THEN bq_error('Timestamp is out of range') ELSE us END`,
  `bq_valid_date(d) AS CASE WHEN d NOT BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'
    THEN CAST(CAST(bq_error('Date is out of range') AS VARCHAR) AS DATE) ELSE d END`,
  `bq_valid_datetime(t) AS CASE WHEN t NOT BETWEEN TIMESTAMP '0001-01-01 00:00:00' AND TIMESTAMP '9999-12-31 23:59:59.999999'
    THEN CAST(CAST(bq_error('Datetime is out of range') AS VARCHAR) AS TIMESTAMP) ELSE t END`,
  'bq_instant(us) AS make_timestamptz(bq_valid_us(us))',
  'bq_zone_local(t, zone) AS make_timestamp(epoch_us(t) + bq_zone_offset(epoch_us(t), zone) * 1000000)',
  'bq_zone_instant(local, zone) AS bq_instant(bq_zone_shift(epoch_us(local), zone))',
  'bq_interval_months(i) AS year(i) * 12 + month(i)',
  "bq_interval_days(i) AS datepart('day', i)",
  'bq_interval_micros(i) AS hour(i) * 3600000000 + minute(i) * 60000000 + microsecond(i)',
  'bq_interval_of(months, days, micros) AS bq_interval(CAST(months AS BIGINT), CAST(days AS BIGINT), CAST(micros AS BIGINT))',
  `bq_interval_average(months, days, micros, n) AS CASE WHEN n > 0
    THEN bq_interval_share(CAST(months AS BIGINT), CAST(days AS BIGINT), CAST(micros AS BIGINT), n) END`,
  `bq_interval_us(i) AS CASE WHEN year(i) <> 0 OR month(i) <> 0
    THEN bq_error('TIMESTAMP +/- INTERVAL is not supported for intervals with non-zero MONTH or YEAR part.')
    ELSE datepart('day', i) * 86400000000 + bq_interval_micros(i) END`,
  'bq_interval_between(us) AS bq_interval(0, us // 86400000000, us % 86400000000)',
  `bq_range_part(s, n) AS CASE WHEN NOT regexp_full_match(s, '${rangePattern}')
    THEN CAST(bq_error('Failed to parse range: range must be formatted exactly as [START, END) (found ' || s || ')') AS VARCHAR)
    WHEN upper(regexp_extract(s, '${rangePattern}', n)) NOT IN ('UNBOUNDED', 'NULL') THEN regexp_extract(s, '${rangePattern}', n) END`,
  `bq_range_end(a, b) AS CASE WHEN a >= b
    THEN list_extract([b], bq_error('Range start element must be smaller than range end element: ' || CAST(b AS VARCHAR))) ELSE b END`,
  `bq_bounded(us) AS CASE WHEN us IS NULL THEN bq_error('input RANGE cannot have UNBOUNDED endpoints' || COALESCE(CAST(us AS VARCHAR), ''))
    ELSE us END`,
  'bq_time(us) AS CAST(make_timestamp(us) AS TIME)',
  `bq_parse_date(s) AS CASE WHEN regexp_full_match(s, '${datePattern}') THEN CAST(s AS DATE)
    ELSE DATE '1970-01-01' + CAST(bq_read_date(s) AS INTEGER) END`,
  `bq_parse_time(s) AS CASE WHEN regexp_full_match(s, '${timePattern}') THEN CAST(s AS TIME) ELSE bq_time(bq_read_time(s)) END`,
  `bq_parse_datetime(s) AS CASE WHEN regexp_full_match(s, '${datePattern}[ T]${timePattern}') THEN CAST(s AS TIMESTAMP)
    ELSE make_timestamp(bq_read_datetime(s)) END`,
  `bq_parse_timestamp(s) AS CASE WHEN regexp_full_match(s, '[1-8][0-9]{3}-${monthPattern}[ T]${timePattern}(Z|[+-](0[0-9]|1[0-3])(:[0-5][0-9])?)?')
    THEN CAST(s AS TIMESTAMPTZ) ELSE make_timestamptz(bq_read_timestamp(s, 'UTC')) END`,
  `bq_clock_us(h, m, s) AS CASE WHEN h NOT BETWEEN 0 AND 23 OR m NOT BETWEEN 0 AND 59 OR s NOT BETWEEN 0 AND 60
    THEN bq_error('Input calculates to invalid time: ' || h || ':' || m || ':' || s) ELSE h * 3600000000 + m * 60000000 + s * 1000000 END`,
  'bq_make_time(h, m, s) AS bq_time(bq_clock_us(h, m, s))',
  `bq_make_datetime(y, mo, d, h, m, s) AS bq_valid_datetime(
    CAST(bq_valid_date(make_date(y, mo, d)) AS TIMESTAMP) + to_microseconds(bq_clock_us(h, m, s)))`,
  "bq_step(n) AS CASE WHEN n = 0 THEN bq_error('Sequence step cannot be 0.') ELSE n END",
  `bq_date_days(a, b, step) AS list_transform(generate_series(0, CAST(b - a AS BIGINT), bq_step(step)), lambda i: a + CAST(i AS INTEGER))`,
  `bq_date_months(a, b, step) AS list_transform(bq_month_steps(CAST(a - DATE '1970-01-01' AS BIGINT), CAST(b - DATE '1970-01-01' AS BIGINT), step),
    lambda d: DATE '1970-01-01' + CAST(d AS INTEGER))`,
  'bq_timestamps(a, b, step) AS list_transform(generate_series(epoch_us(a), epoch_us(b), bq_step(step)), lambda us: make_timestamptz(us))',
];
