import { DuckDBScalarFunction, type DuckDBConnection } from '@duckdb/node-api';
import type { JavascriptFunction } from '../statement.ts';
import { typeOfField } from '../types.ts';
import { createSandbox } from './sandbox.ts';
import { argumentOf, bindingType, resultOf } from './values.ts';

/**
 * Makes a JavaScript function callable from DuckDB SQL, once per instance; `known` holds the names of those that are.
 * Throws Error when its code is no JavaScript.
 */
export function registerJavascript(
  connection: DuckDBConnection,
  known: Set<string>,
  definition: JavascriptFunction,
): void {
  if (known.has(definition.name)) return;
  const sandbox = createSandbox(definition);
  const types = definition.parameters.map(typeOfField);
  const returns = typeOfField(definition.returns);
  connection.registerScalarFunction(
    DuckDBScalarFunction.create({
      name: definition.name,
      parameterTypes: types.map(bindingType),
      returnType: bindingType(returns),
      specialHandling: true,
      mainFunction: (_, input, output) => {
        const columns = types.map((_type, index) => input.getColumnValues(index));
        const rows = Array.from({ length: input.rowCount }, (_row, row) =>
          types.map((type, index) => argumentOf(type, columns[index]?.[row] ?? null)),
        );
        for (const [row, value] of sandbox(rows).entries()) {
          output.setItem(row, resultOf(returns, value));
        }
        output.flush();
      },
    }),
  );
  known.add(definition.name);
}
