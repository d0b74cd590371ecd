import type { FieldSchema } from '../sql/statement.ts';
import { columnError } from './errors.ts';

/** A value of a column as JavaScript has it. NULL is null; in typed arrays NaN stands for NULL. */
export type Cell = string | number | bigint | boolean | null;

export type CellValues =
  readonly Cell[] | Float64Array | Float32Array | Int32Array | Uint8Array | BigInt64Array;

/** Arrays of numbers in double or single precision. */
export type NumberArray = Float64ArrayConstructor | Float32ArrayConstructor;

/** An input column. `type` is a GoogleSQL or REST name of a type: INT64, INTEGER, FLOAT64, STRING, ... */
export interface Column {
  name: string;
  type: string;
  values: CellValues;
}

/** A value a model's function returns: a cell, a struct, or an array of structs. */
export type OutputValue = Cell | { [field: string]: OutputValue } | OutputValue[];

/** An output column, described as the REST API describes it; one value per row. */
export interface OutputColumn {
  field: FieldSchema;
  values: ArrayLike<OutputValue>;
}

const typeNames: Readonly<Record<string, string>> = {
  INTEGER: 'INT64',
  INT: 'INT64',
  BIGINT: 'INT64',
  FLOAT: 'FLOAT64',
  BOOLEAN: 'BOOL',
  DECIMAL: 'NUMERIC',
  BIGDECIMAL: 'BIGNUMERIC',
};

/** The GoogleSQL name of a scalar type, without parameters. */
export function googleSqlType(type: string): string {
  const base = type
    .toUpperCase()
    .replace(/[(<].*$/, '')
    .trim();
  return typeNames[base] ?? base;
}

const numericTypes = new Set(['INT64', 'FLOAT64', 'NUMERIC', 'BIGNUMERIC']);

export const isNumericType = (type: string): boolean => numericTypes.has(googleSqlType(type));

/** The column of that name, in any case. */
export function findColumn(columns: readonly Column[], name: string): Column | undefined {
  const wanted = name.toLowerCase();
  return columns.find((column) => column.name.toLowerCase() === wanted);
}

/** Rows of the columns. @throws ModelError when they differ in length. */
export function rowCount(columns: readonly Column[]): number {
  const length = columns[0]?.values.length ?? 0;
  const odd = columns.find((column) => column.values.length !== length);
  if (odd !== undefined) {
    throw columnError(`Column ${odd.name} has ${odd.values.length} rows instead of ${length}.`);
  }
  return length;
}

/** The values of a numeric column in double precision, NaN for NULL. @throws ModelError for other types. */
export function numbersOf(column: Column): Float64Array {
  const { values } = column;
  if (values instanceof Float64Array) return values;
  if (!isNumericType(column.type)) {
    throw columnError(
      `Column ${column.name} is expected to be numeric, but has type ${googleSqlType(column.type)}.`,
    );
  }
  const numbers = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    numbers[row] = value === null || value === undefined ? NaN : Number(value);
  }
  return numbers;
}

/** The values of a column as text, null for NULL: how categories and labels are told apart. */
export function textsOf(column: Column): (string | null)[] {
  return Array.from(column.values, (value: Cell) =>
    value === null || (typeof value === 'number' && Number.isNaN(value)) ? null : String(value),
  );
}
