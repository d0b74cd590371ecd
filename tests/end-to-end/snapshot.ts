import { createHash } from 'node:crypto';
import type { BigQuery } from '@google-cloud/bigquery';

/** Columns that say when and where something was done, and so differ between two runs of the same work. */
const circumstances = ['known_at', 'loaded_at', 'batch_id', 'trained_at', 'predicted_at', 'url'];

export interface TableSnapshot {
  rows: number;
  sha256: string;
}

interface Table {
  id?: string;
  metadata: { type?: string };
}

async function hashOf(
  client: BigQuery,
  table: string,
  without: readonly string[],
): Promise<TableSnapshot> {
  const [rows] = await client.query(`SELECT * FROM ${table}`);
  const lines = (rows as Record<string, unknown>[]).map((row) =>
    JSON.stringify(
      Object.entries(row).filter(([name]) => !without.includes(name)),
      (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(10)) : value),
    ),
  );
  const hash = createHash('sha256');
  for (const line of lines.sort()) hash.update(line).update('\n');
  return { rows: lines.length, sha256: hash.digest('hex') };
}

/**
 * Row count and content hash of every table and view of the `mlb_*` datasets; the order of rows does not matter.
 * @param options.circumstances whether columns that say when and where work was done count
 */
export async function snapshot(
  client: BigQuery,
  options: { circumstances: boolean },
): Promise<Record<string, TableSnapshot>> {
  const tables: Record<string, TableSnapshot> = {};
  const [datasets] = await client.getDatasets();
  for (const dataset of datasets) {
    if (dataset.id?.startsWith('mlb_') !== true) continue;
    const [members] = await dataset.getTables();
    for (const { id } of members as Table[]) {
      const name = `${dataset.id}.${id ?? ''}`;
      tables[name] = await hashOf(
        client,
        `\`${name}\``,
        options.circumstances ? [] : circumstances,
      );
    }
  }
  return tables;
}
