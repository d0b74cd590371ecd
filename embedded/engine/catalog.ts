import { isDeepStrictEqual } from 'node:util';
import type { DuckDBConnection } from '@duckdb/node-api';
import type {
  FieldSchema,
  Options,
  Partitioning,
  Routine,
  TableConstraints,
} from '../sql/statement.ts';
import type { Procedure } from '../sql/interpret.ts';
import { invalid } from './errors.ts';
import { quoteName } from './types.ts';
import { without } from './without.ts';

/** What every catalog entry has; times are milliseconds since 1970. */
interface EntryBase {
  dataset: string;
  created: number;
  modified: number;
  description?: string;
  friendlyName?: string;
  labels?: Record<string, string>;
}

export interface DatasetEntry extends EntryBase {
  kind: 'dataset';
  location: string;
  /** Settings kept and shown but without effect here: access, default expirations, encryption. */
  settings?: Record<string, unknown>;
}

export interface TableEntry extends EntryBase {
  kind: 'table';
  name: string;
  type: 'TABLE' | 'SNAPSHOT' | 'VIEW' | 'MATERIALIZED_VIEW';
  /** The schema; of a view as it was when created, with the descriptions given. */
  fields: FieldSchema[];
  rows: number;
  partitioning?: Partitioning;
  partitionExpirationMs?: string;
  requirePartitionFilter?: boolean;
  clustering?: string[];
  expirationTime?: string;
  constraints?: TableConstraints;
  /** Options of OPTIONS(...) that are kept and shown but without effect here. */
  options?: Options;
  /** A view's GoogleSQL as written. */
  viewQuery?: string;
  /** SHA-256, in hex, of the DuckDB SQL that it was translated to when the view was made. */
  viewTranslation?: string;
  /** The names that CREATE VIEW gives to its query's columns. */
  viewColumns?: string[];
  /** The dataset of the names without one in `viewQuery`. */
  defaultDataset?: string;
  /** Settings kept and shown but without effect here: primary keys, encryption. */
  settings?: Record<string, unknown>;
  /** What is known of the sizes of a large table's values. */
  sampled?: Sampled;
}

/** Mean logical bytes a row of columns that were measured by a sample. */
export interface Sampled {
  means: Record<string, number>;
  /** Rows of the table when the first was measured, and how many were written since. */
  rows: number;
  written: number;
}

export interface RoutineEntry extends EntryBase {
  kind: 'routine';
  name: string;
  source: string;
  /** The dataset of the names without one in `source`. */
  defaultDataset?: string;
  /** The body alone. */
  definition?: string;
  /** Of a function: how translated SQL calls it. */
  routine?: Routine;
  procedure?: Procedure;
}

export interface ModelEntry extends EntryBase {
  kind: 'model';
  name: string;
  modelType: string;
  featureColumns: FieldSchema[];
  labelColumns: FieldSchema[];
  /** When it is dropped, in milliseconds since 1970. */
  expirationTime?: string;
  /** Options of the training, by upper-case name. */
  options: Record<string, unknown>;
}

/** Whether a table has rows of its own, as views have not. */
export const isStored = ({ type }: Pick<TableEntry, 'type'>): boolean =>
  type === 'TABLE' || type === 'SNAPSHOT';

export type Entry = DatasetEntry | TableEntry | RoutineEntry | ModelEntry;
export type EntryKind = Entry['kind'];
type EntryOf<K extends EntryKind> = Extract<Entry, { kind: K }>;

/** What the warehouse knows of its objects, in memory and in the schema `__catalog` of the file. */
export interface Catalog {
  get<K extends EntryKind>(kind: K, dataset: string, name?: string): EntryOf<K> | undefined;
  /** Every entry of a kind, of one dataset when given, by name. */
  list<K extends EntryKind>(kind: K, dataset?: string): EntryOf<K>[];
  /** Changes whenever a table's or view's columns may have; undefined while some have that are not committed. */
  version(): number | undefined;
}

/** Catalog changes of one transaction: visible to it at once, to others once it is committed. */
export interface CatalogChanges extends Catalog {
  put(entry: Entry): Promise<void>;
  remove(kind: EntryKind, dataset: string, name?: string): Promise<void>;
}

export interface CatalogStore extends Catalog {
  /** Entries that are to go some day, or whose partitions are. */
  expiring(): readonly (TableEntry | ModelEntry)[];
  /** Starts collecting changes that `connection`'s transaction writes. */
  begin(connection: DuckDBConnection): CatalogChanges & { commit(): void };
}

/** What is kept of the committed entries beside them. */
interface State {
  version: number;
  expiring: readonly (TableEntry | ModelEntry)[] | undefined;
}

