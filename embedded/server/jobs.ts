import type { FastifyInstance, FastifyReply } from 'fastify';
import { invalid } from '../engine/errors.ts';
import { waitFor, type Job } from '../engine/jobs.ts';
import type { TimestampFormat } from '../engine/wire.ts';
import { jobBody, parseBody, queryBody } from './bodies.ts';
import {
  checkProject,
  numberParameter,
  paged,
  queryTimestamps,
  timestampFormat,
  type ProjectParams,
  type Query,
  type ServerContext,
} from './context.ts';
import { jobResource } from './resources.ts';
import { startJob } from './start-job.ts';

interface JobParams extends ProjectParams {
  jobId: string;
}

/** jobs.insert answers at once when the job is done within this time, so that clients need not poll. */
const insertWait = { query: 1000, load: 30_000 };
/** The API's default for how long a query request waits. */
const defaultTimeout = 10_000;

/** jobs: insert, get, list, cancel, delete, query, getQueryResults. */
export function jobRoutes(app: FastifyInstance, context: ServerContext): void {
  const { engine } = context;
  const { jobs } = engine;
  const requests = new Map<string, Job>();

  app.post<{ Params: ProjectParams }>('/projects/:projectId/jobs', async (request) => {
    checkProject(context, request.params.projectId);
    const body = parseBody(jobBody, request.body);
    const job = startJob(context, body);
    if (body.configuration.dryRun === true) {
      await job.finished;
      jobs.remove(job.id);
      if (job.error) throw job.error;
      return dryRunResource(context, job);
    }
    await waitFor(job, body.configuration.query ? insertWait.query : insertWait.load);
    return jobResource(engine, job);
  });

  app.get<{ Params: ProjectParams; Querystring: Query }>('/projects/:projectId/jobs', (request) => {
    checkProject(context, request.params.projectId);
    const wanted = jobs.list().filter(jobFilter(request.query));
    const { items, ...rest } = paged(wanted, request.query);
    return {
      kind: 'bigquery#jobList',
      jobs: items.map((job) => {
        const resource = jobResource(engine, job);
        return { ...resource, state: job.state };
      }),
      ...rest,
    };
  });

  app.get<{ Params: JobParams }>('/projects/:projectId/jobs/:jobId', (request) => {
    checkProject(context, request.params.projectId);
    return jobResource(engine, jobs.get(request.params.jobId));
  });

  app.post<{ Params: JobParams }>('/projects/:projectId/jobs/:jobId/cancel', (request) => {
    checkProject(context, request.params.projectId);
    const job = jobs.get(request.params.jobId);
    job.cancel();
    return { kind: 'bigquery#jobCancelResponse', job: jobResource(engine, job) };
  });

  app.delete<{ Params: JobParams }>(
    '/projects/:projectId/jobs/:jobId/delete',
    async (request, reply) => {
      checkProject(context, request.params.projectId);
      jobs.remove(jobs.get(request.params.jobId).id);
      return reply.code(204).send();
    },
  );

  app.post<{ Params: ProjectParams }>('/projects/:projectId/queries', async (request, reply) => {
    checkProject(context, request.params.projectId);
    const body = parseBody(queryBody, request.body);
    const { maxResults, timeoutMs, dryRun, location, labels, formatOptions, requestId, ...query } =
      body;
    const { jobTimeoutMs, ...configuration } = query;
    const known = requestId === undefined ? undefined : requests.get(requestId);
    const job =
      known ??
      startJob(context, {
        ...(location !== undefined && { jobReference: { location } }),
        configuration: {
          query: configuration,
          ...(labels && { labels }),
          ...(dryRun !== undefined && { dryRun }),
          ...(jobTimeoutMs !== undefined && { jobTimeoutMs }),
        },
      });
    if (requestId !== undefined && dryRun !== true) remember(requests, requestId, job);
    if (dryRun === true) {
      await job.finished;
      jobs.remove(job.id);
      if (job.error) throw job.error;
      return {
        kind: 'bigquery#queryResponse',
        jobComplete: true,
        jobReference: { projectId: engine.project, location: job.location },
        ...(job.outcome?.fields && { schema: { fields: job.outcome.fields } }),
        totalBytesProcessed: processedBytes(job),
        totalRows: '0',
      };
    }
    await waitFor(job, timeoutMs ?? defaultTimeout);
    const timestamps = timestampFormat({
      timestampOutputFormat: formatOptions?.timestampOutputFormat,
      useInt64Timestamp: String(formatOptions?.useInt64Timestamp === true),
    });
    return sendResults(context, reply, job, 'bigquery#queryResponse', {
      start: 0,
      maxRows: maxResults ?? Infinity,
      timestamps,
    });
  });

  app.get<{ Params: JobParams; Querystring: Query }>(
    '/projects/:projectId/queries/:jobId',
    async (request, reply) => {
      checkProject(context, request.params.projectId);
      const { query } = request;
      const job = jobs.get(request.params.jobId);
      if (!('query' in job.configuration)) {
        throw invalid(`Cannot get query results of job ${job.id}, which is no query job`);
      }
      await waitFor(job, numberParameter(query, 'timeoutMs') ?? defaultTimeout);
      return sendResults(context, reply, job, 'bigquery#getQueryResultsResponse', {
        start: numberParameter(query, 'pageToken') ?? numberParameter(query, 'startIndex') ?? 0,
        maxRows: numberParameter(query, 'maxResults') ?? Infinity,
        timestamps: queryTimestamps(query),
      });
    },
  );
}

