import { nullable, required, type OperationalTable } from './table.ts';

export const collectionRunsTable: OperationalTable = {
  name: 'collection_runs',
  description: 'One row per ingest run: what it was asked for, what it did, and how it ended.',
  columns: [
    required('run_id', 'STRING', 'Key of the run; sorts by time.'),
    required('started_at', 'TIMESTAMP', 'When it began.'),
    required('ended_at', 'TIMESTAMP', 'When it ended.'),
    required('source', 'STRING', 'Which world was asked: live, replay or sim.'),
    required('from_date', 'DATE', 'First date asked for.'),
    required('to_date', 'DATE', 'Last date asked for.'),
    required(
      'outcome',
      'STRING',
      'complete, partial (something failed or was skipped), stopped, off_season, or failed (by an error that ended it).',
    ),
    nullable('error_code', 'STRING', 'Code of the error that ended it.'),
    nullable('error_message', 'STRING', 'Message of the error that ended it.'),
    required('requests', 'INTEGER', 'Requests sent, repetitions included.'),
    required('fetched_items', 'INTEGER', 'Items read: games, dates, clubs on a date.'),
    required('failed_items', 'INTEGER', 'Items that could not be read.'),
    required('changed_rows', 'INTEGER', 'Raw rows inserted, changed or removed.'),
    required('seconds', 'FLOAT', 'Duration.'),
    required(
      'entities',
      'JSON',
      'By entity: items expected, present, fetched, failed and skipped, where they came from, rows by what happened to them, seconds.',
    ),
  ],
  keys: ['run_id'],
  partition: 'started_at',
};
