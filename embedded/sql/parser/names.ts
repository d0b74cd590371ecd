import type { Identifier } from './ast.ts';
import type { Cursor } from './cursor.ts';

const reserved = new Set(
  `ALL AND ANY ARRAY AS ASC ASSERT_ROWS_MODIFIED AT BETWEEN BY CASE CAST COLLATE CONTAINS CREATE CROSS CUBE CURRENT
  DEFAULT DEFINE DESC DISTINCT ELSE END ENUM ESCAPE EXCEPT EXCLUDE EXISTS EXTRACT FALSE FETCH FOLLOWING FOR FROM FULL
  GROUP GROUPING GROUPS HASH HAVING IF IGNORE IN INNER INTERSECT INTERVAL INTO IS JOIN LATERAL LEFT LIKE LIMIT LOOKUP
  MERGE NATURAL NEW NO NOT NULL NULLS OF ON OR ORDER OUTER OVER PARTITION PRECEDING PROTO QUALIFY RANGE RECURSIVE RESPECT
  RIGHT ROLLUP ROWS SELECT SET SOME STRUCT TABLESAMPLE THEN TO TREAT TRUE UNBOUNDED UNION UNNEST USING WHEN WHERE WINDOW
  WITH WITHIN`.split(/\s+/),
);

/** Words that cannot stand as an alias without AS although GoogleSQL does not reserve them. */
const clauseWords = new Set(['OFFSET', 'PIVOT', 'UNPIVOT', 'TABLESAMPLE']);

export function isReserved(word: string): boolean {
  return reserved.has(word);
}

function isName(cursor: Cursor, ahead = 0): boolean {
  const token = cursor.peek(ahead);
  return token.kind === 'quoted' || (token.kind === 'identifier' && !reserved.has(token.word));
}

export function atName(cursor: Cursor, ahead = 0): boolean {
  return isName(cursor, ahead);
}

export function parseName(cursor: Cursor): Identifier {
  if (!isName(cursor)) throw cursor.fail('an identifier');
  const token = cursor.next();
  return { name: token.text, quoted: token.kind === 'quoted', position: token.start };
}

/** A name after a dot, where reserved words are allowed. */
export function parseAnyName(cursor: Cursor): Identifier {
  const token = cursor.peek();
  if (token.kind !== 'quoted' && token.kind !== 'identifier') throw cursor.fail('an identifier');
  cursor.next();
  return { name: token.text, quoted: token.kind === 'quoted', position: token.start };
}

export function parseAlias(cursor: Cursor): string | undefined {
  if (cursor.take('AS')) return parseAnyName(cursor).name;
  if (!isName(cursor) || clauseWords.has(cursor.peek().word)) return undefined;
  return parseName(cursor).name;
}

/** `a`, `a.b`, `` `a.b`.c ``, `my-project.d.t`: the dotted parts of a table or routine name. */
export function parsePath(cursor: Cursor): Identifier[] {
  const parts = [parseDashedName(cursor)];
  while (cursor.at('.')) {
    cursor.next();
    parts.push(parseAnyName(cursor));
  }
  const last = parts.at(-1);
  if (
    cursor.at('*') &&
    last?.quoted === false &&
    last.position + last.name.length === cursor.peek().start
  ) {
    cursor.next();
    last.name += '*';
  }
  return parts.flatMap((part) =>
    part.quoted
      ? part.name.split('.').map((name) => ({ name, quoted: true, position: part.position }))
      : [part],
  );
}

function parseDashedName(cursor: Cursor): Identifier {
  const first = parseName(cursor);
  if (first.quoted) return first;
  let end = first.position + first.name.length;
  for (;;) {
    const dash = cursor.peek();
    const part = cursor.peek(1);
    const joined = dash.word === '-' && dash.start === end && part.start === dash.end;
    if (!joined || (part.kind !== 'identifier' && part.kind !== 'integer')) return first;
    cursor.next();
    cursor.next();
    first.name += `-${part.text}`;
    end = part.end;
  }
}
