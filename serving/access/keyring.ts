import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, renameSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { tankError } from '../../warehouse/errors.ts';

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.iso.datetime();

const storedKey = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{12}$/),
  name: z.string().min(1),
  sha256: sha256Hex.describe('Of the secret; the secret itself is stored nowhere.'),
  previous: z
    .strictObject({ sha256: sha256Hex, valid_until: instant })
    .optional()
    .describe('Of the secret before the last rotation.'),
  per_minute: z.int().positive(),
  per_hour: z.int().positive(),
  created_at: instant,
  rotated_at: instant.optional(),
  revoked_at: instant.optional(),
});

const keyFile = z.strictObject({
  salt: z.string().min(16).describe('Of the hashes that stand for clients in the log.'),
  keys: z.array(storedKey),
});

/** An API key as it is kept: without its secret. */
export type StoredKey = z.output<typeof storedKey>;
type KeyFile = z.output<typeof keyFile>;

const keyShape = /^tank_([0-9a-f]{12})_([\w-]{43})$/;
const noHash = Buffer.alloc(32);

/** A key with the hashes of its secrets as bytes. */
interface FoundKey {
  key: StoredKey | undefined;
  current: Buffer;
  previous: Buffer;
}

const nobody: FoundKey = { key: undefined, current: noHash, previous: noHash };

/** The keys of a file, while the server runs. */
export interface Keyring {
  salt: string;
  /** The key somebody presents; undefined when there is none such, or no longer. Takes as long for any wrong secret. */
  find(presented: string, now: Date): StoredKey | undefined;
  /** Reads the file again if it has changed. */
  refresh(): void;
}

/** @throws TankError E_CONFIG when the file is not one of keys. */
export function openKeyring(file: string): Keyring {
  let changedAt = -1;
  let salt = '';
  let byId = new Map<string, FoundKey>();
  const refresh = (): void => {
    if (!existsSync(file)) writeKeys(file, newFile());
    const { mtimeMs } = statSync(file);
    if (mtimeMs === changedAt) return;
    const read = readKeys(file);
    salt = read.salt;
    byId = new Map(read.keys.map((key) => [key.id, found(key)]));
    changedAt = mtimeMs;
  };
  refresh();
  return {
    get salt() {
      return salt;
    },
    find: (presented, now) => {
      const [, id = '', secret = ''] = keyShape.exec(presented) ?? [];
      const given = digest(secret);
      const { key, current, previous } = byId.get(id) ?? nobody;
      const isCurrent = timingSafeEqual(given, current);
      const isPrevious = timingSafeEqual(given, previous);
      if (key === undefined || key.revoked_at !== undefined) return undefined;
      if (isCurrent) return key;
      const isStillValid = now.toISOString() < (key.previous?.valid_until ?? '');
      return isPrevious && isStillValid ? key : undefined;
    },
    refresh,
  };
}

/** Every key there is, revoked ones too. @throws TankError E_CONFIG */
export function listKeys(file: string): readonly StoredKey[] {
  return existsSync(file) ? readKeys(file).keys : [];
}

/** Adds a key and returns it with its secret, which is never to be seen again. @throws TankError E_CONFIG */
export function addKey(
  file: string,
  { name, perMinute, perHour }: { name: string; perMinute: number; perHour: number },
  now: Date,
): { key: StoredKey; secret: string } {
  const { secret, sha256 } = newSecret();
  const key: StoredKey = {
    id: randomBytes(6).toString('hex'),
    name,
    sha256,
    per_minute: perMinute,
    per_hour: perHour,
    created_at: now.toISOString(),
  };
  const { salt, keys } = existsSync(file) ? readKeys(file) : newFile();
  writeKeys(file, { salt, keys: [...keys, key] });
  return { key, secret: `tank_${key.id}_${secret}` };
}

/**
 * Gives a key a new secret; the one before stays good for some hours, so that its holder can change over.
 * @throws TankError E_KEY_UNKNOWN, E_CONFIG
 */
export function rotateKey(
  file: string,
  id: string,
  graceHours: number,
  now: Date,
): { key: StoredKey; secret: string } {
  const { secret, sha256 } = newSecret();
  const key = changeKey(file, id, (old) => ({
    ...old,
    sha256,
    previous: {
      sha256: old.sha256,
      valid_until: new Date(now.getTime() + graceHours * 3_600_000).toISOString(),
    },
    rotated_at: now.toISOString(),
  }));
  return { key, secret: `tank_${id}_${secret}` };
}

/** Ends a key; a second time changes nothing. @throws TankError E_KEY_UNKNOWN, E_CONFIG */
export function revokeKey(file: string, id: string, now: Date): StoredKey {
  return changeKey(file, id, (old) => ({
    ...old,
    revoked_at: old.revoked_at ?? now.toISOString(),
  }));
}

function changeKey(file: string, id: string, change: (key: StoredKey) => StoredKey): StoredKey {
  const { salt, keys } = existsSync(file) ? readKeys(file) : newFile();
  const old = keys.find((key) => key.id === id);
  if (old === undefined) {
    throw tankError('E_KEY_UNKNOWN', `there is no key ${id} in ${file}`);
  }
  const changed = change(old);
  writeKeys(file, { salt, keys: keys.map((key) => (key.id === id ? changed : key)) });
  return changed;
}

function newFile(): KeyFile {
  return { salt: randomBytes(24).toString('base64url'), keys: [] };
}

function newSecret(): { secret: string; sha256: string } {
  const secret = randomBytes(32).toString('base64url');
  return { secret, sha256: digest(secret).toString('hex') };
}

function digest(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}

function found(key: StoredKey): FoundKey {
  const bytes = (hex: string | undefined): Buffer =>
    hex === undefined ? noHash : Buffer.from(hex, 'hex');
  return { key, current: bytes(key.sha256), previous: bytes(key.previous?.sha256) };
}

function readKeys(file: string): KeyFile {
  try {
    return keyFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw tankError('E_CONFIG', `${file} is not a file of API keys`, { cause });
  }
}

/** Whole or not at all, readable by its owner only. */
function writeKeys(file: string, content: KeyFile): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
