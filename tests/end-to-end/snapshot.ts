import { createHash } from 'node:crypto';
import type { BigQuery } from '@google-cloud/bigquery';

/** Columns that say when and where something was done, and so differ between two runs of the same work. */
export const circumstances = [
  'known_at',
  'loaded_at',
  'raw_loaded_at',
  'batch_id',
  'trained_at',
  'event_at',
  'forecast_made_at',
  'recorded_at',
  'entry_content',
  'previous_hash',
  'entry_hash',
  'event_details',
  'promoted_at',
  'duration_seconds',
  'training_bytes',
  'training_slot_seconds',
  'predicted_at',
  'url',
];

export interface TableSnapshot {
  rows: number;
  hash: string;
}

/** Keeps one row per run, and so differs after every one. */
export const logDataset = 'mlb_ops';

/** Datasets whose tables hold no computed fractions: they are hashed where they are. */
const exactDatasets = ['mlb_raw', 'mlb_staging', 'mlb_historical_data'];

async function hashInPlace(
  client: BigQuery,
  table: string,
  columns: string[],
): Promise<TableSnapshot> {
  const [answer] = await client.query(`
    SELECT COUNT(*) AS row_count, CAST(BIT_XOR(FARM_FINGERPRINT(MD5(TO_JSON_STRING(t)))) AS STRING) AS fingerprint
    FROM (SELECT ${columns.join(', ')} FROM ${table}) AS t`);
  const [row] = answer as { row_count: number; fingerprint: string | null }[];
  return { rows: row?.row_count ?? 0, hash: row?.fingerprint ?? '' };
}

/** Fractions are compared to ten digits: sums over threads differ in the last ones. */
async function hashHere(
  client: BigQuery,
  table: string,
  columns: string[],
): Promise<TableSnapshot> {
  const [rows] = await client.query(`SELECT ${columns.join(', ')} FROM ${table}`);
  const lines = rows.map((row: unknown) =>
    JSON.stringify(row, (_, value: unknown) =>
      typeof value === 'number' ? Number(value.toPrecision(10)) : value,
    ),
  );
  const hash = createHash('sha256');
  for (const line of lines.sort()) hash.update(line).update('\n');
  return { rows: lines.length, hash: hash.digest('hex') };
}

/**
 * Row count and content hash of every table and view of the `mlb_*` datasets but the log of runs; the order of rows does not matter.
 * @param options.circumstances whether columns that say when and where work was done count
 */
export async function snapshot(
  client: BigQuery,
  options: { circumstances: boolean },
): Promise<Record<string, TableSnapshot>> {
  const tables: Record<string, TableSnapshot> = {};
  const [datasets] = await client.getDatasets();
  for (const dataset of datasets) {
    if (dataset.id?.startsWith('mlb_') !== true || dataset.id === logDataset) continue;
    const [members] = await dataset.getTables();
    for (const table of members) {
      const name = `${dataset.id}.${table.id ?? ''}`;
      const [metadata] = (await table.getMetadata()) as unknown[];
      const { schema } = metadata as { schema: { fields: { name: string }[] } };
      const columns = schema.fields
        .map((field) => field.name)
        .filter((column) => options.circumstances || !circumstances.includes(column));
      const hashed = exactDatasets.includes(dataset.id) ? hashInPlace : hashHere;
      tables[name] = await hashed(client, `\`${name}\``, columns);
    }
  }
  return tables;
}
