import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';

/** Who owns a warehouse file, as its lock file says. */
export interface LockHolder {
  pid: number;
  /** Where the owner answers; absent while it starts. */
  url?: string;
  /** Random, new for every owner: the owner's health answer must show it. */
  instance: string;
  startedAt: string;
}

export interface Lock {
  /** Tells others where the owner answers. */
  publish(url: string): void;
  release(): void;
}

const lockPath = (file: string): string => `${file}.lock`;

/** The holder a lock file names; undefined when there is no lock file, or none that can be read. */
export function readLock(file: string): LockHolder | undefined {
  try {
    const holder = JSON.parse(readFileSync(lockPath(file), 'utf8')) as Partial<LockHolder>;
    if (typeof holder.pid !== 'number' || typeof holder.instance !== 'string') return undefined;
    return {
      pid: holder.pid,
      instance: holder.instance,
      startedAt: holder.startedAt ?? '',
      ...(holder.url !== undefined && { url: holder.url }),
    };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether a lock file is there at all, readable or not. */
export const isLocked = (file: string): boolean =>
  statSync(lockPath(file), { throwIfNoEntry: false }) !== undefined;

/**
 * Takes the lock when nobody has it; undefined when somebody does. The lock file appears whole: it is written aside and linked into
 * place, which fails if there is one.
 */
export function takeLock(file: string, instance: string): Lock | undefined {
  const holder: LockHolder = { pid: process.pid, instance, startedAt: new Date().toISOString() };
  const draft = `${lockPath(file)}.${instance}`;
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    linkSync(draft, lockPath(file));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    publish: (url) => {
      writeFileSync(draft, JSON.stringify({ ...holder, url }), { mode: 0o600 });
      renameSync(draft, lockPath(file));
    },
    release: () => {
      if (readLock(file)?.instance === instance) rmSync(lockPath(file), { force: true });
    },
  };
}

/**
 * Removes a lock whose owner is gone. Of several processes that find the same stale lock only one removes it: the others see
 * another instance, or none, and leave what they see.
 */
export function removeStaleLock(file: string, instance: string | undefined): void {
  const guard = `${lockPath(file)}.takeover`;
  try {
    writeFileSync(guard, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > 2000) rmSync(guard, { force: true });
      return;
    }
    throw error;
  }
  try {
    if (isLocked(file) && readLock(file)?.instance === instance)
      rmSync(lockPath(file), { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

/** Whether a process of this machine is alive. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

export const newInstance = (): string => randomUUID();
