import { canonicalJson } from '../json/canonical.ts';
import {
  flatten,
  followLax,
  keysOf,
  leavesOf,
  scalarText,
  type KeysMode,
} from '../json/explore.ts';
import { appendAt, changeAt, insertAt, setAt, stripNulls } from '../json/mutate.ts';
import { canonicalNumber, floatText } from '../json/numbers.ts';
import { parseJson } from '../json/parse.ts';
import { parsePath, type PathStyle, type Step } from '../json/path.ts';
import { scanJson } from '../json/scan.ts';
import { isObject, memberOf, quoteJson, writeJson, writePretty, type Json } from '../json/value.ts';
import { native, nativeOfNull } from './define.ts';
import { remembered } from './remembered.ts';

const stepsOf = remembered((path: string, style?: PathStyle): Step[] => {
  const steps = parsePath(path, style ?? 'standard');
  if ('problem' in steps) throw new Error(steps.problem);
  return steps;
});

const styleOf = (style: string): PathStyle => (style === 'legacy' ? 'legacy' : 'standard');

/** What JSON text that may not be JSON holds at a path; numbers and members as they are written. */
function found(text: string, path: string, style: string): Json | undefined {
  const steps = stepsOf(path, styleOf(style));
  try {
    return scanJson(text, steps);
  } catch {
    return undefined;
  }
}

const stored = (text: string): Json => parseJson(text, 'round');

const write = (value: Json | undefined): string | null =>
  value === undefined ? null : writeJson(value);

function parse(text: string, mode: string): string {
  if (mode !== 'exact' && mode !== 'round')
    throw new Error(`Invalid \`wide_number_mode\` specified for PARSE_JSON: ${mode}`);
  try {
    return writeJson(parseJson(text, mode));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new Error(`Invalid input to PARSE_JSON: ${problem}`, { cause: error });
  }
}

function arrayAt(text: string, path: string, style: string): Json[] | undefined {
  const value = found(text, path, style);
  return Array.isArray(value) ? value : undefined;
}

const isNested = (value: Json): boolean => Array.isArray(value) || isObject(value);

function values(text: string, path: string, style: string): (string | null)[] | null {
  const items = arrayAt(text, path, style);
  if (items === undefined || items.some(isNested)) return null;
  return items.map((item) => scalarText(item) ?? null);
}

function keys(text: string, depth: bigint | null, mode: string): string[] {
  if (!['strict', 'lax', 'lax recursive'].includes(mode))
    throw new Error(`Invalid mode of JSON_KEYS: ${mode}`);
  if (depth !== null && depth <= 0n) throw new Error('max_depth of JSON_KEYS must be positive');
  return keysOf(stored(text), depth === null ? Infinity : Number(depth), mode as KeysMode);
}

function strip(text: string, path: string, includeArrays: boolean, removeEmpty: boolean): string {
  const stripped = changeAt(
    stored(text),
    stepsOf(path),
    (value) => stripNulls(value, { includeArrays, removeEmpty }) ?? null,
  );
  return writeJson(stripped ?? null);
}

function remove(text: string, path: string): string {
  const steps = stepsOf(path);
  if (steps.length === 0)
    throw new Error("Invalid input to JSON_REMOVE: The JSONPath cannot be '$'");
  return writeJson(changeAt(stored(text), steps, () => undefined) ?? null);
}

/** The elements of an array to add, or the value as one element. */
function items(value: string, each: boolean): Json[] {
  const parsed = stored(value);
  return each && Array.isArray(parsed) ? parsed : [parsed];
}

function insert(text: string, path: string, value: string, each: boolean): string {
  const steps = stepsOf(path);
  if (typeof steps.at(-1) !== 'number')
    throw new Error('Invalid input to JSON_ARRAY_INSERT: The JSONPath must end with an index');
  return writeJson(insertAt(stored(text), steps, items(value, each)));
}

function member(text: string, key: string): string | null {
  const value = stored(text);
  return isObject(value) ? write(memberOf(value, key)) : null;
}

function element(text: string, index: bigint): string | null {
  const value = stored(text);
  return Array.isArray(value) && index >= 0n ? write(value[Number(index)]) : null;
}

function objectOfArrays(names: (string | null)[], texts: (string | null)[]): string {
  if (names.includes(null)) throw new Error('Invalid input to JSON_OBJECT: A key cannot be NULL');
  if (names.length !== texts.length)
    throw new Error('Invalid input to JSON_OBJECT: The number of keys and values must match');
  const members = names.map((name, index) => `${writeJson(name ?? '')}:${texts[index] ?? 'null'}`);
  return writeJson(stored(`{${members.join(',')}}`));
}

