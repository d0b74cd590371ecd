import type { Options } from '../sql/statement.ts';
import type { ModelArtifact } from './artifact.ts';
import type { OutputColumn } from './column.ts';
import { functionError } from './errors.ts';
import { outputShape } from './output-fields.ts';

/** What a model's function returns. */
export interface ModelResult {
  columns: OutputColumn[];
}

/** The result whose columns, by name, are in `values`. */
export function resultOf(
  name: string,
  { label }: ModelArtifact,
  options: Options,
  values: Readonly<Record<string, OutputColumn['values']>>,
): ModelResult {
  const shape = outputShape(name, { label }, options);
  if (shape === undefined) throw functionError(`ML.${name} has no result.`);
  const columns = shape.fields.map((field) => {
    const found = values[field.name];
    if (found === undefined) throw functionError(`ML.${name} has no column ${field.name}.`);
    return { field, values: found };
  });
  return { columns };
}
