import { invalidQuery, unsupported } from './errors.ts';
import { createCursor, type Cursor } from './parser/cursor.ts';
import { parseType } from './parser/types.ts';
import type { NodeBody, ProcedureParameter, ScriptNode, SourceText } from './script-nodes.ts';

export type { ScriptNode, SourceText } from './script-nodes.ts';

/** Splits a GoogleSQL script into statements and scripting constructs. Throws on unbalanced blocks. */
export function parseScript(sql: string): ScriptNode[] {
  const cursor = createCursor(sql);
  const nodes = parseNodes(cursor, []);
  if (cursor.peek().kind !== 'end') throw cursor.fail('a statement');
  return nodes;
}

function parseNodes(cursor: Cursor, ends: string[]): ScriptNode[] {
  const nodes: ScriptNode[] = [];
  for (;;) {
    while (cursor.take(';'));
    if (cursor.peek().kind === 'end' || ends.some((end) => cursor.at(end))) return nodes;
    const node = parseNode(cursor);
    nodes.push({ ...node, end: cursor.peek().start });
    if (cursor.peek().kind === 'end') return nodes;
    if (!cursor.take(';')) throw cursor.fail('";"');
  }
}

/** Source text up to one of the words, outside parentheses, CASE expressions and brackets. */
function textUntil(cursor: Cursor, ends: string[]): SourceText {
  const { start } = cursor.peek();
  let end = start;
  let depth = 0;
  let cases = 0;
  for (;;) {
    const token = cursor.peek();
    const isOuter = depth === 0 && cases === 0;
    if (token.kind === 'end' || (isOuter && ends.includes(token.word) && token.word !== '')) break;
    if (token.word === '(' || token.word === '[') depth += 1;
    if (token.word === ')' || token.word === ']') depth -= 1;
    if (token.word === 'CASE') cases += 1;
    if (token.word === 'END' && cases > 0) cases -= 1;
    end = token.end;
    cursor.next();
  }
  return { text: cursor.source.slice(start, end), start };
}

function name(cursor: Cursor): string {
  const token = cursor.next();
  if (token.kind !== 'identifier' && token.kind !== 'quoted') throw cursor.fail('an identifier');
  return token.text;
}

function names(cursor: Cursor): string[] {
  const list = [name(cursor)];
  while (cursor.take(',')) list.push(name(cursor));
  return list;
}

function dottedName(cursor: Cursor): string[] {
  const parts = name(cursor).split('.');
  while (cursor.take('.')) parts.push(...name(cursor).split('.'));
  return parts;
}

function parseNode(cursor: Cursor): NodeBody {
  const { word, start } = cursor.peek();
  if (cursor.peek(1).word === ':' && cursor.peek().kind === 'identifier')
    return parseLabelled(cursor);
  switch (word) {
    case 'DECLARE':
      return parseDeclare(cursor, start);
    case 'SET':
      return parseSet(cursor, start);
    case 'IF':
      return parseIf(cursor, start);
    case 'CASE':
      return parseCase(cursor, start);
    case 'LOOP':
    case 'WHILE':
    case 'REPEAT':
    case 'FOR':
      return parseLoop(cursor, start);
    case 'BEGIN':
      return parseBegin(cursor, start);
    case 'COMMIT':
    case 'ROLLBACK':
      cursor.next();
      cursor.take('TRANSACTION');
      return { kind: 'transaction', action: word, start };
    case 'BREAK':
    case 'LEAVE':
    case 'CONTINUE':
    case 'ITERATE': {
      cursor.next();
      const kind = word === 'BREAK' || word === 'LEAVE' ? 'leave' : 'continue';
      return cursor.at(';') || cursor.peek().kind === 'end'
        ? { kind, start }
        : { kind, label: name(cursor), start };
    }
    case 'RETURN':
      cursor.next();
      return { kind: 'return', start };
    case 'RAISE':
      cursor.next();
      if (!cursor.take('USING', 'MESSAGE')) return { kind: 'raise', start };
      cursor.expect('=');
      return { kind: 'raise', message: textUntil(cursor, [';']), start };
    case 'EXECUTE':
      return parseExecute(cursor, start);
    case 'CALL':
      return parseCall(cursor, start);
    default:
      return parseProcedure(cursor, start) ?? { kind: 'statement', ...statementText(cursor) };
  }
}

