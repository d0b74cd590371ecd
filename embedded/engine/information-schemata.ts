import { optionsClause, schemaOptions } from './information-options.ts';
import type { View } from './information-view.ts';

/** INFORMATION_SCHEMA.SCHEMATA. */
export const schemataView: View = {
  columns: {
    catalog_name: 'STRING',
    schema_name: 'STRING',
    schema_owner: 'STRING',
    creation_time: 'TIMESTAMP',
    last_modified_time: 'TIMESTAMP',
    location: 'STRING',
    ddl: 'STRING',
    default_collation_name: 'STRING',
  },
  rows: ({ project, catalog }) =>
    catalog.list('dataset').map((entry) => ({
      catalog_name: project,
      schema_name: entry.dataset,
      schema_owner: null,
      creation_time: entry.created,
      last_modified_time: entry.modified,
      location: entry.location,
      ddl: `CREATE SCHEMA \`${project}.${entry.dataset}\`${optionsClause(schemaOptions(entry))};`,
      default_collation_name: null,
    })),
};

/** INFORMATION_SCHEMA.SCHEMATA_OPTIONS. */
export const schemataOptionsView: View = {
  columns: {
    catalog_name: 'STRING',
    schema_name: 'STRING',
    option_name: 'STRING',
    option_type: 'STRING',
    option_value: 'STRING',
  },
  rows: ({ project, catalog }) =>
    catalog.list('dataset').flatMap((entry) =>
      schemaOptions(entry).map(({ name, type, value }) => ({
        catalog_name: project,
        schema_name: entry.dataset,
        option_name: name,
        option_type: type,
        option_value: value,
      })),
    ),
};
