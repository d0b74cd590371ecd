import type { FieldSchema, ObjectReference } from '../sql/statement.ts';
import { partitionTime } from '../sql/compiler/pseudo-columns.ts';
import { isStored, type TableEntry } from './catalog.ts';
import { sqlName } from './engine.ts';
import { notImplemented } from './errors.ts';
import { measuredBytes } from './table-bytes.ts';
import {
  tableColumns,
  type InformationSource,
  type Value,
  type ViewColumns,
} from './information-view.ts';
import { informationViews } from './information-views.ts';
import { duckType, quoteName, quoteText } from './types.ts';

/** DuckDB SQL of an INFORMATION_SCHEMA view or `__TABLES__`, and its columns; undefined for any other name. */
export function informationRelation(
  source: InformationSource,
  { dataset, name }: ObjectReference,
): { sql: string; fields: FieldSchema[] } | undefined {
  const [prefix, viewName] = name === '__TABLES__' ? ['', name] : name.split('.', 2);
  if (prefix !== '' && prefix !== 'INFORMATION_SCHEMA') return undefined;
  const scope = dataset === '' || /^region-/i.test(dataset) ? undefined : dataset;
  if (viewName === 'PARTITIONS') return partitions(source, scope);
  const view = informationViews[viewName ?? ''];
  if (view === undefined) {
    if (prefix === '') return undefined;
    throw notImplemented(
      `INFORMATION_SCHEMA.${viewName ?? ''} is not supported here; there are ${Object.keys(informationViews).join(', ')}, PARTITIONS`,
    );
  }
  const fields = fieldsOf(view.columns);
  const rows = view.rows(source, scope).map((row) => rowSql(row, fields));
  return { sql: relationSql(rows, fields), fields };
}

/** Whether a view shows sizes, for which every table must have been measured. */
export const showsBytes = ({ name }: ObjectReference): boolean =>
  /^(?:INFORMATION_SCHEMA\.(?:TABLE_STORAGE|PARTITIONS)|__TABLES__)$/.test(name);

const fieldsOf = (columns: ViewColumns): FieldSchema[] =>
  Object.entries(columns).map(([name, type]) => ({ name, type, mode: 'NULLABLE' }));

function rowSql(row: Record<string, Value>, fields: readonly FieldSchema[]): string {
  return `(${fields.map((field) => valueSql(row[field.name] ?? null, field)).join(', ')})`;
}

function valueSql(value: Value, field: FieldSchema): string {
  if (value === null) return 'NULL';
  if (field.type === 'TIMESTAMP') return `make_timestamptz(${Number(value) * 1000})`;
  return typeof value === 'string' ? quoteText(value) : String(value);
}

function relationSql(rows: readonly string[], fields: readonly FieldSchema[]): string {
  const names = fields.map((field) => quoteName(field.name));
  const casts = fields.map(
    (field, index) => `CAST(${names[index] ?? ''} AS ${duckType(field)}) AS ${names[index] ?? ''}`,
  );
  const values = rows.length > 0 ? rows.join(', ') : `(${fields.map(() => 'NULL').join(', ')})`;
  return `(SELECT ${casts.join(', ')} FROM (VALUES ${values}) AS v(${names.join(', ')})${rows.length > 0 ? '' : ' WHERE false'})`;
}

const partitionFormats = { HOUR: '%Y%m%d%H', DAY: '%Y%m%d', MONTH: '%Y%m', YEAR: '%Y' } as const;

/** PARTITIONS counts rows in the tables themselves. */
function partitions(
  { project, catalog }: InformationSource,
  dataset: string | undefined,
): { sql: string; fields: FieldSchema[] } {
  const fields = fieldsOf({
    ...tableColumns,
    partition_id: 'STRING',
    total_rows: 'INTEGER',
    total_logical_bytes: 'INTEGER',
    last_modified_time: 'TIMESTAMP',
    storage_tier: 'STRING',
  });
  const selects = catalog
    .list('table', dataset)
    .filter(isStored)
    .map((table) => {
      const target = sqlName({ project, dataset: table.dataset, name: table.name });
      const rowBytes = measuredBytes(table) / Math.max(table.rows, 1);
      return (
        `SELECT ${quoteText(project)} AS table_catalog, ${quoteText(table.dataset)} AS table_schema,` +
        ` ${quoteText(table.name)} AS table_name, ${partitionId(table)} AS partition_id, count(*) AS total_rows,` +
        ` CAST(count(*) * ${rowBytes} AS BIGINT) AS total_logical_bytes,` +
        ` make_timestamptz(${table.modified * 1000}) AS last_modified_time, 'ACTIVE' AS storage_tier FROM ${target}` +
        (table.partitioning === undefined ? '' : ' GROUP BY partition_id')
      );
    });
  return {
    sql: selects.length > 0 ? `(${selects.join(' UNION ALL ')})` : relationSql([], fields),
    fields,
  };
}

function partitionId({ partitioning }: TableEntry): string {
  if (partitioning === undefined) return 'NULL::VARCHAR';
  const column = quoteName(partitioning.field ?? partitionTime);
  if (partitioning.type === 'RANGE') {
    const { start, end, interval } = partitioning;
    return (
      `CASE WHEN ${column} IS NULL THEN '__NULL__' WHEN ${column} < ${start} OR ${column} >= ${end} THEN '__UNPARTITIONED__'` +
      ` ELSE CAST(${start} + ((${column} - ${start}) // ${interval}) * ${interval} AS VARCHAR) END`
    );
  }
  return `coalesce(strftime(CAST(${column} AS TIMESTAMP), ${quoteText(partitionFormats[partitioning.type])}), '__NULL__')`;
}
