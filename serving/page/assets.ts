import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { packedFor } from '../packed.ts';
import { bundle } from './bundle.ts';

const folder = path.join(import.meta.dirname, 'browser');
const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');

/** What pages load beside themselves. */
const assets = {
  'page.css': asset('text/css; charset=utf-8', read('page.css')),
  'page.js': asset('text/javascript; charset=utf-8', bundle(path.join(folder, 'page.js'))),
  'icon.svg': asset('image/svg+xml', read('icon.svg')),
} as const;

interface Asset {
  type: string;
  packed: Buffer;
  text: string;
  hash: string;
}

function asset(type: string, text: string): Asset {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { type, text, hash, packed: gzipSync(text, { level: 9 }) };
}

/** The address of an asset as it is now: a changed one has another, so that browsers may keep them for good. */
export function assetPath(name: keyof typeof assets): string {
  return `/assets/${assets[name].hash}/${name}`;
}

/** `GET /assets/{hash}/{name}`: what the pages load. */
export function assetRoutes(server: FastifyInstance): void {
  for (const [name, { type, text, packed }] of Object.entries(assets)) {
    server.get(assetPath(name as keyof typeof assets), (_request, reply) => {
      reply.type(type).header('cache-control', 'public, max-age=31536000, immutable');
      return reply.send(packedFor(reply, text, () => packed));
    });
  }
}
