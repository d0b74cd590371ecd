import type { FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { invalidQuery } from '../errors.ts';
import { arrayOf, BYTES, INT64, STRING } from '../types.ts';
import { expect, plain } from './define.ts';
import { textual } from './textual.ts';

const forms = new Set(['NFC', 'NFD', 'NFKC', 'NFKD']);

function normalization(native: string): FunctionDefinition {
  return {
    minimum: 1,
    maximum: 2,
    compile(call) {
      const mode = call.count > 1 ? call.syntax(1) : undefined;
      const named = mode?.kind === 'path' ? (mode.names[0]?.name.toUpperCase() ?? '') : '';
      const form = mode === undefined ? 'NFC' : named;
      if (!forms.has(form))
        throw invalidQuery(`Invalid normalization mode of ${call.node.name}`, call.node.position);
      const value = expect(call, call.argument(0), STRING);
      return { sql: `${native}(CAST(${value.sql} AS VARCHAR), '${form}')`, type: STRING };
    },
  };
}

const codePoints = textual({
  counts: [1, 1],
  parameters: ['text'],
  result: 'integer',
  sql: ([value]) => `bq_code_points(${value?.sql ?? 'NULL'})`,
});

/** Bytes and texts written as each other, as digits or as code points. */
export const encodings: FunctionTable = {
  TO_HEX: plain(1, STRING, 'lower(hex($1))', [BYTES]),
  FROM_HEX: plain(1, BYTES, "unhex(CASE WHEN length($1) % 2 = 1 THEN '0' || $1 ELSE $1 END)", [
    STRING,
  ]),
  TO_BASE64: plain(1, STRING, 'to_base64($1)', [BYTES]),
  FROM_BASE64: plain(1, BYTES, 'bq_from_base64($1)', [STRING]),
  TO_BASE32: plain(1, STRING, 'bq_to_base32($1)', [BYTES]),
  FROM_BASE32: plain(1, BYTES, 'bq_from_base32($1)', [STRING]),
  SAFE_CONVERT_BYTES_TO_STRING: plain(1, STRING, 'bq_decode_lossy($1)', [BYTES]),
  TO_CODE_POINTS: {
    ...codePoints,
    compile: (call) => ({ sql: codePoints.compile(call).sql, type: arrayOf(INT64) }),
  },
  CODE_POINTS_TO_STRING: plain(
    1,
    STRING,
    'bq_code_points_to_string(bq_flat_list(CAST($1 AS BIGINT[])))',
    [arrayOf(INT64)],
  ),
  CODE_POINTS_TO_BYTES: plain(
    1,
    BYTES,
    'bq_code_points_to_bytes(bq_flat_list(CAST($1 AS BIGINT[])))',
    [arrayOf(INT64)],
  ),
  NORMALIZE: normalization('bq_normalize'),
  NORMALIZE_AND_CASEFOLD: normalization('bq_casefold'),
};
