import { createHash } from 'node:crypto';
import { farmFingerprint } from '../farm-fingerprint.ts';
import { native } from './define.ts';

export const hashFunctions = [
  native('bq_farm_fingerprint_bytes', ['BLOB'], 'BIGINT', farmFingerprint),
  native('bq_sha512', ['BLOB'], 'BLOB', (bytes) => createHash('sha512').update(bytes).digest()),
];
