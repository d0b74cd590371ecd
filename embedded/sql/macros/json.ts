/** Numbers in JSON text that DuckDB would write otherwise: any with a fraction or an exponent. */
const number = "'(?:^|[:,\\[])-?[0-9]+[.e]'";
/** The same in a JSON value, which holds numbers as BigQuery writes them: very small and very large ones. */
const extreme = "'(?:^|[:,\\[])-?(?:0\\.0000|[0-9.]*e|[0-9]{16,}\\.)'";

/** What DuckDB takes for numbers in JSON text. */
const numberWords =
  "contains(CAST(j AS VARCHAR), 'NaN') OR contains(CAST(j AS VARCHAR), 'Infinity')";

/**
 * Readers that look with DuckDB first: its `json_value` and the like of parameter `p`, DuckDB's path, and natives, by
 * `path`, the JSONPath, where DuckDB would write a number otherwise or (in text) reads JSON more strictly than BigQuery.
 * The first condition mentions what DuckDB found, so that DuckDB looks once for all of them.
 */
function readers(suffix: string, pattern: string, isText: boolean): string[] {
  const entry = (name: string, found: string, exact: string, cases: string) => {
    const native = `bq_json_${exact}_at(CAST(j AS VARCHAR), path, style)`;
    const strict = isText
      ? `WHEN ${found} IS NULL THEN CASE WHEN NOT json_valid(CAST(j AS VARCHAR)) OR ${numberWords} THEN ${native} END
      WHEN ${numberWords} THEN ${native}`
      : '';
    return `bq_json_${name}${suffix}(j, p, path, style) AS CASE ${strict} ${cases.replaceAll('$found', found).replaceAll('$native', native)} END`;
  };
  const extracted = 'TRY(json_extract(j, p))';
  return [
    entry(
      'value',
      'TRY(json_value(j, p))',
      'value',
      `WHEN starts_with($found, '"') THEN json_extract_string($found, '$')
      ${isText ? `WHEN ascii(CAST($found AS VARCHAR)) IN (48, 73, 78, 105) OR starts_with($found, 'na') OR starts_with($found, '-') AND ascii(CAST($found AS VARCHAR)[2]) NOT BETWEEN 49 AND 57 THEN $native` : ''}
      WHEN (contains($found, '.') OR contains($found, 'e')) AND regexp_matches($found, ${pattern}) THEN $native
      ELSE nullif(CAST($found AS VARCHAR), 'null')`,
    ),
    entry(
      'query_array',
      extracted,
      'query_array',
      `WHEN NOT starts_with($found, '[') THEN NULL WHEN regexp_matches($found, ${pattern}) THEN $native
      ELSE CAST(json_extract($found, '$[*]') AS VARCHAR[])`,
    ),
    entry(
      'value_array',
      extracted,
      'value_array',
      `WHEN NOT starts_with($found, '[') THEN NULL
      WHEN regexp_matches($found, ${pattern}) OR regexp_matches($found, '.[\\[{]') THEN $native
      ELSE CAST(json_extract_string($found, '$[*]') AS VARCHAR[])`,
    ),
    entry(
      'query',
      extracted,
      'query',
      `WHEN regexp_matches($found, ${pattern}) THEN $native ELSE nullif(CAST($found AS VARCHAR), 'null')`,
    ),
  ];
}

/**
 * Readers of many paths, which are looked up together: lists of what `bq_json_value` finds at DuckDB's paths `ps`, and of
 * the INT64 in it. Most integers stand in the document as DuckDB writes them.
 */
function readersOfMany(): string[] {
  const [single = ''] = readers('', extreme, false);
  const value = single
    .slice(single.indexOf(' AS ') + 4)
    .replaceAll('TRY(json_value(j, p))', 'x')
    .replaceAll('path, style', "paths[i], 'standard'");
  const entry = (name: string, body: string) =>
    `${name}(j, ps, paths) AS list_transform(TRY(json_value(j, ps)), lambda x, i: ${body})`;
  return [
    entry('bq_json_values', value),
    entry(
      'bq_json_integers',
      `CASE WHEN CAST(TRY_CAST(CAST(x AS VARCHAR) AS BIGINT) AS VARCHAR) = CAST(x AS VARCHAR)
      THEN TRY_CAST(CAST(x AS VARCHAR) AS BIGINT) WHEN x IS NOT NULL THEN bq_safe_int64(${value}) END`,
    ),
  ];
}

