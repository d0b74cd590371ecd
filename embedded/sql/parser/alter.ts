import { unsupported } from '../errors.ts';
import type { ColumnNode, ForeignKeyNode, OptionNode, TypeNode } from './ast.ts';
import { commaList, type Cursor } from './cursor.ts';
import {
  expressionText,
  parseColumn,
  parseConstraint,
  parseOptions,
  parseString,
} from './columns.ts';
import { parseAnyName, parseName } from './names.ts';
import { parseType } from './types.ts';

export type AlterAction =
  | { kind: 'add_column'; column: ColumnNode; ifNotExists: boolean }
  | { kind: 'drop_column'; name: string; ifExists: boolean }
  | { kind: 'rename_column'; from: string; to: string; ifExists: boolean }
  | { kind: 'rename_table'; to: string }
  | { kind: 'add_primary_key'; columns: string[] }
  | { kind: 'add_foreign_key'; key: ForeignKeyNode }
  | { kind: 'drop_primary_key'; ifExists: boolean }
  | { kind: 'drop_constraint'; name: string; ifExists: boolean }
  | { kind: 'set_collation'; collation: string }
  | { kind: 'set_options'; options: OptionNode[] }
  | { kind: 'set_type'; column: string[]; ifExists: boolean; type: TypeNode }
  | { kind: 'drop_not_null'; column: string[]; ifExists: boolean }
  | { kind: 'set_default'; column: string[]; ifExists: boolean; expression: string }
  | { kind: 'drop_default'; column: string[]; ifExists: boolean }
  | { kind: 'column_options'; column: string[]; ifExists: boolean; options: OptionNode[] };

/** The actions of ALTER TABLE, VIEW or SCHEMA. */
export function parseActions(cursor: Cursor): AlterAction[] {
  return commaList(cursor, () => parseAction(cursor));
}

function parseAction(cursor: Cursor): AlterAction {
  const position = cursor.peek().start;
  if (cursor.take('ADD')) return parseAdd(cursor);
  if (cursor.take('DROP')) return parseDropAction(cursor);
  if (cursor.take('RENAME', 'COLUMN')) {
    const ifExists = cursor.take('IF', 'EXISTS');
    const from = parseAnyName(cursor).name;
    cursor.expect('TO');
    return { kind: 'rename_column', from, to: parseAnyName(cursor).name, ifExists };
  }
  if (cursor.take('RENAME', 'TO')) return { kind: 'rename_table', to: parseName(cursor).name };
  if (cursor.take('SET', 'DEFAULT', 'COLLATE'))
    return { kind: 'set_collation', collation: parseString(cursor) };
  if (cursor.take('SET')) {
    if (!cursor.at('OPTIONS')) throw cursor.fail('keyword OPTIONS');
    return { kind: 'set_options', options: parseOptions(cursor) };
  }
  if (cursor.take('ALTER', 'COLUMN')) return parseAlterColumn(cursor);
  throw unsupported(`ALTER ... ${cursor.peek().text.toUpperCase()}`, undefined, position);
}

function parseAdd(cursor: Cursor): AlterAction {
  const { start } = cursor.peek();
  if (cursor.take('COLUMN')) {
    const ifNotExists = cursor.take('IF', 'NOT', 'EXISTS');
    return { kind: 'add_column', ifNotExists, column: parseColumn(cursor) };
  }
  const constraint = parseConstraint(cursor);
  if (constraint?.kind === 'primary_key')
    return { kind: 'add_primary_key', columns: constraint.columns };
  if (constraint?.kind === 'foreign_key') return { kind: 'add_foreign_key', key: constraint.key };
  throw unsupported(
    `ALTER ... ADD ${cursor.peek().text.toUpperCase()}`,
    'ADD COLUMN of a table',
    start,
  );
}

function parseDropAction(cursor: Cursor): AlterAction {
  const { start } = cursor.peek();
  if (cursor.take('COLUMN')) {
    const ifExists = cursor.take('IF', 'EXISTS');
    return { kind: 'drop_column', ifExists, name: parseAnyName(cursor).name };
  }
  if (cursor.take('PRIMARY', 'KEY'))
    return { kind: 'drop_primary_key', ifExists: cursor.take('IF', 'EXISTS') };
  if (cursor.take('CONSTRAINT')) {
    const ifExists = cursor.take('IF', 'EXISTS');
    return { kind: 'drop_constraint', ifExists, name: parseName(cursor).name };
  }
  throw unsupported(
    `ALTER ... DROP ${cursor.peek().text.toUpperCase()}`,
    'DROP COLUMN of a table',
    start,
  );
}

function parseAlterColumn(cursor: Cursor): AlterAction {
  const ifExists = cursor.take('IF', 'EXISTS');
  const column = [parseAnyName(cursor).name];
  while (cursor.take('.')) column.push(parseAnyName(cursor).name);
  const shared = { column, ifExists };
  if (cursor.take('SET', 'DATA', 'TYPE'))
    return { kind: 'set_type', ...shared, type: parseType(cursor) };
  if (cursor.take('DROP', 'NOT', 'NULL')) return { kind: 'drop_not_null', ...shared };
  if (cursor.take('DROP', 'DEFAULT')) return { kind: 'drop_default', ...shared };
  if (cursor.take('SET', 'DEFAULT'))
    return { kind: 'set_default', ...shared, expression: expressionText(cursor) };
  cursor.expect('SET');
  if (!cursor.at('OPTIONS')) throw cursor.fail('keyword OPTIONS');
  return { kind: 'column_options', ...shared, options: parseOptions(cursor) };
}
