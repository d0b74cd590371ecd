import { unsupported } from '../errors.ts';
import type { ColumnListNode, Expression, Identifier, OptionNode } from './ast.ts';
import { parseActions } from './alter.ts';
import { parseColumnList, parseOptions, parseString } from './columns.ts';
import { commaList, parenthesized, type Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { parseAnyName, parseName, parsePath } from './names.ts';
import { atQuery, parseQuery } from './queries.ts';
import { parseModel } from './models.ts';
import { parseFunction } from './routines.ts';
import type { CreateMode, StatementNode } from './statements.ts';

/** CREATE, DROP and ALTER statements. */
export function parseDdl(cursor: Cursor): StatementNode {
  if (cursor.take('DROP')) return parseDrop(cursor);
  if (cursor.take('ALTER')) return parseAlter(cursor);
  cursor.expect('CREATE');
  const position = cursor.peek().start;
  const replace = cursor.take('OR', 'REPLACE');
  const temporary = cursor.take('TEMP') || cursor.take('TEMPORARY');
  const mode = () => createMode(cursor, replace);
  if (cursor.take('TABLE', 'FUNCTION')) return parseFunction(cursor, mode(), temporary, 'table');
  if (cursor.take('AGGREGATE', 'FUNCTION'))
    return parseFunction(cursor, mode(), temporary, 'aggregate');
  if (cursor.take('FUNCTION')) return parseFunction(cursor, mode(), temporary, 'scalar');
  if (cursor.take('TABLE')) return parseTable(cursor, mode(), temporary);
  if (cursor.take('SNAPSHOT', 'TABLE')) return parseSnapshot(cursor, mode());
  if (cursor.take('MATERIALIZED', 'VIEW')) return parseView(cursor, mode(), true);
  if (cursor.take('VIEW')) return parseView(cursor, mode(), false);
  if (cursor.take('MODEL')) return parseModel(cursor, mode());
  if (cursor.take('SCHEMA')) return parseSchema(cursor, mode());
  throw unsupported(...refusal(cursor, 'CREATE'), position);
}

const allCores = 'nothing: every query has all cores';

/** Objects there are none of here, and what to use. */
const absent: [string[], string][] = [
  [['EXTERNAL', 'TABLE'], 'LOAD DATA INTO a table FROM FILES'],
  [['EXTERNAL', 'SCHEMA'], 'CREATE SCHEMA'],
  [['SEARCH', 'INDEX'], 'queries without it: every table is searched directly'],
  [['VECTOR', 'INDEX'], 'queries without it: every table is searched directly'],
  [['ROW', 'ACCESS', 'POLICY'], 'a view that filters rows: there is no access control here'],
  [['ALL', 'ROW', 'ACCESS', 'POLICIES'], 'a view that filters rows'],
  [['CAPACITY'], allCores],
  [['BI_CAPACITY'], allCores],
  [['RESERVATION'], allCores],
  [['ASSIGNMENT'], allCores],
  [['ORGANIZATION'], "the options of one job, in the job's configuration"],
  [['PROJECT'], "the options of one job, in the job's configuration"],
  [['CONNECTION'], 'LOAD DATA of files'],
  [['DATA_POLICY'], 'a view without the column: there is no access control here'],
  [['PROPERTY', 'GRAPH'], 'tables, joined or read WITH RECURSIVE'],
  [['AGGREGATE', 'FUNCTION'], 'FUNCTION'],
];

function refusal(cursor: Cursor, verb: string): [string, string | undefined] {
  const found = absent.find(([words]) => cursor.at(...words));
  if (found === undefined) return [`${verb} ${cursor.peek().text.toUpperCase()}`, undefined];
  return [`${verb} ${found[0].join(' ')}`, found[1]];
}

function createMode(cursor: Cursor, replace: boolean): CreateMode {
  if (cursor.take('IF', 'NOT', 'EXISTS')) return 'if_not_exists';
  return replace ? 'or_replace' : 'create';
}

export interface Layout {
  partition?: Expression;
  cluster: string[];
  options: OptionNode[];
  collation?: string;
}

/** PARTITION BY, CLUSTER BY and OPTIONS, in any order. */
export function parseLayout(cursor: Cursor): Layout {
  const layout: Layout = { cluster: [], options: [] };
  for (;;) {
    if (cursor.take('PARTITION', 'BY')) layout.partition = parseExpression(cursor);
    else if (cursor.take('CLUSTER', 'BY'))
      layout.cluster = commaList(cursor, () => parseName(cursor).name);
    else if (cursor.take('DEFAULT', 'COLLATE')) layout.collation = parseString(cursor);
    else if (cursor.at('OPTIONS')) layout.options = parseOptions(cursor);
    else return layout;
  }
}

function parseTable(cursor: Cursor, mode: CreateMode, temporary: boolean): StatementNode {
  const target = parsePath(cursor);
  const list: ColumnListNode | undefined =
    cursor.at('(') && !atQuery(cursor) ? parseColumnList(cursor) : undefined;
  const like = cursor.take('LIKE') ? parsePath(cursor) : undefined;
  const copy = parseCopy(cursor);
  const layout = parseLayout(cursor);
  const query = cursor.take('AS') ? parseQuery(cursor) : undefined;
  return {
    kind: 'create_table',
    target,
    mode,
    temporary,
    snapshot: false,
    ...layout,
    ...(list === undefined ? {} : { list }),
    ...(like === undefined ? {} : { like }),
    ...(copy === undefined ? {} : { copy }),
    ...(query === undefined ? {} : { query }),
  };
}

function parseCopy(cursor: Cursor): Identifier[] | undefined {
  if (!cursor.take('COPY') && !cursor.take('CLONE')) return undefined;
  const source = parsePath(cursor);
  if (cursor.at('FOR', 'SYSTEM_TIME'))
    throw unsupported('FOR SYSTEM_TIME AS OF', 'the table as it is now', cursor.peek().start);
  return source;
}

function parseSnapshot(cursor: Cursor, mode: CreateMode): StatementNode {
  const target = parsePath(cursor);
  if (!cursor.at('CLONE')) throw cursor.fail('keyword CLONE');
  const copy = parseCopy(cursor) ?? [];
  const options = parseOptions(cursor);
  return {
    kind: 'create_table',
    target,
    mode,
    temporary: false,
    snapshot: true,
    copy,
    cluster: [],
    options,
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
  const { options, partition, cluster } = parseLayout(cursor);
  cursor.expect('AS');
  if (cursor.at('REPLICA', 'OF'))
    throw unsupported('materialized view replicas', 'a view', cursor.peek().start);
  return {
    kind: 'create_view',
    target,
    mode,
    materialized,
    options,
    cluster,
    query: parseQuery(cursor),
    ...(columns === undefined ? {} : { columns }),
    ...(partition === undefined ? {} : { partition }),
  };
}

function parseSchema(cursor: Cursor, mode: CreateMode): StatementNode {
  const target = parsePath(cursor);
  const collation = cursor.take('DEFAULT', 'COLLATE') ? parseString(cursor) : undefined;
  return {
    kind: 'create_schema',
    target,
    mode,
    options: parseOptions(cursor),
    ...(collation === undefined ? {} : { collation }),
  };
}

const droppable = [
  'MATERIALIZED VIEW',
  'SNAPSHOT TABLE',
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
  if (kind === undefined) throw unsupported(...refusal(cursor, statement), cursor.peek().start);
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
  return { kind: 'alter', object, target, ifExists, actions: parseActions(cursor) };
}
