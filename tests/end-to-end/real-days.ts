import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { BigQuery } from '@google-cloud/bigquery';
import { rawTables, type RawTableName } from '../../ingest/index.ts';
import type { RawColumn } from '../../ingest/tables/columns.ts';
import { createRawTables } from '../../ingest/landing/landing.ts';
import type { Config } from '../../warehouse/config.ts';
import { projectRoot } from '../../warehouse/dataform.ts';

/**
 * Raw rows of real games that are kept with the tests, so that proofs on real data run in every clone: a postponement,
 * doubleheaders and a suspended game are among them; the games of the last day are still to be played.
 */
export const fixture = {
  folder: path.join(projectRoot, 'tests/data/real-days'),
  from: '2019-05-14',
  to: '2019-05-30',
  collectedAt: '2019-05-30T12:00:00Z',
} as const;

/** Columns that are not kept: they say how a row was read, and are filled in on loading. */
const lineage = [
  'source',
  'url',
  'http_status',
  'known_at',
  'batch_id',
  'content_sha256',
  'loaded_at',
];

/** Columns of a raw table that are in its file. */
export const storedColumns = (name: string): RawColumn[] =>
  rawTables[name as RawTableName].columns.filter((column) => !lineage.includes(column.name));

/** Paths of payloads that were kept, by raw table. */
export const keptFields = (): Record<string, string[]> =>
  JSON.parse(readFileSync(path.join(fixture.folder, 'fields.json'), 'utf8')) as Record<
    string,
    string[]
  >;

/**
 * Makes the raw tables in a warehouse that has none, and fills them with the fixture's rows.
 * @param loadedAt GoogleSQL: when the rows were loaded
 */
export async function loadRealDays(
  client: BigQuery,
  { project, location }: Config,
  loadedAt = 'CURRENT_TIMESTAMP()',
): Promise<void> {
  await createRawTables({ client, project, location });
  await client.createDataset('arriving');
  const files = (await readdir(fixture.folder)).filter((file) => file.endsWith('.parquet'));
  for (const file of files) {
    const name = path.basename(file, '.parquet') as RawTableName;
    await client
      .dataset('arriving')
      .table(name)
      .load(path.join(fixture.folder, file), { sourceFormat: 'PARQUET' });
    const values: Readonly<Record<string, string>> = {
      payload: 'PARSE_JSON(payload)',
      source: "'replay'",
      url: "'https://replay.example'",
      http_status: '200',
      known_at: `TIMESTAMP '${fixture.collectedAt}'`,
      batch_id: "'real-days'",
      content_sha256: 'TO_HEX(SHA256(payload))',
      loaded_at: loadedAt,
    };
    const columns = rawTables[name].columns.map((column) => column.name);
    await client.query(`
      INSERT INTO mlb_raw.${name} (${columns.join(', ')})
      SELECT ${columns.map((column) => values[column] ?? column).join(', ')} FROM arriving.${name}`);
  }
  await client.dataset('arriving').delete({ force: true });
}
