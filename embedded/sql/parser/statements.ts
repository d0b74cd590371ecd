import { invalidQuery, unsupported } from '../errors.ts';
import type { ColumnListNode, Expression, FromItem, Identifier, OptionNode, Query } from './ast.ts';
import type { AlterAction } from './alter.ts';
import { commaList, createCursor, parenthesized, type Cursor } from './cursor.ts';
import { parseDdl } from './ddl.ts';
import { parseExportData, parseLoadData } from './transfers.ts';
import { parseExpression } from './expressions.ts';
import { parseExportModel, type TransformItem } from './models.ts';
import { parseFrom } from './from.ts';
import { parseAlias, parseAnyName, parseName, parsePath } from './names.ts';
import { atQuery, parseQuery } from './queries.ts';
import type { FunctionNode } from './routines.ts';

export type CreateMode = 'create' | 'or_replace' | 'if_not_exists';

export interface Assignment {
  path: Identifier[];
  value: Expression;
}

export type InsertSource = { query: Query } | { rows: Expression[][] };

export interface MergeClause {
  when: 'MATCHED' | 'NOT MATCHED BY TARGET' | 'NOT MATCHED BY SOURCE';
  condition?: Expression;
  action:
    | { kind: 'delete' }
    | { kind: 'update'; assignments: Assignment[] }
    | { kind: 'insert'; columns: string[]; values: Expression[] | 'row' };
}

export type StatementNode =
  | { kind: 'query'; query: Query }
  | { kind: 'insert'; target: Identifier[]; columns: string[]; source: InsertSource }
  | {
      kind: 'update';
      target: Identifier[];
      alias?: string;
      assignments: Assignment[];
      from?: FromItem;
      where?: Expression;
    }
  | { kind: 'delete'; target: Identifier[]; alias?: string; where?: Expression }
  | { kind: 'truncate'; target: Identifier[] }
  | {
      kind: 'merge';
      target: Identifier[];
      alias?: string;
      source: FromItem;
      on: Expression;
      clauses: MergeClause[];
    }
  | {
      kind: 'create_table';
      target: Identifier[];
      mode: CreateMode;
      temporary: boolean;
      /** CREATE SNAPSHOT TABLE. */
      snapshot: boolean;
      list?: ColumnListNode;
      like?: Identifier[];
      copy?: Identifier[];
      partition?: Expression;
      cluster: string[];
      collation?: string;
      options: OptionNode[];
      query?: Query;
    }
  | {
      kind: 'create_view';
      target: Identifier[];
      mode: CreateMode;
      materialized: boolean;
      columns?: { name: string; options: OptionNode[] }[];
      partition?: Expression;
      cluster: string[];
      options: OptionNode[];
      query: Query;
    }
  | {
      kind: 'create_schema';
      target: Identifier[];
      mode: CreateMode;
      collation?: string;
      options: OptionNode[];
    }
  | {
      kind: 'create_model';
      target: Identifier[];
      mode: CreateMode;
      transform?: TransformItem[];
      options: OptionNode[];
      query: Query;
    }
  | FunctionNode
  | { kind: 'drop'; object: string; target: Identifier[]; ifExists: boolean; cascade: boolean }
  | {
      kind: 'alter';
      object: string;
      target: Identifier[];
      ifExists: boolean;
      actions: AlterAction[];
    }
  | { kind: 'export_data'; query: Query; options: OptionNode[] }
  | {
      kind: 'load_data';
      target: Identifier[];
      overwrite: boolean;
      list?: ColumnListNode;
      partition?: Expression;
      cluster: string[];
      options: OptionNode[];
      files: OptionNode[];
    }
  | { kind: 'export_model'; target: Identifier[]; options: OptionNode[] }
  | { kind: 'assert'; condition: Expression; message?: string };

/** Parses one statement, with or without a trailing semicolon. */
export function parseStatement(source: string): StatementNode {
  const cursor = createCursor(source);
  const node = parseOne(cursor);
  cursor.take(';');
  if (cursor.peek().kind !== 'end') throw cursor.fail('end of statement');
  return node;
}

/** Statements there are none of here, and what to use. */
const absent: Record<string, string> = {
  GRANT: 'a warehouse of its own: there is no access control here',
  REVOKE: 'a warehouse of its own: there is no access control here',
  UNDROP: 'a copy of the table made before it is dropped',
  DESCRIBE: 'INFORMATION_SCHEMA.COLUMNS',
  EXPLAIN: 'a dry run of the job',
  GRAPH: 'joins or WITH RECURSIVE',
};

