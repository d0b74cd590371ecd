import type { BigQuery } from '@google-cloud/bigquery';
import { labelText } from './labels.ts';

/** What every job of a client carries. */
export interface JobGuards {
  /** Labels by key, as bills and INFORMATION_SCHEMA.JOBS show them. */
  labels: Readonly<Record<string, string>>;
  /** A query that would bill more fails and costs nothing. */
  maximumBytesBilled: number;
}

/** The parts of a request to BigQuery that say which job it starts. */
interface JobRequest {
  method?: string;
  uri: string;
  json?: object;
  multipart?: { body: unknown }[];
}

interface JobBody {
  configuration?: { labels?: object; query?: object; dryRun?: boolean };
}

const named = (labels: JobGuards['labels']): Record<string, string> =>
  Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, labelText(value)]));

/** The body of `jobs.insert` with what the job lacks. A dry run bills nothing and may estimate whatever it likes. */
function guardedJob(body: JobBody, { labels, maximumBytesBilled }: JobGuards): JobBody {
  const { configuration = {} } = body;
  const { query, dryRun } = configuration;
  return {
    ...body,
    configuration: {
      ...configuration,
      labels: { ...named(labels), ...configuration.labels },
      ...(query && {
        query: {
          ...(dryRun !== true && { maximumBytesBilled: String(maximumBytesBilled) }),
          ...query,
        },
      }),
    },
  };
}

/** Undefined values, which the client leaves in and JSON leaves out, must not cover what is set here. */
const defined = (body: object): object =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));

function guarded<Request extends JobRequest>(request: Request, guards: JobGuards): Request {
  const path = request.uri.replace(/\?.*$/, '');
  const { json, multipart } = request;
  if ((request.method ?? 'GET') !== 'POST') return request;
  if (/\/projects\/[^/]+\/queries$/.test(path) && json !== undefined) {
    const { labels, maximumBytesBilled } = guards;
    const own = defined(json) as { labels?: object };
    const all = { ...named(labels), ...own.labels };
    return {
      ...request,
      json: { maximumBytesBilled: String(maximumBytesBilled), ...own, labels: all },
    };
  }
  if (!/\/projects\/[^/]+\/jobs$/.test(path)) return request;
  if (json !== undefined) return { ...request, json: guardedJob(json, guards) };
  // An upload: its first part is the job, its second the file.
  const [job, ...files] = multipart ?? [];
  if (typeof job?.body !== 'string') return request;
  const body = JSON.stringify(guardedJob(JSON.parse(job.body) as JobBody, guards));
  return { ...request, multipart: [{ ...job, body }, ...files] };
}

/** Makes every job that a client starts carry labels, and every query a limit of what it may bill. */
export function guardJobs(client: BigQuery, guards: JobGuards): BigQuery {
  // Whatever the client asks for, uploads too, goes through here; its interceptors do not see uploads.
  const send = client.makeAuthenticatedRequest;
  client.makeAuthenticatedRequest = ((request: JobRequest, ...rest: unknown[]) =>
    (send as (...args: unknown[]) => unknown)(guarded(request, guards), ...rest)) as typeof send;
  return client;
}
