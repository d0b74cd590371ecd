// Runs after every incremental table, so that a full refresh has mended what it would refuse.
operate('incremental_tables_are_current')
  .schema('mlb_quality')
  .description('Refuses incremental tables that lack a column of their definition.')
  .tags(['staging', 'quality', 'historical', 'features'])
  .queries((context) => {
    const tables = schema_changes.incrementalTables(dataform.actions);
    for (const { schema, name } of tables) context.ref({ schema, name });
    return schema_changes.refuse(tables, dataform.projectConfig.defaultDatabase);
  });
