import type { DuckDBConnection } from '@duckdb/node-api';
import { registerNativeFunctions } from '../sql/native-functions.ts';
import type {
  FieldSchema,
  ObjectReference,
  Routine,
  Statement,
  TableLayout,
  TranslationContext,
  Value,
} from '../sql/statement.ts';
import { runScript as interpret } from '../sql/interpret.ts';
import { macros, parseScript, translate } from '../sql/translate.ts';
import { isStored, type TableEntry } from './catalog.ts';
import { isTemporary, shownName, sqlName } from './engine.ts';
import { notFound } from './errors.ts';
import { duckError } from './duck-errors.ts';
import { informationRelation, showsBytes } from './information-schema.ts';
import { signatureOf } from './model-calls.ts';
import { findModel } from './model-store.ts';
import type { Outcome } from './outcome.ts';
import type { Planned } from './planned.ts';
import { procedureStore } from './procedures.ts';
import type { Session } from './session.ts';
import { columnSizes } from './table-bytes.ts';
import { fieldOf } from './types.ts';
import { viewFields } from './views.ts';

/** Makes the macros and functions that translated SQL calls. */
export async function prepareLanguage(connection: DuckDBConnection): Promise<void> {
  registerNativeFunctions(connection);
  for (const macro of macros) await connection.run(macro);
}

/** A script and what it was given from outside. */
export interface Script {
  sql: string;
  /** Checks the syntax of a script of several statements, and runs none. */
  parseOnly?: boolean;
  /** System variables of the job. */
  system?: () => Record<string, Value>;
  defaultDataset?: string;
  parameters?: NonNullable<TranslationContext['parameters']>;
}

/** What of a session a translation looks at. */
type Translating = Pick<
  Session,
  'engine' | 'connection' | 'catalog' | 'temporaryTables' | 'temporaryRoutines' | 'inTransaction'
>;

/** What a translation in this session sees: the catalog, temporary tables, functions, INFORMATION_SCHEMA. */
export function translationContext(session: Translating, script: Script): TranslationContext {
  const { engine } = session;
  const information = {
    project: engine.project,
    location: engine.location,
    get catalog() {
      return session.catalog();
    },
    jobs: () => engine.jobs.list(),
  };

  async function columns(table: ObjectReference): Promise<FieldSchema[] | undefined> {
    if (isTemporary(table)) return session.temporaryTables.get(table.name.toLowerCase());
    if (table.project !== engine.project) return undefined;
    await measureTables(session, table);
    const known = informationRelation(information, table);
    if (known !== undefined) return known.fields;
    const entry = session.catalog().get('table', table.dataset, table.name);
    if (entry === undefined) return undefined;
    return isStored(entry) ? entry.fields : viewFields(session, entry);
  }

  const tableEntry = (table: ObjectReference): TableEntry | undefined =>
    table.project === engine.project
      ? session.catalog().get('table', table.dataset, table.name)
      : undefined;

  function routine(path: string[]): Routine | undefined {
    const [name = '', dataset = script.defaultDataset ?? '', project = engine.project, ...extra] =
      path.flatMap((part) => part.split('.')).reverse();
    if (path.length === 1) {
      const temporary = session.temporaryRoutines.get(name.toLowerCase());
      if (temporary !== undefined) return temporary;
    }
    if (extra.length > 0 || project !== engine.project) return undefined;
    return session.catalog().get('routine', dataset, name)?.routine;
  }

  return {
    project: engine.project,
    ...(script.defaultDataset !== undefined && { defaultDataset: script.defaultDataset }),
    ...(script.parameters && { parameters: script.parameters }),
    columns,
    missing: (table) => {
      if (table.project !== engine.project || isTemporary(table)) return undefined;
      const { project, dataset } = table;
      if (session.catalog().get('dataset', dataset) === undefined)
        return notFound('Dataset', `${project}:${dataset}`, engine.location);
      return tableEntry(table) ? undefined : notFound('Table', shownName(table), engine.location);
    },
    layout: (table) => layoutOf(tableEntry(table)),
    matching: (prefix) => matching(session, prefix),
    relation: (table) => {
      if (isTemporary(table)) return sqlName(table);
      return table.project === engine.project
        ? informationRelation(information, table)?.sql()
        : undefined;
    },
    routine: (path) => Promise.resolve(routine(path)),
    model: async (reference) => {
      const artifact = await findModel(session, reference);
      return artifact && signatureOf(artifact);
    },
  };
}

