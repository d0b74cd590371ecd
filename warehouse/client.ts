import { BigQuery } from '@google-cloud/bigquery';
import { PassThroughClient } from 'google-auth-library';
import type { Config } from './config.ts';
import { tankError } from './errors.ts';
import { guardJobs } from './job-guards.ts';

/**
 * The official BigQuery client for the configured warehouse. With an endpoint it talks to the embedded warehouse there,
 * without credentials; otherwise to Google with application default credentials. Its jobs carry the configured labels, its queries
 * the configured limit of bytes billed.
 * @param options.autoRetry false gives up at the first failed request, for callers that answer somebody who waits
 * @throws TankError E_CONFIG when the warehouse is embedded and no endpoint is up yet.
 */
export function createClient(config: Config, options: { autoRetry?: boolean } = {}): BigQuery {
  const common = { projectId: config.project, location: config.location, ...options };
  if (config.warehouse === 'bigquery') return guardJobs(new BigQuery(common), config.jobs);
  if (config.endpoint === undefined) {
    throw tankError('E_CONFIG', 'the embedded warehouse has no endpoint yet', {
      hint: 'Start it first: `npm run -s tank -- warehouse`.',
    });
  }
  return guardJobs(
    new BigQuery({
      ...common,
      apiEndpoint: config.endpoint,
      authClient: new PassThroughClient(),
    }),
    config.jobs,
  );
}

/** The configuration with more labels for jobs, such as `{ step: 'features' }`. */
export const withLabels = (config: Config, labels: Readonly<Record<string, string>>): Config => ({
  ...config,
  jobs: { ...config.jobs, labels: { ...config.jobs.labels, ...labels } },
});

/** The same work with a client whose jobs carry more labels. @throws TankError E_CONFIG as `createClient` does */
export function labelled<Work extends { config: Config; client: BigQuery }>(
  work: Work,
  labels: Readonly<Record<string, string>>,
): Work {
  const config = withLabels(work.config, labels);
  return { ...work, config, client: createClient(config) };
}
