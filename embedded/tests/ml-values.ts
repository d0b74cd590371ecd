import { callModel as call, type OutputColumn, type OutputValue } from '../ml/index.ts';

function valuesOf({ values }: OutputColumn): OutputValue[] {
  if (!('probabilities' in values)) return Array.from(values);
  const { length, labels, probabilities } = values;
  return Array.from({ length }, (_, row) =>
    labels.map((label, index) => ({ label, prob: probabilities[index]?.[row] ?? null })),
  );
}

/** A model's function with the values of its columns written out, arrays of probabilities too. */
export function callModel(...parameters: Parameters<typeof call>) {
  const result = call(...parameters);
  return {
    ...result,
    columns: result.columns.map((column) => ({ field: column.field, values: valuesOf(column) })),
  };
}
