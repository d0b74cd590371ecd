/** Strings as BigQuery writes and reads them; each entry is `name(parameters) AS body`. */
export const stringMacros: string[] = [
  "bq_short_float(x) AS CASE WHEN CAST(printf('%.15g', x) AS DOUBLE) = x THEN printf('%.15g', x) ELSE printf('%.17g', x) END",
  `bq_float_string(x) AS CASE WHEN isnan(x) THEN 'nan' WHEN isinf(x) THEN CASE WHEN x > 0 THEN 'inf' ELSE '-inf' END
    WHEN x = 0 THEN '0' ELSE bq_short_float(x) END`,
  `bq_float_text(x) AS CASE WHEN x = 0 THEN CAST(x AS VARCHAR) WHEN regexp_full_match(bq_float_string(x), '-?[0-9]+') THEN bq_float_string(x) || '.0' ELSE bq_float_string(x) END`,
  `bq_float_literal(x) AS CASE WHEN isfinite(x) THEN bq_float_text(x) ELSE 'CAST("' || bq_float_string(x) || '" AS FLOAT64)' END`,
  "bq_numeric_string(x) AS regexp_replace(CAST(x AS VARCHAR), '\\.?0+$', '')",
  "bq_fraction(t) AS CASE WHEN microsecond(t) % 1000000 = 0 THEN '' ELSE '.' || rtrim(strftime(t, '%f'), '0') END",
  `bq_short_fraction(t) AS CASE WHEN microsecond(t) % 1000000 = 0 THEN '' WHEN microsecond(t) % 1000 = 0 THEN strftime(t, '.%g') ELSE strftime(t, '.%f') END`,
  "bq_datetime_string(t) AS strftime(t, '%Y-%m-%d %H:%M:%S') || bq_short_fraction(t)",
  "bq_iso_string(t) AS strftime(t, '%Y-%m-%dT%H:%M:%S') || bq_short_fraction(t)",
  "bq_time_string(t) AS substr(bq_datetime_string(DATE '1970-01-01' + t), 12)",
  "bq_timestamp_string(t) AS bq_datetime_string(bq_utc(t)) || '+00'",
  `bq_any_string(x) AS CASE typeof(x) WHEN 'DOUBLE' THEN bq_float_string(TRY_CAST(CAST(x AS VARCHAR) AS DOUBLE))
    WHEN 'TIMESTAMP WITH TIME ZONE' THEN bq_timestamp_string(TRY_CAST(CAST(x AS VARCHAR) AS TIMESTAMPTZ))
    WHEN 'TIMESTAMP' THEN bq_datetime_string(TRY_CAST(CAST(x AS VARCHAR) AS TIMESTAMP))
    WHEN 'TIME' THEN bq_time_string(TRY_CAST(CAST(x AS VARCHAR) AS TIME))
    WHEN 'DECIMAL(38,9)' THEN bq_numeric_string(x) WHEN 'BIGNUM' THEN bq_bignumeric_text(TRY_CAST(CAST(x AS VARCHAR) AS BIGNUM))
    ELSE CAST(x AS VARCHAR) END`,
  'bq_size(n, message) AS CASE WHEN n < 0 THEN bq_error(message) WHEN n > 2147483647 THEN 2147483647 ELSE n END',
  `bq_substr(s, p) AS CASE WHEN p < -length(s) THEN s ELSE substring(s, CASE WHEN p = 0 THEN 1 WHEN p > 2147483647 THEN 2147483647 ELSE p END) END`,
  `bq_substr_length(s, p, n) AS substring(s, CASE WHEN p = 0 OR p < -length(s) THEN 1 WHEN p > 2147483647 THEN 2147483647 ELSE p END, n)`,
  "bq_pad_pattern(p) AS CASE WHEN p = '' THEN CAST(bq_error('Third argument (pad pattern) for LPAD/RPAD cannot be empty') AS VARCHAR) ELSE p END",
  `bq_split_substr(s, d, first, n, is_counted) AS CASE WHEN s IS NULL OR d IS NULL OR first IS NULL OR (is_counted AND n IS NULL) THEN NULL
    WHEN d = '' THEN CAST(bq_error('The delimiter of SPLIT_SUBSTR must not be empty') AS VARCHAR)
    WHEN n < 0 THEN CAST(bq_error('The count of SPLIT_SUBSTR must not be negative') AS VARCHAR)
    ELSE array_to_string(list_slice(string_split(s, d),
      CASE WHEN first > 0 THEN first WHEN first = 0 THEN 1 ELSE greatest(len(string_split(s, d)) + first + 1, 1) END,
      CASE WHEN first > 0 THEN first WHEN first = 0 THEN 1 ELSE greatest(len(string_split(s, d)) + first + 1, 1) END + least(coalesce(n, 1000000000), 1000000000) - 1), d) END`,
  "bq_split(s, d) AS CASE WHEN d IS NULL THEN NULL WHEN s = '' THEN [''] ELSE string_split(s, d) END",
  "bq_checked_bytes(s, n) AS CASE WHEN octet_length(s) > n THEN encode(CAST(bq_error('Value is longer than the maximum length ' || n) AS VARCHAR)) ELSE s END",
  "bq_checked_length(s, n) AS CASE WHEN length(s) > n THEN CAST(bq_error('Value is longer than the maximum length ' || n) AS VARCHAR) ELSE s END",
];
