import type { FieldNode, TypeNode } from './ast.ts';
import { commaList, type Cursor } from './cursor.ts';
import { parseAnyName, parseName } from './names.ts';

/** Consumes the `>` that closes a type, splitting a `>>` token in two. */
function closeAngle(cursor: Cursor): void {
  if (cursor.at('>>')) {
    const token = cursor.peek();
    token.text = '>';
    token.word = '>';
    token.start += 1;
    return;
  }
  cursor.expect('>');
}

function parseParameters(cursor: Cursor): number[] {
  if (!cursor.take('(')) return [];
  const values = commaList(cursor, () => Number(cursor.next().text));
  cursor.expect(')');
  return values;
}

/** Reads what may stand after a struct field of a column: COLLATE, NOT NULL, OPTIONS. */
export type FieldSuffix = (cursor: Cursor, field: FieldNode) => FieldNode;

function parseField(cursor: Cursor, suffix: FieldSuffix): FieldNode {
  const following = cursor.peek(1);
  const named =
    (cursor.peek().kind === 'identifier' || cursor.peek().kind === 'quoted') &&
    (following.kind === 'identifier' || following.kind === 'quoted');
  if (!named) return { type: parseType(cursor, suffix) };
  const { name } = parseAnyName(cursor);
  return suffix(cursor, { name, type: parseType(cursor, suffix) });
}

/** `INT64`, `NUMERIC(10, 2)`, `ARRAY<STRUCT<a INT64, STRING>>`. */
export function parseType(cursor: Cursor, suffix: FieldSuffix = (_, field) => field): TypeNode {
  if (cursor.at('ARRAY')) {
    cursor.next();
    cursor.expect('<');
    const element = parseType(cursor, suffix);
    closeAngle(cursor);
    return { kind: 'array', element };
  }
  if (cursor.at('RANGE')) {
    cursor.next();
    cursor.expect('<');
    const element = parseType(cursor, suffix);
    closeAngle(cursor);
    return { kind: 'range', element };
  }
  if (cursor.at('STRUCT')) {
    cursor.next();
    cursor.expect('<');
    const fields =
      cursor.at('>') || cursor.at('>>') ? [] : commaList(cursor, () => parseField(cursor, suffix));
    closeAngle(cursor);
    return { kind: 'struct', fields };
  }
  const position = cursor.peek().start;
  const name = cursor.at('INTERVAL') ? cursor.next().text : parseName(cursor).name;
  return {
    kind: 'simple',
    name: name.toUpperCase(),
    parameters: parseParameters(cursor),
    position,
  };
}
