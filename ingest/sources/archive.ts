import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import { DateTime } from 'luxon';
import { tankError } from '../../warehouse/errors.ts';

/** Answers that are kept: exports of Savant and play-by-play of the MLB Stats API. */
export type ArchiveKind = 'savant' | 'play-by-play';

const extensions: Readonly<Record<ArchiveKind, string>> = { savant: 'csv', 'play-by-play': 'json' };

/** Answers older than this many days are let go; of one request only the last is kept. */
export const archiveDays = 400;

export interface ArchivedAnswer {
  /** What it answers: dates (`2019-05-18..2019-05-22`) or the key of a game. */
  name: string;
  /** When it was read from its service. */
  knownAt: string;
  /** Names it on rows. */
  url: string;
  /** @throws TankError E_SOURCE_SHAPE */
  body: () => Promise<string>;
}

/** Earlier answers, for when a service has no better one. */
export interface Archive {
  /** Keeps an answer in place of earlier ones of that name. @throws TankError E_LANDING */
  keep: (kind: ArchiveKind, name: string, knownAt: string, body: string) => Promise<void>;
  /** Answers of a kind, the last first. */
  answers: (kind: ArchiveKind) => Promise<ArchivedAnswer[]>;
}

const compress = promisify(gzip);
const decompress = promisify(gunzip);
/** Instants without what file names do not bear: 20190523T100000000Z. */
const compact = (instant: string): string => instant.replace(/[-:.]/g, '');
const fileName = /^(?<name>.+)@(?<knownAt>\d{8}T\d{9}Z)\.(?:csv|json)\.gz$/;

/** An archive in a directory; each answer is a file of its own, written beside and renamed. */
export function openArchive(directory: string, now: () => Date): Archive {
  const filesOf = async (kind: ArchiveKind): Promise<string[]> => {
    try {
      return await readdir(path.join(directory, kind));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  };

  return {
    keep: async (kind, name, knownAt, body) => {
      const folder = path.join(directory, kind);
      const file = `${name}@${compact(knownAt)}.${extensions[kind]}.gz`;
      const oldest = compact(new Date(now().getTime() - archiveDays * 86_400_000).toISOString());
      try {
        const bytes = await compress(body, { level: constants.Z_BEST_SPEED });
        await mkdir(folder, { recursive: true });
        const draft = path.join(folder, `.${randomBytes(8).toString('hex')}`);
        await writeFile(draft, bytes);
        await rename(draft, path.join(folder, file));
        for (const other of await filesOf(kind)) {
          const isOther = other !== file && other.startsWith(`${name}@`);
          const written = other.slice(other.indexOf('@') + 1);
          const isOld = fileName.test(other) && written < oldest;
          if (isOther || isOld) await rm(path.join(folder, other), { force: true });
        }
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw tankError('E_LANDING', `keeping ${kind} ${name} in the archive: ${reason}`, {
          cause,
        });
      }
    },
    answers: async (kind) =>
      (await filesOf(kind))
        .flatMap((file) => {
          const { name, knownAt } = fileName.exec(file)?.groups ?? {};
          if (name === undefined || knownAt === undefined) return [];
          const url = `archive/${kind}/${file}`;
          const body = (): Promise<string> => read(path.join(directory, kind, file), url);
          return [{ name, knownAt: instant(knownAt), url, body }];
        })
        .sort((a, b) => (a.knownAt > b.knownAt ? -1 : 1)),
  };
}

async function read(file: string, url: string): Promise<string> {
  try {
    return (await decompress(await readFile(file))).toString();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw tankError('E_SOURCE_SHAPE', `${url}: ${reason}`, { cause });
  }
}

function instant(compacted: string): string {
  const parsed = DateTime.fromFormat(compacted, "yyyyMMdd'T'HHmmssSSS'Z'", { zone: 'utc' });
  return parsed.toJSDate().toISOString();
}
