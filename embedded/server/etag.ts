import { createHash } from 'node:crypto';

/** The version of a resource, which changes with its content. */
export const etagOf = (value: unknown): string =>
  createHash('sha1').update(JSON.stringify(value)).digest('base64').slice(0, 24);
