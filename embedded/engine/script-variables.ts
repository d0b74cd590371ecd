import type { Value } from '../sql/statement.ts';
import type { Job } from './jobs.ts';
import type { Reads } from './query-bytes.ts';
import { quoteText } from './types.ts';

const text = (value: string | undefined): Value => ({
  sql: value === undefined ? 'CAST(NULL AS VARCHAR)' : quoteText(value),
  type: { name: '', type: 'STRING' },
});

const integer = (value: number): Value => ({
  sql: `CAST(${value} AS BIGINT)`,
  type: { name: '', type: 'INTEGER' },
});

/** The system variables that say how a script's job goes, by lower-case name with `@@`. */
export function jobVariables(job: Job, reads: readonly Reads[]): Record<string, Value> {
  const { id, created, children } = job;
  return {
    '@@script.job_id': text(id),
    '@@script.creation_time': {
      sql: `make_timestamptz(${created * 1000})`,
      type: { name: '', type: 'TIMESTAMP' },
    },
    '@@script.bytes_processed': integer(reads.reduce((sum, { bytes }) => sum + bytes, 0)),
    '@@script.bytes_billed': integer(reads.reduce((sum, { billed }) => sum + billed, 0)),
    '@@script.num_child_jobs': integer(children.length),
    '@@script.slot_ms': integer(Date.now() - created),
    '@@current_job_id': text(`script_${id}_${children.length}`),
    '@@last_job_id': text(children.at(-1)),
  };
}
