import { sql, type RawBuilder } from 'kysely';
import { tankError } from './errors.ts';

/** A GoogleSQL type: `'DATE'`, `['INT64']` for an array of it, `{ season: 'INT64' }` for a struct. */
export type ParameterType =
  string | readonly [ParameterType] | { readonly [field: string]: ParameterType };

const typedParameter = Symbol('typed parameter');

interface TypedParameter {
  readonly [typedParameter]: true;
  readonly value: unknown;
  readonly type: ParameterType;
}

/**
 * A query parameter with its GoogleSQL type, for what the type of a JavaScript value does not say: dates and times, arrays
 * that may be empty, nulls inside an expression.
 * @example
 * database.selectFrom('mlb_predictions.game_predictions')
 *   .where('game_date', '=', parameter('2019-07-04', 'DATE'))
 */
export function parameter<T>(value: T, type: ParameterType): RawBuilder<T> {
  const typed: TypedParameter = { [typedParameter]: true, value, type };
  return sql<T>`${typed}`;
}

/**
 * What the BigQuery client takes as `params` and `types`, for the parameters of a compiled query.
 * @throws TankError E_INTERNAL for a value whose type must be given with `parameter`.
 */
export function bindParameters(parameters: readonly unknown[]): {
  params: unknown[];
  types: ParameterType[];
} {
  const typed = parameters.map((value) =>
    isTypedParameter(value) ? value : { value, type: inferType(value) },
  );
  return {
    params: typed.map(({ value, type }) => clientValue(value, type)),
    types: typed.map(({ type }) => type),
  };
}

/**
 * A value in the form the client puts on the wire whole. Left alone, it would drop a date given as text (it reads `.value` of
 * it), fail on a bigint, and write bytes and non-finite numbers as the JSON they are not.
 */
function clientValue(value: unknown, type: ParameterType): unknown {
  if (value === null) return null;
  if (Array.isArray(type)) {
    const [itemType] = type as readonly [ParameterType];
    return (value as unknown[]).map((item) => clientValue(item, itemType));
  }
  if (typeof type === 'object') {
    const struct = value as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(type).map(([field, fieldType]) => [
        field,
        clientValue(struct[field] ?? null, fieldType),
      ]),
    );
  }
  if (value instanceof Date) return { value: value.toISOString() };
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return typeof value === 'string' && /DATE|TIME|GEOGRAPHY/i.test(type) ? { value } : value;
}

function isTypedParameter(value: unknown): value is TypedParameter {
  return typeof value === 'object' && value !== null && typedParameter in value;
}

function inferType(value: unknown): ParameterType {
  switch (typeof value) {
    case 'string':
      return 'STRING';
    case 'boolean':
      return 'BOOL';
    case 'bigint':
      return 'INT64';
    case 'number':
      return Number.isSafeInteger(value) ? 'INT64' : 'FLOAT64';
    default:
  }
  if (value instanceof Date) return 'TIMESTAMP';
  if (Buffer.isBuffer(value)) return 'BYTES';
  if (Array.isArray(value) && value.length > 0) return [inferArrayType(value)];
  const kind = Array.isArray(value) ? 'an empty array' : `a value of type ${typeof value}`;
  throw tankError('E_INTERNAL', `${kind} has no GoogleSQL type of its own`, {
    hint: 'Give the type: parameter(value, type).',
  });
}

function inferArrayType(values: readonly unknown[]): ParameterType {
  const types = new Set(values.map((value) => JSON.stringify(inferType(value))));
  if (types.size === 2 && types.has('"INT64"') && types.has('"FLOAT64"')) return 'FLOAT64';
  if (types.size > 1) {
    throw tankError('E_INTERNAL', `an array mixes ${[...types].join(' and ')}`, {
      hint: 'Give the type: parameter(value, type).',
    });
  }
  return inferType(values[0]);
}
