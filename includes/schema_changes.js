/**
 * SQL that fails when an incremental table that exists lacks a column of its definition, and names it. Dataform inserts only
 * the columns a table has and says nothing of new ones; adding them (`onSchemaChange`) takes procedures, which cannot run
 * inside the transaction of `rebuild`, and would leave them NULL in every older row.
 * @param {{ name: string, schema: string, columns: string[] }[]} tables the incremental tables and their columns
 * @param {string} database
 */
function refuse(tables, database) {
  const schemas = [...new Set(tables.map(({ schema }) => schema))].sort();
  const stored = schemas.map(
    (schema) => `SELECT table_schema, table_name, ARRAY_AGG(LOWER(column_name)) AS column_names
    FROM \`${database}.${schema}.INFORMATION_SCHEMA.COLUMNS\`
    GROUP BY table_schema, table_name`,
  );
  const declared = tables.map(
    ({ schema, name, columns }) =>
      `STRUCT('${schema}' AS table_schema, '${name}' AS table_name, SPLIT('${columns.join(' ')}', ' ') AS column_names)`,
  );
  return `DECLARE lacking STRING DEFAULT (
  SELECT STRING_AGG(DISTINCT CONCAT(declared.table_schema, '.', declared.table_name, ' lacks ', column_name), ', ')
  FROM UNNEST([${declared.join(',\n    ')}]) AS declared
  JOIN (
    ${stored.join('\n    UNION ALL\n    ')}
  ) AS stored
    ON stored.table_schema = declared.table_schema AND stored.table_name = declared.table_name
  CROSS JOIN UNNEST(declared.column_names) AS column_name
  WHERE column_name NOT IN UNNEST(stored.column_names)
);
IF lacking IS NOT NULL THEN
  RAISE USING MESSAGE = CONCAT(lacking, '. Run it again with --full-refresh.');
END IF`;
}

/** Value of `enumType` of an incremental table in Dataform's protocol (TableType). */
const incremental = 2;

/** The incremental tables among Dataform's actions, with the columns that are described: all of them. */
function incrementalTables(actions) {
  return actions
    .map(({ proto }) => proto)
    .filter((proto) => proto?.enumType === incremental)
    .filter(({ actionDescriptor }) => (actionDescriptor?.columns ?? []).length > 0)
    .map(({ target, actionDescriptor }) => ({
      schema: target.schema,
      name: target.name,
      columns: actionDescriptor.columns
        .filter(({ path }) => path.length === 1)
        .map(({ path }) => path[0].toLowerCase()),
    }))
    .sort((a, b) => `${a.schema}.${a.name}`.localeCompare(`${b.schema}.${b.name}`));
}

module.exports = { refuse, incrementalTables };
