import { registerJavascript } from '../sql/javascript/register.ts';
import type { ObjectReference, Statement } from '../sql/statement.ts';
import { isStored, type CatalogChanges } from './catalog.ts';
import { dropMacro, isInlined, renewDependents } from './dependents.ts';
import { isTemporary, requireDataset, shownName, sqlName } from './engine.ts';
import { BigQueryError, duplicate, notFound } from './errors.ts';
import { dropModel } from './model-store.ts';
import type { Outcome } from './outcome.ts';
import type { Session } from './session.ts';
import { requireType } from './tables.ts';
import { quoteName } from './types.ts';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

/** DROP SCHEMA [IF EXISTS] [CASCADE]. */
export async function dropSchema(session: Session, statement: Of<'drop_schema'>): Promise<Outcome> {
  const { dataset, ifExists, cascade } = statement;
  return session.change(async (changes) => {
    if (changes.get('dataset', dataset) === undefined) {
      if (!ifExists) {
        throw notFound('Dataset', `${session.engine.project}:${dataset}`, session.engine.location);
      }
      return { statementType: 'DROP_SCHEMA', ddl: { operation: 'SKIP', dataset } };
    }
    await removeDataset(session, changes, dataset, cascade);
    return { statementType: 'DROP_SCHEMA', ddl: { operation: 'DROP', dataset } };
  });
}

/**
 * Removes a dataset, with what is in it when `cascade`.
 * @throws BigQueryError resourceInUse when it is not empty.
 */
export async function removeDataset(
  session: Pick<Session, 'engine' | 'connection'>,
  changes: CatalogChanges,
  dataset: string,
  cascade: boolean,
): Promise<void> {
  const { project } = session.engine;
  const contents = [
    ...changes.list('table', dataset),
    ...changes.list('routine', dataset),
    ...changes.list('model', dataset),
  ];
  if (contents.length > 0 && !cascade) {
    throw new BigQueryError('resourceInUse', `Dataset ${project}:${dataset} is still in use`);
  }
  for (const entry of contents) {
    if (entry.kind === 'model') {
      await dropModel(session.connection, changes, { project, dataset, name: entry.name });
    } else {
      await changes.remove(entry.kind, dataset, entry.name);
    }
  }
  await session.connection.run(`DROP SCHEMA ${quoteName(project)}.${quoteName(dataset)} CASCADE`);
  await changes.remove('dataset', dataset);
}

/** CREATE [TEMP] FUNCTION: DuckDB macros; a persistent one is kept and listed. */
export async function createFunction(
  session: Session,
  statement: Of<'create_function'>,
): Promise<Outcome> {
  const { target, mode, sql, source, defaultDataset, definition, description, routine } = statement;
  const statementType = routine.kind === 'table' ? 'CREATE_TABLE_FUNCTION' : 'CREATE_FUNCTION';
  if (routine.javascript !== undefined)
    registerJavascript(session.connection, session.engine.database.javascript, routine.javascript);
  if ('temporary' in target) {
    const known = session.temporaryRoutines.has(target.temporary.toLowerCase());
    if (known && mode === 'create') throw duplicate('Routine', target.temporary);
    if (known && mode === 'if_not_exists') return { statementType, ddl: { operation: 'SKIP' } };
    if (sql !== undefined) await session.connection.run(sql);
    session.temporaryRoutines.set(target.temporary.toLowerCase(), routine);
    return { statementType, ddl: { operation: 'CREATE' } };
  }
  return session.change(async (changes) => {
    requireDataset(session.engine, changes, target);
    const existing = changes.get('routine', target.dataset, target.name);
    if (existing !== undefined) {
      if (mode === 'create') {
        throw duplicate('Routine', shownName(target));
      }
      if (mode === 'if_not_exists') {
        return { statementType, ddl: { operation: 'SKIP', target } };
      }
    }
    if (existing?.routine !== undefined) await dropMacro(session, target, existing.routine);
    if (sql !== undefined) await session.connection.run(sql);
    const now = Date.now();
    await changes.put({
      kind: 'routine',
      dataset: target.dataset,
      name: target.name,
      created: existing?.created ?? now,
      modified: now,
      source,
      ...(defaultDataset !== undefined && { defaultDataset }),
      definition,
      ...(description !== undefined && { description }),
      routine,
    });
    if (existing === undefined || isInlined(existing.routine) || isInlined(routine))
      await renewDependents({ ...session, changes }, target.name);
    return {
      statementType,
      ddl: { operation: existing === undefined ? 'CREATE' : 'REPLACE', target },
    };
  });
}

