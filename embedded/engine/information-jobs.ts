import type { DuckDBScalarFunction } from '@duckdb/node-api';
import { native } from '../sql/native/define.ts';
import type { View } from './information-view.ts';
import type { JobStore } from './jobs.ts';

const queryOf = 'bq_job_query';

/** A function that gives the SQL of a job. Those of some thousand jobs are a hundred megabytes. */
export const jobQuery = (jobs: JobStore): DuckDBScalarFunction =>
  native(queryOf, ['VARCHAR'], 'VARCHAR', (id) => {
    const query = jobs.find(id)?.configuration.query as { query?: string } | undefined;
    return query?.query?.toWellFormed() ?? null;
  });

/** INFORMATION_SCHEMA.JOBS and its like. */
export const jobView: View = {
  columns: {
    creation_time: 'TIMESTAMP',
    project_id: 'STRING',
    user_email: 'STRING',
    job_id: 'STRING',
    parent_job_id: 'STRING',
    priority: 'STRING',
    job_type: 'STRING',
    statement_type: 'STRING',
    start_time: 'TIMESTAMP',
    end_time: 'TIMESTAMP',
    query: 'STRING',
    state: 'STRING',
    total_bytes_processed: 'INTEGER',
    total_bytes_billed: 'INTEGER',
    total_slot_ms: 'INTEGER',
    cache_hit: 'BOOLEAN',
  },
  texts: { query: `${queryOf}(item."job_id")` },
  rows: ({ project, jobs }) =>
    jobs().map((job) => {
      const query = (job.outcome?.statistics.query ?? {}) as Record<string, string | undefined>;
      return {
        creation_time: job.created,
        project_id: project,
        user_email: 'embedded@embedded.localhost',
        job_id: job.id,
        parent_job_id: job.parent ?? null,
        priority: 'INTERACTIVE',
        job_type: (
          ['query', 'load', 'copy', 'extract'].find((kind) => kind in job.configuration) ?? 'query'
        ).toUpperCase(),
        statement_type: query.statementType ?? null,
        start_time: job.created,
        end_time: job.ended ?? null,
        state: job.state,
        total_bytes_processed: Number(query.totalBytesProcessed ?? 0),
        total_bytes_billed: Number(query.totalBytesBilled ?? 0),
        total_slot_ms: job.ended === undefined ? null : job.ended - job.created,
        cache_hit: false,
      };
    }),
};
