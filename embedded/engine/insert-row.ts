import type { FieldSchema } from '../sql/statement.ts';
import { exactJson, isExactNumber, numberDigits } from './exact-json.ts';

/** What is wrong with a row of insertAll. */
export interface RowProblem {
  reason: 'invalid' | 'stopped';
  location: string;
  message: string;
}

interface PreparedRow {
  json: Record<string, unknown>;
  problems: RowProblem[];
}

/** Finds what DuckDB's reader would pass over: unknown fields, objects where scalars belong; makes JSON a text. */
export function prepareRow(
  json: Record<string, unknown>,
  fields: readonly FieldSchema[],
  ignoreUnknown: boolean,
  prefix = '',
): PreparedRow {
  const known = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
  const row: PreparedRow = { json: {}, problems: [] };
  for (const [name, value] of Object.entries(json)) {
    const field = known.get(name.toLowerCase());
    const path = prefix + name;
    if (field !== undefined) {
      const prepared = prepareField(value, field, path, ignoreUnknown);
      row.problems.push(...prepared.problems);
      row.json[field.name] = prepared.value;
    } else if (!ignoreUnknown) row.problems.push(invalid(path, `no such field: ${path}.`));
  }
  return row;
}

const invalid = (location: string, message: string): RowProblem => ({
  reason: 'invalid',
  location,
  message,
});

interface Prepared {
  value: unknown;
  problems: RowProblem[];
}

const bad = (path: string, message: string): Prepared => ({
  value: null,
  problems: [invalid(path, message)],
});

const good = (value: unknown): Prepared => ({ value, problems: [] });

function prepareField(
  value: unknown,
  field: FieldSchema,
  path: string,
  ignoreUnknown: boolean,
): Prepared {
  if (value === null || value === undefined) return good(null);
  if (field.mode !== 'REPEATED') {
    return Array.isArray(value) && field.type !== 'JSON'
      ? bad(path, `Array specified for non-repeated field: ${path}.`)
      : prepareValue(value, field, path, ignoreUnknown);
  }
  if (!Array.isArray(value)) return bad(path, `Non-array specified for repeated field: ${path}.`);
  const items = value.map((item) => prepareValue(item, field, path, ignoreUnknown));
  return {
    value: items.map((item) => item.value),
    problems: items.flatMap((item) => item.problems),
  };
}

function prepareValue(
  value: unknown,
  field: FieldSchema,
  path: string,
  ignoreUnknown: boolean,
): Prepared {
  if (value === null || value === undefined) return good(null);
  if (field.type === 'JSON') return prepareJson(value, path);
  if (field.type === 'RECORD') {
    if (!isRecord(value)) return bad(path, `This field: ${path} is not a record.`);
    const inner = prepareRow(value, field.fields ?? [], ignoreUnknown, `${path}.`);
    return { value: inner.json, problems: inner.problems };
  }
  if (typeof value === 'object') return bad(path, `This field: ${path} is not a record.`);
  return good(isExactNumber(value) ? numberDigits(value) : value);
}

/** A JSON value as its text: as it was given, so that no number loses digits. */
function prepareJson(value: unknown, path: string): Prepared {
  if (typeof value !== 'string' || isExactNumber(value)) return good(exactJson(value));
  try {
    JSON.parse(value);
    return good(value);
  } catch {
    return bad(path, `Invalid JSON: ${path}.`);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
