import { ingest, type IngestOptions } from '../../ingest/index.ts';
import { createClient } from '../../warehouse/client.ts';
import { loadConfig } from '../../warehouse/config.ts';

/** A run in a process of its own, to be killed: warehouse URL and options come as JSON arguments. */
const [endpoint, options] = process.argv.slice(2).map((text) => JSON.parse(text) as unknown) as [
  string,
  Omit<IngestOptions, 'client'>,
];
const client = createClient(loadConfig({}, { endpoint, project: options.project }));
const summary = await ingest({
  ...options,
  client,
  now: () => new Date('2020-01-15T10:00:00Z'),
  onProgress: ({ stage, done }) => {
    process.stdout.write(`${stage} ${done}\n`);
  },
});
process.stdout.write(`${summary.outcome}\n`);
