import type { OptionValue } from '../sql/statement.ts';
import type { DatasetEntry, TableEntry } from './catalog.ts';

/** An option as TABLE_OPTIONS and the like show it. */
export interface ShownOption {
  name: string;
  type: string;
  /** GoogleSQL of the value. */
  value: string;
}

const optionText = (value: string): string => JSON.stringify(value);

const dayMillis = 86_400_000;

function shown(name: string, value: OptionValue | undefined): ShownOption[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return [{ name, type: 'STRING', value: optionText(value) }];
  if (typeof value === 'boolean') return [{ name, type: 'BOOL', value: String(value) }];
  if (typeof value === 'number') {
    const isWhole = Number.isInteger(value) && !name.endsWith('_days');
    const text = isWhole || !Number.isInteger(value) ? String(value) : `${value}.0`;
    return [{ name, type: isWhole ? 'INT64' : 'FLOAT64', value: text }];
  }
  return [{ name, type: 'ARRAY<STRUCT<STRING, STRING>>', value: JSON.stringify(value) }];
}

function labelOption(labels: Record<string, string> | undefined): ShownOption[] {
  if (labels === undefined) return [];
  const pairs = Object.entries(labels).map(
    ([key, value]) => `STRUCT(${optionText(key)}, ${optionText(value)})`,
  );
  return [
    { name: 'labels', type: 'ARRAY<STRUCT<STRING, STRING>>', value: `[${pairs.join(', ')}]` },
  ];
}

const days = (millis: unknown): number | undefined =>
  typeof millis === 'string' ? Number(millis) / dayMillis : undefined;

/** The options of a table or view, by name. */
export function tableOptions(table: TableEntry): ShownOption[] {
  const { expirationTime } = table;
  const time = expirationTime && new Date(Number(expirationTime)).toISOString();
  return [
    ...shown('description', table.description),
    ...(time === undefined || time === ''
      ? []
      : [{ name: 'expiration_timestamp', type: 'TIMESTAMP', value: `TIMESTAMP "${time}"` }]),
    ...shown('friendly_name', table.friendlyName),
    ...labelOption(table.labels),
    ...shown('partition_expiration_days', days(table.partitionExpirationMs)),
    ...shown('require_partition_filter', table.requirePartitionFilter === true ? true : undefined),
    ...Object.entries(table.options ?? {}).flatMap(([name, value]) => shown(name, value)),
  ];
}

/** The options of a dataset. */
export function schemaOptions(entry: DatasetEntry): ShownOption[] {
  const { settings = {} } = entry;
  return [
    ...shown('default_partition_expiration_days', days(settings.defaultPartitionExpirationMs)),
    ...shown('default_table_expiration_days', days(settings.defaultTableExpirationMs)),
    ...shown('description', entry.description),
    ...shown('friendly_name', entry.friendlyName),
    ...labelOption(entry.labels),
    ...shown('location', entry.location),
  ];
}

/** `OPTIONS(...)` as DDL has it; nothing when there are none. */
export function optionsClause(options: readonly ShownOption[]): string {
  if (options.length === 0) return '';
  return `\nOPTIONS(\n${options.map(({ name, value }) => `  ${name}=${value}`).join(',\n')}\n)`;
}
