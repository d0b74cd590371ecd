import type { FieldSchema, ObjectReference, Statement, TableChange } from '../sql/statement.ts';
import { isStored, type Catalog, type TableEntry } from './catalog.ts';
import { alterColumn, columnAt } from './alter-column.ts';
import { refuseOtherCase } from './place.ts';
import { isTemporary, requireDataset, shownName, sqlName } from './engine.ts';
import { duplicate, invalidQuery, notFound } from './errors.ts';
import type { Outcome } from './outcome.ts';
import type { Session } from './session.ts';
import { applyOptions } from './table-options.ts';
import { addColumnSql, fillArrays, requireType } from './tables.ts';
import { normalizeSchema, quoteName } from './types.ts';
import { without } from './without.ts';

type AlterTable = Extract<Statement, { kind: 'alter_table' }>;

/** ALTER TABLE, VIEW and MATERIALIZED VIEW: every action, or none. */
export async function alterTable(session: Session, statement: AlterTable): Promise<Outcome> {
  const { target, object } = statement;
  const statementType = `ALTER_${object.replace(' ', '_')}`;
  const done: Outcome = { statementType, ddl: { operation: 'ALTER', target } };
  return session.change(async (changes) => {
    if (isTemporary(target)) {
      await alterTemporary(session, statement);
      return done;
    }
    requireDataset(session.engine, changes, target);
    const entry = changes.get('table', target.dataset, target.name);
    if (entry === undefined) {
      if (statement.ifExists) return { ...done, ddl: { operation: 'SKIP', target } };
      throw notFound('Table', shownName(target), session.engine.location);
    }
    requireType(target, entry, object === 'TABLE' ? 'TABLE' : typeOf(object));
    const altered = { ...without(entry, 'sampled'), fields: [...entry.fields] };
    for (const change of statement.changes) {
      await apply(session, changes, target, altered, change);
    }
    const renamed = { ...target, name: altered.name };
    if (isStored(altered))
      await fillArrays(session.connection, renamed, entry.fields, altered.fields);
    if (altered.name !== target.name) await changes.remove('table', target.dataset, target.name);
    await changes.put({ ...altered, modified: Date.now() });
    return done;
  });
}

const typeOf = (object: 'VIEW' | 'MATERIALIZED VIEW'): TableEntry['type'] =>
  object === 'VIEW' ? 'VIEW' : 'MATERIALIZED_VIEW';

/** A temporary table keeps no more than its columns. */
async function alterTemporary(session: Session, statement: AlterTable): Promise<void> {
  const { target } = statement;
  const key = target.name.toLowerCase();
  const fields = session.temporaryTables.get(key);
  if (fields === undefined) throw notFound('Table', target.name);
  const entry: TableEntry = {
    kind: 'table',
    dataset: target.dataset,
    name: target.name,
    type: 'TABLE',
    created: 0,
    modified: 0,
    rows: 0,
    fields: [...fields],
  };
  for (const change of statement.changes) {
    await apply(session, session.catalog(), target, entry, change);
  }
  const renamed = { ...target, name: entry.name };
  await fillArrays(session.connection, renamed, fields, entry.fields);
  session.temporaryTables.delete(key);
  session.temporaryTables.set(entry.name.toLowerCase(), entry.fields);
}

