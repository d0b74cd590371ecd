import { unsupported } from '../errors.ts';
import type { ColumnNode, Expression, OptionNode, TypeNode } from './ast.ts';
import { commaList, parenthesized, type Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { parseAnyName, parseName, parsePath } from './names.ts';
import { atQuery, parseQuery } from './queries.ts';
import type { AlterAction, CreateMode, StatementNode } from './statements.ts';
import { parseType } from './types.ts';

/** CREATE, DROP and ALTER statements. */
export function parseDdl(cursor: Cursor): StatementNode {
  if (cursor.take('DROP')) return parseDrop(cursor);
  if (cursor.take('ALTER')) return parseAlter(cursor);
  cursor.expect('CREATE');
  const position = cursor.peek().start;
  const replace = cursor.take('OR', 'REPLACE');
  const temporary = cursor.take('TEMP') || cursor.take('TEMPORARY');
  const mode = () => createMode(cursor, replace);
  if (cursor.take('TABLE', 'FUNCTION')) return parseFunction(cursor, mode(), temporary, true);
  if (cursor.take('TABLE')) return parseTable(cursor, mode(), temporary);
  if (cursor.take('MATERIALIZED', 'VIEW')) return parseView(cursor, mode(), true);
  if (cursor.take('VIEW')) return parseView(cursor, mode(), false);
  if (cursor.take('MODEL')) return parseModel(cursor, mode());
  if (cursor.take('FUNCTION')) return parseFunction(cursor, mode(), temporary, false);
  if (cursor.take('SCHEMA')) {
    const schemaMode = mode();
    const target = parsePath(cursor);
    return { kind: 'create_schema', target, mode: schemaMode, options: parseOptions(cursor) };
  }
  throw unsupported(`CREATE ${cursor.peek().text.toUpperCase()}`, 'a table or a view', position);
}

function createMode(cursor: Cursor, replace: boolean): CreateMode {
  if (cursor.take('IF', 'NOT', 'EXISTS')) return 'if_not_exists';
  return replace ? 'or_replace' : 'create';
}

/** OPTIONS(name = value, ...), or nothing. */
export function parseOptions(cursor: Cursor): OptionNode[] {
  if (!cursor.take('OPTIONS')) return [];
  if (cursor.take('(', ')')) return [];
  return parenthesized(cursor, () =>
    commaList(cursor, () => {
      const { name } = parseAnyName(cursor);
      cursor.expect('=');
      return { name, value: parseExpression(cursor) };
    }),
  );
}

function parseColumn(cursor: Cursor): ColumnNode {
  const { name } = parseAnyName(cursor);
  const column: ColumnNode = { name, type: parseColumnType(cursor), notNull: false, options: [] };
  for (;;) {
    if (cursor.take('NOT', 'NULL')) column.notNull = true;
    else if (cursor.take('DEFAULT')) column.default = parseExpression(cursor);
    else if (cursor.at('OPTIONS')) column.options = parseOptions(cursor);
    else if (cursor.take('PRIMARY', 'KEY', 'NOT', 'ENFORCED')) continue;
    else return column;
  }
}

/** A column's type; options of nested fields are read and dropped. */
function parseColumnType(cursor: Cursor): TypeNode {
  return parseType(cursor);
}

function parseConstraint(cursor: Cursor): boolean {
  if (cursor.take('CONSTRAINT')) parseName(cursor);
  else if (!cursor.at('PRIMARY', 'KEY') && !cursor.at('FOREIGN', 'KEY')) return false;
  while (!cursor.at('ENFORCED')) {
    if (cursor.peek().kind === 'end') throw cursor.fail('NOT ENFORCED');
    cursor.next();
  }
  cursor.next();
  return true;
}

function parseColumns(cursor: Cursor): ColumnNode[] {
  return parenthesized(cursor, () =>
    commaList(cursor, () => (parseConstraint(cursor) ? undefined : parseColumn(cursor))),
  ).filter((column) => column !== undefined);
}

function parseTable(cursor: Cursor, mode: CreateMode, temporary: boolean): StatementNode {
  const target = parsePath(cursor);
  const columns = cursor.at('(') && !atQuery(cursor) ? parseColumns(cursor) : undefined;
  const like = cursor.take('LIKE') ? parsePath(cursor) : undefined;
  const copy = cursor.take('COPY') || cursor.take('CLONE') ? parsePath(cursor) : undefined;
  let partition: Expression | undefined;
  let cluster: string[] = [];
  let options: OptionNode[] = [];
  for (;;) {
    if (cursor.take('PARTITION', 'BY')) partition = parseExpression(cursor);
    else if (cursor.take('CLUSTER', 'BY'))
      cluster = commaList(cursor, () => parseName(cursor).name);
    else if (cursor.at('OPTIONS')) options = parseOptions(cursor);
    else break;
  }
  const query = cursor.take('AS') ? parseQuery(cursor) : undefined;
  return {
    kind: 'create_table',
    target,
    mode,
    temporary,
    cluster,
    options,
    ...(columns === undefined ? {} : { columns }),
    ...(like === undefined ? {} : { like }),
    ...(copy === undefined ? {} : { copy }),
    ...(partition === undefined ? {} : { partition }),
    ...(query === undefined ? {} : { query }),
  };
}

function parseView(cursor: Cursor, mode: CreateMode, materialized: boolean): StatementNode {
  const target = parsePath(cursor);
  const columns =
    cursor.at('(') && !atQuery(cursor)
      ? parenthesized(cursor, () =>
          commaList(cursor, () => ({
            name: parseAnyName(cursor).name,
            options: parseOptions(cursor),
          })),
        )
      : undefined;
  let options: OptionNode[] = [];
  for (;;) {
    if (cursor.take('PARTITION', 'BY')) parseExpression(cursor);
    else if (cursor.take('CLUSTER', 'BY')) commaList(cursor, () => parseName(cursor));
    else if (cursor.at('OPTIONS')) options = parseOptions(cursor);
    else break;
  }
  cursor.expect('AS');
  return {
    kind: 'create_view',
    target,
    mode,
    materialized,
    options,
    query: parseQuery(cursor),
    ...(columns === undefined ? {} : { columns }),
  };
}

function parseModel(cursor: Cursor, mode: CreateMode): StatementNode {
  const target = parsePath(cursor);
  if (cursor.at('TRANSFORM'))
    throw unsupported(
      'CREATE MODEL with TRANSFORM',
      'the same expressions in the query',
      cursor.peek().start,
    );
  if (cursor.at('REMOTE') || cursor.at('INPUT'))
    throw unsupported(
      'remote and imported models',
      'BOOSTED_TREE or LOGISTIC_REG',
      cursor.peek().start,
    );
  const options = parseOptions(cursor);
  cursor.expect('AS');
  if (cursor.at('(', 'TRAINING_DATA'))
    throw unsupported('CREATE MODEL with named inputs', 'AS SELECT', cursor.peek().start);
  return { kind: 'create_model', target, mode, options, query: parseQuery(cursor) };
}

function parseFunction(
  cursor: Cursor,
  mode: CreateMode,
  temporary: boolean,
  table: boolean,
): StatementNode {
  const target = parsePath(cursor);
  const parameters = parenthesized(cursor, () =>
    cursor.at(')')
      ? []
      : commaList(cursor, () => {
          const { name } = parseAnyName(cursor);
          if (cursor.take('ANY', 'TYPE')) return { name };
          return { name, type: parseType(cursor) };
        }),
  );
  const returns = cursor.take('RETURNS') ? parseReturns(cursor, table) : undefined;
  if (cursor.at('LANGUAGE'))
    throw unsupported(
      'functions in other languages than SQL',
      'a SQL function',
      cursor.peek().start,
    );
  parseOptions(cursor);
  cursor.expect('AS');
  const shared = {
    kind: 'create_function' as const,
    target,
    mode,
    temporary,
    table,
    parameters,
    ...(returns === undefined ? {} : { returns }),
  };
  if (table) return { ...shared, body: parseQuery(cursor) };
  return { ...shared, body: parenthesized(cursor, () => parseExpression(cursor)) };
}

function parseReturns(cursor: Cursor, table: boolean): TypeNode | undefined {
  if (!table) return parseType(cursor);
  cursor.expect('TABLE', '<');
  commaList(cursor, () => {
    parseAnyName(cursor);
    return parseType(cursor);
  });
  cursor.expect('>');
  return undefined;
}

const droppable = [
  'MATERIALIZED VIEW',
  'TABLE FUNCTION',
  'TABLE',
  'VIEW',
  'FUNCTION',
  'MODEL',
  'SCHEMA',
  'PROCEDURE',
];

function objectKind(cursor: Cursor, statement: string): string {
  const kind = droppable.find((candidate) => cursor.take(...candidate.split(' ')));
  if (kind === undefined)
    throw unsupported(
      `${statement} ${cursor.peek().text.toUpperCase()}`,
      undefined,
      cursor.peek().start,
    );
  return kind;
}

function parseDrop(cursor: Cursor): StatementNode {
  const object = objectKind(cursor, 'DROP');
  const ifExists = cursor.take('IF', 'EXISTS');
  const target = parsePath(cursor);
  const cascade = cursor.take('CASCADE');
  if (!cascade) cursor.take('RESTRICT');
  return { kind: 'drop', object, target, ifExists, cascade };
}

function parseAlter(cursor: Cursor): StatementNode {
  const object = objectKind(cursor, 'ALTER');
  const ifExists = cursor.take('IF', 'EXISTS');
  const target = parsePath(cursor);
  return {
    kind: 'alter',
    object,
    target,
    ifExists,
    actions: commaList(cursor, () => parseAction(cursor)),
  };
}

function parseAction(cursor: Cursor): AlterAction {
  const position = cursor.peek().start;
  if (cursor.take('ADD', 'COLUMN')) {
    const ifNotExists = cursor.take('IF', 'NOT', 'EXISTS');
    return { kind: 'add_column', ifNotExists, column: parseColumn(cursor) };
  }
  if (cursor.take('DROP', 'COLUMN')) {
    const ifExists = cursor.take('IF', 'EXISTS');
    return { kind: 'drop_column', ifExists, name: parseName(cursor).name };
  }
  if (cursor.take('RENAME', 'COLUMN')) {
    const from = parseName(cursor).name;
    cursor.expect('TO');
    return { kind: 'rename_column', from, to: parseName(cursor).name };
  }
  if (cursor.take('RENAME', 'TO')) return { kind: 'rename_table', to: parseName(cursor).name };
  if (cursor.take('SET')) return { kind: 'set_options', options: parseOptions(cursor) };
  if (cursor.take('ALTER', 'COLUMN')) {
    cursor.take('IF', 'EXISTS');
    const column = parseName(cursor).name;
    if (cursor.take('SET', 'DATA', 'TYPE'))
      return { kind: 'set_type', column, type: parseType(cursor) };
    if (cursor.take('DROP', 'NOT', 'NULL')) return { kind: 'drop_not_null', column };
    if (cursor.take('DROP', 'DEFAULT')) return { kind: 'drop_default', column };
    if (cursor.take('SET', 'DEFAULT'))
      return { kind: 'set_default', column, value: parseExpression(cursor) };
    if (cursor.take('SET'))
      return { kind: 'column_options', column, options: parseOptions(cursor) };
  }
  throw unsupported(`ALTER ${cursor.peek().text.toUpperCase()}`, undefined, position);
}
