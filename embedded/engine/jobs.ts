import { randomUUID } from 'node:crypto';
import { BigQueryError, duplicate, invalid, notFound } from './errors.ts';
import { duckError } from './duck-errors.ts';
import type { FieldSchema } from '../sql/statement.ts';
import type { DmlStats } from './outcome.ts';
import type { ResultSet } from './result.ts';

/** What a job did. */
export interface JobOutcome {
  /** `statistics.query`, `statistics.load` or `statistics.copy` of the job resource, with its key. */
  statistics: Record<string, unknown>;
  result?: ResultSet;
  fields?: FieldSchema[];
  dml?: DmlStats;
}

/** What running work can do about being cancelled. */
export interface JobControl {
  /** Registers how to stop what is running now. */
  onCancel(stop: () => void): void;
  /** @throws BigQueryError stopped once the job is cancelled. */
  check(): void;
}

export interface Job {
  id: string;
  location: string;
  configuration: Record<string, unknown>;
  state: 'RUNNING' | 'DONE';
  created: number;
  ended?: number;
  error?: BigQueryError;
  outcome?: JobOutcome;
  /** Resolves when the job is done, failed or not. */
  finished: Promise<void>;
  cancel(): void;
}

export interface JobRequest {
  id?: string | undefined;
  location?: string | undefined;
  configuration: Record<string, unknown>;
  run(control: JobControl): Promise<JobOutcome>;
}

export interface JobStore {
  /** Starts a job at once. @throws BigQueryError duplicate when the id was used before. */
  start(request: JobRequest): Job;
  /** @throws BigQueryError notFound. */
  get(id: string): Job;
  /** Newest first. */
  list(): Job[];
  remove(id: string): void;
  /** The job's result. @throws BigQueryError notFound when it had to make room for newer ones. */
  result(job: Job): ResultSet | undefined;
  /** Resolves when no job is running. */
  idle(): Promise<void>;
}

const maxJobs = 10_000;
/** Results of finished queries are kept up to about this many bytes; the oldest make room. */
const maxResultBytes = 512 * 1024 * 1024;

export function createJobStore(options: { project: string; location: string }): JobStore {
  const jobs = new Map<string, Job>();
  const dropped = new WeakSet<Job>();

  function makeRoom(): void {
    let bytes = 0;
    for (const job of [...jobs.values()].reverse()) {
      const result = job.outcome?.result;
      if (result === undefined) continue;
      bytes += result.bytes;
      if (bytes > maxResultBytes && bytes > result.bytes && job.outcome) {
        delete job.outcome.result;
        dropped.add(job);
      }
    }
    for (const [id, job] of jobs) {
      if (jobs.size <= maxJobs) break;
      if (job.state === 'DONE') jobs.delete(id);
    }
  }

  return {
    start: (request) => {
      const id = request.id ?? `job_${randomUUID()}`;
      if (!/^[\w-]{1,1024}$/.test(id)) throw invalid(`Invalid job ID ${JSON.stringify(id)}`);
      if (jobs.has(id)) {
        throw duplicate('Job', `${options.project}:${request.location ?? options.location}.${id}`);
      }
      let cancelled = false;
      let stop: (() => void) | undefined;
      const stopped = () =>
        new BigQueryError('stopped', 'Job execution was cancelled: User requested cancellation');
      const control: JobControl = {
        onCancel: (how) => {
          stop = how;
        },
        check: () => {
          if (cancelled) throw stopped();
        },
      };
      const job: Job = {
        id,
        location: request.location ?? options.location,
        configuration: request.configuration,
        state: 'RUNNING',
        created: Date.now(),
        finished: Promise.resolve(),
        cancel: () => {
          if (job.state === 'DONE') return;
          cancelled = true;
          stop?.();
        },
      };
      jobs.set(id, job);
      job.finished = request
        .run(control)
        .then(
          (outcome) => {
            job.outcome = outcome;
          },
          (error: unknown) => {
            job.error = cancelled ? stopped() : duckError(error);
          },
        )
        .then(() => {
          job.state = 'DONE';
          job.ended = Date.now();
          makeRoom();
        });
      return job;
    },
    get: (id) => {
      const job = jobs.get(id);
      if (job === undefined) throw notFound('Job', `${options.project}:${options.location}.${id}`);
      return job;
    },
    list: () => [...jobs.values()].reverse(),
    remove: (id) => {
      jobs.delete(id);
    },
    result: (job) => {
      if (dropped.has(job)) {
        throw notFound('Results of job', `${options.project}:${job.location}.${job.id}`);
      }
      return job.outcome?.result;
    },
    idle: async () => {
      await Promise.all([...jobs.values()].map((job) => job.finished));
    },
  };
}

/** Waits for a job at most `milliseconds`; true when it is done. */
export async function waitFor(job: Job, milliseconds: number): Promise<boolean> {
  if (job.state === 'DONE') return true;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(milliseconds, 0));
  });
  await Promise.race([job.finished, late]);
  clearTimeout(timer);
  return isDone(job);
}

const isDone = (job: Job): boolean => job.state === 'DONE';