const entryKinds = {
  TABLE: 'table',
  'SNAPSHOT TABLE': 'table',
  VIEW: 'table',
  'MATERIALIZED VIEW': 'table',
  FUNCTION: 'routine',
  'TABLE FUNCTION': 'routine',
  PROCEDURE: 'routine',
  MODEL: 'model',
} as const;

const tableTypes = {
  TABLE: 'TABLE',
  'SNAPSHOT TABLE': 'SNAPSHOT',
  VIEW: 'VIEW',
  'MATERIALIZED VIEW': 'MATERIALIZED_VIEW',
} as const;

const shownKinds = { table: 'Table', routine: 'Routine', model: 'Model' } as const;

async function dropTemporaryFunction(session: Session, target: ObjectReference): Promise<Outcome> {
  const routine = session.temporaryRoutines.get(target.name.toLowerCase());
  if (routine !== undefined && !isInlined(routine))
    await session.connection.run(
      `DROP ${routine.kind === 'table' ? 'MACRO TABLE' : 'MACRO'} ${sqlName(target)}`,
    );
  session.temporaryRoutines.delete(target.name.toLowerCase());
  return { statementType: 'DROP_FUNCTION', ddl: { operation: 'DROP' } };
}

/** DROP of anything but a schema. */
export async function dropObject(session: Session, statement: Of<'drop'>): Promise<Outcome> {
  const { object, target, ifExists } = statement;
  const statementType = `DROP_${object.replaceAll(' ', '_')}`;
  if (isTemporary(target)) {
    if (object === 'FUNCTION') return dropTemporaryFunction(session, target);
    await session.connection.run(`DROP TABLE ${ifExists ? 'IF EXISTS ' : ''}${sqlName(target)}`);
    session.temporaryTables.delete(target.name.toLowerCase());
    return { statementType, ddl: { operation: 'DROP', target } };
  }
  const kind = entryKinds[object];
  return session.change(async (changes) => {
    const entry = changes.get(kind, target.dataset, target.name);
    if (entry === undefined || target.project !== session.engine.project) {
      if (ifExists) return { statementType, ddl: { operation: 'SKIP', target } };
      requireDataset(session.engine, changes, target);
      throw notFound(shownKinds[kind], shownName(target), session.engine.location);
    }
    if (entry.kind === 'table') {
      requireType(target, entry, tableTypes[object as keyof typeof tableTypes]);
    }
    await removeObject(session, changes, target, kind);
    return { statementType, ddl: { operation: 'DROP', target } };
  });
}

/** Removes a table, view, routine or model that exists. */
export async function removeObject(
  session: Pick<Session, 'engine' | 'connection'>,
  changes: CatalogChanges,
  target: ObjectReference,
  kind: 'table' | 'routine' | 'model',
): Promise<void> {
  const entry = changes.get(kind, target.dataset, target.name);
  if (entry === undefined)
    throw notFound(shownKinds[kind], shownName(target), session.engine.location);
  if (entry.kind === 'model') {
    await dropModel(session.connection, changes, target);
    return;
  }
  if (entry.kind === 'table') {
    const word = isStored(entry) ? 'TABLE' : 'VIEW';
    await session.connection.run(`DROP ${word} ${sqlName(target)}`);
  } else if (entry.routine !== undefined) await dropMacro(session, target, entry.routine);
  await changes.remove(kind, target.dataset, target.name);
  if (kind === 'routine') await renewDependents({ ...session, changes }, target.name);
}