/** A query request that is sent again within a quarter of an hour gets the job of the first. */
const rememberMillis = 15 * 60_000;

function remember(requests: Map<string, Job>, requestId: string, job: Job): void {
  requests.set(requestId, job);
  for (const [id, { created }] of requests) {
    if (created >= Date.now() - rememberMillis) break;
    requests.delete(id);
  }
}

const jobStates = ['PENDING', 'RUNNING', 'DONE'];

/** Which jobs jobs.list shows: of scripts' statements only those of one script, when it asks for them. */
function jobFilter(query: Query): (job: Job) => boolean {
  const given = query.stateFilter as string | string[] | undefined;
  const states = (Array.isArray(given) ? given : given === undefined ? [] : [given]).map((state) =>
    state.toUpperCase(),
  );
  const unknown = states.find((state) => !jobStates.includes(state));
  if (unknown !== undefined) throw invalid(`Invalid value for stateFilter: ${unknown}`);
  const least = numberParameter(query, 'minCreationTime') ?? 0;
  const most = numberParameter(query, 'maxCreationTime') ?? Infinity;
  return (job) =>
    (states.length === 0 || states.includes(job.state)) &&
    job.created >= least &&
    job.created <= most &&
    job.parent === query.parentJobId;
}

const processedBytes = (job: Job): string => {
  const query = job.outcome?.statistics.query;
  const bytes =
    typeof query === 'object' && query !== null && 'totalBytesProcessed' in query
      ? query.totalBytesProcessed
      : undefined;
  return typeof bytes === 'string' ? bytes : '0';
};

function dryRunResource(context: ServerContext, job: Job): Record<string, unknown> {
  const resource = jobResource(context.engine, job);
  return {
    ...resource,
    jobReference: { projectId: context.engine.project, location: job.location },
    configuration: { ...job.configuration, dryRun: true },
    status: { state: 'DONE' },
  };
}

async function sendResults(
  context: ServerContext,
  reply: FastifyReply,
  job: Job,
  kind: string,
  request: { start: number; maxRows: number; timestamps: TimestampFormat },
): Promise<FastifyReply> {
  const { engine } = context;
  const { jobs } = engine;
  const jobReference = { projectId: engine.project, jobId: job.id, location: job.location };
  if (job.state !== 'DONE') return reply.send({ kind, jobReference, jobComplete: false });
  if (job.error) throw job.error;
  const result = jobs.result(job);
  const dml = job.outcome?.dml;
  const head: Record<string, unknown> = {
    kind,
    jobReference,
    queryId: job.id,
    jobComplete: true,
    cacheHit: false,
    totalBytesProcessed: processedBytes(job),
    creationTime: String(job.created),
    startTime: String(job.created),
    endTime: String(job.ended ?? job.created),
    location: job.location,
    ...(dml && {
      numDmlAffectedRows: String(dml.inserted + dml.updated + dml.deleted),
      dmlStats: {
        insertedRowCount: String(dml.inserted),
        updatedRowCount: String(dml.updated),
        deletedRowCount: String(dml.deleted),
      },
    }),
  };
  if (result === undefined) return reply.send({ ...head, totalRows: '0' });
  const page = await result.page(request);
  const end = request.start + page.count;
  Object.assign(head, {
    schema: { fields: result.fields },
    totalRows: String(result.totalRows),
    ...(end < result.totalRows && { pageToken: String(end) }),
  });
  const rows = page.count > 0 ? `,"rows":${page.rows}` : '';
  return reply
    .type('application/json; charset=utf-8')
    .send(`${JSON.stringify(head).slice(0, -1)}${rows}}`);
}
