import type { FunctionTable } from '../compiler/compiled.ts';
import { BYTES, INT64, STRING } from '../types.ts';
import { expect, plain } from './define.ts';

export const hashes: FunctionTable = {
  MD5: plain(1, BYTES, 'unhex(md5($1))'),
  SHA1: plain(1, BYTES, 'unhex(sha1($1))'),
  SHA256: plain(1, BYTES, 'unhex(sha256($1))'),
  FARM_FINGERPRINT: {
    minimum: 1,
    maximum: 1,
    compile(call) {
      const value = call.argument(0);
      const bytes =
        value.type.kind === 'BYTES' ? value.sql : `encode(${expect(call, value, STRING).sql})`;
      return { sql: `bq_farm_fingerprint_bytes(${bytes})`, type: INT64 };
    },
  },
};