function statementText(cursor: Cursor): SourceText {
  const { start } = cursor.peek();
  let end = start;
  while (cursor.peek().kind !== 'end' && !cursor.at(';')) end = cursor.next().end;
  return { text: cursor.source.slice(start, end), start };
}

function parseLabelled(cursor: Cursor): NodeBody {
  const label = name(cursor);
  cursor.expect(':');
  const node = parseNode(cursor);
  if (
    node.kind !== 'loop' &&
    node.kind !== 'while' &&
    node.kind !== 'repeat' &&
    node.kind !== 'for' &&
    node.kind !== 'block'
  ) {
    throw invalidQuery('Syntax error: A label must stand before a loop or a block', node.start);
  }
  if (cursor.peek().kind === 'identifier' && cursor.peek().text === label) cursor.next();
  return { ...node, label };
}

function parseDeclare(cursor: Cursor, start: number): NodeBody {
  cursor.expect('DECLARE');
  const list = names(cursor);
  const type = cursor.at('DEFAULT') ? '' : textUntil(cursor, [';', 'DEFAULT']).text;
  const initial = cursor.take('DEFAULT') ? textUntil(cursor, [';']) : undefined;
  return {
    kind: 'declare',
    names: list,
    start,
    ...(type === '' ? {} : { type }),
    ...(initial === undefined ? {} : { initial }),
  };
}

function parseSet(cursor: Cursor, start: number): NodeBody {
  cursor.expect('SET');
  if (cursor.peek().kind === 'system') {
    const variable = `@@${cursor.next().text}`;
    cursor.expect('=');
    return { kind: 'set_system', name: variable, value: textUntil(cursor, [';']), start };
  }
  const isList = cursor.take('(');
  const list = names(cursor);
  if (isList) cursor.expect(')');
  cursor.expect('=');
  return { kind: 'set', names: list, value: textUntil(cursor, [';']), start };
}

function parseIf(cursor: Cursor, start: number): NodeBody {
  cursor.expect('IF');
  const branches: { condition: SourceText; body: ScriptNode[] }[] = [];
  do {
    const condition = textUntil(cursor, ['THEN']);
    cursor.expect('THEN');
    branches.push({ condition, body: parseNodes(cursor, ['ELSEIF', 'ELSE', 'END']) });
  } while (cursor.take('ELSEIF'));
  const otherwise = cursor.take('ELSE') ? parseNodes(cursor, ['END']) : [];
  cursor.expect('END', 'IF');
  return { kind: 'if', branches, otherwise, start };
}

function parseCase(cursor: Cursor, start: number): NodeBody {
  cursor.expect('CASE');
  const operand = cursor.at('WHEN') ? undefined : textUntil(cursor, ['WHEN']);
  const branches: { condition: SourceText; body: ScriptNode[] }[] = [];
  while (cursor.take('WHEN')) {
    const condition = textUntil(cursor, ['THEN']);
    cursor.expect('THEN');
    branches.push({ condition, body: parseNodes(cursor, ['WHEN', 'ELSE', 'END']) });
  }
  const otherwise = cursor.take('ELSE') ? parseNodes(cursor, ['END']) : [];
  cursor.expect('END', 'CASE');
  return {
    kind: 'case',
    branches,
    otherwise,
    start,
    ...(operand === undefined ? {} : { operand }),
  };
}

function parseLoop(cursor: Cursor, start: number): NodeBody {
  if (cursor.take('LOOP')) {
    const body = parseNodes(cursor, ['END']);
    cursor.expect('END', 'LOOP');
    return { kind: 'loop', body, start };
  }
  if (cursor.take('REPEAT')) {
    const body = parseNodes(cursor, ['UNTIL']);
    cursor.expect('UNTIL');
    const condition = textUntil(cursor, ['END']);
    cursor.expect('END', 'REPEAT');
    return { kind: 'repeat', condition, body, start };
  }
  if (cursor.take('WHILE')) {
    const condition = textUntil(cursor, ['DO']);
    cursor.expect('DO');
    const body = parseNodes(cursor, ['END']);
    cursor.expect('END', 'WHILE');
    return { kind: 'while', condition, body, start };
  }
  cursor.expect('FOR');
  const variable = name(cursor);
  cursor.expect('IN');
  const query = textUntil(cursor, ['DO']);
  cursor.expect('DO');
  const body = parseNodes(cursor, ['END']);
  cursor.expect('END', 'FOR');
  return { kind: 'for', variable, query, body, start };
}