/** Applies one action to the table in DuckDB and to its entry. */
async function apply(
  session: Session,
  catalog: Catalog,
  original: ObjectReference,
  entry: TableEntry,
  change: TableChange,
): Promise<void> {
  const { connection } = session;
  const target = { ...original, name: entry.name };
  const table = sqlName(target);
  if (!isStored(entry) && change.kind !== 'set_options' && change.kind !== 'column_options')
    throw invalidQuery(`ALTER ${entry.type.replace('_', ' ')} can only SET OPTIONS`);
  switch (change.kind) {
    case 'set_options':
      applyOptions(entry, change.options);
      return;
    case 'add_column': {
      const { field } = change;
      if (find(entry.fields, field.name) !== undefined) {
        if (change.ifNotExists) return;
        throw invalidQuery(`Column already exists: ${field.name}`);
      }
      await connection.run(addColumnSql(target, field));
      entry.fields.push(...normalizeSchema([field]));
      return;
    }
    case 'drop_column': {
      const field = find(entry.fields, change.name);
      if (field === undefined) {
        if (change.ifExists) return;
        throw missingColumn(target, change.name);
      }
      if (isLayoutColumn(entry, field.name))
        throw invalidQuery(`Cannot drop the partitioning or clustering column ${field.name}`);
      if (entry.fields.length === 1) throw invalidQuery('Cannot drop the last column of a table');
      await connection.run(`ALTER TABLE ${table} DROP COLUMN ${quoteName(field.name)}`);
      entry.fields = entry.fields.filter((candidate) => candidate !== field);
      return;
    }
    case 'rename_column': {
      const field = find(entry.fields, change.from);
      if (field === undefined) {
        if (change.ifExists) return;
        throw missingColumn(target, change.from);
      }
      if (isLayoutColumn(entry, field.name))
        throw invalidQuery(`Cannot rename the partitioning or clustering column ${field.name}`);
      const taken = find(entry.fields, change.to);
      if (taken !== undefined && taken !== field)
        throw invalidQuery(`Column already exists: ${change.to}`);
      await connection.run(
        `ALTER TABLE ${table} RENAME COLUMN ${quoteName(field.name)} TO ${quoteName(change.to)}`,
      );
      const renamed = { ...field, name: change.to };
      entry.fields = entry.fields.map((candidate) => (candidate === field ? renamed : candidate));
      return;
    }
    case 'rename_table': {
      const renamed = { ...target, name: change.to };
      if (!isTemporary(target)) {
        if (catalog.get('table', target.dataset, change.to) !== undefined)
          throw duplicate('Table', shownName(renamed));
        refuseOtherCase(catalog, renamed);
      }
      await connection.run(`ALTER TABLE ${table} RENAME TO ${quoteName(change.to)}`);
      entry.name = change.to;
      return;
    }
    case 'add_primary_key':
      if (entry.constraints?.primaryKey !== undefined)
        throw invalidQuery(`Table ${shownName(target)} already has a primary key`);
      requireColumns(target, entry, change.columns);
      entry.constraints = { ...entry.constraints, primaryKey: change.columns };
      return;
    case 'add_foreign_key': {
      requireColumns(target, entry, change.key.columns);
      const keys = entry.constraints?.foreignKeys ?? [];
      entry.constraints = { ...entry.constraints, foreignKeys: [...keys, change.key] };
      return;
    }
    case 'drop_primary_key': {
      const { primaryKey, ...others } = entry.constraints ?? {};
      if (primaryKey === undefined && !change.ifExists)
        throw invalidQuery(`Table ${shownName(target)} has no primary key`);
      entry.constraints = others;
      return;
    }
    case 'drop_constraint': {
      const keys = entry.constraints?.foreignKeys ?? [];
      const left = keys.filter((key) => key.name?.toLowerCase() !== change.name.toLowerCase());
      if (left.length === keys.length && !change.ifExists)
        throw invalidQuery(`Constraint ${change.name} not found in ${shownName(target)}`);
      entry.constraints = { ...entry.constraints, foreignKeys: left };
      return;
    }
    default: {
      const place = columnAt(entry.fields, change.column);
      if (place === undefined) {
        if (change.ifExists) return;
        throw missingColumn(target, change.column.join('.'));
      }
      entry.fields = await alterColumn(connection, target, entry.fields, change);
    }
  }
}

const find = (fields: readonly FieldSchema[], name: string): FieldSchema | undefined =>
  fields.find((field) => field.name.toLowerCase() === name.toLowerCase());

const missingColumn = (target: ObjectReference, name: string): Error =>
  invalidQuery(`Column ${name} was not found in table ${shownName(target)}`);

function requireColumns(
  target: ObjectReference,
  entry: TableEntry,
  names: readonly string[],
): void {
  for (const name of names) {
    if (find(entry.fields, name) === undefined) throw missingColumn(target, name);
  }
}

function isLayoutColumn(entry: TableEntry, name: string): boolean {
  const names = [...(entry.clustering ?? []), entry.partitioning?.field ?? ''];
  return names.some((candidate) => candidate.toLowerCase() === name.toLowerCase());
}
