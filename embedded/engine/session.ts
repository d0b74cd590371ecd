import type { DuckDBConnection } from '@duckdb/node-api';
import type { FieldSchema, Routine } from '../sql/statement.ts';
import type { Catalog, CatalogChanges } from './catalog.ts';
import type { Engine, OpenTransaction } from './engine.ts';
import { invalidQuery } from './errors.ts';

/** One script's connection: its temporary objects, and its open transaction if it began one. */
export interface Session {
  engine: Engine;
  connection: DuckDBConnection;
  /** The GoogleSQL as written, for messages. */
  source: string;
  /** Columns of the session's temporary tables, by lower-case name. */
  temporaryTables: Map<string, FieldSchema[]>;
  /** The session's temporary functions, by lower-case name. */
  temporaryRoutines: Map<string, Routine>;
  /** The catalog as this session sees it, uncommitted changes included. */
  catalog(): Catalog;
  /** Runs `work` when there is room for another reader, unless the session's job was cancelled meanwhile. */
  reading<T>(work: () => Promise<T>): Promise<T>;
  /** Runs a change in the open transaction, or in one of its own, unless the session's job was cancelled meanwhile. */
  change<T>(work: (changes: CatalogChanges) => Promise<T>): Promise<T>;
  inTransaction(): boolean;
  /** Runs `work` in the open transaction, or in one of its own that only reads. */
  snapshot<T>(work: () => Promise<T>): Promise<T>;
  /** Whether a transaction or a snapshot is open. */
  isOpen(): boolean;
  begin(): Promise<void>;
  end(how: 'COMMIT' | 'ROLLBACK'): Promise<void>;
  /** Runs `work` when the session is closed. */
  whenClosed: (work: () => void) => void;
  /** Rolls back what was left open and closes the connection, with its temporary objects. */
  close(): Promise<void>;
}

/** @param check throws once the session's job is cancelled. */
export async function openSession(
  engine: Engine,
  source: string,
  check: () => void = () => undefined,
): Promise<Session> {
  const connection = await engine.database.connect();
  const endings: (() => void)[] = [];
  let open: OpenTransaction | undefined;
  let isReading = false;

  async function end(how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    if (open === undefined) throw invalidQuery('There is no active transaction');
    const transaction = open;
    open = undefined;
    await transaction.end(how);
  }

  return {
    engine,
    connection,
    source,
    temporaryTables: new Map(),
    temporaryRoutines: new Map(),
    inTransaction: () => open !== undefined,
    isOpen: () => isReading || open !== undefined,
    snapshot: async (work) => {
      if (isReading || open !== undefined) return work();
      await connection.run('BEGIN TRANSACTION READ ONLY');
      isReading = true;
      try {
        return await work();
      } finally {
        isReading = false;
        await connection.run('ROLLBACK');
      }
    },
    catalog: () => open?.changes ?? engine.catalog,
    reading: (work) =>
      engine.database.reading(() => {
        check();
        return work();
      }),
    change: (work) => {
      if (open !== undefined) return work(open.changes);
      return engine.transact(connection, (changes) => {
        check();
        return work(changes);
      });
    },
    begin: async () => {
      if (open !== undefined) throw invalidQuery('Transaction is already active');
      open = await engine.begin(connection);
      check();
    },
    end,
    whenClosed: (work) => {
      endings.push(work);
    },
    close: async () => {
      try {
        if (open !== undefined) await end('ROLLBACK');
      } finally {
        connection.closeSync();
        for (const work of endings) work();
      }
    },
  };
}
