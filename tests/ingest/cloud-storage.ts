import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** Cloud Storage's JSON API as far as uploads and deletions go, over a directory: `gs://bucket/name` is DIRECTORY/bucket/name. */
export interface CloudStorage {
  url: string;
  /** Names that were uploaded. */
  uploaded: string[];
  close(): Promise<void>;
}

async function bodyOf(request: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The object's content in a `multipart/related` upload: its second part. */
function contentOf(body: Buffer, contentType: string): Buffer {
  const boundary = /boundary="?([^";]+)/.exec(contentType)?.[1] ?? '';
  const marker = Buffer.from(`--${boundary}`);
  const blank = Buffer.from('\r\n\r\n');
  const second = body.indexOf(marker, marker.length);
  const third = body.indexOf(marker, second + marker.length);
  return body.subarray(body.indexOf(blank, second) + blank.length, third - 2);
}

export async function startCloudStorage(directory: string): Promise<CloudStorage> {
  const uploaded: string[] = [];
  const answer = async (request: http.IncomingMessage): Promise<[number, object?]> => {
    const url = new URL(request.url ?? '/', 'http://storage');
    const upload = /^\/upload\/storage\/v1\/b\/([^/]+)\/o$/.exec(url.pathname);
    if (request.method === 'POST' && upload !== null) {
      const bucket = upload[1] ?? '';
      const name = url.searchParams.get('name') ?? '';
      const body = await bodyOf(request);
      const content = contentOf(body, request.headers['content-type'] ?? '');
      const file = path.join(directory, bucket, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
      uploaded.push(name);
      const md5Hash = createHash('md5').update(content).digest('base64');
      return [200, { bucket, name, size: String(content.length), md5Hash }];
    }
    const object = /^\/storage\/v1\/b\/([^/]+)\/o\/([^/]+)$/.exec(url.pathname);
    if (request.method === 'DELETE' && object !== null) {
      await rm(path.join(directory, object[1] ?? '', decodeURIComponent(object[2] ?? '')));
      return [204];
    }
    return [501, { error: { code: 501, message: `${request.method} ${request.url}` } }];
  };
  const server = http.createServer((request, response) => {
    answer(request).then(
      ([status, body]) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(body === undefined ? undefined : JSON.stringify(body));
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    uploaded,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