/** Measures the tables whose sizes a metadata view shows. */
async function measureTables(session: Translating, view: ObjectReference): Promise<void> {
  if (!showsBytes(view)) return;
  for (const entry of session.catalog().list('table')) {
    await columnSizes(session.connection, session.engine.project, entry);
  }
}

function layoutOf(entry: TableEntry | undefined): TableLayout | undefined {
  if (entry === undefined || !isStored(entry)) return undefined;
  const { partitioning, requirePartitionFilter } = entry;
  return {
    ...(partitioning && { partitioning }),
    ...(requirePartitionFilter === true && { requirePartitionFilter }),
  };
}

/** The tables a wildcard table stands for, the newest first. */
function matching(
  session: Translating,
  prefix: ObjectReference,
): { name: string; columns: FieldSchema[] }[] {
  if (prefix.project !== session.engine.project) return [];
  return session
    .catalog()
    .list('table', prefix.dataset)
    .filter((entry) => isStored(entry) && entry.name.startsWith(prefix.name))
    .sort((a, b) => b.created - a.created || (a.name < b.name ? 1 : -1))
    .map(({ name, fields }) => ({ name, columns: fields }));
}

/** Translates one statement. */
export const translateOne = (session: Session, script: Script): Promise<Statement> =>
  translate(script.sql, translationContext(session, script));

const selecting = (sql: string): Statement => ({
  kind: 'query',
  sql: `SELECT ${sql}`,
  modelCalls: [],
  fields: [],
});

/** Evaluates an expression into a variable of the connection, by its plan if there is one. */
async function assign(
  connection: DuckDBConnection,
  slot: string,
  sql: string,
  planned: Planned | undefined,
): Promise<void> {
  const result = await planned?.run();
  const type = result?.columnType(0);
  // A value that is given back has lost that it is JSON.
  if (type === undefined || JSON.stringify(fieldOf('', type)).includes('"JSON"')) {
    await connection.run(`SET VARIABLE ${slot} = (${sql})`);
    return;
  }
  const value = result?.getChunk(0).getColumnValues(0)[0] ?? null;
  const given = await connection.prepare(`SET VARIABLE ${slot} = CAST($1 AS ${String(type)})`);
  try {
    given.bind([value], [type]);
    await given.run();
  } finally {
    given.destroySync();
  }
}

/**
 * Runs a script: `run` is given each statement as it comes up. Returns what the last one did.
 * @throws SqlError with offsets into the whole script, or what running a statement throws.
 */
export async function runScript(
  session: Session,
  script: Script,
  run: (statement: Statement, source: { text: string; isScript: boolean }) => Promise<Outcome>,
  reading?: (query: Statement, text: string) => Promise<Planned | undefined>,
): Promise<Outcome> {
  const { connection, engine } = session;
  const nodes = parseScript(script.sql);
  const isScript = nodes.length !== 1 || nodes[0]?.kind !== 'statement';
  if (isScript && script.parseOnly === true) return { statementType: 'SCRIPT' };
  const last = await interpret<Outcome>(nodes, {
    source: script.sql,
    context: translationContext(session, script),
    run: (statement, { text }) => run(statement, { text, isScript }),
    query: async (sql) => {
      const result = await connection.runAndReadAll(sql);
      return result.getRows();
    },
    ...(reading && {
      reading: async (sql, text) => {
        await session.snapshot(() => reading(selecting(sql), text));
      },
      assign: (slot, sql, text) =>
        session.snapshot(async () => {
          const planned = await reading(selecting(sql), text);
          await assign(connection, slot, sql, planned);
        }),
    }),
    transaction: (action) => (action === 'BEGIN' ? session.begin() : session.end(action)),
    message: (error) =>
      duckError(error, { source: script.sql, project: engine.project, location: engine.location })
        .message,
    changedRows: ({ dml }) => dml && dml.inserted + dml.updated + dml.deleted,
    ...(script.system && { system: script.system }),
    procedures: procedureStore(session, script.defaultDataset),
  });
  return { statementType: 'SCRIPT', ...last, ...(isScript && { statementType: 'SCRIPT' }) };
}
