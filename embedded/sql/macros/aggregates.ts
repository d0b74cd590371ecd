/** What aggregates make of their totals and lists; each entry is `name(parameters) AS body`. */
export const aggregateMacros: string[] = [
  'bq_at_least(n, least, message) AS CASE WHEN n IS NULL OR n < least THEN bq_error(message) ELSE n END',
  `bq_frame_offset(n) AS CASE WHEN n IS NULL OR n < 0 THEN bq_error('Window framing expression must not be NULL or negative') ELSE n END`,
  `bq_finite_offset(n) AS CASE WHEN isfinite(n) THEN n ELSE bq_error('An infinite offset of a RANGE frame is not supported') END`,
  `bq_nanos(x) AS CAST(trunc(x) AS HUGEINT) * 1000000000 + CAST(CAST(x - trunc(x) AS DECIMAL(10,9)) * CAST(1000000000 AS DECIMAL(10,0)) AS HUGEINT)`,
  'bq_wide_offset(n, key) AS CASE WHEN key IS NULL THEN n ELSE least(n, 170000000000000000000000000000000000000 - abs(key)) END',
  'bq_float_offset(n, room) AS CASE WHEN isfinite(room) THEN least(n, 1.7976931348623157e308 + room) ELSE n END',
  `bq_float_sum(total, scaled) AS CASE WHEN isfinite(total) THEN total WHEN NOT isfinite(scaled) THEN scaled
    WHEN isinf(scaled * 1e40) THEN bq_error('double overflow') ELSE scaled * 1e40 END`,
  `bq_float_average(mean, scaled, final) AS CASE WHEN isfinite(mean) THEN mean WHEN isfinite(scaled) THEN scaled * 1e40
    WHEN isinf(scaled) AND isinf(final) IS NOT TRUE THEN 'nan'::DOUBLE ELSE scaled END`,
  `bq_numeric_sum(total) AS CASE WHEN abs(total) > 99999999999999999999999999999.999999999 THEN bq_error('numeric overflow: SUM')
    ELSE CAST(total AS DECIMAL(38,9)) END`,
  `bq_bytes_join(items, separator) AS CASE WHEN len(items) > 0 THEN
    list_reduce(items, lambda joined, item: joined || separator || item) END`,
  `bq_quantiles(items, n) AS CASE WHEN len(items) > 0 THEN
    list_transform(range(0, n + 1), lambda i: items[greatest((i * len(items) + n - 1) // n, 1)]) END`,
  `bq_fraction_of(f) AS CASE WHEN f >= 0 AND f <= 1 THEN f ELSE bq_error('Percentile must be between 0 and 1') END`,
  `bq_exact_ceiling(f, n) AS CASE WHEN f * n = floor(f * n) AND bq_product_error(f, n, f * n) > 0 THEN f * n + 1 ELSE ceil(f * n) END`,
  `bq_percentile_disc(items, f) AS items[greatest(CAST(bq_exact_ceiling(bq_fraction_of(f), len(items)) AS BIGINT), 1)]`,
  `bq_between(low, high, weight) AS CASE WHEN weight = 0 THEN low WHEN low IS NULL THEN high
    WHEN high IS NULL THEN low ELSE low * (1 - weight) + high * weight END`,
  `bq_numeric_between(low, high, weight) AS CASE WHEN weight = 0 THEN low WHEN low IS NULL THEN high
    ELSE low + (high - low) * CAST(weight AS DECIMAL(10,9)) END`,
  'bq_position(items, f) AS (len(items) - 1) * bq_fraction_of(f)',
  'bq_at_or_after(items, p, step) AS items[CAST(floor(p) AS BIGINT) + 1 + step]',
  `bq_percentile_cont(items, f) AS CASE WHEN len(items) > 0 THEN bq_between(
    bq_at_or_after(items, bq_position(items, f), 0), bq_at_or_after(items, bq_position(items, f), 1), bq_position(items, f) - floor(bq_position(items, f))) END`,
  `bq_numeric_percentile(items, f) AS CASE WHEN len(items) > 0 THEN CAST(bq_numeric_between(
    CAST(bq_at_or_after(items, bq_position(items, f), 0) AS DECIMAL(28,9)), CAST(bq_at_or_after(items, bq_position(items, f), 1) AS DECIMAL(28,9)),
    bq_position(items, f) - floor(bq_position(items, f))) AS DECIMAL(38,9)) END`,
  "bq_sketch(tag, hashes) AS CASE WHEN len(hashes) > 0 THEN from_hex(tag || array_to_string(list_sort(hashes), '')) END",
  `bq_sketch_size(sketch) AS CASE WHEN sketch IS NULL THEN 0 WHEN octet_length(sketch) % 8 <> 1 OR octet_length(sketch) < 9
    THEN bq_error('Invalid or incompatible sketch in HLL_COUNT') ELSE (octet_length(sketch) - 1) // 8 END`,
  `bq_sketch_hashes(sketch) AS list_transform(range(0, bq_sketch_size(sketch)), lambda i: substring(hex(sketch), 3 + 16 * i, 16))`,
  `bq_sketch_tag(sketches) AS CASE WHEN len(list_distinct(list_transform(sketches, lambda s: left(hex(s), 2)))) > 1
    THEN CAST(bq_error('Invalid or incompatible sketch in HLL_COUNT') AS VARCHAR) ELSE left(hex(sketches[1]), 2) END`,
  'bq_sketch_union(sketches) AS bq_sketch(bq_sketch_tag(sketches), list_distinct(flatten(list_transform(sketches, lambda s: bq_sketch_hashes(s)))))',
  'bq_sketch_count(sketches) AS bq_sketch_size(bq_sketch_union(sketches))',
];
