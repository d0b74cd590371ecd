import { randomUUID } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Database } from './database.ts';
import { fieldsOf, materializedResult, queryPieces, readPage, type ResultSet } from './result.ts';
import { quoteName } from './types.ts';

/** A result of more rows is judged by the size of some of them. */
const manyRows = 1000;
const sampleRows = 100;
/** A result that is larger, as JSON, stays a table; a smaller one is kept as it is. */
const largeBytes = 4_000_000;

/**
 * Runs a query into a table of DuckDB's memory, which goes to its temporary directory when memory is short. Pages are read from
 * there. Not for a connection with an open transaction, which may write to one database only.
 */
export async function storeResult(
  database: Database,
  connection: DuckDBConnection,
  sql: string,
): Promise<ResultSet> {
  const table = `memory.main.${quoteName(`__result_${randomUUID()}`)}`;
  await database.reading(() => connection.run(`CREATE TABLE ${table} AS ${sql}`));
  const counted = await connection.runAndReadAll(`SELECT count(*) FROM ${table}`);
  const totalRows = Number(counted.getRows()[0]?.[0] ?? 0);
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
  const discard = () =>
    use((own) => own.run(`DROP TABLE IF EXISTS ${table}`)).then(() => undefined);
  try {
    const fields = fieldsOf(head.columnNames(), types);
    const sampled = Math.min(totalRows, sampleRows);
    const sample =
      totalRows > manyRows
        ? (await page({ start: 0, maxRows: sampled, timestamps: 'INT64' })).rows.length
        : 0;
    const bytes = Math.ceil((totalRows * sample) / Math.max(sampled, 1)) + 4096;
    if (bytes > largeBytes) return { fields, totalRows, bytes, page, discard };
    const small = materializedResult(await connection.run(`FROM ${table}`), bytes);
    await discard();
    return small;
  } catch (error) {
    await discard();
    throw error;
  }
}
