import type { FunctionTable } from '../compiler/compiled.ts';
import { BYTES, INT64 } from '../types.ts';
import { plain } from './define.ts';

export const hashes: FunctionTable = {
  MD5: plain(1, BYTES, 'unhex(md5($1))'),
  SHA1: plain(1, BYTES, 'unhex(sha1($1))'),
  SHA256: plain(1, BYTES, 'unhex(sha256($1))'),
  FARM_FINGERPRINT: plain(1, INT64, 'bq_farm_fingerprint($1)'),
};
