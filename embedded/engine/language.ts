import { SqlError } from '../sql/errors.ts';
import type {
  FieldSchema,
  ObjectReference,
  Routine,
  Statement,
  TranslationContext,
} from '../sql/statement.ts';
import { macros, parseScript, translate } from '../sql/translate.ts';
import { isTemporary, sqlName } from './engine.ts';
import { notImplemented } from './errors.ts';
import { informationRelation } from './information-schema.ts';
import type { Outcome } from './outcome.ts';
import type { Session } from './session.ts';
import { viewFields } from './views.ts';

/** DuckDB statements that must have run before translated SQL does. */
export const prelude: readonly string[] = macros;

/** A script and what it was given from outside. */
export interface Script {
  sql: string;
  defaultDataset?: string;
  parameters?: NonNullable<TranslationContext['parameters']>;
}

/** What a translation in this session sees: the catalog, temporary tables, functions, INFORMATION_SCHEMA. */
export function translationContext(session: Session, script: Script): TranslationContext {
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
    const known = informationRelation(information, table);
    if (known !== undefined) return known.fields;
    const entry = session.catalog().get('table', table.dataset, table.name);
    if (entry === undefined) return undefined;
    return entry.type === 'TABLE' ? entry.fields : viewFields(session, entry);
  }

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
    relation: (table) => {
      if (isTemporary(table)) return sqlName(table);
      return table.project === engine.project
        ? informationRelation(information, table)?.sql
        : undefined;
    },
    routine: (path) => Promise.resolve(routine(path)),
  };
}

/** Translates one statement. */
export const translateOne = (session: Session, script: Script): Promise<Statement> =>
  translate(script.sql, translationContext(session, script));

/**
 * Runs a script statement by statement and returns what the last one did.
 * @throws SqlError with offsets into the whole script, or what running a statement throws.
 */
export async function runScript(
  session: Session,
  script: Script,
  run: (statement: Statement) => Promise<Outcome>,
): Promise<Outcome> {
  const nodes = parseScript(script.sql);
  let last: Outcome = { statementType: 'SCRIPT' };
  for (const node of nodes) {
    if (node.kind !== 'statement')
      throw notImplemented(`Script statement ${node.kind.toUpperCase()}`);
    const statement = await translateOne(session, { ...script, sql: node.text }).catch(
      (error: unknown) => {
        throw shifted(error, node.start);
      },
    );
    last = await run(statement);
  }
  return nodes.length > 1 ? { ...last, statementType: 'SCRIPT' } : last;
}

/** The error with its offset counted from the start of the script. */
function shifted(error: unknown, start: number): unknown {
  if (!(error instanceof SqlError) || error.offset === undefined) return error;
  return new SqlError(error.message, { reason: error.reason, offset: error.offset + start });
}