function parseBegin(cursor: Cursor, start: number): NodeBody {
  cursor.expect('BEGIN');
  if (cursor.take('TRANSACTION') || cursor.at(';'))
    return { kind: 'transaction', action: 'BEGIN', start };
  const body = parseNodes(cursor, ['EXCEPTION', 'END']);
  if (!cursor.take('EXCEPTION', 'WHEN', 'ERROR', 'THEN')) {
    cursor.expect('END');
    return { kind: 'block', body, start };
  }
  const handler = parseNodes(cursor, ['END']);
  cursor.expect('END');
  return { kind: 'block', body, handler, start };
}

function parseExecute(cursor: Cursor, start: number): NodeBody {
  cursor.expect('EXECUTE', 'IMMEDIATE');
  const statement = textUntil(cursor, [';', 'INTO', 'USING']);
  const into = cursor.take('INTO') ? names(cursor) : [];
  const using: { value: SourceText; name?: string }[] = [];
  if (cursor.take('USING')) {
    do {
      const value = textUntil(cursor, [';', ',', 'AS']);
      using.push(cursor.take('AS') ? { value, name: name(cursor) } : { value });
    } while (cursor.take(','));
  }
  return { kind: 'execute', statement, into, using, start };
}

function parseCall(cursor: Cursor, start: number): NodeBody {
  cursor.expect('CALL');
  const procedure = dottedName(cursor);
  cursor.expect('(');
  const list: SourceText[] = [];
  if (!cursor.at(')')) {
    do list.push(textUntil(cursor, [',', ')']));
    while (cursor.take(','));
  }
  cursor.expect(')');
  return { kind: 'call', procedure, arguments: list, start };
}

/** CREATE PROCEDURE and DROP PROCEDURE; undefined for any other statement. */
function parseProcedure(cursor: Cursor, start: number): NodeBody | undefined {
  if (cursor.take('DROP', 'PROCEDURE')) {
    const ifExists = cursor.take('IF', 'EXISTS');
    return { kind: 'drop_procedure', procedure: dottedName(cursor), ifExists, start };
  }
  const replaces = cursor.at('CREATE', 'OR', 'REPLACE', 'PROCEDURE');
  if (!replaces && !cursor.at('CREATE', 'PROCEDURE')) return undefined;
  while (!cursor.take('PROCEDURE')) cursor.next();
  const ifNotExists = cursor.take('IF', 'NOT', 'EXISTS');
  const procedure = dottedName(cursor);
  const parameters = parseParameters(cursor);
  if (cursor.at('WITH', 'CONNECTION') || cursor.at('EXTERNAL', 'SECURITY'))
    throw unsupported('procedures in other languages', 'SQL', cursor.peek().start);
  if (cursor.take('OPTIONS')) {
    cursor.expect('(');
    textUntil(cursor, [')']);
    cursor.expect(')');
  }
  const body = cursor.peek();
  if (!cursor.at('BEGIN')) throw cursor.fail('keyword BEGIN');
  parseBegin(cursor, body.start);
  const text = cursor.source
    .slice(body.start, cursor.peek().kind === 'end' ? undefined : cursor.peek().start)
    .trim();
  const created = ifNotExists ? 'if_not_exists' : 'create';
  return {
    kind: 'create_procedure',
    procedure,
    mode: replaces ? 'or_replace' : created,
    parameters,
    body: { text, start: body.start },
    start,
  };
}

function parseParameters(cursor: Cursor): ProcedureParameter[] {
  cursor.expect('(');
  const parameters: ProcedureParameter[] = [];
  if (!cursor.at(')')) {
    do parameters.push(parseParameter(cursor));
    while (cursor.take(','));
  }
  cursor.expect(')');
  return parameters;
}

function parseParameter(cursor: Cursor): ProcedureParameter {
  const inout = cursor.take('INOUT');
  const out = inout || cursor.take('OUT');
  if (!out) cursor.take('IN');
  const shared = { name: name(cursor), out, ...(inout && { inout }) };
  if (cursor.take('ANY', 'TYPE')) return shared;
  const { start } = cursor.peek();
  parseType(cursor);
  return { ...shared, type: cursor.source.slice(start, cursor.peek().start).trim() };
}
