import type { ServiceError } from '@grpc/grpc-js';
import type { LanguageOptions } from './catalog.ts';
import type { ZetaSql } from './server.ts';

interface Reply {
  content: { tableData: { row?: { cell: { stringValue?: string }[] }[] } };
}

export type Evaluation = { rows: string[] } | { error: string };

/**
 * Evaluates a self-contained query on ZetaSQL's reference implementation. Each row comes as the text
 * `FORMAT('%T', row)` gives: GoogleSQL literals, which tell types apart. Rows come in no order.
 */
export async function evaluate(
  zetaSql: ZetaSql,
  language: LanguageOptions,
  sql: string,
): Promise<Evaluation> {
  try {
    const reply = (await zetaSql.call('evaluateQuery', {
      sql: `SELECT FORMAT('%T', _row) FROM (${sql}\n) AS _row`,
      options: {
        languageOptions: language,
        errorMessageMode: 'ERROR_MESSAGE_ONE_LINE',
        defaultTimezone: 'UTC',
      },
      simpleCatalog: { name: 'root', builtinFunctionOptions: { languageOptions: language } },
      tableContent: {},
    })) as unknown as Reply;
    const rows = reply.content.tableData.row ?? [];
    return { rows: rows.map((row) => row.cell[0]?.stringValue ?? 'NULL') };
  } catch (error) {
    return { error: (error as ServiceError).details };
  }
}