/** JSON; each entry is `name(parameters) AS body`. */
export const jsonMacros: string[] = [
  ...readers('', extreme, false),
  ...readers('_of_text', number, true),
  `bq_json_at(j, p) AS CASE WHEN regexp_matches(json_extract(j, p), ${extreme})
    THEN CAST(bq_json_canonical(CAST(json_extract(j, p) AS VARCHAR)) AS JSON) ELSE json_extract(j, p) END`,
  `bq_json_type_name(t) AS CASE t WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'NULL' THEN 'null'
    WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' ELSE CASE WHEN t IS NOT NULL THEN 'number' END END`,
  'bq_json_type(j) AS bq_json_type_name(json_type(j))',
  ...readersOfMany(),
  "bq_json_is_number(j) AS json_type(j) IN ('UBIGINT', 'BIGINT', 'DOUBLE', 'HUGEINT')",
  "bq_json_text(j) AS json_extract_string(j, '$')",
  `bq_json_int64(j) AS CASE WHEN json_type(j) IN ('UBIGINT', 'BIGINT') THEN CAST(bq_json_text(j) AS BIGINT)
    WHEN json_type(j) = 'DOUBLE' AND CAST(bq_json_text(j) AS DOUBLE) = floor(CAST(bq_json_text(j) AS DOUBLE)) THEN CAST(CAST(bq_json_text(j) AS DOUBLE) AS BIGINT)
    WHEN j IS NOT NULL THEN bq_error('The provided JSON input is not an integer') END`,
  `bq_json_float64(j) AS CASE WHEN bq_json_is_number(j) THEN CAST(bq_json_text(j) AS DOUBLE)
    WHEN j IS NOT NULL THEN CAST(bq_error('The provided JSON input is not a number') AS DOUBLE) END`,
  `bq_json_float64_exact(j) AS CASE WHEN json_type(j) IN ('UBIGINT', 'BIGINT') AND CAST(CAST(bq_json_text(j) AS DOUBLE) AS HUGEINT) <> CAST(bq_json_text(j) AS HUGEINT)
    THEN CAST(bq_error('JSON number: ' || bq_json_text(j) || ' cannot be converted to FLOAT64 without loss of precision') AS DOUBLE) ELSE bq_json_float64(j) END`,
  `bq_json_bool(j) AS CASE WHEN json_type(j) = 'BOOLEAN' THEN CAST(bq_json_text(j) AS BOOLEAN)
    WHEN j IS NOT NULL THEN CAST(bq_error('The provided JSON input is not a boolean') AS BOOLEAN) END`,
  `bq_json_string(j) AS CASE WHEN json_type(j) = 'VARCHAR' THEN bq_json_text(j)
    WHEN j IS NOT NULL THEN CAST(bq_error('The provided JSON input is not a string') AS VARCHAR) END`,
  `bq_lax_int64(j) AS CASE json_type(j) WHEN 'BOOLEAN' THEN CASE bq_json_text(j) WHEN 'true' THEN 1 ELSE 0 END
    WHEN 'ARRAY' THEN NULL WHEN 'OBJECT' THEN NULL
    ELSE CASE WHEN NOT contains(lower(bq_json_text(j)), 'x') THEN COALESCE(bq_safe_int64(bq_json_text(j)), TRY_CAST(round(bq_lax_float(bq_json_text(j))) AS BIGINT)) END END`,
  `bq_lax_float64(j) AS CASE WHEN bq_json_is_number(j) THEN CAST(bq_json_text(j) AS DOUBLE) WHEN json_type(j) = 'VARCHAR' THEN bq_lax_float(bq_json_text(j)) END`,
  `bq_lax_bool(j) AS CASE WHEN json_type(j) IN ('BOOLEAN', 'VARCHAR') THEN CASE lower(bq_json_text(j)) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END
    WHEN bq_json_is_number(j) THEN CAST(bq_json_text(j) AS DOUBLE) <> 0 END`,
  `bq_lax_string(j) AS CASE WHEN json_type(j) IN ('ARRAY', 'OBJECT') THEN NULL WHEN json_type(j) = 'DOUBLE' THEN bq_float_string(CAST(bq_json_text(j) AS DOUBLE)) ELSE bq_json_text(j) END`,
  `bq_json_items(j) AS CASE WHEN json_type(j) = 'ARRAY' THEN CAST(json_extract(j, '$[*]') AS JSON[])
    WHEN j IS NOT NULL THEN CAST(CAST(bq_error('The provided JSON input is not an array') AS VARCHAR) AS JSON[]) END`,
  "bq_json_lax_items(j) AS CASE WHEN json_type(j) = 'ARRAY' THEN CAST(json_extract(j, '$[*]') AS JSON[]) END",
  "bq_json_integer(x) AS CASE WHEN x BETWEEN -9007199254740992 AND 9007199254740992 THEN CAST(x AS VARCHAR) ELSE '\"' || CAST(x AS VARCHAR) || '\"' END",
  `bq_json_float(x) AS CASE WHEN isnan(x) THEN '"NaN"' WHEN isinf(x) THEN CASE WHEN x > 0 THEN '"Infinity"' ELSE '"-Infinity"' END ELSE bq_float_string(x) END`,
  `bq_json_float_value(x) AS CASE WHEN isnan(x) THEN '"NaN"' WHEN isinf(x) THEN CASE WHEN x > 0 THEN '"Infinity"' ELSE '"-Infinity"' END ELSE bq_json_double(x) END`,
  `bq_json_numeric(s) AS CASE WHEN NOT contains(s, '.') AND length(s) <= 17 AND CAST(s AS BIGINT) BETWEEN -9007199254740992 AND 9007199254740992 THEN s ELSE '"' || s || '"' END`,
  `bq_json_key(s) AS CASE WHEN s IS NULL THEN CAST(bq_error('Invalid input to JSON_OBJECT: A key cannot be NULL') AS VARCHAR) ELSE s END`,
  `bq_json_given(items, what) AS CASE WHEN items IS NULL THEN [CAST(bq_error('Invalid input to JSON_OBJECT: The ' || what || ' array cannot be NULL') AS VARCHAR)] ELSE items END`,
  `bq_json_quote(s) AS CASE WHEN regexp_matches(s, '[\\x0b\\x0e\\x0f\\x1a-\\x1f\\x{2028}\\x{2029}]') THEN bq_json_quote_exactly(s) ELSE CAST(to_json(s) AS VARCHAR) END`,
];
