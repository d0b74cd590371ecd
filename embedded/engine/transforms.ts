import type { DuckDBConnection } from '@duckdb/node-api';
import { type ModelArtifact, type ModelTransform, needsLabels } from '../ml/index.ts';
import type { ModelSignature, TransformStatement } from '../sql/statement.ts';
import { quoteName, quoteText } from './types.ts';

/**
 * Learns a TRANSFORM's statistics from its training query and keeps them in DuckDB's variables, so that the
 * columns' SQL can run; returns them with the columns for the model.
 */
export async function learnTransform(
  connection: DuckDBConnection,
  query: string,
  { columns, inputTable, statistics }: TransformStatement,
): Promise<ModelTransform> {
  const table = `temp.main.${quoteName(inputTable)}`;
  await connection.run(`CREATE TEMP TABLE ${quoteName(inputTable)} AS ${query}`);
  const learned: ModelTransform['statistics'] = {};
  for (const [variable, sql] of Object.entries(statistics)) {
    await connection.run(
      `SET VARIABLE ${quoteName(variable)} = (SELECT ${sql} FROM ${table} AS _input)`,
    );
    const result = await connection.runAndReadAll(
      `SELECT to_json(getvariable(${quoteText(variable)}))`,
    );
    learned[variable.slice(inputTable.length)] = JSON.parse(
      String(result.getRows()[0]?.[0] ?? '[]'),
    ) as number[];
  }
  return { columns, statistics: learned };
}

/** Puts what a model's TRANSFORM learned where its columns' SQL reads it, for one call. */
export async function restoreTransform(
  connection: DuckDBConnection,
  { transform }: ModelArtifact,
  inputTable: string,
): Promise<void> {
  for (const [suffix, values] of Object.entries(transform?.statistics ?? {})) {
    const isText = values.some((value) => typeof value === 'string');
    const items = values.map((value) =>
      typeof value === 'string' ? quoteText(value) : String(value),
    );
    await connection.run(
      `SET VARIABLE ${quoteName(inputTable + suffix)} = CAST([${items.join(', ')}] AS ${isText ? 'VARCHAR' : 'DOUBLE'}[])`,
    );
  }
}

/** The columns of a model's TRANSFORM that a call needs: those of its features, and of its label to compare with. */
export function transformOf(artifact: ModelArtifact): Pick<ModelSignature, 'transform'> {
  const { transform, features, label } = artifact;
  if (transform === undefined) return {};
  const inputs = new Set(features.map(({ name }) => name.toLowerCase()));
  const isLabel = (name: string) => name.toLowerCase() === label.name.toLowerCase();
  return {
    transform: (called) =>
      transform.columns
        .map((column, index) => ({ ...column, index }))
        .filter(({ outputs }) =>
          outputs.some(
            (name) => inputs.has(name.toLowerCase()) || (needsLabels(called) && isLabel(name)),
          ),
        ),
  };
}