const expires = (entry: Entry): entry is TableEntry | ModelEntry =>
  (entry.kind === 'table' && entry.partitionExpirationMs !== undefined) ||
  ((entry.kind === 'table' || entry.kind === 'model') && entry.expirationTime !== undefined);

const keyOf = (kind: EntryKind, dataset: string, name = ''): string =>
  `${kind}\u0000${dataset}\u0000${name}`;

const fieldsOf = (entry: Entry | undefined): FieldSchema[] | undefined =>
  entry?.kind === 'table' ? entry.fields : undefined;

/** What the columns of a table, and of the views over it, depend on. */
const shapeOf = (entry: Entry | undefined): unknown =>
  entry?.kind === 'table'
    ? [entry.viewQuery, entry.viewColumns, entry.defaultDataset, undescribed(entry.fields)]
    : entry?.kind === 'routine' && [entry.source, entry.defaultDataset];

/** Fields as they come from a query, without descriptions. */
export const undescribed = (fields: readonly FieldSchema[]): FieldSchema[] =>
  fields.map((field) => ({
    ...without(field, 'description'),
    ...(field.fields && { fields: undescribed(field.fields) }),
  }));

/** Whether a view or function names a table, view or function. One that reads wildcard tables may mean any. */
function isNamed({ name, ...named }: TableEntry | RoutineEntry, all: Iterable<Entry | undefined>) {
  const own = textOf({ name, ...named });
  for (const entry of all) {
    const text = textOf(entry);
    if (text === undefined || text === own) continue;
    if (text.toLowerCase().includes(name.toLowerCase()) || text.includes('*`')) return true;
  }
  return false;
}

const textOf = (entry: Entry | undefined): string | undefined => {
  if (entry?.kind === 'table') return entry.viewQuery;
  return entry?.kind === 'routine' ? entry.source : undefined;
};

const nameOf = (entry: Entry): string => (entry.kind === 'dataset' ? '' : entry.name);

/** The file's metadata schema, as it stands in SQL. */
export const catalogSchema = (project: string): string => `${quoteName(project)}."__catalog"`;

/**
 * Reads the catalog, creating its schema in a new file.
 * @throws BigQueryError invalid when the file belongs to another project or a newer version.
 */
