import { unsupported } from '../errors.ts';
import type { Identifier, OptionNode, Query, TypeNode, Expression } from './ast.ts';
import { commaList, parenthesized, type Cursor } from './cursor.ts';
import { parseOptions, parseString } from './columns.ts';
import { parseExpression } from './expressions.ts';
import { parseAnyName, parsePath } from './names.ts';
import { parseQuery } from './queries.ts';
import type { CreateMode } from './statements.ts';
import { parseType } from './types.ts';

export interface ParameterNode {
  name: string;
  /** Undefined for ANY TYPE. */
  type?: TypeNode;
  notAggregate: boolean;
}

/** What a function is made of: SQL, or JavaScript. */
export type FunctionBody =
  | { kind: 'expression'; expression: Expression; text: string }
  | { kind: 'query'; query: Query; text: string }
  | { kind: 'javascript'; code: string };

export interface FunctionNode {
  kind: 'create_function';
  target: Identifier[];
  mode: CreateMode;
  temporary: boolean;
  aggregate: boolean;
  parameters: ParameterNode[];
  returns?: TypeNode;
  /** RETURNS TABLE<...>. */
  columns?: { name: string; type: TypeNode }[];
  body: FunctionBody;
  options: OptionNode[];
}

type FunctionKind = 'scalar' | 'aggregate' | 'table';

/** The rest of CREATE FUNCTION, from the name on. */
export function parseFunction(
  cursor: Cursor,
  mode: CreateMode,
  temporary: boolean,
  kind: FunctionKind,
): FunctionNode {
  const target = parsePath(cursor);
  const parameters = parenthesized(cursor, () =>
    cursor.at(')') ? [] : commaList(cursor, () => parseParameter(cursor)),
  );
  const returns = cursor.take('RETURNS') ? parseReturns(cursor, kind) : {};
  if (!cursor.take('NOT', 'DETERMINISTIC')) cursor.take('DETERMINISTIC');
  const isScript = parseLanguage(cursor);
  const position = cursor.peek().start;
  if (cursor.at('REMOTE')) throw unsupported('remote functions', 'a SQL function', position);
  const before = parseOptions(cursor);
  cursor.expect('AS');
  const body = parseBody(cursor, kind, isScript);
  const options = [...before, ...parseOptions(cursor)];
  return {
    kind: 'create_function',
    target,
    mode,
    temporary,
    aggregate: kind === 'aggregate',
    parameters,
    body,
    options,
    ...returns,
  };
}

function parseParameter(cursor: Cursor): ParameterNode {
  const { name } = parseAnyName(cursor);
  const position = cursor.peek().start;
  if (cursor.at('TABLE') || cursor.at('ANY', 'TABLE'))
    throw unsupported('TABLE parameters', 'a table function that names the table', position);
  const typed = cursor.take('ANY', 'TYPE') ? {} : { type: parseType(cursor) };
  return { name, notAggregate: cursor.take('NOT', 'AGGREGATE'), ...typed };
}

/** True for JavaScript, false for SQL. */
function parseLanguage(cursor: Cursor): boolean {
  const { start } = cursor.peek();
  if (!cursor.take('LANGUAGE')) return false;
  const language = parseAnyName(cursor).name.toLowerCase();
  if (language === 'sql') return false;
  if (language !== 'js')
    throw unsupported(`functions in ${language}`, 'LANGUAGE js or a SQL function', start);
  return true;
}

function parseBody(cursor: Cursor, kind: FunctionKind, isScript: boolean): FunctionBody {
  const { start } = cursor.peek();
  const text = () => cursor.source.slice(start, cursor.peek().start).trim();
  if (isScript) {
    if (kind !== 'scalar')
      throw unsupported(
        `CREATE ${kind.toUpperCase()} FUNCTION in JavaScript`,
        'a SQL function',
        start,
      );
    return { kind: 'javascript', code: parseString(cursor) };
  }
  if (kind === 'table') {
    const query = parseQuery(cursor);
    return { kind: 'query', query, text: text() };
  }
  const expression = parenthesized(cursor, () => parseExpression(cursor));
  return { kind: 'expression', expression, text: text() };
}

function parseReturns(
  cursor: Cursor,
  kind: FunctionKind,
): Pick<FunctionNode, 'returns' | 'columns'> {
  if (kind !== 'table') return { returns: parseType(cursor) };
  cursor.expect('TABLE', '<');
  const columns = commaList(cursor, () => ({
    name: parseAnyName(cursor).name,
    type: parseType(cursor),
  }));
  cursor.expect('>');
  return { columns };
}
