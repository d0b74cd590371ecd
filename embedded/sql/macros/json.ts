/** JSON; each entry is `name(parameters) AS body`. */
export const jsonMacros: string[] = [
  "bq_json_value(j, path) AS json_extract_string(json_value(j, path), '$')",
  "bq_json_query_text(j, path) AS CASE WHEN json_type(j, path) <> 'NULL' THEN CAST(json_extract(j, path) AS VARCHAR) END",
  "bq_json_array(j, path, every) AS CASE WHEN json_type(j, path) = 'ARRAY' THEN CAST(json_extract(j, every) AS JSON[]) END",
  `bq_json_value_array(j, path, every) AS CASE WHEN json_type(j, path) = 'ARRAY'
    AND len(list_filter(json_extract(j, every), lambda v: json_type(v) IN ('ARRAY', 'OBJECT'))) = 0
    THEN list_transform(json_extract(j, every), lambda v: json_extract_string(v, '$')) END`,
  `bq_json_type(j) AS CASE json_type(j) WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'NULL' THEN 'null'
    WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' ELSE CASE WHEN j IS NOT NULL THEN 'number' END END`,
  "bq_json_is_number(j) AS json_type(j) IN ('UBIGINT', 'BIGINT', 'DOUBLE', 'HUGEINT')",
  "bq_json_text(j) AS json_extract_string(j, '$')",
  `bq_json_int64(j) AS CASE WHEN json_type(j) IN ('UBIGINT', 'BIGINT') THEN CAST(bq_json_text(j) AS BIGINT)
    WHEN json_type(j) = 'DOUBLE' AND CAST(bq_json_text(j) AS DOUBLE) = floor(CAST(bq_json_text(j) AS DOUBLE)) THEN CAST(CAST(bq_json_text(j) AS DOUBLE) AS BIGINT)
    WHEN j IS NOT NULL THEN bq_error('The provided JSON input is not an integer') END`,
  `bq_json_float64(j) AS CASE WHEN bq_json_is_number(j) THEN CAST(bq_json_text(j) AS DOUBLE)
    WHEN j IS NOT NULL THEN CAST(bq_error('The provided JSON input is not a number') AS DOUBLE) END`,
  `bq_json_bool(j) AS CASE WHEN json_type(j) = 'BOOLEAN' THEN CAST(bq_json_text(j) AS BOOLEAN)
    WHEN j IS NOT NULL THEN CAST(bq_error('The provided JSON input is not a boolean') AS BOOLEAN) END`,
  `bq_json_string(j) AS CASE WHEN json_type(j) = 'VARCHAR' THEN bq_json_text(j)
    WHEN j IS NOT NULL THEN CAST(bq_error('The provided JSON input is not a string') AS VARCHAR) END`,
  `bq_lax_int64(j) AS CASE json_type(j) WHEN 'BOOLEAN' THEN CASE bq_json_text(j) WHEN 'true' THEN 1 ELSE 0 END
    WHEN 'ARRAY' THEN NULL WHEN 'OBJECT' THEN NULL
    ELSE COALESCE(bq_safe_int64(bq_json_text(j)), TRY_CAST(round(TRY_CAST(bq_json_text(j) AS DOUBLE)) AS BIGINT)) END`,
  `bq_lax_float64(j) AS CASE WHEN json_type(j) NOT IN ('ARRAY', 'OBJECT', 'BOOLEAN') THEN TRY_CAST(bq_json_text(j) AS DOUBLE) END`,
  `bq_lax_bool(j) AS CASE WHEN json_type(j) IN ('BOOLEAN', 'VARCHAR') THEN CASE lower(bq_json_text(j)) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END
    WHEN bq_json_is_number(j) THEN CAST(bq_json_text(j) AS DOUBLE) <> 0 END`,
  "bq_lax_string(j) AS CASE WHEN json_type(j) NOT IN ('ARRAY', 'OBJECT') THEN bq_json_text(j) END",
  "bq_json_integer(x) AS CASE WHEN abs(CAST(x AS HUGEINT)) <= 9007199254740991 THEN CAST(x AS VARCHAR) ELSE '\"' || CAST(x AS VARCHAR) || '\"' END",
  `bq_json_float(x) AS CASE WHEN isnan(x) THEN '"NaN"' WHEN isinf(x) THEN CASE WHEN x > 0 THEN '"Infinity"' ELSE '"-Infinity"' END ELSE bq_float_string(x) END`,
  `bq_json_numeric(s) AS CASE WHEN NOT contains(s, '.') AND length(ltrim(s, '-')) <= 15 THEN s ELSE '"' || s || '"' END`,
];
