import { BigQuery } from '@google-cloud/bigquery';
import { PassThroughClient } from 'google-auth-library';
import type { Config } from './config.ts';
import { tankError } from './errors.ts';

/**
 * The official BigQuery client for the configured warehouse. With an endpoint it talks to the embedded warehouse there,
 * without credentials; otherwise to Google with application default credentials.
 * @param options.autoRetry false gives up at the first failed request, for callers that answer somebody who waits
 * @throws TankError E_CONFIG when the warehouse is embedded and no endpoint is up yet.
 */
export function createClient(config: Config, options: { autoRetry?: boolean } = {}): BigQuery {
  const common = { projectId: config.project, location: config.location, ...options };
  if (config.warehouse === 'bigquery') return new BigQuery(common);
  if (config.endpoint === undefined) {
    throw tankError('E_CONFIG', 'the embedded warehouse has no endpoint yet', {
      hint: 'Start it first: `npm run -s tank -- warehouse`.',
    });
  }
  return new BigQuery({
    ...common,
    apiEndpoint: config.endpoint,
    authClient: new PassThroughClient(),
  });
}
