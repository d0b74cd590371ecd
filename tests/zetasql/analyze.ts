import type { ServiceError } from '@grpc/grpc-js';
import { simpleCatalog, type LanguageOptions, type Routine, type Tables } from './catalog.ts';
import type { ZetaSql } from './server.ts';

/**
 * Analyzes one statement against declared tables and returns ZetaSQL's message, undefined when it is valid.
 * ML functions and BigQuery functions newer than this ZetaSQL (MAX_BY, MIN_BY) are unknown to it.
 */
export async function analyze(
  zetaSql: ZetaSql,
  language: LanguageOptions,
  sql: string,
  tables: Tables,
  routines: readonly Routine[] = [],
): Promise<string | undefined> {
  try {
    await zetaSql.call('analyze', {
      sqlStatement: sql,
      options: {
        languageOptions: language,
        errorMessageMode: 'ERROR_MESSAGE_ONE_LINE',
        defaultTimezone: 'UTC',
      },
      simpleCatalog: simpleCatalog(tables, language, routines),
    });
    return undefined;
  } catch (error) {
    return (error as ServiceError).details;
  }
}
