/** Arithmetic with BigQuery's errors; each entry is `name(parameters) AS body`. */
export const numberMacros: string[] = [
  "bq_error(message) AS CAST('bq_error: ' || message AS BIGINT)",
  "bq_nonzero(x) AS CASE WHEN x = 0 THEN bq_error('division by zero') ELSE x END",
  "bq_sum(x) AS CASE WHEN typeof(x) = 'HUGEINT' THEN CAST(x AS BIGINT) ELSE x END",
  "bq_unscaled(x) AS CAST(replace(CAST(abs(x) AS VARCHAR), '.', '') AS HUGEINT)",
  'bq_quotient_sign(a, b) AS CASE WHEN (a < 0) = (b < 0) THEN 1 ELSE -1 END',
  `bq_divide_9(n, d) AS CAST(n // d AS DECIMAL(38,0))
    + CAST((n % d * 1000000000 + d // 2) // d AS DECIMAL(28,0)) * CAST('0.000000001' AS DECIMAL(10,9))`,
  `bq_divide_18(n, d) AS CAST(n // d AS DECIMAL(20,0))
    + CAST(n % d * 1000000000 // d AS DECIMAL(10,0)) * CAST('0.000000001' AS DECIMAL(9,9))
    + CAST((n % d * 1000000000 % d * 1000000000 + d // 2) // d AS DECIMAL(10,0)) * CAST('0.000000000000000001' AS DECIMAL(18,18))`,
  `bq_numeric_divide(a, b) AS CAST(bq_quotient_sign(a, b) * bq_divide_9(bq_unscaled(a), bq_nonzero(bq_unscaled(b))) AS DECIMAL(38,9))`,
  `bq_bignumeric_divide(a, b) AS CAST(bq_quotient_sign(a, b) * bq_divide_18(bq_unscaled(a), bq_nonzero(bq_unscaled(b))) AS DECIMAL(38,18))`,
  `bq_exp(x) AS CASE WHEN isinf(exp(x)) AND isfinite(x) THEN bq_error('Floating point error in function: EXP') ELSE exp(x) END`,
  `bq_round_float(x) AS CASE WHEN isfinite(x) THEN round(x)
    ELSE bq_error('Illegal conversion of non-finite floating point number to an integer: ' || CAST(x AS VARCHAR)) END`,
  "bq_sqrt(x) AS CASE WHEN x < 0 THEN bq_error('Floating point error in function: SQRT') ELSE sqrt(x) END",
  "bq_ln(x) AS CASE WHEN x <= 0 THEN bq_error('Floating point error in function: LN') ELSE ln(x) END",
  "bq_log10(x) AS CASE WHEN x <= 0 THEN bq_error('Floating point error in function: LOG10') ELSE log10(x) END",
  `bq_pow(x, y) AS CASE WHEN (x = 0 AND y < 0) OR (x < 0 AND isfinite(x) AND y <> floor(y))
    OR (isinf(pow(x, y)) AND isfinite(x) AND isfinite(y))
    THEN bq_error('Floating point error in function: POW') ELSE pow(x, y) END`,
  'bq_shift_left(x, n) AS CASE WHEN n >= 64 THEN 0 ELSE CAST(CAST((CAST(x AS BIT) << CAST(n AS INTEGER)) AS BIGINT) AS BIGINT) END',
  'bq_shift_right(x, n) AS CASE WHEN n >= 64 THEN 0 ELSE CAST(CAST((CAST(x AS BIT) >> CAST(n AS INTEGER)) AS BIGINT) AS BIGINT) END',
  'bq_range_bucket(point, boundaries) AS CASE WHEN point IS NOT NULL THEN CAST(len(list_filter(boundaries, lambda b: b <= point)) AS BIGINT) END',
  `bq_parse_int64(s) AS CASE WHEN regexp_full_match(s, '\\s*[+-]?[0-9]+\\s*') THEN CAST(trim(s) AS BIGINT)
    WHEN regexp_full_match(s, '\\s*[+-]?0[xX][0-9a-fA-F]+\\s*')
      THEN CAST(CASE WHEN starts_with(trim(s), '-') THEN '-' ELSE '' END || CAST(CAST(lower(ltrim(trim(s), '+-')) AS UBIGINT) AS VARCHAR) AS BIGINT)
    ELSE bq_error('Bad int64 value: ' || s) END`,
  "bq_safe_int64(s) AS CASE WHEN regexp_full_match(s, '\\s*[+-]?[0-9]+\\s*') THEN TRY_CAST(s AS BIGINT) END",
  `bq_to_int64(x) AS CASE WHEN typeof(x) IN ('DOUBLE', 'FLOAT') THEN CAST(round(TRY_CAST(CAST(x AS VARCHAR) AS DOUBLE)) AS BIGINT)
    WHEN typeof(x) = 'VARCHAR' THEN bq_parse_int64(CAST(x AS VARCHAR)) ELSE CAST(x AS BIGINT) END`,
  `bq_parse_float64(s) AS CASE WHEN regexp_full_match(s, '\\s*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\s*')
      OR regexp_full_match(lower(s), '\\s*[+-]?(inf|infinity|nan)\\s*') THEN CAST(trim(s) AS DOUBLE)
    ELSE CAST(bq_error('Bad double value: ' || s) AS DOUBLE) END`,
  `bq_parse_bool(s) AS CASE lower(s) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE
    ELSE CAST(bq_error('Bad bool value: ' || s) AS BOOLEAN) END`,
];
