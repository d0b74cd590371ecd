import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { invalid } from '../engine/errors.ts';

/** The two parts of a multipart/related upload: metadata as parsed JSON, and the media, streamed to a file. */
export interface RelatedUpload {
  metadata: unknown;
  bytes: number;
}

const maxHead = 8 * 1024 * 1024;

/**
 * Reads `multipart/related` as the upload API defines it, writing the second part to `file` as it comes.
 * @throws BigQueryError invalid when the body is not of that form or ends before its closing boundary.
 */
export async function readRelated(
  body: Readable,
  contentType: string,
  file: string,
): Promise<RelatedUpload> {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (name === undefined) throw invalid('Missing boundary in multipart upload');
  const closing = Buffer.from(`\r\n--${name}`);
  const output = createWriteStream(file);
  const failed = once(output, 'error').then(([error]) => {
    throw error as Error;
  });
  failed.catch(() => undefined);
  let head: Buffer = Buffer.alloc(0);
  let metadata: unknown;
  let inMedia = false;
  let tail: Buffer = Buffer.alloc(0);
  const progress = { ended: false, bytes: 0 };

  const write = async (chunk: Buffer): Promise<void> => {
    progress.bytes += chunk.length;
    if (!output.write(chunk)) await Promise.race([once(output, 'drain'), failed]);
  };

  const media = async (chunk: Buffer): Promise<void> => {
    if (progress.ended) return;
    const data = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk;
    const at = data.indexOf(closing);
    if (at >= 0) {
      progress.ended = true;
      tail = Buffer.alloc(0);
      await write(data.subarray(0, at));
      return;
    }
    const keep = Math.min(closing.length - 1, data.length);
    tail = Buffer.from(data.subarray(data.length - keep));
    await write(data.subarray(0, data.length - keep));
  };

  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      if (inMedia) {
        await media(chunk);
        continue;
      }
      head = Buffer.concat([head, chunk]);
      if (head.length > maxHead) throw invalid('The metadata part of the upload is too large');
      const found = splitHead(head, name);
      if (found === undefined) continue;
      metadata = found.metadata;
      inMedia = true;
      await media(head.subarray(found.mediaStart));
    }
    if (!progress.ended) throw invalid('The upload was cut short: its closing boundary is missing');
  } finally {
    output.end();
    if (!output.closed) await Promise.race([once(output, 'close'), failed]);
  }
  return { metadata, bytes: progress.bytes };
}

function splitHead(
  head: Buffer,
  boundary: string,
): { metadata: unknown; mediaStart: number } | undefined {
  const delimiter = `--${boundary}`;
  const first = head.indexOf(delimiter);
  const second = head.indexOf(`\r\n${delimiter}`, first + delimiter.length);
  if (first < 0 || second < 0) return undefined;
  const jsonStart = head.indexOf('\r\n\r\n', first) + 4;
  const mediaHeaders = head.indexOf('\r\n\r\n', second + 2 + delimiter.length);
  if (jsonStart < 4 || jsonStart > second || mediaHeaders < 0) return undefined;
  return {
    metadata: parseJson(head.subarray(jsonStart, second).toString('utf8')),
    mediaStart: mediaHeaders + 4,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw Object.assign(invalid('The metadata part of the upload is not JSON'), { cause });
  }
}