/** A FLOAT64 out of a text as LAX_FLOAT64 reads it. */
function laxFloat(text: string): number | null {
  const written = text.trim().toLowerCase();
  if (/^[+-]?(?:inf|infinity)$/.test(written))
    return written.startsWith('-') ? -Infinity : Infinity;
  if (/^[+-]?nan$/.test(written)) return NaN;
  const hex = /^([+-]?)(0x[0-9a-f]+)$/.exec(written);
  if (hex) return Number(hex[2]) * (hex[1] === '-' ? -1 : 1);
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(written) ? Number(written) : null;
}

/** A NUMERIC's digits as a JSON number; quoted when that would round them and wide ones are to be strings. */
function decimal(digits: string, stringify: boolean): string {
  if (!stringify) return canonicalNumber(digits, true);
  try {
    return canonicalNumber(digits, false);
  } catch {
    return `"${digits}"`;
  }
}

const at = ['VARCHAR', 'VARCHAR', 'VARCHAR'] as const;

export const jsonFunctions = [
  native('bq_json_parse', ['VARCHAR', 'VARCHAR'], 'VARCHAR', parse),
  native('bq_json_canonical', ['VARCHAR'], 'VARCHAR', canonicalJson),
  native('bq_json_pretty', ['VARCHAR'], 'VARCHAR', (text) =>
    writePretty(parseJson(text, 'written')),
  ),
  native('bq_json_quote_exactly', ['VARCHAR'], 'VARCHAR', (text) =>
    quoteJson(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029'),
  ),
  native('bq_json_double', ['DOUBLE'], 'VARCHAR', floatText),
  native(
    'bq_json_value_at',
    at,
    'VARCHAR',
    (text, path, style) => scalarText(found(text, path, style)) ?? null,
  ),
  native('bq_json_query_at', at, 'VARCHAR', (text, path, style) => write(found(text, path, style))),
  native(
    'bq_json_query_array_at',
    at,
    'VARCHAR[]',
    (text, path, style) => arrayAt(text, path, style)?.map(writeJson) ?? null,
  ),
  native('bq_json_value_array_at', at, 'VARCHAR[]', values),
  native('bq_json_member', ['VARCHAR', 'VARCHAR'], 'VARCHAR', member),
  native('bq_json_element', ['VARCHAR', 'BIGINT'], 'VARCHAR', element),
  native('bq_json_lax', ['VARCHAR', 'VARCHAR', 'BOOLEAN'], 'VARCHAR', (text, path, recursive) =>
    writeJson(followLax(stored(text), stepsOf(path), recursive)),
  ),
  native(
    'bq_json_set',
    ['VARCHAR', 'VARCHAR', 'VARCHAR', 'BOOLEAN'],
    'VARCHAR',
    (text, path, put, create) => writeJson(setAt(stored(text), stepsOf(path), stored(put), create)),
  ),
  native('bq_json_remove', ['VARCHAR', 'VARCHAR'], 'VARCHAR', remove),
  native('bq_json_strip', ['VARCHAR', 'VARCHAR', 'BOOLEAN', 'BOOLEAN'], 'VARCHAR', strip),
  native(
    'bq_json_append',
    ['VARCHAR', 'VARCHAR', 'VARCHAR', 'BOOLEAN'],
    'VARCHAR',
    (text, path, put, each) => writeJson(appendAt(stored(text), stepsOf(path), items(put, each))),
  ),
  native('bq_json_insert', ['VARCHAR', 'VARCHAR', 'VARCHAR', 'BOOLEAN'], 'VARCHAR', insert),
  nativeOfNull(
    'bq_json_keys',
    ['VARCHAR', 'BIGINT', 'VARCHAR'],
    'VARCHAR[]',
    (text, depth, mode) => (text === null || mode === null ? null : keys(text, depth, mode)),
  ),
  native('bq_json_flatten', ['VARCHAR'], 'VARCHAR[]', (text) =>
    flatten(stored(text)).map(writeJson),
  ),
  native('bq_json_leaves', ['VARCHAR', 'VARCHAR'], 'VARCHAR[]', (text, scope) =>
    leavesOf(stored(text), scope.includes('KEYS'), scope.includes('VALUES')),
  ),
  native('bq_json_object', ['VARCHAR[]', 'VARCHAR[]'], 'VARCHAR', objectOfArrays),
  native('bq_json_decimal', ['VARCHAR', 'BOOLEAN'], 'VARCHAR', decimal),
  native('bq_lax_float', ['VARCHAR'], 'DOUBLE', laxFloat),
];
