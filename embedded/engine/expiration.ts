import type { DuckDBConnection } from '@duckdb/node-api';
import { partitionTime } from '../sql/compiler/pseudo-columns.ts';
import type { ModelEntry, TableEntry } from './catalog.ts';
import { removeObject } from './definitions.ts';
import { sqlName, type Engine } from './engine.ts';
import { countRows } from './tables.ts';
import { quoteName } from './types.ts';

const isExpired = ({ expirationTime }: TableEntry | ModelEntry, now: number): boolean =>
  expirationTime !== undefined && Number(expirationTime) <= now;

/** Drops the tables, views, models and partitions whose expiration time has come. */
export async function dropExpired(engine: Engine): Promise<void> {
  await dropPartitions(engine);
  if (expired(engine.catalog.expiring()).length === 0) return;
  await engine.change(async (changes, connection) => {
    const present = [...changes.list('table'), ...changes.list('model')];
    for (const { kind, dataset, name } of expired(present)) {
      const target = { project: engine.project, dataset, name };
      await removeObject({ engine, connection }, changes, target, kind);
    }
  });
}

function expired(entries: readonly (TableEntry | ModelEntry)[]): (TableEntry | ModelEntry)[] {
  const now = Date.now();
  return entries.filter((entry) => isExpired(entry, now));
}

/** When the oldest partition of a table expires, as long as the table does not change. */
const dueTimes = new WeakMap<TableEntry, Promise<number>>();

async function dropPartitions(engine: Engine): Promise<void> {
  for (const entry of engine.catalog.expiring()) {
    if (entry.kind !== 'table' || expirationOf(entry) === undefined) continue;
    const due = dueTimes.get(entry) ?? oldestExpires(engine, entry);
    dueTimes.set(entry, due);
    if ((await due) <= Date.now()) await dropOldPartitions(engine, entry);
  }
}

interface Expiration {
  /** DuckDB SQL of when a row's partition begins. */
  start: string;
  millis: number;
}

function expirationOf(entry: TableEntry): Expiration | undefined {
  const { partitioning, partitionExpirationMs } = entry;
  if (partitionExpirationMs === undefined || partitioning === undefined) return undefined;
  if (partitioning.type === 'RANGE') return undefined;
  const column = `CAST(${quoteName(partitioning.field ?? partitionTime)} AS TIMESTAMP)`;
  return {
    start: `date_trunc('${partitioning.type.toLowerCase()}', ${column})`,
    millis: Number(partitionExpirationMs),
  };
}

const targetOf = ({ project }: Engine, { dataset, name }: TableEntry) => ({
  project,
  dataset,
  name,
});

async function oldestExpires(engine: Engine, entry: TableEntry): Promise<number> {
  const expiration = expirationOf(entry);
  if (expiration === undefined) return Infinity;
  const connection = await engine.database.connect();
  try {
    return await oldest(connection, sqlName(targetOf(engine, entry)), expiration);
  } finally {
    connection.closeSync();
  }
}

async function oldest(
  connection: DuckDBConnection,
  table: string,
  { start, millis }: Expiration,
): Promise<number> {
  const result = await connection.runAndReadAll(`SELECT epoch_ms(min(${start})) FROM ${table}`);
  const found = result.getRows()[0]?.[0];
  return found === null || found === undefined ? Infinity : Number(found) + millis;
}

async function dropOldPartitions(engine: Engine, { dataset, name }: TableEntry): Promise<void> {
  await engine.change(async (changes, connection) => {
    const entry = changes.get('table', dataset, name);
    const expiration = entry && expirationOf(entry);
    if (entry === undefined || expiration === undefined) return;
    const target = targetOf(engine, entry);
    const { start, millis } = expiration;
    await connection.run(
      `DELETE FROM ${sqlName(target)} WHERE epoch_ms(${start}) + ${millis} <= ${Date.now()}`,
    );
    await changes.put({ ...entry, rows: await countRows(connection, target) });
  });
}
