import {
  callModel as call,
  outputShape,
  predictor,
  type Column,
  type ModelArtifact,
  type OutputColumn,
  type OutputValue,
} from '../ml/index.ts';
import type { Options } from '../sql/statement.ts';

interface Written {
  columns: { field: OutputColumn['field']; values: OutputValue[] }[];
}

/** A model's function with the values of its columns written out, ML.PREDICT's too. */
export function callModel(
  name: string,
  model: ModelArtifact,
  input: readonly Column[] | undefined,
  options: Options = {},
): Written {
  if (name === 'PREDICT') return predict(model, input ?? [], options);
  const { columns } = call(name, model, input, options);
  return {
    columns: columns.map(({ field, values }) => ({ field, values: Array.from(values) })),
  };
}

function predict(model: ModelArtifact, input: readonly Column[], options: Options): Written {
  const { classes, predict: numbersOf } = predictor(model, input, options);
  const { fields = [] } = outputShape('PREDICT', model, options) ?? {};
  const [first = [], ...probabilities] = numbersOf(input);
  const values: OutputValue[][] = [
    Array.from(first, (number) => (classes === undefined ? number : (classes[number] ?? null))),
    Array.from(first, (_, row) =>
      (classes ?? []).map((label, index) => ({ label, prob: probabilities[index]?.[row] ?? null })),
    ),
  ];
  return {
    columns: fields.map((field, index) => ({ field, values: values[index] ?? [] })),
  };
}
