import type { BigQuery, Query } from '@google-cloud/bigquery';
import {
  DialectAdapterBase,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';
import { BigQueryQueryCompiler } from './bigquery-query-compiler.ts';
import { TankError, tankError } from './errors.ts';
import { bindParameters } from './query-parameters.ts';
import { plainRow } from './row-values.ts';

/**
 * A Kysely dialect for BigQuery over the official client. Tables are named `dataset.table`. Values come back as `plainRow` says;
 * dates, times and other values whose type JavaScript does not tell are sent with `parameter(value, type)`.
 * Every failure of the warehouse is a TankError E_WAREHOUSE with the client's error as its cause. There are no transactions.
 */
export function bigQueryDialect(client: BigQuery): Dialect {
  return {
    createDriver: () => bigQueryDriver(client),
    createQueryCompiler: () => new BigQueryQueryCompiler(),
    createAdapter: () => new BigQueryAdapter(),
    createIntrospector: () => {
      throw tankError('E_INTERNAL', 'read the schemas of tables with readTableSchemas');
    },
  };
}

class BigQueryAdapter extends DialectAdapterBase {
  override get supportsReturning(): boolean {
    return false;
  }

  override acquireMigrationLock(): Promise<void> {
    return Promise.reject(
      tankError('E_INTERNAL', 'tables are made by Dataform, not by migrations'),
    );
  }

  override releaseMigrationLock(): Promise<void> {
    return Promise.resolve();
  }
}

function bigQueryDriver(client: BigQuery): Driver {
  const connection: DatabaseConnection = {
    executeQuery: (query) => execute(client, query),
    streamQuery: (query) => stream(client, query),
  };
  const refuseTransaction = (): Promise<never> =>
    Promise.reject(
      tankError('E_INTERNAL', 'the warehouse has no transactions', {
        hint: 'Change several rows at once with one MERGE.',
      }),
    );
  return {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    releaseConnection: () => Promise.resolve(),
    beginTransaction: refuseTransaction,
    commitTransaction: refuseTransaction,
    rollbackTransaction: refuseTransaction,
    destroy: () => Promise.resolve(),
  };
}

async function execute<R>(client: BigQuery, compiled: CompiledQuery): Promise<QueryResult<R>> {
  const query = clientQuery(compiled);
  try {
    // The typings of query(object) leave out that the response follows the next page's request.
    const [rows, , response] = (await client.query(query)) as unknown as ClientAnswer;
    const affected = response?.numDmlAffectedRows;
    return {
      rows: rows.map((row) => plainRow(row) as R),
      ...(affected !== undefined && affected !== null && { numAffectedRows: BigInt(affected) }),
    };
  } catch (error) {
    throw warehouseError(error);
  }
}

type ClientAnswer = [object[], unknown, { numDmlAffectedRows?: string | null } | undefined];

async function* stream<R>(
  client: BigQuery,
  compiled: CompiledQuery,
): AsyncIterableIterator<QueryResult<R>> {
  const query = clientQuery(compiled);
  try {
    for await (const row of client.createQueryStream(query) as AsyncIterable<object>) {
      yield { rows: [plainRow(row) as R] };
    }
  } catch (error) {
    throw warehouseError(error);
  }
}

function clientQuery(compiled: CompiledQuery): Query {
  const { params, types } = bindParameters(compiled.parameters);
  return {
    query: compiled.sql,
    wrapIntegers: true,
    // The client's typings allow only types of one shape; it takes a mixture.
    ...(params.length > 0 && { params, types: types as string[] }),
  };
}

/** The client's errors have an HTTP status as their code when the warehouse answered, and a text or none when it did not. */
export function warehouseError(error: unknown): Error {
  if (error instanceof TankError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const status = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof status !== 'number') {
    return tankError('E_WAREHOUSE', `the warehouse cannot be reached: ${message}`, {
      cause: error,
    });
  }
  const isMissing = status === 404;
  return tankError('E_WAREHOUSE', `the warehouse refused the query: ${message}`, {
    cause: error,
    hint: isMissing
      ? 'Build the tables first: `npm run -s tank -- run`.'
      : 'Correct the query, or the access it needs.',
  });
}
