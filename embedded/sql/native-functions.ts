import {
  BIGINT,
  BLOB,
  DuckDBBlobValue,
  DuckDBScalarFunction,
  type DuckDBConnection,
} from '@duckdb/node-api';
import { farmFingerprint } from './farm-fingerprint.ts';

/** Registers the functions that DuckDB SQL cannot express; once per database instance. */
export function registerNativeFunctions(connection: DuckDBConnection): void {
  connection.registerScalarFunction(
    DuckDBScalarFunction.create({
      name: 'bq_farm_fingerprint_bytes',
      returnType: BIGINT,
      parameterTypes: [BLOB],
      mainFunction: (_, input, output) => {
        const values = input.getColumnValues(0);
        for (const [row, value] of values.entries()) {
          output.setItem(
            row,
            value instanceof DuckDBBlobValue ? farmFingerprint(value.bytes) : null,
          );
        }
        output.flush();
      },
    }),
  );
}