export async function openCatalog(
  connection: DuckDBConnection,
  project: string,
): Promise<CatalogStore> {
  const schema = catalogSchema(project);
  await connection.run('BEGIN');
  await connection.run(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  await connection.run(
    `CREATE TABLE IF NOT EXISTS ${schema}.entries (kind VARCHAR, dataset VARCHAR, name VARCHAR, body VARCHAR)`,
  );
  await connection.run(
    `CREATE TABLE IF NOT EXISTS ${schema}.artifacts (dataset VARCHAR, name VARCHAR, body VARCHAR)`,
  );
  await connection.run(
    `CREATE TABLE IF NOT EXISTS ${schema}.settings (project VARCHAR, version INTEGER)`,
  );
  await connection.run(
    `INSERT INTO ${schema}.settings SELECT $1, 1 WHERE NOT EXISTS (FROM ${schema}.settings)`,
    [project],
  );
  await connection.run('COMMIT');
  const settings = await connection.runAndReadAll(
    `SELECT project, version FROM ${schema}.settings`,
  );
  const [owner, version] = settings.getRows()[0] ?? [];
  if (owner !== project) {
    throw invalid(
      `The file belongs to project ${String(owner)}, not ${project}: open it with that project.`,
    );
  }
  if (version !== 1)
    throw invalid(`The file has layout ${String(version)}; this version reads layout 1.`);

  const entries = new Map<string, Entry>();
  const state: State = { version: 0, expiring: undefined };
  const stored = await connection.runAndReadAll(`SELECT body FROM ${schema}.entries`);
  for (const [body] of stored.getRows()) {
    const entry = JSON.parse(String(body)) as Entry;
    entries.set(keyOf(entry.kind, entry.dataset, nameOf(entry)), entry);
  }

  const holdsBignumeric = [...entries.values()].some((entry) =>
    JSON.stringify(fieldsOf(entry) ?? []).includes('"BIGNUMERIC"'),
  );
  if (holdsBignumeric) await checkBignumeric(connection, project);

  return {
    ...reader(
      () => entries.entries(),
      (key) => entries.get(key),
    ),
    version: () => state.version,
    expiring: () => (state.expiring ??= [...entries.values()].filter(expires)),
    begin: (owner) => beginChanges(owner, schema, entries, state),
  };
}

/** @throws BigQueryError invalid when the file holds BIGNUMERIC columns in the form that older versions wrote. */
async function checkBignumeric(connection: DuckDBConnection, project: string): Promise<void> {
  const found = await connection.runAndReadAll(
    `SELECT schema_name || '.' || table_name || '.' || column_name FROM duckdb_columns()
     WHERE database_name = $1 AND NOT internal AND data_type LIKE '%DECIMAL(38,18)%' ORDER BY 1`,
    [project],
  );
  const columns = found.getRows().map(([name]) => String(name));
  if (columns.length === 0) return;
  throw invalid(
    `The file keeps BIGNUMERIC columns as an older version of the embedded warehouse did (${columns.join(', ')}): ` +
      'make the tables anew from their sources, or open it with that version and cast them to NUMERIC or STRING',
  );
}

function reader(
  all: () => Iterable<[string, Entry | undefined]>,
  find: (key: string) => Entry | undefined,
): Omit<Catalog, 'version'> {
  return {
    get: <K extends EntryKind>(kind: K, dataset: string, name?: string) =>
      find(keyOf(kind, dataset, name)) as EntryOf<K> | undefined,
    list: <K extends EntryKind>(kind: K, dataset?: string) => {
      const found: [string, EntryOf<K>][] = [];
      for (const [key, entry] of all()) {
        if (entry?.kind === kind && (dataset === undefined || entry.dataset === dataset)) {
          found.push([key, entry as EntryOf<K>]);
        }
      }
      return found.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
    },
  };
}

/** A new table with the expiration that its dataset gives to new ones, unless it has its own. */
function withExpiration(entry: Entry, dataset: Entry | undefined): Entry {
  if (entry.kind !== 'table' || !isStored(entry) || dataset?.kind !== 'dataset') return entry;
  const { partitioning, partitionExpirationMs, expirationTime, created } = entry;
  const { defaultPartitionExpirationMs: partition, defaultTableExpirationMs: table } =
    dataset.settings ?? {};
  const isByTime = partitioning !== undefined && partitioning.type !== 'RANGE';
  if (isByTime && typeof partition === 'string')
    return { ...entry, partitionExpirationMs: partitionExpirationMs ?? partition };
  if (expirationTime !== undefined || typeof table !== 'string') return entry;
  return { ...entry, expirationTime: String(created + Number(table)) };
}

function beginChanges(
  connection: DuckDBConnection,
  schema: string,
  entries: Map<string, Entry>,
  state: State,
): CatalogChanges & { commit(): void } {
  const pending = new Map<string, Entry | undefined>();
  let hasReshaped = false;
  const reshapes = (key: string, entry: Entry | undefined): boolean => {
    const before = pending.has(key) ? pending.get(key) : entries.get(key);
    const changed = entry ?? before;
    if (changed?.kind !== 'table' && changed?.kind !== 'routine') return false;
    const areRowsAll = changed.kind === 'table' && isStored(changed);
    if (areRowsAll && fieldsOf(before) === fieldsOf(entry)) return false;
    if (isDeepStrictEqual(shapeOf(before), shapeOf(entry))) return false;
    return [entries, pending].some((some) => isNamed(changed, some.values()));
  };
  const change = (key: string, entry: Entry | undefined): void => {
    hasReshaped ||= reshapes(key, entry);
    pending.set(key, entry);
  };
  const erase = (kind: EntryKind, dataset: string, name: string) =>
    connection.run(`DELETE FROM ${schema}.entries WHERE kind = $1 AND dataset = $2 AND name = $3`, [
      kind,
      dataset,
      name,
    ]);
  return {
    ...reader(
      () => new Map<string, Entry | undefined>([...entries, ...pending]),
      (key) => (pending.has(key) ? pending.get(key) : entries.get(key)),
    ),
    version: () => (hasReshaped ? undefined : state.version),
    put: async (given) => {
      const key = keyOf(given.kind, given.dataset, nameOf(given));
      const known = pending.has(key) ? pending.get(key) : entries.get(key);
      const owner = keyOf('dataset', given.dataset);
      const dataset = pending.get(owner) ?? entries.get(owner);
      const entry = known === undefined ? withExpiration(given, dataset) : given;
      if (pending.get(key) !== undefined || entries.has(key)) {
        await erase(entry.kind, entry.dataset, nameOf(entry));
      }
      await connection.run(`INSERT INTO ${schema}.entries VALUES ($1, $2, $3, $4)`, [
        entry.kind,
        entry.dataset,
        nameOf(entry),
        JSON.stringify(entry),
      ]);
      change(key, entry);
    },
    remove: async (kind, dataset, name = '') => {
      await erase(kind, dataset, name);
      change(keyOf(kind, dataset, name), undefined);
    },
    commit: () => {
      if (pending.size > 0) state.expiring = undefined;
      if (hasReshaped) state.version += 1;
      for (const [key, entry] of pending) {
        if (entry === undefined) entries.delete(key);
        else entries.set(key, entry);
      }
    },
  };
}
