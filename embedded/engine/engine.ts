import type { DuckDBConnection } from '@duckdb/node-api';
import { registerJavascript } from '../sql/javascript/register.ts';
import type { ObjectReference } from '../sql/statement.ts';
import { openCatalog, type Catalog, type CatalogChanges, type CatalogStore } from './catalog.ts';
import { openDatabase, type Database, type DatabaseOptions } from './database.ts';
import { notFound } from './errors.ts';
import { createJobStore, type JobStore } from './jobs.ts';
import { jobQuery } from './information-jobs.ts';
import { saveSamples } from './samples.ts';
import { openScorers, type Scorers } from './scorers.ts';
import { openStorage, type Storage } from './storage.ts';
import { quoteName } from './types.ts';

export interface EngineOptions extends DatabaseOptions {
  /** Location reported for jobs, and for datasets created without one. Default `US`. */
  location?: string;
  /** Directory that stands for Cloud Storage: `gs://bucket/name` is `DIRECTORY/bucket/name`. */
  storageDirectory?: string;
}

/** One warehouse: its database, its catalog, and transactions over both. */
export interface Engine {
  project: string;
  location: string;
  database: Database;
  catalog: CatalogStore;
  jobs: JobStore;
  storage: Storage;
  scorers: Scorers;
  /**
   * Runs `work` as one transaction on `connection`, after every earlier writer: its SQL and its catalog changes are
   * both there afterwards, or neither is.
   * @throws what `work` throws, or DuckDB's error; the transaction is rolled back then.
   */
  transact<T>(
    connection: DuckDBConnection,
    work: (changes: CatalogChanges) => Promise<T>,
  ): Promise<T>;
  /** Like `transact`, on a connection of its own. */
  change<T>(
    work: (changes: CatalogChanges, connection: DuckDBConnection) => Promise<T>,
  ): Promise<T>;
  /** Starts a transaction that stays open, and keeps other writers out, until it is ended. */
  begin(connection: DuckDBConnection): Promise<OpenTransaction>;
  close(): Promise<void>;
}

export interface OpenTransaction {
  changes: CatalogChanges;
  end(how: 'COMMIT' | 'ROLLBACK'): Promise<void>;
}

/** Opens the warehouse file and reads its catalog. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const database = await openDatabase(options);
  const connection = await database.connect();
  const catalog = await openCatalog(connection, options.project).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  for (const { routine } of catalog.list('routine')) {
    if (routine?.javascript !== undefined)
      registerJavascript(connection, database.javascript, routine.javascript);
  }
  const scorers = openScorers(connection);
  const location = options.location ?? 'US';
  const jobs = createJobStore({ project: options.project, location });
  connection.registerScalarFunction(jobQuery(jobs));
  connection.closeSync();

  async function begin(owner: DuckDBConnection): Promise<OpenTransaction> {
    const release = await hold(database);
    const changes = catalog.begin(owner);
    try {
      await owner.run('BEGIN');
    } catch (error) {
      release();
      throw error;
    }
    return {
      changes,
      end: async (how) => {
        try {
          await owner.run(how);
          if (how === 'COMMIT') changes.commit();
        } finally {
          release();
        }
      },
    };
  }

  async function transact<T>(
    owner: DuckDBConnection,
    work: (changes: CatalogChanges) => Promise<T>,
  ): Promise<T> {
    const transaction = await begin(owner);
    let outcome: T;
    try {
      outcome = await work(transaction.changes);
    } catch (error) {
      await transaction.end('ROLLBACK');
      throw error;
    }
    await transaction.end('COMMIT');
    return outcome;
  }

  const change = async <T>(
    work: (changes: CatalogChanges, connection: DuckDBConnection) => Promise<T>,
  ): Promise<T> => {
    const own = await database.connect();
    try {
      return await transact(own, (changes) => work(changes, own));
    } finally {
      own.closeSync();
    }
  };

  return {
    project: options.project,
    location,
    database,
    catalog,
    jobs,
    storage: openStorage(options.storageDirectory, database.spoolDirectory),
    scorers,
    transact,
    change,
    begin,
    close: async () => {
      try {
        await saveSamples(catalog, change);
      } finally {
        await database.close();
      }
    },
  };
}

/** Waits for the writer's turn; the returned function gives it up. */
function hold(database: Database): Promise<() => void> {
  return new Promise((granted, failed) => {
    database
      .exclusive(
        () =>
          new Promise<void>((release) => {
            granted(release);
          }),
      )
      .catch(failed);
  });
}

/** The dataset of temporary tables, which live on one session's connection. */
const sessionDataset = '_SESSION';

export const isTemporary = (target: ObjectReference): boolean => target.dataset === sessionDataset;

/** An object's name as DuckDB SQL. */
export const sqlName = (target: ObjectReference): string =>
  isTemporary(target)
    ? `temp.main.${quoteName(target.name)}`
    : `${quoteName(target.project)}.${quoteName(target.dataset)}.${quoteName(target.name)}`;

/** An object's name as BigQuery's messages show it: `project:dataset.name`. */
export const shownName = (target: ObjectReference): string =>
  `${target.project}:${target.dataset}.${target.name}`;

/** @throws BigQueryError notFound when the object's project or dataset does not exist. */
export function requireDataset(
  engine: Engine,
  catalog: Catalog,
  target: { project: string; dataset: string },
): void {
  if (target.project !== engine.project) throw notFound('Project', target.project);
  if (catalog.get('dataset', target.dataset) === undefined) {
    throw notFound('Dataset', `${target.project}:${target.dataset}`, engine.location);
  }
}