function parseOne(cursor: Cursor): StatementNode {
  if (atQuery(cursor)) return { kind: 'query', query: parseQuery(cursor) };
  const { word, start } = cursor.peek();
  switch (word) {
    case 'INSERT':
      return parseInsert(cursor);
    case 'UPDATE':
      return parseUpdate(cursor);
    case 'DELETE':
      return parseDelete(cursor);
    case 'TRUNCATE':
      cursor.next();
      cursor.expect('TABLE');
      return { kind: 'truncate', target: parsePath(cursor) };
    case 'MERGE':
      return parseMerge(cursor);
    case 'CREATE':
    case 'DROP':
    case 'ALTER':
      return parseDdl(cursor);
    case 'ASSERT': {
      cursor.next();
      const condition = parseExpression(cursor);
      return cursor.take('AS')
        ? { kind: 'assert', condition, message: cursor.next().text }
        : { kind: 'assert', condition };
    }
    case 'EXPORT':
      cursor.next();
      if (cursor.take('MODEL')) return parseExportModel(cursor);
      return parseExportData(cursor);
    case 'LOAD':
      return parseLoadData(cursor);
    default:
      if (Object.hasOwn(absent, word)) throw unsupported(`statement ${word}`, absent[word], start);
      throw invalidQuery(
        `Syntax error: Unexpected ${cursor.peek().kind === 'end' ? 'end of script' : `"${cursor.peek().text}"`}`,
        start,
      );
  }
}

function parseInsert(cursor: Cursor): StatementNode {
  cursor.expect('INSERT');
  cursor.take('INTO');
  const target = parsePath(cursor);
  const columns =
    cursor.at('(') && !atQuery(cursor)
      ? parenthesized(cursor, () => commaList(cursor, () => parseAnyName(cursor).name))
      : [];
  if (cursor.take('VALUES'))
    return {
      kind: 'insert',
      target,
      columns,
      source: { rows: commaList(cursor, () => parseRow(cursor)) },
    };
  return { kind: 'insert', target, columns, source: { query: parseQuery(cursor) } };
}

function parseRow(cursor: Cursor): Expression[] {
  return parenthesized(cursor, () => commaList(cursor, () => parseExpression(cursor)));
}

function parseAssignments(cursor: Cursor): Assignment[] {
  return commaList(cursor, () => {
    const path = [parseName(cursor)];
    while (cursor.take('.')) path.push(parseAnyName(cursor));
    cursor.expect('=');
    return { path, value: parseExpression(cursor) };
  });
}

function withAlias(cursor: Cursor): { alias?: string } {
  const alias =
    cursor.at('SET') || cursor.at('WHERE') || cursor.at('USING') ? undefined : parseAlias(cursor);
  return alias === undefined ? {} : { alias };
}

function parseUpdate(cursor: Cursor): StatementNode {
  cursor.expect('UPDATE');
  const target = parsePath(cursor);
  const alias = withAlias(cursor);
  cursor.expect('SET');
  const assignments = parseAssignments(cursor);
  const from = cursor.take('FROM') ? parseFrom(cursor) : undefined;
  cursor.expect('WHERE');
  const where = parseExpression(cursor);
  return {
    kind: 'update',
    target,
    ...alias,
    assignments,
    ...(from === undefined ? {} : { from }),
    where,
  };
}

function parseDelete(cursor: Cursor): StatementNode {
  cursor.expect('DELETE');
  cursor.take('FROM');
  const target = parsePath(cursor);
  const alias = withAlias(cursor);
  cursor.expect('WHERE');
  return { kind: 'delete', target, ...alias, where: parseExpression(cursor) };
}

function parseMerge(cursor: Cursor): StatementNode {
  cursor.expect('MERGE');
  cursor.take('INTO');
  const target = parsePath(cursor);
  const alias = withAlias(cursor);
  cursor.expect('USING');
  const source = parseFrom(cursor);
  cursor.expect('ON');
  const on = parseExpression(cursor);
  const clauses: MergeClause[] = [];
  while (cursor.take('WHEN')) clauses.push(parseMergeClause(cursor));
  if (clauses.length === 0) throw cursor.fail('keyword WHEN');
  return { kind: 'merge', target, ...alias, source, on, clauses };
}

function parseMergeClause(cursor: Cursor): MergeClause {
  let when: MergeClause['when'] = 'MATCHED';
  if (cursor.take('NOT', 'MATCHED', 'BY', 'SOURCE')) when = 'NOT MATCHED BY SOURCE';
  else if (cursor.take('NOT', 'MATCHED')) {
    when = 'NOT MATCHED BY TARGET';
    cursor.take('BY', 'TARGET');
  } else cursor.expect('MATCHED');
  const condition = cursor.take('AND') ? parseExpression(cursor) : undefined;
  cursor.expect('THEN');
  return {
    when,
    ...(condition === undefined ? {} : { condition }),
    action: parseMergeAction(cursor),
  };
}

function parseMergeAction(cursor: Cursor): MergeClause['action'] {
  if (cursor.take('DELETE')) return { kind: 'delete' };
  if (cursor.take('UPDATE', 'SET'))
    return { kind: 'update', assignments: parseAssignments(cursor) };
  cursor.expect('INSERT');
  const columns = cursor.at('(')
    ? parenthesized(cursor, () => commaList(cursor, () => parseAnyName(cursor).name))
    : [];
  if (cursor.take('ROW')) return { kind: 'insert', columns, values: 'row' };
  cursor.expect('VALUES');
  return { kind: 'insert', columns, values: parseRow(cursor) };
}
