import type { DuckDBConnection } from '@duckdb/node-api';
import { SqlError } from '../sql/errors.ts';
import type { Routine } from '../sql/statement.ts';
import { translate } from '../sql/translate.ts';
import type { CatalogChanges, RoutineEntry, TableEntry } from './catalog.ts';
import { sqlName, type Engine } from './engine.ts';
import { BigQueryError } from './errors.ts';
import { translationContext } from './language.ts';
import { duckType, quoteName, quoteText } from './types.ts';

interface Renewal {
  engine: Engine;
  connection: DuckDBConnection;
  changes: CatalogChanges;
}

/** Whether what calls a function holds its body, rather than calling DuckDB's macro of it. */
export const isInlined = (routine: Routine | undefined): boolean => routine?.template !== undefined;

/**
 * Makes anew every view and function that holds the body of a function that was made, replaced or dropped. One that does not
 * translate any more fails from now on whenever it is used, until it does again.
 */
export async function renewDependents(renewal: Renewal, name: string): Promise<void> {
  const { changes } = renewal;
  const routines = changes.list('routine');
  const names = new Set([name]);
  const mentions = (text: string | undefined) =>
    [...names].some((one) => mentionOf(one).test(text ?? ''));
  for (let before = 0; before < names.size;) {
    before = names.size;
    for (const entry of routines)
      if (isInlined(entry.routine) && mentions(entry.definition)) names.add(entry.name);
  }
  for (const entry of routines) {
    const { routine } = entry;
    const isMacro = routine !== undefined && !isInlined(routine) && !routine.javascript;
    if (isMacro && mentions(entry.definition)) await renewFunction(renewal, entry, routine);
  }
  for (const entry of changes.list('table'))
    if (mentions(entry.viewQuery)) await renewView(renewal, entry);
}

const mentionOf = (name: string): RegExp =>
  new RegExp(`(?<![\\w$])${name.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\w$])`, 'iu');

/** The result of a translation, or why it failed. */
async function attempt<T>(work: () => Promise<T>): Promise<T | { problem: string }> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SqlError || error instanceof BigQueryError)
      return { problem: error.message };
    throw error;
  }
}

const translated = (
  { engine, connection, changes }: Renewal,
  sql: string,
  defaultDataset: string | undefined,
) =>
  translate(
    sql,
    translationContext(
      {
        engine,
        connection,
        catalog: () => changes,
        temporaryTables: new Map(),
        temporaryRoutines: new Map(),
        inTransaction: () => true,
      },
      { sql, ...(defaultDataset !== undefined && { defaultDataset }) },
    ),
  );

async function renewFunction(
  renewal: Renewal,
  entry: RoutineEntry,
  routine: Routine,
): Promise<void> {
  const statement = await attempt(() => translated(renewal, entry.source, entry.defaultDataset));
  if ('kind' in statement && statement.kind === 'create_function' && statement.sql !== undefined) {
    await renewal.connection.run(statement.sql);
    await renewal.changes.put({ ...entry, routine: statement.routine });
    return;
  }
  await dropMacro(renewal, entry, routine);
}

/** Takes a function's DuckDB macro away, if it has one. */
export async function dropMacro(
  { engine, connection }: Pick<Renewal, 'engine' | 'connection'>,
  { dataset, name }: { dataset: string; name: string },
  routine: Routine,
): Promise<void> {
  if (isInlined(routine)) return;
  const word = routine.kind === 'table' ? 'MACRO TABLE' : 'MACRO';
  await connection.run(
    `DROP ${word} IF EXISTS ${sqlName({ project: engine.project, dataset, name })}`,
  );
}

async function renewView(renewal: Renewal, entry: TableEntry): Promise<void> {
  const { dataset, name, viewQuery = '', viewColumns, defaultDataset } = entry;
  const statement = await attempt(() => translated(renewal, viewQuery, defaultDataset));
  const list = viewColumns === undefined ? '' : ` (${viewColumns.map(quoteName).join(', ')})`;
  const view = sqlName({ project: renewal.engine.project, dataset, name });
  if ('kind' in statement && statement.kind === 'query') {
    await renewal.connection.run(`CREATE OR REPLACE VIEW ${view}${list} AS ${statement.sql}`);
    return;
  }
  const problem = 'problem' in statement ? statement.problem : 'its query is not one any more';
  const columns = entry.fields.map(
    (field) => `CAST(NULL AS ${duckType(field)}) AS ${quoteName(field.name)}`,
  );
  const raised = `bq_error(${quoteText(`Invalid view ${dataset}.${name}: ${problem}`)})`;
  await renewal.connection.run(
    `CREATE OR REPLACE VIEW ${view} AS SELECT ${columns.join(', ')} WHERE CAST(${raised} AS BOOLEAN)`,
  );
}
