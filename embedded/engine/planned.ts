import type { DuckDBConnection, DuckDBMaterializedResult } from '@duckdb/node-api';
import { planOf, type Plan } from './scans.ts';

/** The variable that stands for the clock in a planned statement. */
const clock = '__now';
const name = '__planned';

/** A statement that a connection holds, planned, to be run once in the transaction that it was planned in. */
export interface Planned extends Plan {
  run(): Promise<DuckDBMaterializedResult>;
}

/**
 * Plans a SELECT, INSERT, UPDATE or DELETE, which takes longer than to run most, so that it need not be planned once for what it
 * reads and again to be run. The plan counts on what is in the tables: it is for the open transaction.
 */
export async function planned(connection: DuckDBConnection, sql: string): Promise<Planned> {
  const timeless = withoutClock(sql);
  if (timeless !== sql) await connection.run(`SET VARIABLE ${clock} = now()`);
  await connection.run(`PREPARE ${name} AS ${timeless}`);
  const plan = await planOf(connection, `EXECUTE ${name}`);
  return { ...plan, run: () => connection.run(`EXECUTE ${name}`) };
}

/** DuckDB plans a statement anew when it asks for the time, which is one for the whole transaction. */
const withoutClock = (sql: string): string =>
  sql.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\bcurrent_timestamp\b/g, (part) =>
    part === 'current_timestamp' ? `getvariable('${clock}')` : part,
  );
