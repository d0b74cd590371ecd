/** Dates and instants; each entry is `name(parameters) AS body`. */
export const dateMacros: string[] = [
  'bq_utc(t) AS make_timestamp(epoch_us(t))',
  'bq_from_utc(t) AS make_timestamptz(epoch_us(t))',
  'bq_week_start(d, k) AS d - CAST((dayofweek(d) + 7 - k) % 7 AS INTEGER)',
  'bq_week_number(d, k) AS (dayofyear(d) + 6 - (dayofweek(d) + 7 - k) % 7) // 7',
  'bq_isoyear_start(d) AS bq_week_start(make_date(isoyear(d), 1, 4), 1)',
  "bq_time_trunc(unit, t) AS CAST(date_trunc(unit, DATE '1970-01-01' + t) AS TIME)",
  'bq_floor_div(x, n) AS CASE WHEN x % n < 0 THEN x // n - 1 ELSE x // n END',
  'bq_utc_offset(t, zone) AS (epoch_us(timezone(zone, t)) - epoch_us(t)) // 1000000',
  `bq_offset_text(seconds, separator) AS CASE WHEN seconds < 0 THEN '-' ELSE '+' END
    || lpad(CAST(abs(seconds) // 3600 AS VARCHAR), 2, '0') || separator || lpad(CAST(abs(seconds) // 60 % 60 AS VARCHAR), 2, '0')`,
  `bq_zone_name(t, zone) AS 'UTC' || CASE WHEN bq_utc_offset(t, zone) = 0 THEN '' ELSE
    CASE WHEN bq_utc_offset(t, zone) < 0 THEN '-' ELSE '+' END || CAST(abs(bq_utc_offset(t, zone)) // 3600 AS VARCHAR) END`,
  `bq_parse_date(s) AS CASE WHEN regexp_full_match(s, '\\s*[0-9]{1,4}-[0-9]{1,2}-[0-9]{1,2}\\s*') THEN CAST(trim(s) AS DATE)
    ELSE CAST(CAST(bq_error('Invalid date: ' || chr(39) || s || chr(39)) AS VARCHAR) AS DATE) END`,
  `bq_parse_datetime(s) AS CASE WHEN regexp_full_match(s, '\\s*[0-9]{1,4}-[0-9]{1,2}-[0-9]{1,2}([ Tt]+[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\\.[0-9]{0,9})?)?\\s*')
    THEN CAST(trim(s) AS TIMESTAMP) ELSE CAST(CAST(bq_error('Invalid datetime string "' || s || '"') AS VARCHAR) AS TIMESTAMP) END`,
  `bq_parse_timestamp(s) AS CASE WHEN regexp_full_match(s, '\\s*[0-9]{1,4}-[0-9]{1,2}-[0-9]{1,2}([ Tt]+[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\\.[0-9]{0,9})?)?\\s*([Zz]|UTC|[+-][0-9]{1,2}(:?[0-9]{2})?|[A-Za-z]+/[A-Za-z_/+-]+)?\\s*')
    THEN CAST(regexp_replace(trim(s), '([+-])([0-9])(:[0-9]{2})?$', '\\10\\2\\3') AS TIMESTAMPTZ)
    ELSE CAST(CAST(bq_error('Invalid timestamp: ' || chr(39) || s || chr(39)) AS VARCHAR) AS TIMESTAMPTZ) END`,
  'bq_parse_time(s) AS CAST(trim(s) AS TIME)',
  `bq_date_series(a, b, step) AS CAST(list_transform(
    range(0, CAST(b - a AS BIGINT) + sign(step), CASE WHEN step = 0 THEN bq_error('Sequence step cannot be 0.') ELSE step END),
    lambda i: a + CAST(i AS INTEGER)) AS DATE[])`,
  "bq_series(a, b, step, n) AS generate_series(a, b, CASE WHEN n = 0 THEN to_days(CAST(bq_error('Sequence step cannot be 0.') AS INTEGER)) ELSE step END)",
];
