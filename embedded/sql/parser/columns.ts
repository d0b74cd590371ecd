import type { ColumnListNode, ColumnNode, FieldNode, ForeignKeyNode, OptionNode } from './ast.ts';
import { commaList, parenthesized, type Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { parseAnyName, parseName, parsePath } from './names.ts';
import { parseType } from './types.ts';

/** OPTIONS(name = value, ...), or nothing. */
export function parseOptions(cursor: Cursor): OptionNode[] {
  return cursor.take('OPTIONS') ? parseOptionList(cursor) : [];
}

/** (name = value, ...) */
export function parseOptionList(cursor: Cursor): OptionNode[] {
  if (cursor.take('(', ')')) return [];
  return parenthesized(cursor, () =>
    commaList(cursor, () => {
      const { name } = parseAnyName(cursor);
      cursor.expect('=');
      return { name, value: parseExpression(cursor) };
    }),
  );
}

export function parseString(cursor: Cursor): string {
  if (cursor.peek().kind !== 'string') throw cursor.fail('a string');
  return cursor.next().text;
}

/** The text of an expression, and nothing beyond it. */
export function expressionText(cursor: Cursor): string {
  const { start } = cursor.peek();
  parseExpression(cursor);
  return cursor.source.slice(start, cursor.peek().start).trim();
}

function parseFieldSuffix(cursor: Cursor, field: FieldNode): FieldNode {
  for (;;) {
    if (cursor.take('NOT', 'NULL')) field.notNull = true;
    else if (cursor.take('COLLATE')) field.collation = parseString(cursor);
    else if (cursor.at('OPTIONS')) field.options = parseOptions(cursor);
    else return field;
  }
}

export function parseColumn(cursor: Cursor): ColumnNode {
  const { name } = parseAnyName(cursor);
  const type = parseType(cursor, parseFieldSuffix);
  const column: ColumnNode = { name, type, notNull: false, primaryKey: false, options: [] };
  for (;;) {
    if (cursor.take('NOT', 'NULL')) column.notNull = true;
    else if (cursor.take('DEFAULT')) column.default = expressionText(cursor);
    else if (cursor.take('COLLATE')) column.collation = parseString(cursor);
    else if (cursor.at('OPTIONS')) column.options = parseOptions(cursor);
    else if (cursor.take('PRIMARY', 'KEY')) {
      cursor.expect('NOT', 'ENFORCED');
      column.primaryKey = true;
    } else if (cursor.at('REFERENCES') || cursor.at('CONSTRAINT')) {
      const named = cursor.take('CONSTRAINT') ? { name: parseName(cursor).name } : {};
      column.references = { ...named, columns: [name], ...parseReferences(cursor) };
    } else return column;
  }
}

function parseNames(cursor: Cursor): string[] {
  return parenthesized(cursor, () => commaList(cursor, () => parseAnyName(cursor).name));
}

function parseReferences(cursor: Cursor): Pick<ForeignKeyNode, 'table' | 'referenced'> {
  cursor.expect('REFERENCES');
  const table = parsePath(cursor);
  const referenced = parseNames(cursor);
  cursor.expect('NOT', 'ENFORCED');
  return { table, referenced };
}

export type ConstraintNode =
  { kind: 'primary_key'; columns: string[] } | { kind: 'foreign_key'; key: ForeignKeyNode };

/** PRIMARY KEY or FOREIGN KEY of a table, with its name; undefined when a column comes next. */
export function parseConstraint(cursor: Cursor): ConstraintNode | undefined {
  const isNamed = cursor.at('CONSTRAINT') && !cursor.at('CONSTRAINT', 'STRING');
  if (!isNamed && !cursor.at('PRIMARY', 'KEY') && !cursor.at('FOREIGN', 'KEY')) return undefined;
  cursor.take('CONSTRAINT');
  if (isNamed) cursor.take('IF', 'NOT', 'EXISTS');
  const named = isNamed ? { name: parseName(cursor).name } : {};
  if (cursor.take('PRIMARY', 'KEY')) {
    const columns = parseNames(cursor);
    cursor.expect('NOT', 'ENFORCED');
    return { kind: 'primary_key', columns };
  }
  cursor.expect('FOREIGN', 'KEY');
  const columns = parseNames(cursor);
  return { kind: 'foreign_key', key: { ...named, columns, ...parseReferences(cursor) } };
}

/** The parenthesized columns and constraints of CREATE TABLE. */
export function parseColumnList(cursor: Cursor): ColumnListNode {
  const list: ColumnListNode = { columns: [], foreignKeys: [] };
  cursor.expect('(');
  while (!cursor.at(')')) {
    const constraint = parseConstraint(cursor);
    if (constraint?.kind === 'primary_key') list.primaryKey = constraint.columns;
    else if (constraint !== undefined) list.foreignKeys.push(constraint.key);
    else {
      const column = parseColumn(cursor);
      list.columns.push(column);
      if (column.primaryKey) list.primaryKey = [column.name];
      if (column.references !== undefined) list.foreignKeys.push(column.references);
    }
    if (!cursor.take(',')) break;
  }
  cursor.expect(')');
  return list;
}
