import type { BigQuery } from '@google-cloud/bigquery';
import { rawTables } from '../../ingest/index.ts';
import { everyRow } from '../whole-tables.ts';

/** Rows and a digest of their keys and contents, by raw table; lineage that differs between two runs is left out. */
export async function tableChecksums(
  client: BigQuery,
): Promise<Record<string, { rows: number; digest: string }>> {
  const sums: Record<string, { rows: number; digest: string }> = {};
  for (const table of Object.values(rawTables)) {
    const columns = [...table.keys, ...contentOf(table.name)];
    const texts = columns.map((column) => `COALESCE(CAST(${column} AS STRING), '-')`);
    const [rows] = (await client.query(
      `SELECT COUNT(*) AS n, CAST(BIT_XOR(FARM_FINGERPRINT(CONCAT(${texts.join(", ' ', ")}))) AS STRING) AS digest
      FROM mlb_raw.${table.name} WHERE ${everyRow(table.name)}`,
    )) as [{ n: number; digest: string | null }[]];
    sums[table.name] = { rows: rows[0]?.n ?? 0, digest: rows[0]?.digest ?? '' };
  }
  return sums;
}

/** Doubts about an answer belong to its reading, as its time does. */
const contentOf = (table: string): readonly string[] =>
  table === 'raw_collected_items'
    ? ['item_date', 'state']
    : ['content_sha256', 'event_at', 'source', 'http_status'];

/** Keys of rows that only one of two warehouses has, or that differ, up to some of each table. */
export async function differingRows(
  one: BigQuery,
  other: BigQuery,
  tableName: string,
  limit = 5,
): Promise<string[]> {
  const table = Object.values(rawTables).find(({ name }) => name === tableName);
  if (table === undefined) throw new Error(`there is no table ${tableName}`);
  const read = async (client: BigQuery): Promise<Map<string, string>> => {
    const [rows] = (await client.query(
      `SELECT CONCAT(${table.keys.map((key) => `CAST(${key} AS STRING)`).join(", ' ', ")}) AS k,
        CONCAT(${contentOf(tableName)
          .map((column) => `COALESCE(CAST(${column} AS STRING), '-')`)
          .join(", ' ', ")}) AS c
      FROM mlb_raw.${tableName} WHERE ${everyRow(tableName)}`,
    )) as [{ k: string; c: string }[]];
    return new Map(rows.map(({ k, c }) => [k, c]));
  };
  const [left, right] = [await read(one), await read(other)];
  const keys = new Set([...left.keys(), ...right.keys()]);
  const differing: string[] = [];
  for (const key of keys) {
    if (left.get(key) === right.get(key)) continue;
    const where = !left.has(key) ? 'only second' : !right.has(key) ? 'only first' : 'differs';
    differing.push(`${tableName} ${key}: ${where}`);
    if (differing.length >= limit) break;
  }
  return differing;
}
