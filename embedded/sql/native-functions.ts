import type { DuckDBConnection } from '@duckdb/node-api';
import { hashFunctions } from './native/hashes.ts';

/** Registers the functions that DuckDB SQL cannot express; once per database instance. */
export function registerNativeFunctions(connection: DuckDBConnection): void {
  for (const definition of [...hashFunctions]) connection.registerScalarFunction(definition);
}
