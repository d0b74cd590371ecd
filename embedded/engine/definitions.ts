import type { ObjectReference, Statement } from '../sql/statement.ts';
import type { CatalogChanges } from './catalog.ts';
import { isTemporary, requireDataset, shownName, sqlName } from './engine.ts';
import { BigQueryError, duplicate, notFound } from './errors.ts';
import { dropModel } from './model-store.ts';
import { labelsOf, textOption } from './options.ts';
import type { Outcome } from './outcome.ts';
import type { Session } from './session.ts';
import { requireType } from './tables.ts';
import { checkId, quoteName } from './types.ts';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

/** CREATE SCHEMA [IF NOT EXISTS]. */
export async function createSchema(
  session: Session,
  statement: Of<'create_schema'>,
): Promise<Outcome> {
  const { dataset, mode, options } = statement;
  checkId('dataset', dataset);
  return session.change(async (changes) => {
    if (changes.get('dataset', dataset) !== undefined) {
      if (mode === 'create') throw duplicate('Dataset', `${session.engine.project}:${dataset}`);
      return { statementType: 'CREATE_SCHEMA', ddl: { operation: 'SKIP', dataset } };
    }
    const description = textOption(options, 'description');
    const friendlyName = textOption(options, 'friendly_name');
    const labels = labelsOf(options.labels);
    const now = Date.now();
    await session.connection.run(
      `CREATE SCHEMA IF NOT EXISTS ${quoteName(session.engine.project)}.${quoteName(dataset)}`,
    );
    await changes.put({
      kind: 'dataset',
      dataset,
      created: now,
      modified: now,
      location: textOption(options, 'location') ?? session.engine.location,
      ...(description !== undefined && { description }),
      ...(friendlyName !== undefined && { friendlyName }),
      ...(labels !== undefined && { labels }),
    });
    return { statementType: 'CREATE_SCHEMA', ddl: { operation: 'CREATE', dataset } };
  });
}

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
  const { target, mode, sql, source, routine } = statement;
  if ('temporary' in target) {
    await session.connection.run(sql);
    session.temporaryRoutines.set(target.temporary.toLowerCase(), routine);
    return { statementType: 'CREATE_FUNCTION', ddl: { operation: 'CREATE' } };
  }
  return session.change(async (changes) => {
    requireDataset(session.engine, changes, target);
    const existing = changes.get('routine', target.dataset, target.name);
    if (existing !== undefined) {
      if (mode === 'create') {
        throw duplicate('Routine', shownName(target));
      }
      if (mode === 'if_not_exists') {
        return { statementType: 'CREATE_FUNCTION', ddl: { operation: 'SKIP', target } };
      }
    }
    await session.connection.run(sql);
    const now = Date.now();
    await changes.put({
      kind: 'routine',
      dataset: target.dataset,
      name: target.name,
      created: existing?.created ?? now,
      modified: now,
      source,
      routine,
    });
    return {
      statementType: 'CREATE_FUNCTION',
      ddl: { operation: existing === undefined ? 'CREATE' : 'REPLACE', target },
    };
  });
}

const entryKinds = {
  TABLE: 'table',
  VIEW: 'table',
  'MATERIALIZED VIEW': 'table',
  FUNCTION: 'routine',
  'TABLE FUNCTION': 'routine',
  PROCEDURE: 'routine',
  MODEL: 'model',
} as const;

const shownKinds = { table: 'Table', routine: 'Routine', model: 'Model' } as const;

/** DROP of anything but a schema. */
export async function dropObject(session: Session, statement: Of<'drop'>): Promise<Outcome> {
  const { object, target, ifExists } = statement;
  const statementType = `DROP_${object.replaceAll(' ', '_')}`;
  if (isTemporary(target)) {
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
      requireType(target, entry, object.replace(' ', '_') as typeof entry.type);
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
    const word = entry.type === 'TABLE' ? 'TABLE' : 'VIEW';
    await session.connection.run(`DROP ${word} ${sqlName(target)}`);
  } else if (entry.routine !== undefined) {
    const word = entry.routine.kind === 'table' ? 'MACRO TABLE' : 'MACRO';
    await session.connection.run(`DROP ${word} ${sqlName(target)}`);
  }
  await changes.remove(kind, target.dataset, target.name);
}
