import type { BigQuery } from '@google-cloud/bigquery';
import { rawTables } from '../../../ingest/index.ts';
import { everyRow } from '../../whole-tables.ts';

const heldOf = (date: string): string => `bench_held_${date.replaceAll('-', '')}`;
const dated = Object.values(rawTables).flatMap(({ name, partition }) =>
  partition === undefined ? [] : [{ name, partition }],
);

/** The dates with final games in the raw schedule, in order, and the rows of all raw tables. */
export async function rawDates(client: BigQuery): Promise<string[]> {
  const [rows] = await client.query(`
    SELECT DISTINCT CAST(schedule_date AS STRING) AS day
    FROM mlb_raw.raw_schedule
    WHERE ${everyRow('raw_schedule')} AND JSON_VALUE(payload, '$.status.codedGameState') = 'F' AND JSON_VALUE(payload, '$.gameType') = 'R'
    ORDER BY day`);
  return (rows as { day: string }[]).map(({ day }) => day);
}

/** Forgets every raw row from a date on, as if it had not been collected yet. */
export async function forgetAfter(client: BigQuery, date: string): Promise<void> {
  for (const { name, partition } of dated) {
    await client.query(`DELETE FROM mlb_raw.${name} WHERE ${partition} > DATE '${date}'`);
  }
}

/** Forgets every raw row before a date. */
export async function forgetBefore(client: BigQuery, date: string): Promise<void> {
  for (const { name, partition } of dated) {
    await client.query(`DELETE FROM mlb_raw.${name} WHERE ${partition} < DATE '${date}'`);
  }
}

/** Puts a date's raw rows aside, as on the evening before. */
export async function holdDay(client: BigQuery, date: string): Promise<void> {
  const held = heldOf(date);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${held}`);
  for (const { name, partition } of dated) {
    const where = `WHERE ${partition} = DATE '${date}'`;
    await client.query(
      `CREATE OR REPLACE TABLE ${held}.${name} AS SELECT * FROM mlb_raw.${name} ${where}`,
    );
    await client.query(`DELETE FROM mlb_raw.${name} ${where}`);
  }
}

/** Lands the rows of a date that were put aside. */
export async function landDay(client: BigQuery, date: string): Promise<void> {
  const held = heldOf(date);
  for (const { name } of dated) {
    await client.query(
      `INSERT INTO mlb_raw.${name} SELECT * REPLACE (CURRENT_TIMESTAMP() AS loaded_at) FROM ${held}.${name}`,
    );
  }
}
