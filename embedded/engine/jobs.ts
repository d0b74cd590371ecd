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
  /** Of a script: the job of the statement whose result is the script's. */
  resultJob?: string;
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
  /** Of a statement of a script: the script's job. */
  parent?: string;
  /** Of a script: its statements' jobs so far. */
  children: string[];
  /** Resolves when the job is done, failed or not. */
  finished: Promise<void>;
  cancel(): void;
}

export interface JobRequest {
  id?: string | undefined;
  location?: string | undefined;
  configuration: Record<string, unknown>;
  /** The job is cancelled when it takes longer. */
  timeoutMs?: number | undefined;
  run(control: JobControl, job: Job): Promise<JobOutcome>;
}

/** What became of one statement of a script. */
export interface ChildJob {
  configuration: Record<string, unknown>;
  created: number;
  outcome?: JobOutcome;
  error?: BigQueryError;
}

export interface JobStore {
  /** Starts a job at once. @throws BigQueryError duplicate when the id was used before. */
  start(request: JobRequest): Job;
  /** Records the job of a script's statement, which is done. Returns its id. */
  addChild(parent: Job, child: ChildJob): string;
  /** @throws BigQueryError notFound. */
  get(id: string): Job;
  find(id: string): Job | undefined;
  /** Newest first; statements of scripts are among them. */
  list(): Job[];
  /** Forgets a job and the jobs of its statements, with their results. */
  remove(id: string): void;
  /** The job's result. @throws BigQueryError notFound when it had to make room for newer ones. */
  result(job: Job): ResultSet | undefined;
  /** Resolves when no job is running and what was given up is gone. */
  idle(): Promise<void>;
}

const maxJobs = 10_000;
/** Results of finished queries are kept up to about this many bytes; the oldest make room. */
const maxResultBytes = 1024 * 1024 * 1024;

export function createJobStore(options: { project: string; location: string }): JobStore {
  const jobs = new Map<string, Job>();
  const dropped = new WeakSet<Job>();
  const discards = new Set<Promise<void>>();
  /** Of all results that are kept. */
  let resultBytes = 0;

  function discard(job: Job): void {
    const { outcome } = job;
    if (outcome?.result === undefined) return;
    const gone = outcome.result.discard();
    resultBytes -= outcome.result.bytes;
    delete outcome.result;
    dropped.add(job);
    discards.add(gone);
    void gone.finally(() => discards.delete(gone));
  }

  /** Gives up what is too much after a job has ended: of results the oldest, but never the newest. */
  function makeRoom(outcome: JobOutcome | undefined): void {
    resultBytes += outcome?.result?.bytes ?? 0;
    if (resultBytes > maxResultBytes) {
      const holding = [...jobs.values()].filter((job) => job.outcome?.result !== undefined);
      for (const job of holding.slice(0, -1)) {
        if (resultBytes > maxResultBytes) discard(job);
      }
    }
    for (const [id, job] of jobs) {
      if (jobs.size <= maxJobs) break;
      if (job.state === 'DONE') remove(id);
    }
  }

  function remove(id: string): void {
    const job = jobs.get(id);
    if (job === undefined) return;
    discard(job);
    jobs.delete(id);
    for (const child of job.children) remove(child);
  }

  function resultOf(job: Job): ResultSet | undefined {
    if (dropped.has(job)) {
      throw notFound('Results of job', `${options.project}:${job.location}.${job.id}`);
    }
    const { result, resultJob } = job.outcome ?? {};
    if (result !== undefined || resultJob === undefined) return result;
    const owner = jobs.get(resultJob);
    return owner === undefined ? undefined : resultOf(owner);
  }

  return {
    start: (request) => {
      const id = request.id ?? `job_${randomUUID()}`;
      if (!/^[\w-]{1,1024}$/.test(id)) throw invalid(`Invalid job ID ${JSON.stringify(id)}`);
      if (jobs.has(id)) {
        throw duplicate('Job', `${options.project}:${request.location ?? options.location}.${id}`);
      }
      let reason: string | undefined;
      let stop: (() => void) | undefined;
      const stopped = () =>
        new BigQueryError('stopped', `Job execution was cancelled: ${reason ?? ''}`);
      const control: JobControl = {
        onCancel: (how) => {
          stop = how;
        },
        check: () => {
          if (reason !== undefined) throw stopped();
        },
      };
      let stopping: NodeJS.Timeout | undefined;
      // Again and again: DuckDB forgets an interrupt that comes just before a statement begins.
      const end = (why: string): void => {
        if (job.state === 'DONE') return;
        reason ??= why;
        stop?.();
        stopping ??= setInterval(() => stop?.(), 50);
      };
      const { timeoutMs } = request;
      const timer =
        timeoutMs === undefined
          ? undefined
          : setTimeout(() => {
              end(`Job timed out after ${timeoutMs} ms`);
            }, timeoutMs);
      const job: Job = {
        id,
        location: request.location ?? options.location,
        configuration: request.configuration,
        state: 'RUNNING',
        created: Date.now(),
        children: [],
        finished: Promise.resolve(),
        cancel: () => {
          end('User requested cancellation');
        },
      };
      jobs.set(id, job);
      job.finished = request
        .run(control, job)
        .then(
          (outcome) => {
            job.outcome = outcome;
          },
          (error: unknown) => {
            job.error = reason === undefined ? duckError(error) : stopped();
          },
        )
        .then(() => {
          clearTimeout(timer);
          clearInterval(stopping);
          job.state = 'DONE';
          job.ended = Date.now();
          makeRoom(job.outcome);
        });
      return job;
    },
    addChild: (parent, child) => {
      const id = `script_${parent.id}_${parent.children.length}`;
      jobs.set(id, {
        ...child,
        id,
        location: parent.location,
        state: 'DONE',
        ended: Date.now(),
        parent: parent.id,
        children: [],
        finished: Promise.resolve(),
        cancel: () => undefined,
      });
      parent.children.push(id);
      makeRoom(child.outcome);
      return id;
    },
    find: (id) => jobs.get(id),
    get: (id) => {
      const job = jobs.get(id);
      if (job === undefined) throw notFound('Job', `${options.project}:${options.location}.${id}`);
      return job;
    },
    list: () => [...jobs.values()].reverse(),
    remove,
    result: resultOf,
    idle: async () => {
      await Promise.all([...jobs.values()].map((job) => job.finished));
      await Promise.all(discards);
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
