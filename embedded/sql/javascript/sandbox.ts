import vm from 'node:vm';
import type { FieldSchema, JavascriptFunction } from '../statement.ts';
import { fieldName, typeName, typeOfField, type SqlType } from '../types.ts';

/** How long the calls for one batch of rows may take together. */
const timeLimitMillis = 5_000;
/** DuckDB tries a call several times while it plans and runs one query: after the first that does not end, the others fail at once. */
const pauseMillis = 10_000;

/** A type as the sandbox's own code reads it. */
interface Shape {
  kind: string;
  shown: string;
  element?: Shape;
  fields?: { name: string; shape: Shape }[];
}

function shapeOf(type: SqlType): Shape {
  const shown = typeName(type);
  if (type.kind === 'ARRAY') return { kind: 'ARRAY', shown, element: shapeOf(type.element) };
  if (type.kind === 'STRUCT') {
    const fields = type.fields.map((field, index) => ({
      name: fieldName(field, index),
      shape: shapeOf(field.type),
    }));
    return { kind: 'STRUCT', shown, fields };
  }
  return { kind: type.kind, shown };
}

/**
 * Runs inside the sandbox, so that a function meets no object of this process: arguments come in and results go out as
 * JSON text. Dates travel as days and microseconds since 1970, numbers that JSON has not as text.
 */
const library = `(shapes, result, call) => {
  'use strict';
  const { parse, stringify } = JSON;
  const fail = (value, shape) => {
    throw new TypeError('Failed to coerce output value ' + describe(value) + ' to type ' + shape.shown);
  };
  const describe = (value) => {
    try { return typeof value === 'bigint' ? String(value) : (stringify(value) ?? String(value)); }
    catch { return String(value); }
  };
  const decode = (shape, value) => {
    if (value === null) return null;
    switch (shape.kind) {
      case 'FLOAT64': return typeof value === 'string' ? Number(value) : value;
      case 'NUMERIC':
      case 'BIGNUMERIC': {
        const number = Number(value);
        return Number.isSafeInteger(number) && !value.includes('.') ? number : value;
      }
      case 'DATE': return new Date(value * 86400000);
      case 'TIMESTAMP': {
        const micros = BigInt(value);
        const date = new Date(Number(micros / 1000n - (micros % 1000n < 0n ? 1n : 0n)));
        date.microsecond = Number(((micros % 1000n) + 1000n) % 1000n);
        return date;
      }
      case 'JSON': return parse(value);
      case 'ARRAY': return value.map((item) => decode(shape.element, item));
      case 'STRUCT': {
        const object = {};
        shape.fields.forEach((field, index) => { object[field.name] = decode(field.shape, value[index]); });
        return object;
      }
      default: return value;
    }
  };
  const float = (value) => (Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? '-0' : String(value));
  const encode = (shape, value) => {
    if (value === null || value === undefined) return null;
    switch (shape.kind) {
      case 'STRING': return typeof value === 'string' ? value : String(value);
      case 'BOOL': return typeof value === 'boolean' ? value : fail(value, shape);
      case 'INT64':
        if (typeof value === 'bigint') return String(value);
        if (typeof value === 'number' && Number.isInteger(value)) return String(BigInt(value));
        return typeof value === 'string' && /^\\s*[+-]?\\d+\\s*$/.test(value) ? value.trim() : fail(value, shape);
      case 'FLOAT64':
        if (typeof value === 'number') return float(value);
        return typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value)) ? float(Number(value)) : fail(value, shape);
      case 'NUMERIC':
      case 'BIGNUMERIC':
        if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))) return String(value);
        return typeof value === 'string' && /^\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?\\s*$/i.test(value) ? value.trim() : fail(value, shape);
      case 'BYTES': return typeof value === 'string' ? value : fail(value, shape);
      case 'DATE':
      case 'TIMESTAMP': {
        const date = value instanceof Date ? value : typeof value === 'string' ? new Date(value) : fail(value, shape);
        const millis = date.getTime();
        if (Number.isNaN(millis)) fail(value, shape);
        if (shape.kind === 'DATE') return Math.floor(millis / 86400000);
        return String(BigInt(millis) * 1000n + BigInt(date.microsecond ?? 0));
      }
      case 'JSON': return stringify(value) ?? null;
      case 'ARRAY': return Array.isArray(value) ? value.map((item) => encode(shape.element, item)) : fail(value, shape);
      case 'STRUCT': return typeof value === 'object' ? shape.fields.map((field) => encode(field.shape, value[field.name])) : fail(value, shape);
      default: return fail(value, shape);
    }
  };
  const failure = (error) => {
    const message = error instanceof Error ? error.name + ': ' + error.message : String(error);
    const place = error instanceof Error ? /udf:(\\d+):(\\d+)/.exec(error.stack ?? '') : null;
    return { message, line: place === null ? null : Number(place[1]), column: place === null ? null : Number(place[2]) };
  };
  return {
    run(text) {
      const rows = parse(text);
      const results = new Array(rows.length);
      let failed = null;
      for (let row = 0; row < rows.length && failed === null; row += 1) {
        try {
          const value = call(...shapes.map((shape, index) => decode(shape, rows[row][index])));
          if (value !== null && typeof value === 'object' && typeof value.then === 'function') {
            value.then(
              (settled) => { results[row] = encode(result, settled); },
            ).catch((error) => { failed ??= failure(error); });
          } else results[row] = encode(result, value);
        } catch (error) { failed = failure(error); }
      }
      return () => stringify(failed === null ? { results } : { failed });
    },
  };
}`;

