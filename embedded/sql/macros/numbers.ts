/** Arithmetic with BigQuery's errors; each entry is `name(parameters) AS body`. */
export const numberMacros: string[] = [
  "bq_error(message) AS CAST('bq_error: ' || message AS BIGINT)",
  `bq_next_iteration(n) AS CASE WHEN n < 500 THEN n + 1
    ELSE bq_error('A recursive CTE has exceeded the maximum number of iterations: 500' || left(CAST(n AS VARCHAR), 0)) END`,
  "bq_nonzero(x) AS CASE WHEN x = 0 THEN bq_error('division by zero') ELSE x END",
  "bq_sum(x) AS CASE WHEN typeof(x) = 'HUGEINT' THEN CAST(x AS BIGINT) ELSE x END",
  `bq_divide(a, b) AS CASE WHEN isfinite(a / b) THEN a / b WHEN a IS NULL OR b IS NULL THEN NULL
    WHEN b = 0 THEN CAST(bq_error('division by zero') AS DOUBLE)
    WHEN isfinite(a) AND isfinite(b) THEN CAST(bq_error('double overflow in division') AS DOUBLE) ELSE a / b END`,
  "bq_divide_whole(a, b) AS CASE WHEN b = 0 AND a IS NOT NULL THEN CAST(bq_error('division by zero') AS DOUBLE) ELSE a / b END",
  'bq_safe_divide(a, b) AS CASE WHEN b = 0 OR (isinf(a / b) AND isfinite(a)) THEN NULL ELSE a / b END',
  "bq_div(a, b) AS CASE WHEN b = 0 AND a IS NOT NULL THEN bq_error('division by zero') ELSE a // b END",
  "bq_mod(a, b) AS CASE WHEN b = 0 AND a IS NOT NULL THEN bq_error('division by zero') WHEN b = -1 THEN 0 * a ELSE a % b END",
  `bq_exp(x) AS CASE WHEN isinf(exp(x)) AND isfinite(x) THEN bq_error('Floating point error in function: EXP') ELSE exp(x) END`,
  `bq_round_float(x) AS CASE WHEN isfinite(x) THEN round(x)
    ELSE bq_error('Illegal conversion of non-finite floating point number to an integer: ' || CAST(x AS VARCHAR)) END`,
  "bq_sqrt(x) AS CASE WHEN x < 0 THEN bq_error('Floating point error in function: SQRT') ELSE sqrt(x) END",
  "bq_ln(x) AS CASE WHEN x = '-inf'::DOUBLE THEN 'nan'::DOUBLE WHEN x <= 0 THEN bq_error('Floating point error in function: LN') ELSE ln(x) END",
  'bq_high_bits(f) AS f * 134217729 - (f * 134217729 - f)',
  'bq_product_error(f, n, p) AS (bq_high_bits(f) * n - p) + (f - bq_high_bits(f)) * n',
  'bq_scaled(x, n) AS x * pow(10, n)',
  'bq_scaled_up(x, n) AS n BETWEEN 1 AND 11 AND sign(bq_product_error(x, pow(10, n), bq_scaled(x, n))) = -sign(x)',
  'bq_rounds_down(x, n) AS abs(bq_scaled(x, n) - trunc(bq_scaled(x, n))) = 0.5 AND bq_scaled_up(x, n)',
  `bq_round_places(x, n) AS CASE WHEN n IS NULL THEN NULL WHEN bq_rounds_down(x, n) THEN trunc(bq_scaled(x, n)) / pow(10, n)
    WHEN n >= 0 OR isfinite(x) THEN round(x, n) ELSE x END`,
  `bq_trunc_places(x, n) AS CASE WHEN n IS NULL THEN NULL WHEN bq_scaled(x, n) = trunc(bq_scaled(x, n)) AND x <> 0 AND bq_scaled_up(x, n)
    THEN (bq_scaled(x, n) - sign(x)) / pow(10, n) WHEN n >= 0 OR isfinite(x) THEN trunc(x, n) ELSE x END`,
  'bq_cbrt(x) AS cbrt(x)',
  `bq_log(x, b) AS CASE WHEN x IS NULL OR b IS NULL THEN NULL WHEN isnan(x) OR NOT isfinite(b) OR x = '-inf'::DOUBLE OR (x = 'inf'::DOUBLE AND b <= 0) THEN 'nan'::DOUBLE WHEN isinf(x) THEN x / ln(b)
    WHEN x <= 0 OR b <= 0 OR b = 1 THEN CAST(bq_error('Floating point error in function: LOG') AS DOUBLE) ELSE ln(x) / ln(b) END`,
  "bq_log10(x) AS CASE WHEN x = '-inf'::DOUBLE THEN 'nan'::DOUBLE WHEN x <= 0 THEN bq_error('Floating point error in function: LOG10') ELSE log10(x) END",
  `bq_pow(x, y) AS CASE WHEN (x = 0 AND y < 0 AND isfinite(y)) OR (x < 0 AND isfinite(x) AND y <> floor(y))
    OR (isinf(pow(x, y)) AND isfinite(x) AND isfinite(y))
    THEN bq_error('Floating point error in function: POW') ELSE pow(x, y) END`,
  `bq_shift_left(x, n) AS CASE WHEN n < 0 THEN bq_error('Bitwise shift by negative offset.') WHEN x IS NULL THEN NULL
    WHEN n >= 64 THEN 0 ELSE CAST((CAST(x AS BIT) << CAST(n AS INTEGER)) AS BIGINT) END`,
  `bq_shift_right(x, n) AS CASE WHEN n < 0 THEN bq_error('Bitwise shift by negative offset.') WHEN x IS NULL THEN NULL
    WHEN n >= 64 THEN 0 ELSE CAST((CAST(x AS BIT) >> CAST(n AS INTEGER)) AS BIGINT) END`,
  `bq_range_bucket(point, boundaries) AS CASE WHEN point IS NULL OR boundaries IS NULL THEN NULL
    WHEN len(boundaries) > len(list_filter(boundaries, lambda b: b IS NOT NULL)) THEN bq_error('Elements in input array to RANGE_BUCKET cannot be null')
    WHEN list_sort(boundaries) <> boundaries THEN bq_error('Elements in input array to RANGE_BUCKET must be in ascending order')
    ELSE CAST(len(list_filter(boundaries, lambda b: b <= point)) AS BIGINT) END`,
  "bq_plain_number(s) AS CASE WHEN regexp_full_match(s, '\\s*[+-]?\\s*[0-9,]*\\.?[0-9]*([eE][+-]?[0-9]+)?\\s*') THEN regexp_replace(s, '[\\s,]', '', 'g') WHEN regexp_full_match(s, '\\s*[0-9,]*\\.?[0-9]*([eE][+-]?[0-9]+)?\\s*[+-]\\s*') THEN right(trim(s), 1) || regexp_replace(left(trim(s), length(trim(s)) - 1), '[\\s,]', '', 'g') ELSE s END",
  `bq_parse_int64(s) AS CASE WHEN regexp_full_match(s, '\\s*[+-]?[0-9]+\\s*') THEN CAST(trim(s) AS BIGINT)
    WHEN regexp_full_match(s, '\\s*[+-]?0[xX][0-9a-fA-F]+\\s*')
      THEN CAST(CASE WHEN starts_with(trim(s), '-') THEN '-' ELSE '' END || CAST(CAST(lower(ltrim(trim(s), '+-')) AS UBIGINT) AS VARCHAR) AS BIGINT)
    ELSE bq_error('Bad int64 value: ' || s) END`,
  'bq_safe_int64(s) AS TRY(bq_parse_int64(s))',
  `bq_to_int64(x) AS CASE WHEN typeof(x) IN ('DOUBLE', 'FLOAT') THEN CAST(round(TRY_CAST(CAST(x AS VARCHAR) AS DOUBLE)) AS BIGINT)
    WHEN typeof(x) = 'VARCHAR' THEN bq_parse_int64(CAST(x AS VARCHAR)) ELSE CAST(x AS BIGINT) END`,
  `bq_parse_float64(s) AS CASE WHEN regexp_full_match(s, '\\s*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\s*')
      OR regexp_full_match(lower(s), '\\s*[+-]?(inf|infinity|nan)\\s*') THEN CAST(trim(s) AS DOUBLE)
    WHEN contains(s, '0x') OR contains(s, '0X') THEN bq_hexadecimal_float(s)
    ELSE CAST(bq_error('Bad double value: ' || s) AS DOUBLE) END`,
  `bq_parse_bool(s) AS CASE lower(s) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE
    ELSE CAST(bq_error('Bad bool value: ' || s) AS BOOLEAN) END`,
];
