import type { FunctionDefinition, FunctionTable } from '../compiler/compiled.ts';
import { BYTES, INT64, type SqlType } from '../types.ts';
import { fill } from './define.ts';
import { textOrBytes } from './textual.ts';

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
