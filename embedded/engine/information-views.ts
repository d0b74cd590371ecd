import { partitionTime } from '../sql/compiler/pseudo-columns.ts';
import type { FieldSchema } from '../sql/statement.ts';
import { isStored, type TableEntry } from './catalog.ts';
import {
  constraintColumnUsageView,
  keyColumnUsageView,
  tableConstraintsView,
} from './information-constraints.ts';
import { jobView } from './information-jobs.ts';
import { tableOptions } from './information-options.ts';
import { parametersView, routineOptionsView, routinesView } from './information-routines.ts';
import { schemataOptionsView, schemataView } from './information-schemata.ts';
import { owner, tableColumns, type Value, type View } from './information-view.ts';
import { measuredBytes } from './table-bytes.ts';
import { tableDdl } from './table-ddl.ts';
import { isIngestionPartitioned } from './tables.ts';
import { sqlTypeName } from './types.ts';

const tableTypes = {
  TABLE: 'BASE TABLE',
  SNAPSHOT: 'SNAPSHOT',
  VIEW: 'VIEW',
  MATERIALIZED_VIEW: 'MATERIALIZED VIEW',
} as const;

const isPartitionColumn = (table: TableEntry, field: FieldSchema): boolean =>
  table.partitioning?.field?.toLowerCase() === field.name.toLowerCase();

const clusteringPosition = (table: TableEntry, field: FieldSchema): number | null => {
  const at = table.clustering?.findIndex((name) => name.toLowerCase() === field.name.toLowerCase());
  return at === undefined || at < 0 ? null : at + 1;
};

function fieldPaths(field: FieldSchema, path = field.name): { path: string; field: FieldSchema }[] {
  return [
    { path, field },
    ...(field.fields ?? []).flatMap((inner) => fieldPaths(inner, `${path}.${inner.name}`)),
  ];
}

/** A row of COLUMNS; a pseudo column has no position. */
function columnRow(
  project: string,
  table: TableEntry,
  field: FieldSchema,
  position: number | null,
): Record<string, Value> {
  const isPseudo = position === null;
  return {
    ...owner(project, table, table.name),
    column_name: field.name,
    ordinal_position: position,
    is_nullable: field.mode === 'REQUIRED' || field.mode === 'REPEATED' ? 'NO' : 'YES',
    data_type: sqlTypeName(field),
    is_generated: 'NEVER',
    generation_expression: null,
    is_stored: null,
    is_updatable: null,
    is_hidden: isPseudo ? 'YES' : 'NO',
    is_system_defined: isPseudo ? 'YES' : 'NO',
    is_partitioning_column: isPseudo || isPartitionColumn(table, field) ? 'YES' : 'NO',
    clustering_ordinal_position: clusteringPosition(table, field),
    collation_name: null,
    column_default: field.defaultValueExpression ?? null,
    rounding_mode: null,
  };
}

