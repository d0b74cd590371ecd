import type { FieldSchema } from '../sql/statement.ts';
import { isStored, type Catalog, type RoutineEntry, type TableEntry } from './catalog.ts';
import { measuredBytes } from './table-bytes.ts';
import type { Job } from './jobs.ts';
import { sqlTypeName } from './types.ts';

/** What the views are made of. */
export interface InformationSource {
  project: string;
  location: string;
  catalog: Catalog;
  jobs: () => readonly Job[];
}

export type Value = string | number | boolean | null;
export type ViewColumns = Record<string, string>;
export interface View {
  columns: ViewColumns;
  rows(source: InformationSource, dataset: string | undefined): Record<string, Value>[];
}

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

const optionText = (value: string): string =>
  `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

function tableOptions(table: TableEntry): { name: string; type: string; value: string }[] {
  const options: { name: string; type: string; value: string }[] = [];
  if (table.description !== undefined) {
    options.push({ name: 'description', type: 'STRING', value: optionText(table.description) });
  }
  if (table.friendlyName !== undefined) {
    options.push({ name: 'friendly_name', type: 'STRING', value: optionText(table.friendlyName) });
  }
  if (table.labels !== undefined) {
    const pairs = Object.entries(table.labels).map(
      ([key, value]) => `STRUCT(${optionText(key)}, ${optionText(value)})`,
    );
    options.push({
      name: 'labels',
      type: 'ARRAY<STRUCT<STRING, STRING>>',
      value: `[${pairs.join(', ')}]`,
    });
  }
  if (table.requirePartitionFilter === true) {
    options.push({ name: 'require_partition_filter', type: 'BOOL', value: 'true' });
  }
  if (table.partitionExpirationMs !== undefined) {
    const days = Number(table.partitionExpirationMs) / 86_400_000;
    options.push({ name: 'partition_expiration_days', type: 'FLOAT64', value: String(days) });
  }
  return options;
}

const owner = (project: string, entry: { dataset: string }, name: string) => ({
  table_catalog: project,
  table_schema: entry.dataset,
  table_name: name,
});

export const tableColumns = {
  table_catalog: 'STRING',
  table_schema: 'STRING',
  table_name: 'STRING',
};

const routineType = ({ routine, procedure }: RoutineEntry): string => {
  if (procedure !== undefined) return 'PROCEDURE';
  return routine?.kind === 'table' ? 'TABLE FUNCTION' : 'FUNCTION';
};

const jobView: View = {
  columns: {
    creation_time: 'TIMESTAMP',
    project_id: 'STRING',
    user_email: 'STRING',
    job_id: 'STRING',
    job_type: 'STRING',
    statement_type: 'STRING',
    start_time: 'TIMESTAMP',
    end_time: 'TIMESTAMP',
    query: 'STRING',
    state: 'STRING',
    total_bytes_processed: 'INTEGER',
    total_bytes_billed: 'INTEGER',
    total_slot_ms: 'INTEGER',
    cache_hit: 'BOOLEAN',
  },
  rows: ({ project, jobs }) =>
    jobs().map((job) => {
      const query = (job.outcome?.statistics.query ?? {}) as Record<string, string | undefined>;
      const given = job.configuration.query as { query?: string } | undefined;
      return {
        creation_time: job.created,
        project_id: project,
        user_email: 'embedded@embedded.localhost',
        job_id: job.id,
        job_type: (
          ['query', 'load', 'copy'].find((kind) => kind in job.configuration) ?? 'query'
        ).toUpperCase(),
        statement_type: query.statementType ?? null,
        start_time: job.created,
        end_time: job.ended ?? null,
        query: given?.query ?? null,
        state: job.state,
        total_bytes_processed: Number(query.totalBytesProcessed ?? 0),
        total_bytes_billed: Number(query.totalBytesBilled ?? 0),
        total_slot_ms: job.ended === undefined ? null : job.ended - job.created,
        cache_hit: false,
      };
    }),
};

/** The views by their name after `INFORMATION_SCHEMA.`; times are milliseconds since 1970. */
export const informationViews: Readonly<Record<string, View>> = {
  SCHEMATA: {
    columns: {
      catalog_name: 'STRING',
      schema_name: 'STRING',
      creation_time: 'TIMESTAMP',
      last_modified_time: 'TIMESTAMP',
      location: 'STRING',
    },
    rows: ({ project, catalog }) =>
      catalog.list('dataset').map((entry) => ({
        catalog_name: project,
        schema_name: entry.dataset,
        creation_time: entry.created,
        last_modified_time: entry.modified,
        location: entry.location,
      })),
  },
  TABLES: {
    columns: {
      ...tableColumns,
      table_type: 'STRING',
      is_insertable_into: 'STRING',
      is_typed: 'STRING',
      creation_time: 'TIMESTAMP',
    },
    rows: ({ project, catalog }, dataset) =>
      catalog.list('table', dataset).map((table) => ({
        ...owner(project, table, table.name),
        table_type: tableTypes[table.type],
        is_insertable_into: table.type === 'TABLE' ? 'YES' : 'NO',
        is_typed: 'NO',
        creation_time: table.created,
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
  COLUMNS: {
    columns: {
      ...tableColumns,
      column_name: 'STRING',
      ordinal_position: 'INTEGER',
      is_nullable: 'STRING',
      data_type: 'STRING',
      is_hidden: 'STRING',
      is_system_defined: 'STRING',
      is_partitioning_column: 'STRING',
      clustering_ordinal_position: 'INTEGER',
      column_default: 'STRING',
    },
    rows: ({ project, catalog }, dataset) =>
      catalog.list('table', dataset).flatMap((table) =>
        table.fields.map((field, index) => ({
          ...owner(project, table, table.name),
          column_name: field.name,
          ordinal_position: index + 1,
          is_nullable: field.mode === 'REQUIRED' ? 'NO' : 'YES',
          data_type: sqlTypeName(field),
          is_hidden: 'NO',
          is_system_defined: 'NO',
          is_partitioning_column: isPartitionColumn(table, field) ? 'YES' : 'NO',
          clustering_ordinal_position: clusteringPosition(table, field),
          column_default: null,
        })),
      ),
  },
  COLUMN_FIELD_PATHS: {
    columns: {
      ...tableColumns,
      column_name: 'STRING',
      field_path: 'STRING',
      data_type: 'STRING',
      description: 'STRING',
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
  ROUTINES: {
    columns: {
      specific_catalog: 'STRING',
      specific_schema: 'STRING',
      specific_name: 'STRING',
      routine_catalog: 'STRING',
      routine_schema: 'STRING',
      routine_name: 'STRING',
      routine_type: 'STRING',
      routine_body: 'STRING',
      routine_definition: 'STRING',
      ddl: 'STRING',
      created: 'TIMESTAMP',
      last_altered: 'TIMESTAMP',
    },
    rows: ({ project, catalog }, dataset) =>
      catalog.list('routine', dataset).map((routine) => ({
        specific_catalog: project,
        specific_schema: routine.dataset,
        specific_name: routine.name,
        routine_catalog: project,
        routine_schema: routine.dataset,
        routine_name: routine.name,
        routine_type: routineType(routine),
        routine_body: 'SQL',
        routine_definition: routine.source,
        ddl: routine.source,
        created: routine.created,
        last_altered: routine.modified,
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
