import type { BigQuery } from '@google-cloud/bigquery';
import { z } from 'zod';
import { warehouseError } from '../warehouse/bigquery-dialect.ts';

/** Tables that what is served comes from: when none of them has changed, nothing has. */
const watched = [
  'mlb_predictions.game_predictions',
  'mlb_predictions.challenger_predictions',
  'mlb_predictions.player_predictions',
  'mlb_predictions.forecast_ledger',
  'mlb_historical_data.games_historical',
  'mlb_historical_data.teams_historical',
  'mlb_quality.game_quality_grades',
  'mlb_models.model_events',
] as const;

const metadata = z.tuple([z.object({ lastModifiedTime: z.string() })], z.unknown());

/** How new the tables are: `token` changes whenever one of them does. */
export interface Freshness {
  token: string;
  hasChallenger: boolean;
}

/** Asks for the tables' metadata, which costs nothing and scans nothing. @throws TankError E_WAREHOUSE */
export async function readFreshness(client: BigQuery): Promise<Freshness> {
  const times = await Promise.all(watched.map((table) => lastModified(client, table)));
  return {
    token: times.join(' '),
    hasChallenger: times[watched.indexOf('mlb_predictions.challenger_predictions')] !== undefined,
  };
}

async function lastModified(client: BigQuery, name: string): Promise<string | undefined> {
  const [dataset = '', table = ''] = name.split('.');
  try {
    const answer: unknown = await client.dataset(dataset).table(table).getMetadata();
    return metadata.parse(answer)[0].lastModifiedTime;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 404) return undefined;
    throw warehouseError(error);
  }
}
