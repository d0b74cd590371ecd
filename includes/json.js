/** SQL that reads one INT64 out of a JSON column; NULL when it is absent or not a whole number. */
function integer(column, path) {
  return `SAFE_CAST(JSON_VALUE(${column}, '$.${path}') AS INT64)`;
}

/** SQL that reads one FLOAT64 out of a JSON column; NULL when it is absent or not a number. */
function number(column, path) {
  return `SAFE_CAST(JSON_VALUE(${column}, '$.${path}') AS FLOAT64)`;
}

/** SQL that reads one STRING out of a JSON column; NULL when it is absent. */
function string(column, path) {
  return `JSON_VALUE(${column}, '$.${path}')`;
}

/** SQL that reads one BOOL out of a JSON column; NULL when it is absent. */
function boolean(column, path) {
  return `SAFE_CAST(JSON_VALUE(${column}, '$.${path}') AS BOOL)`;
}

/** SQL that reads an ISO 8601 instant out of a JSON column as TIMESTAMP; NULL when it is absent. */
function timestamp(column, path) {
  return `SAFE_CAST(JSON_VALUE(${column}, '$.${path}') AS TIMESTAMP)`;
}

/** SQL that reads a YYYY-MM-DD date out of a JSON column as DATE; NULL when it is absent. */
function date(column, path) {
  return `SAFE_CAST(JSON_VALUE(${column}, '$.${path}') AS DATE)`;
}

const readers = { integer, number, string, boolean, timestamp, date };

/** SELECT items `expression AS alias` that read several INT64 fields, e.g. `{hits: 'stats.hits'}`. */
function integers(column, paths) {
  return Object.entries(paths)
    .map(([alias, path]) => `${integer(column, path)} AS ${alias}`)
    .join(',\n    ');
}

/**
 * SELECT items `expression AS alias` that read several fields, each by its kind and path:
 * `{weight_pounds: ['integer', 'weight']}`.
 */
function fields(column, described) {
  return Object.entries(described)
    .map(([alias, [kind, path]]) => `${readers[kind](column, path)} AS ${alias}`)
    .join(',\n    ');
}

module.exports = { ...readers, integers, fields };