interface Answer {
  results?: unknown[];
  failed?: { message: string; line: number | null; column: number | null };
}

/** Calls of one JavaScript function: JSON-like argument rows in, JSON-like results out. */
export type Sandbox = (rows: unknown[][]) => unknown[];

/** Makes the place a function runs in. Throws Error when its code is no JavaScript. */
export function createSandbox(definition: JavascriptFunction): Sandbox {
  const { code, parameters, returns, signature } = definition;
  const context = vm.createContext(Object.create(null) as object, {
    microtaskMode: 'afterEvaluate',
    codeGeneration: { strings: true, wasm: true },
  });
  const names = parameters.map((parameter) => parameter.name).join(', ');
  const call = compile(`(function(${names}) {\n${code}\n})`, signature);
  const shape = (field: FieldSchema) => JSON.stringify(shapeOf(typeOfField(field)));
  const source = `(${library})([${parameters.map(shape).join(', ')}], ${shape(returns)}, globalThis.__call)`;
  const scope = context as Record<string, unknown>;
  scope.__call = call.runInContext(context);
  scope.__udf = new vm.Script(source).runInContext(context);
  const start = new vm.Script('globalThis.__finish = globalThis.__udf.run(globalThis.__input);');
  const finish = new vm.Script('globalThis.__finish()');
  let pausedUntil = 0;
  return (rows) => {
    if (Date.now() < pausedUntil) throw new Error(`UDF timed out: ${signature}`);
    scope.__input = JSON.stringify(rows);
    try {
      start.runInContext(context, { timeout: timeLimitMillis });
      const answer: unknown = finish.runInContext(context, { timeout: timeLimitMillis });
      return resultsOf(JSON.parse(String(answer)) as Answer, signature, rows.length);
    } catch (error) {
      if (!isTimeout(error)) throw error;
      pausedUntil = Date.now() + pauseMillis;
      throw new Error(`UDF timed out: ${signature}`, { cause: error });
    }
  };
}

function compile(source: string, signature: string): vm.Script {
  try {
    return new vm.Script(source, { filename: 'udf', lineOffset: -1 });
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new Error(`${message} at ${signature}`, { cause: error });
  }
}

function resultsOf({ results, failed }: Answer, signature: string, rows: number): unknown[] {
  if (failed !== undefined) {
    const { message, line, column } = failed;
    const place =
      line === null || column === null ? '' : ` line ${line}, columns ${column}-${column + 1}`;
    throw new Error(`${message} at ${signature}${place}`);
  }
  return Array.from({ length: rows }, (_, row) => results?.[row] ?? null);
}

function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
