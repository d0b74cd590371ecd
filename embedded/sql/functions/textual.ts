import type { Compiled, FunctionCall, FunctionDefinition } from '../compiler/compiled.ts';
import { coerce } from '../compiler/coerce.ts';
import { invalidQuery } from '../errors.ts';
import { arrayOf, BOOL, BYTES, INT64, STRING, typeName, type SqlType } from '../types.ts';
import { expect } from './define.ts';

export type TextualParameter = 'text' | 'integer';
export type TextualResult = 'text' | 'texts' | 'integer' | 'boolean';

/**
 * A function of STRING that BigQuery also has on BYTES. There it works on the text whose characters
 * are the bytes, U+0000 to U+00FF, so that one character is one byte.
 */
export interface Textual {
  /** Required and optional parameters; the last repeats. */
  parameters: TextualParameter[];
  counts: [number, number];
  result: TextualResult;
  sql: (values: Compiled[]) => string;
}

export function textual({ parameters, counts, result, sql }: Textual): FunctionDefinition {
  return {
    minimum: counts[0],
    maximum: counts[1],
    compile(call) {
      const values = call.arguments();
      const kind = (index: number) => parameters[index] ?? parameters.at(-1);
      const texts = values.filter((_, index) => kind(index) === 'text');
      const isBytes = texts.some((value) => value.type.kind === 'BYTES');
      const operands = values.map((value, index) => {
        if (kind(index) === 'integer') return coerce(expect(call, value, INT64), INT64);
        return isBytes ? bytesAsText(call, value) : coerce(expect(call, value, STRING), STRING);
      });
      return wrap(sql(operands), result, isBytes);
    },
  };
}

function bytesAsText(call: FunctionCall, value: Compiled): Compiled {
  if (value.type.kind !== 'BYTES' && value.type.kind !== 'NULL') {
    throw invalidQuery(
      `No matching signature for function ${call.node.name} for argument types: BYTES, ${typeName(value.type)}`,
      call.node.position,
    );
  }
  return { sql: bytesText(value.sql), type: STRING };
}

/** SQL of the text whose characters are the bytes of a BYTES value. */
export const bytesText = (sql: string): string => `bq_bytes_text(CAST(${sql} AS BLOB))`;

function wrap(sql: string, result: TextualResult, isBytes: boolean): Compiled {
  const plain: Record<TextualResult, SqlType> = {
    text: STRING,
    texts: arrayOf(STRING),
    integer: INT64,
    boolean: BOOL,
  };
  if (!isBytes || result === 'integer' || result === 'boolean') return { sql, type: plain[result] };
  if (result === 'text') return { sql: `bq_text_bytes(${sql})`, type: BYTES };
  return { sql: `list_transform(${sql}, lambda _b: bq_text_bytes(_b))`, type: arrayOf(BYTES) };
}

/** A STRING or BYTES argument. */
export function textOrBytes(call: FunctionCall, index: number): Compiled {
  const value = call.argument(index);
  return value.type.kind === 'BYTES' ? value : expect(call, value, STRING);
}
