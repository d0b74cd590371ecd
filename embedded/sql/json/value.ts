/** A number, as its text. */
export interface JsonNumber {
  number: string;
}

/** A parsed JSON value; an object's members in the order they are to be written, each key once or as it was read. */
export type Json = null | boolean | string | JsonNumber | Json[] | JsonObject;

export interface JsonObject {
  members: [string, Json][];
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && 'members' in value;

export const isNumber = (value: Json): value is JsonNumber =>
  typeof value === 'object' && value !== null && 'number' in value;

/** The value of a key, the first when it is there more than once. */
export function memberOf(value: JsonObject, key: string): Json | undefined {
  return value.members.find(([name]) => name === key)?.[1];
}

const compareKeys = ([left]: [string, Json], [right]: [string, Json]): number =>
  Buffer.compare(Buffer.from(left), Buffer.from(right));

/** An object as a JSON value keeps it: its keys once, the first of each, sorted by their bytes. */
export function objectOf(members: [string, Json][]): JsonObject {
  let isSorted = true;
  for (let at = 1; at < members.length && isSorted; at += 1) {
    const [left, right] = [members[at - 1], members[at]];
    isSorted = left !== undefined && right !== undefined && compareKeys(left, right) < 0;
  }
  if (isSorted) return { members };
  const first = new Map<string, Json>();
  for (const [key, value] of members) if (!first.has(key)) first.set(key, value);
  return { members: [...first].sort(compareKeys) };
}

const escapes: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A text as a JSON string, with only what must be escaped escaped. */
export function quoteJson(text: string): string {
  const escaped = text.replaceAll(
    /["\\\p{Cc}]/gu,
    (char) =>
      escapes[char] ??
      (char < ' ' ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}` : char),
  );
  return `"${escaped}"`;
}

/** JSON text without spaces. */
export function writeJson(value: Json): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return quoteJson(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  if ('number' in value) return value.number;
  return `{${value.members.map(([key, member]) => `${quoteJson(key)}:${writeJson(member)}`).join(',')}}`;
}

/** JSON text with every member and element on a line of its own, indented by two spaces. */
export function writePretty(value: Json, indent = ''): string {
  const inner = `${indent}  `;
  if (Array.isArray(value) && value.length > 0) {
    const items = value.map((item) => `${inner}${writePretty(item, inner)}`);
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  if (isObject(value) && value.members.length > 0) {
    const members = value.members.map(
      ([key, member]) => `${inner}${quoteJson(key)}: ${writePretty(member, inner)}`,
    );
    return `{\n${members.join(',\n')}\n${indent}}`;
  }
  return writeJson(value);
}
