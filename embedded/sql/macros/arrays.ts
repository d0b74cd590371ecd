/** Arrays; each entry is `name(parameters) AS body`. */
export const arrayMacros: string[] = [
  // A list whose elements are all NULL has one of them in store, and JavaScript would read on behind it.
  'bq_flat_list(items) AS list_transform(items, lambda item: item)',
  `bq_any(tests) AS CASE WHEN tests IS NULL THEN FALSE WHEN list_contains(tests, TRUE) THEN TRUE WHEN list_count(tests) < len(tests) THEN NULL ELSE FALSE END`,
  `bq_all(tests) AS CASE WHEN tests IS NULL THEN TRUE WHEN list_contains(tests, FALSE) THEN FALSE WHEN list_count(tests) < len(tests) THEN NULL ELSE TRUE END`,
  `bq_in_unnest(x, items) AS CASE WHEN len(items) = 0 OR items IS NULL THEN FALSE WHEN x IS NULL THEN NULL
    WHEN list_contains(items, x) THEN TRUE WHEN list_count(items) < len(items) THEN NULL ELSE FALSE END`,
  `bq_stored_array(items, field) AS CASE WHEN list_count(items) < len(items)
    THEN list_slice(items, bq_error('Array cannot have a null element; error in writing field ' || field), 1) ELSE COALESCE(items, []) END`,
  'bq_array_concat(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN list_concat(a, b) END',
  `bq_offset(items, n) AS items[CASE WHEN n < 0 OR n >= len(items) THEN bq_error('Array index ' || n || ' is out of bounds') ELSE n END + 1]`,
  `bq_ordinal(items, n) AS items[CASE WHEN n < 1 OR n > len(items) THEN bq_error('Array index ' || n || ' is out of bounds') ELSE n END]`,
  'bq_safe_offset(items, n) AS CASE WHEN n >= 0 THEN items[n + 1] END',
  'bq_safe_ordinal(items, n) AS CASE WHEN n >= 1 THEN items[n] END',
  `bq_array_to_string(items, separator, null_text) AS CASE WHEN items IS NOT NULL AND separator IS NOT NULL THEN
    CASE WHEN len(items) = 0 THEN '' ELSE COALESCE(array_to_string(
      CASE WHEN null_text IS NULL THEN list_filter(items, lambda v: v IS NOT NULL) ELSE list_transform(items, lambda v: COALESCE(v, null_text)) END,
      separator), '') END END`,
  // DuckDB's array_to_string wants a constant separator
  `bq_array_join(items, separator, null_text) AS bq_join_texts(
    CASE WHEN null_text IS NULL THEN list_filter(items, lambda v: v IS NOT NULL) ELSE list_transform(items, lambda v: COALESCE(v, null_text)) END,
    separator)`,
  `bq_array_slice(items, first, last) AS list_slice(items,
    CASE WHEN first < 0 THEN greatest(first + len(items), 0) ELSE first END + 1,
    CASE WHEN last < 0 THEN last + len(items) ELSE last END + 1)`,
  `bq_generate_array(a, b, step) AS CAST(generate_series(a, b, CASE WHEN step = 0 THEN bq_error('Sequence step cannot be 0.') ELSE step END) AS BIGINT[])`,
  `bq_generate_float_array(a, b, step) AS list_transform(
    range(0, CASE WHEN step = 0 THEN bq_error('Sequence step cannot be 0.') WHEN (b - a) / step < 0 THEN 0
      ELSE CAST(floor(CAST((b - a) / step AS DOUBLE) + 1e-9) AS BIGINT) + 1 END),
    lambda i: a + i * step)`,
];
