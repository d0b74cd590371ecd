import { nullable, required, type OperationalTable } from './table.ts';

export const deadLettersTable: OperationalTable = {
  name: 'dead_letters',
  description:
    'One row per entity and read that failed and has not succeeded since: what was asked for, the last error, and how often it failed.',
  columns: [
    required('entity', 'STRING', 'What was to be collected.'),
    required('read_key', 'STRING', 'Names the read in its entity, as progress and plans do.'),
    required('request', 'JSON', 'What was asked for; the entity takes it up again from this.'),
    required('error_code', 'STRING', 'Code of the last failure.'),
    required('error_message', 'STRING', 'Message of the last failure, with method and URL.'),
    nullable('http_status', 'INTEGER', 'HTTP status of the last failure, if there was an answer.'),
    required('failure_count', 'INTEGER', 'Runs in which it failed.'),
    required('first_failed_at', 'TIMESTAMP', 'When it failed first.'),
    required('last_failed_at', 'TIMESTAMP', 'When it failed last.'),
    required('run_id', 'STRING', 'Ingest run in which it failed last.'),
    required('source', 'STRING', 'Which world was asked: live, replay or sim.'),
  ],
  keys: ['entity', 'read_key'],
  clustering: ['entity'],
};
