import { randomUUID } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Database } from './database.ts';
import { fieldsOf, materializedResult, queryPieces, readPage, type ResultSet } from './result.ts';
import type { Session } from './session.ts';
import { quoteName } from './types.ts';

/** A result of more rows is judged by the size of some of them. */
const manyRows = 1000;
const sampleRows = 100;
/** A result that is larger, as JSON, stays a table; a smaller one is kept as it is. */
const largeBytes = 4_000_000;

/**
 * Runs a query into a table of DuckDB's memory, which goes to its temporary directory when memory is short. Pages of a large result
 * are read from there. Not for a connection with an open transaction, which may write to one database only.
 */
export async function storeResult(session: Session, sql: string): Promise<ResultSet> {
  const {
    connection,
    engine: { database },
  } = session;
  const table = `memory.main.${quoteName(`__result_${randomUUID()}`)}`;
  const made = await session.reading(() => connection.run(`CREATE TABLE ${table} AS ${sql}`));
  try {
    const totalRows = Number(made.getChunk(0).getColumnValues(0)[0]);
    if (totalRows > manyRows) {
      const stored = await tableResult(database, connection, table, totalRows);
      if (stored.bytes > largeBytes) return stored;
    }
    const small = materializedResult(await connection.run(`FROM ${table}`));
    await connection.run(`DROP TABLE ${table}`);
    return small;
  } catch (error) {
    await connection.run(`DROP TABLE IF EXISTS ${table}`);
    throw error;
  }
}

async function tableResult(
  database: Database,
  connection: DuckDBConnection,
  table: string,
  totalRows: number,
): Promise<ResultSet> {
  const head = await connection.run(`FROM ${table} LIMIT 0`);
  const types = head.columnTypes();

  async function use<T>(work: (own: DuckDBConnection) => Promise<T>): Promise<T> {
    const own = await database.connect();
    try {
      return await work(own);
    } finally {
      own.closeSync();
    }
  }

  const page: ResultSet['page'] = (request) =>
    use((own) =>
      readPage(types, request, (start, count) =>
        start >= totalRows
          ? []
          : queryPieces(own, `FROM ${table} WHERE rowid >= ${start} AND rowid < ${start + count}`),
      ),
    );
  const sample = await page({ start: 0, maxRows: sampleRows, timestamps: 'INT64' });
  return {
    fields: fieldsOf(head.columnNames(), types),
    totalRows,
    bytes: Math.ceil((totalRows * sample.rows.length) / sampleRows),
    page,
    discard: async () => {
      await use((own) => own.run(`DROP TABLE IF EXISTS ${table}`));
    },
  };
}
