import type {
  Compiled,
  FunctionCall,
  FunctionDefinition,
  FunctionTable,
} from '../compiler/compiled.ts';
import { BYTES, INT64, STRING, type SqlType } from '../types.ts';
import { expect, fill } from './define.ts';

/** A STRING or BYTES argument. */
export function textOrBytes(call: FunctionCall, index: number): Compiled {
  const value = call.argument(index);
  return value.type.kind === 'BYTES' ? value : expect(call, value, STRING);
}

function hash(template: string, type: SqlType = BYTES): FunctionDefinition {
  return {
    minimum: 1,
    maximum: 1,
    compile(call) {
      const value = textOrBytes(call, 0);
      const sql = value.type.kind === 'BYTES' ? value.sql : `encode(CAST(${value.sql} AS VARCHAR))`;
      return { sql: fill(template, [{ sql }]), type };
    },
  };
}

export const hashes: FunctionTable = {
  MD5: hash('unhex(md5($1))'),
  SHA1: hash('unhex(sha1($1))'),
  SHA256: hash('unhex(sha256($1))'),
  SHA512: hash('bq_sha512($1)'),
  FARM_FINGERPRINT: hash('bq_farm_fingerprint_bytes($1)', INT64),
};
