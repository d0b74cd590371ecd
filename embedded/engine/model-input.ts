import type { DuckDBConnection } from '@duckdb/node-api';
import { needsLabels, type ModelArtifact } from '../ml/index.ts';
import type { ModelCall } from '../sql/statement.ts';
import { inputColumn, type InputColumn } from './input-columns.ts';
import { describeQuery, type DescribedColumn } from './tables.ts';
import { quoteName } from './types.ts';

/** A column that a model is given, as SQL over the relation `_input`. */
export interface ModelColumn extends InputColumn {
  sql: string;
}

/** A call's input: what follows FROM, its columns, and those of them, or made of them, that the model knows. */
export interface ModelInput {
  from: string;
  columns: DescribedColumn[];
  known: ModelColumn[];
}

/** Describes the input of a call whose rows stand in `relation`, without running it. */
export async function describeInput(
  connection: DuckDBConnection,
  call: ModelCall,
  artifact: ModelArtifact,
  relation: string,
): Promise<ModelInput> {
  const from = `${relation} AS _input`;
  const columns = await describeQuery(connection, `SELECT * FROM ${from}`);
  if (call.features !== undefined) {
    const described = await describeQuery(connection, selectSql(call.features, from));
    const known = described.map((column, index) => ({
      ...inputColumn(column),
      sql: call.features?.[index]?.sql ?? '',
    }));
    return { from, columns, known };
  }
  const wanted = [...artifact.features, ...(needsLabels(call.function) ? [artifact.label] : [])];
  const names = new Set(wanted.map(({ name }) => name.toLowerCase()));
  const known = columns
    .filter(({ name }) => names.has(name.toLowerCase()))
    .map((column) => ({ ...inputColumn(column), sql: `_input.${quoteName(column.name)}` }));
  return { from, columns, known };
}

/** A query of columns that are given as SQL. */
export const selectSql = (columns: readonly { name: string; sql: string }[], from: string) =>
  `SELECT ${columns.map(({ name, sql }) => `${sql} AS ${quoteName(name)}`).join(', ')} FROM ${from}`;
