import type { DuckDBIntervalValue } from '@duckdb/node-api';
import {
  BIGINT,
  BIGNUM,
  BLOB,
  BOOLEAN,
  DECIMAL,
  DOUBLE,
  DuckDBBlobValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBScalarFunction,
  INTERVAL,
  LIST,
  VARCHAR,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';

/** DuckDB types a native function takes and returns, with what stands for a value of each here. */
export interface NativeKinds {
  VARCHAR: string;
  BIGINT: bigint;
  DOUBLE: number;
  BOOLEAN: boolean;
  BLOB: Uint8Array;
  /** NUMERIC, as the integer of its billionths. */
  'DECIMAL(38,9)': bigint;
  /** BIGNUMERIC, scaled by 10^38, as it is stored. */
  BIGNUM: bigint;
  INTERVAL: DuckDBIntervalValue;
  'VARCHAR[]': (string | null)[];
  'BIGINT[]': (bigint | null)[];
  'BLOB[]': (Uint8Array | null)[];
}

export type NativeKind = keyof NativeKinds;

const types: Record<NativeKind, DuckDBType> = {
  VARCHAR,
  BIGINT,
  DOUBLE,
  BOOLEAN,
  BLOB,
  'DECIMAL(38,9)': DECIMAL(38, 9),
  BIGNUM,
  INTERVAL,
  'VARCHAR[]': LIST(VARCHAR),
  'BIGINT[]': LIST(BIGINT),
  'BLOB[]': LIST(BLOB),
};

type Plain = string | bigint | number | boolean | Uint8Array | DuckDBIntervalValue | null;

function fromDuckdb(value: DuckDBValue): Plain | Plain[] {
  if (value instanceof DuckDBBlobValue) return value.bytes;
  if (value instanceof DuckDBDecimalValue) return value.value;
  if (value instanceof DuckDBListValue) return value.items.map((item) => fromDuckdb(item) as Plain);
  return value as Plain;
}

function toDuckdb(value: Plain | Plain[]): DuckDBValue {
  if (Array.isArray(value)) return new DuckDBListValue(value.map(toDuckdb));
  return value instanceof Uint8Array ? new DuckDBBlobValue(value) : value;
}

function toDecimal(value: Plain | Plain[]): DuckDBValue {
  return typeof value === 'bigint' ? new DuckDBDecimalValue(value, 38, 9) : null;
}

type Arguments<P extends readonly NativeKind[]> = { [K in keyof P]: NativeKinds[P[K]] };
type NullableArguments<P extends readonly NativeKind[]> = {
  [K in keyof P]: NativeKinds[P[K]] | null;
};

/**
 * A function of DuckDB SQL in JavaScript, for what SQL cannot say: about half a microsecond a row.
 * It gives NULL for a NULL argument. A message it throws is the statement's error, which TRY catches.
 */
export function native<const P extends readonly NativeKind[], R extends NativeKind>(
  name: string,
  parameters: P,
  result: R,
  evaluate: (...values: Arguments<P>) => NativeKinds[R] | null,
): DuckDBScalarFunction {
  return create(name, parameters, result, false, (values) =>
    values.includes(null) ? null : evaluate(...(values as unknown as Arguments<P>)),
  );
}

/** The same, for a function that decides itself what a NULL argument means. */
export function nativeOfNull<const P extends readonly NativeKind[], R extends NativeKind>(
  name: string,
  parameters: P,
  result: R,
  evaluate: (...values: NullableArguments<P>) => NativeKinds[R] | null,
): DuckDBScalarFunction {
  return create(name, parameters, result, true, (values) =>
    evaluate(...(values as unknown as NullableArguments<P>)),
  );
}

function create(
  name: string,
  parameters: readonly NativeKind[],
  result: NativeKind,
  specialHandling: boolean,
  evaluate: (values: (Plain | Plain[])[]) => Plain | Plain[],
): DuckDBScalarFunction {
  const write = result === 'DECIMAL(38,9)' ? toDecimal : toDuckdb;
  return DuckDBScalarFunction.create({
    name,
    parameterTypes: parameters.map((kind) => types[kind]),
    returnType: types[result],
    specialHandling,
    mainFunction: (_, input, output) => {
      const columns = parameters.map((_kind, index) => input.getColumnValues(index));
      for (let row = 0; row < input.rowCount; row += 1) {
        const values = columns.map((column) => fromDuckdb(column[row] ?? null));
        output.setItem(row, write(evaluate(values)));
      }
      output.flush();
    },
  });
}
