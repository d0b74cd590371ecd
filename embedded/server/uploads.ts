import { randomUUID } from 'node:crypto';
import { createWriteStream, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyInstance } from 'fastify';
import { invalid, notFound } from '../engine/errors.ts';
import { waitFor } from '../engine/jobs.ts';
import { jobBody, parseBody, type JobBody } from './bodies.ts';
import { checkProject, type ProjectParams, type Query, type ServerContext } from './context.ts';
import { startJob } from './start-job.ts';
import { readRelated } from './multipart.ts';
import { jobResource } from './resources.ts';
import { withCompressionSuffix } from './upload-file.ts';

interface Resumable {
  body: JobBody;
  file: string;
  received: number;
  /** Whether a request is writing the file. */
  isBusy: boolean;
}

/** An upload's job is waited for this long before it is answered as running. */
const uploadWait = 30_000;

/** Media uploads of load jobs: multipart and resumable. */
export function uploadRoutes(app: FastifyInstance, context: ServerContext): void {
  const { engine } = context;
  const resumables = new Map<string, Resumable>();
  const newFile = () => path.join(engine.database.spoolDirectory, `upload-${randomUUID()}`);

  app.addContentTypeParser('multipart/related', (_request, payload, done) => {
    done(null, payload);
  });
  app.addContentTypeParser('*', (_request, payload, done) => {
    done(null, payload);
  });

  async function load(
    body: JobBody,
    file: string,
    bytes: number,
  ): Promise<Record<string, unknown>> {
    const stored = withCompressionSuffix(file);
    let job;
    try {
      job = startJob(context, body, { paths: [stored], bytes });
    } catch (error) {
      rmSync(stored, { force: true });
      throw error;
    }
    await waitFor(job, uploadWait);
    return jobResource(engine, job);
  }

  app.post<{ Params: ProjectParams; Querystring: Query }>(
    '/projects/:projectId/jobs',
    async (request, reply) => {
      checkProject(context, request.params.projectId);
      const type = request.headers['content-type'] ?? '';
      if (request.query.uploadType === 'resumable') {
        const id = randomUUID();
        const body = parseBody(jobBody, request.body);
        if (body.configuration.load === undefined)
          throw invalid('An upload needs a load configuration');
        resumables.set(id, { body, file: newFile(), received: 0, isBusy: false });
        const location = new URL(request.url, `http://${request.host}`);
        location.searchParams.set('upload_id', id);
        return reply.header('location', location.href).header('x-guploader-uploadid', id).send();
      }
      if (!type.startsWith('multipart/related')) {
        throw invalid(`An upload must be multipart/related or resumable, not ${type || 'untyped'}`);
      }
      const file = newFile();
      try {
        const { metadata, bytes } = await readRelated(request.body as Readable, type, file);
        return await load(parseBody(jobBody, metadata), file, bytes);
      } catch (error) {
        rmSync(file, { force: true });
        throw error;
      }
    },
  );

  app.put<{ Params: ProjectParams; Querystring: Query }>(
    '/projects/:projectId/jobs',
    async (request, reply) => {
      const id = request.query.upload_id ?? '';
      const upload = resumables.get(id);
      if (upload === undefined) throw notFound('Upload', id);
      const range = contentRange(request.headers['content-range']);
      if (range.start !== undefined && range.start > upload.received) {
        throw invalid(`Expected bytes from ${upload.received}, got them from ${range.start}`);
      }
      if (range.start !== undefined) {
        if (upload.isBusy) throw invalid('Another request is writing to this upload');
        upload.isBusy = true;
        try {
          const output = createWriteStream(upload.file, {
            flags: upload.received === 0 ? 'w' : 'r+',
            start: range.start,
          });
          await pipeline(request.body as Readable, output);
          upload.received = statSync(upload.file).size;
        } finally {
          upload.isBusy = false;
        }
        if (range.end !== undefined && upload.received > range.end + 1) {
          resumables.delete(id);
          rmSync(upload.file, { force: true });
          throw invalid(
            `The upload has ${upload.received} bytes, more than its Content-Range says; start it again`,
          );
        }
      }
      if (range.total === undefined || upload.received < range.total) {
        if (upload.received > 0) void reply.header('range', `bytes=0-${upload.received - 1}`);
        return reply.code(308).send();
      }
      resumables.delete(id);
      return load(upload.body, upload.file, upload.received);
    },
  );
}

/** `bytes 0-99/100`, `bytes 0-99/*`, `bytes *` with a total; without the header the body is the whole file. */
interface ContentRange {
  start?: number;
  end?: number;
  total?: number;
}

function contentRange(header: string | undefined): ContentRange {
  if (header === undefined) return { start: 0, total: 0 };
  const match = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/.exec(header);
  if (match === null) throw invalid(`Invalid Content-Range: ${header}`);
  return {
    ...(match[1] !== undefined && { start: Number(match[1]), end: Number(match[2]) }),
    ...(match[3] !== '*' && { total: Number(match[3]) }),
  };
}
