import type { Options } from '../sql/statement.ts';
import type { TableEntry } from './catalog.ts';
import { invalidQuery, notImplemented } from './errors.ts';
import { labelsOf, millisOption, numberOption, roundingOption, textOption } from './options.ts';
import { without } from './without.ts';

const dayMillis = 86_400_000;

/** Options without effect here, which are kept and shown. */
const kept = new Set([
  'kms_key_name',
  'tags',
  'default_rounding_mode',
  'max_staleness',
  'enable_refresh',
  'refresh_interval_minutes',
  'allow_non_incremental_definition',
]);

type Settings = Pick<
  TableEntry,
  | 'description'
  | 'friendlyName'
  | 'labels'
  | 'expirationTime'
  | 'partitionExpirationMs'
  | 'requirePartitionFilter'
  | 'options'
>;

/**
 * A table's or view's entry with OPTIONS(...) applied; NULL takes an option away.
 * @throws BigQueryError for an option that there is not, or that would not be honoured.
 */
export function withOptions<Entry extends Settings>(entry: Entry, options: Options): Entry {
  const changed = { ...entry };
  applyOptions(changed, options);
  return changed;
}

/** The same, in place. */
export function applyOptions(entry: Settings, options: Options): void {
  for (const name of Object.keys(options)) applyOption(entry, name, options);
}

function applyOption(entry: Settings, name: string, options: Options): void {
  const value = options[name] ?? null;
  switch (name) {
    case 'description':
      set(entry, 'description', textOption(options, name));
      return;
    case 'friendly_name':
      set(entry, 'friendlyName', textOption(options, name));
      return;
    case 'labels':
      set(entry, 'labels', labelsOf(options.labels));
      if (Object.keys(entry.labels ?? {}).length === 0) set(entry, 'labels', undefined);
      return;
    case 'expiration_timestamp':
      set(entry, 'expirationTime', millisOption(options, name)?.toString());
      return;
    case 'partition_expiration_days': {
      const days = numberOption(options, name);
      const millis = days === undefined ? undefined : String(Math.round(days * dayMillis));
      set(entry, 'partitionExpirationMs', millis);
      return;
    }
    case 'require_partition_filter':
      set(entry, 'requirePartitionFilter', value === true ? true : undefined);
      return;
    case 'enable_change_history':
      if (value === true) throw notImplemented('enable_change_history is not supported here');
      return;
    default: {
      if (!kept.has(name)) throw invalidQuery(`Unknown option: ${name}`);
      if (name === 'default_rounding_mode') roundingOption(options, name);
      const others = without(entry.options ?? {}, name);
      set(entry, 'options', value === null ? others : { ...others, [name]: value });
    }
  }
}

function set<K extends keyof Settings>(
  entry: Settings,
  key: K,
  value: Settings[K] | undefined,
): void {
  if (value === undefined) Reflect.deleteProperty(entry, key);
  else entry[key] = value;
}
