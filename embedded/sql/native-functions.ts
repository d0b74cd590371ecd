import type { DuckDBConnection } from '@duckdb/node-api';
import { bytesFunctions } from './native/bytes.ts';
import { bitFunctions } from './native/bit-functions.ts';
import { decimalFunctions } from './native/decimal-functions.ts';
import { dateFunctions } from './native/dates.ts';
import { formatFunctions } from './native/format.ts';
import { hashFunctions } from './native/hashes.ts';
import { hexadecimalFunctions } from './native/hexadecimal.ts';
import { jsonFunctions } from './native/json.ts';
import { netFunctions } from './native/net.ts';
import { regularExpressionFunctions } from './native/regular-expressions.ts';
import { textFunctions } from './native/text.ts';

const definitions = [
  ...bitFunctions,
  ...bytesFunctions,
  ...decimalFunctions,
  ...dateFunctions,
  ...formatFunctions,
  ...hashFunctions,
  ...hexadecimalFunctions,
  ...jsonFunctions,
  ...netFunctions,
  ...regularExpressionFunctions,
  ...textFunctions,
];

/** Registers the functions that DuckDB SQL cannot express; once per database instance. */
export function registerNativeFunctions(connection: DuckDBConnection): void {
  for (const definition of definitions) connection.registerScalarFunction(definition);
}
