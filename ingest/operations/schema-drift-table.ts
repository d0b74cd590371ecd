import { required, type OperationalTable } from './table.ts';

export const schemaDriftTable: OperationalTable = {
  name: 'schema_drift',
  description:
    'One row per endpoint and path of a field that its answers did not have when the program was written. The field is kept in the payloads; here it is reported once.',
  columns: [
    required('endpoint', 'STRING', 'Endpoint whose answers have the field.'),
    required(
      'path',
      'STRING',
      'Path of the field: names joined by dots, [] for entries of an array, {} for values by id; the column of a CSV.',
    ),
    required('first_seen_at', 'TIMESTAMP', 'When an answer first had it.'),
    required('run_id', 'STRING', 'Ingest run that saw it first.'),
    required('source', 'STRING', 'Which world it was seen in: live, replay or sim.'),
    required('url', 'STRING', 'URL of an answer that has it, without secrets.'),
  ],
  keys: ['endpoint', 'path'],
  clustering: ['endpoint'],
};
