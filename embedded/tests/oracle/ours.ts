import type { Evaluation } from '../../../tests/zetasql/evaluate.ts';
import { SqlError } from '../../sql/errors.ts';
import { translate } from '../../sql/translate.ts';
import type { SqlHost } from '../sql-host.ts';
import { rowText } from '../sql-literals.ts';

/** A query's rows in the reference evaluator's notation, its error, or the translator's refusal. */
export type Ours = Evaluation | { refused: string };

/** Runs a query through the translator and DuckDB. */
export async function ours(host: SqlHost, sql: string): Promise<Ours> {
  try {
    const statement = await translate(sql, host.context);
    if (statement.kind !== 'query') throw new Error('Not a query');
    const { fields } = statement;
    if (fields === undefined) throw new Error('The translator did not resolve the types');
    const reader = await host.connection.runAndReadAll(statement.sql);
    return { rows: reader.getRows().map((row) => rowText(row, fields)) };
  } catch (error) {
    if (error instanceof SqlError && error.reason === 'notImplemented')
      return { refused: error.message };
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
