import type { OptionValue, Options, Statement } from '../sql/statement.ts';
import type { Catalog, DatasetEntry } from './catalog.ts';
import { duplicate, invalidQuery, notFound, notImplemented } from './errors.ts';
import { labelsOf, numberOption, roundingOption, textOption } from './options.ts';
import type { Outcome } from './outcome.ts';
import type { Session } from './session.ts';
import { checkId, quoteName } from './types.ts';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

const dayMillis = 86_400_000;

/** Settings of the REST API by option, with how an option's value is written there. */
const settings: Readonly<Record<string, [string, (options: Options, name: string) => unknown]>> = {
  default_table_expiration_days: ['defaultTableExpirationMs', daysInMillis],
  default_partition_expiration_days: ['defaultPartitionExpirationMs', daysInMillis],
  default_kms_key_name: ['defaultEncryptionConfiguration', textOption],
  default_rounding_mode: ['defaultRoundingMode', roundingOption],
  max_time_travel_hours: ['maxTimeTravelHours', (o, n) => numberOption(o, n)?.toString()],
  storage_billing_model: ['storageBillingModel', textOption],
  failover_reservation: ['failoverReservation', textOption],
};

function daysInMillis(options: Options, name: string): string | undefined {
  const days = numberOption(options, name);
  return days === undefined ? undefined : String(Math.round(days * dayMillis));
}

/** CREATE SCHEMA [IF NOT EXISTS]. */
export async function createSchema(
  session: Session,
  statement: Of<'create_schema'>,
): Promise<Outcome> {
  const { dataset, mode, options } = statement;
  checkId('dataset', dataset);
  return session.change(async (changes) => {
    if (changes.get('dataset', dataset) !== undefined) {
      if (mode === 'create') throw duplicate('Dataset', `${session.engine.project}:${dataset}`);
      return { statementType: 'CREATE_SCHEMA', ddl: { operation: 'SKIP', dataset } };
    }
    refuseOtherCase(changes, dataset);
    const now = Date.now();
    await session.connection.run(
      `CREATE SCHEMA IF NOT EXISTS ${quoteName(session.engine.project)}.${quoteName(dataset)}`,
    );
    const entry: DatasetEntry = {
      kind: 'dataset',
      dataset,
      created: now,
      modified: now,
      location: textOption(options, 'location') ?? session.engine.location,
    };
    await changes.put(withOptions(entry, options));
    return { statementType: 'CREATE_SCHEMA', ddl: { operation: 'CREATE', dataset } };
  });
}

/** DuckDB takes names that differ in case for the same one, where BigQuery has two datasets. */
export function refuseOtherCase(catalog: Catalog, dataset: string): void {
  const other = catalog
    .list('dataset')
    .map((entry) => entry.dataset)
    .find((name) => name.toLowerCase() === dataset.toLowerCase());
  if (other === undefined) return;
  throw notImplemented(
    `Not supported by the embedded warehouse: dataset ${dataset} beside ${other}, a name that differs only in case`,
  );
}

/** ALTER SCHEMA SET OPTIONS. */
export async function alterSchema(
  session: Session,
  statement: Of<'alter_schema'>,
): Promise<Outcome> {
  const { dataset, ifExists, options } = statement;
  return session.change(async (changes) => {
    const entry = changes.get('dataset', dataset);
    if (entry === undefined) {
      if (ifExists) return { statementType: 'ALTER_SCHEMA', ddl: { operation: 'SKIP', dataset } };
      throw notFound('Dataset', `${session.engine.project}:${dataset}`, session.engine.location);
    }
    if ('location' in options) throw invalidQuery('The location of a dataset cannot be changed');
    await changes.put({ ...withOptions(entry, options), modified: Date.now() });
    return { statementType: 'ALTER_SCHEMA', ddl: { operation: 'ALTER', dataset } };
  });
}

function withOptions(before: DatasetEntry, options: Options): DatasetEntry {
  const entry: DatasetEntry = { ...before, settings: { ...before.settings } };
  for (const name of Object.keys(options)) {
    if (name === 'location') continue;
    const [key, value] = optionOf(name, options);
    if (value === undefined) Reflect.deleteProperty(entry, key);
    else Object.assign(entry, { [key]: value });
  }
  for (const [name, [key, read]] of Object.entries(settings)) {
    if (!(name in options) || entry.settings === undefined) continue;
    const value = read(options, name);
    if (value === undefined || value === null) Reflect.deleteProperty(entry.settings, key);
    else entry.settings[key] = value;
  }
  if (Object.keys(entry.settings ?? {}).length === 0) delete entry.settings;
  return entry;
}

function optionOf(
  name: string,
  options: Options,
): ['description' | 'friendlyName' | 'labels' | 'options', OptionValue | undefined] {
  if (name === 'description') return ['description', textOption(options, name)];
  if (name === 'friendly_name') return ['friendlyName', textOption(options, name)];
  if (name === 'labels') return ['labels', labelsOf(options.labels)];
  if (name === 'is_case_insensitive') {
    if (options[name] !== true) return ['options', undefined];
    throw notImplemented(
      'Not supported by the embedded warehouse: is_case_insensitive; write names as they were created',
    );
  }
  if (!(name in settings)) throw invalidQuery(`Unknown option: ${name}`);
  return ['options', undefined];
}