/** The views by their name after `INFORMATION_SCHEMA.`; times are milliseconds since 1970. */
export const informationViews: Readonly<Record<string, View>> = {
  SCHEMATA: schemataView,
  SCHEMATA_OPTIONS: schemataOptionsView,
  TABLE_CONSTRAINTS: tableConstraintsView,
  KEY_COLUMN_USAGE: keyColumnUsageView,
  CONSTRAINT_COLUMN_USAGE: constraintColumnUsageView,
  ROUTINES: routinesView,
  ROUTINE_OPTIONS: routineOptionsView,
  PARAMETERS: parametersView,
  TABLES: {
    columns: {
      ...tableColumns,
      table_type: 'STRING',
      is_insertable_into: 'STRING',
      is_typed: 'STRING',
      is_change_history_enabled: 'STRING',
      creation_time: 'TIMESTAMP',
      ddl: 'STRING',
      default_collation_name: 'STRING',
    },
    rows: ({ project, catalog }, dataset) =>
      catalog.list('table', dataset).map((table) => ({
        ...owner(project, table, table.name),
        table_type: tableTypes[table.type],
        is_insertable_into: table.type === 'TABLE' ? 'YES' : 'NO',
        is_typed: 'NO',
        is_change_history_enabled: 'NO',
        creation_time: table.created,
        ddl: tableDdl(project, table),
        default_collation_name: null,
      })),
  },
  VIEWS: {
    columns: {
      ...tableColumns,
      view_definition: 'STRING',
      check_option: 'STRING',
      use_standard_sql: 'STRING',
    },
    rows: ({ project, catalog }, dataset) =>
      catalog
        .list('table', dataset)
        .filter((table) => table.type === 'VIEW')
        .map((table) => ({
          ...owner(project, table, table.name),
          view_definition: table.viewQuery ?? null,
          check_option: null,
          use_standard_sql: 'YES',
        })),
  },
  MATERIALIZED_VIEWS: {
    columns: {
      ...tableColumns,
      last_refresh_time: 'TIMESTAMP',
      refresh_watermark: 'TIMESTAMP',
    },
    rows: ({ project, catalog }, dataset) =>
      catalog
        .list('table', dataset)
        .filter((table) => table.type === 'MATERIALIZED_VIEW')
        .map((table) => ({
          ...owner(project, table, table.name),
          last_refresh_time: Date.now(),
          refresh_watermark: Date.now(),
        })),
  },
  COLUMNS: {
    columns: {
      ...tableColumns,
      column_name: 'STRING',
      ordinal_position: 'INTEGER',
      is_nullable: 'STRING',
      data_type: 'STRING',
      is_generated: 'STRING',
      generation_expression: 'STRING',
      is_stored: 'STRING',
      is_updatable: 'STRING',
      is_hidden: 'STRING',
      is_system_defined: 'STRING',
      is_partitioning_column: 'STRING',
      clustering_ordinal_position: 'INTEGER',
      collation_name: 'STRING',
      column_default: 'STRING',
      rounding_mode: 'STRING',
    },
    rows: ({ project, catalog }, dataset) =>
      catalog
        .list('table', dataset)
        .flatMap((table) => [
          ...table.fields.map((field, index) => columnRow(project, table, field, index + 1)),
          ...(isIngestionPartitioned(table.partitioning)
            ? [columnRow(project, table, { name: partitionTime, type: 'TIMESTAMP' }, null)]
            : []),
        ]),
  },
  COLUMN_FIELD_PATHS: {
    columns: {
      ...tableColumns,
      column_name: 'STRING',
      field_path: 'STRING',
      data_type: 'STRING',
      description: 'STRING',
      collation_name: 'STRING',
      rounding_mode: 'STRING',
    },
    rows: ({ project, catalog }, dataset) =>
      catalog.list('table', dataset).flatMap((table) =>
        table.fields.flatMap((column) =>
          fieldPaths(column).map(({ path, field }) => ({
            ...owner(project, table, table.name),
            column_name: column.name,
            field_path: path,
            data_type: sqlTypeName(field),
            description: field.description ?? null,
            collation_name: null,
            rounding_mode: null,
          })),
        ),
      ),
  },
  TABLE_OPTIONS: {
    columns: {
      ...tableColumns,
      option_name: 'STRING',
      option_type: 'STRING',
      option_value: 'STRING',
    },
    rows: ({ project, catalog }, dataset) =>
      catalog.list('table', dataset).flatMap((table) =>
        tableOptions(table).map(({ name, type, value }) => ({
          ...owner(project, table, table.name),
          option_name: name,
          option_type: type,
          option_value: value,
        })),
      ),
  },
  TABLE_STORAGE: {
    columns: {
      project_id: 'STRING',
      ...tableColumns,
      creation_time: 'TIMESTAMP',
      total_rows: 'INTEGER',
      total_logical_bytes: 'INTEGER',
      storage_last_modified_time: 'TIMESTAMP',
    },
    rows: ({ project, catalog }, dataset) =>
      catalog
        .list('table', dataset)
        .filter(isStored)
        .map((table) => ({
          project_id: project,
          ...owner(project, table, table.name),
          creation_time: table.created,
          total_rows: table.rows,
          total_logical_bytes: measuredBytes(table),
          storage_last_modified_time: table.modified,
        })),
  },
  JOBS: jobView,
  JOBS_BY_PROJECT: jobView,
  JOBS_BY_USER: jobView,
  __TABLES__: {
    columns: {
      project_id: 'STRING',
      dataset_id: 'STRING',
      table_id: 'STRING',
      creation_time: 'INTEGER',
      last_modified_time: 'INTEGER',
      row_count: 'INTEGER',
      size_bytes: 'INTEGER',
      type: 'INTEGER',
    },
    rows: ({ project, catalog }, dataset) =>
      catalog.list('table', dataset).map((table) => ({
        project_id: project,
        dataset_id: table.dataset,
        table_id: table.name,
        creation_time: table.created,
        last_modified_time: table.modified,
        row_count: table.rows,
        size_bytes: isStored(table) ? measuredBytes(table) : 0,
        type: table.type === 'TABLE' ? 1 : 2,
      })),
  },
};
