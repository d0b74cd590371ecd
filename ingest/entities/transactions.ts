import { z } from 'zod';
import { datesOf, easternMidnight, type DateRange } from '../dates.ts';
import { defineEntity, type Entity } from '../entity.ts';
import { planMonths, reasonToRead } from '../planning.ts';
import { endpoints, paths } from '../sources/stats-api.ts';
import type { Transaction } from '../sources/stats-api-league.ts';
import type { Reading } from '../sources/source.ts';
import { vouched } from '../sources/vouched.ts';
import { canonicalJson, rawRowOf, type RawRow } from '../tables/raw-row.ts';

/**
 * Items are dates in a season; dates without transactions are items too. An answer says nowhere how long it should be,
 * so only two equal ones are believed.
 */
export const transactions: Entity = defineEntity({
  name: 'transactions',
  tables: ['raw_transactions'],
  request: z.object({ from: z.iso.date(), to: z.iso.date() }),
  plan: async (world) => {
    const collected = await world.collected(transactions);
    const dates = (await world.dates()).filter((date) => date <= world.today);
    return planMonths(dates, (date) => reasonToRead({ key: date, date }, collected, world));
  },
  read: async (range, { statsApi }, signal) => {
    const reading = await vouched(
      `transactions of ${range.from} to ${range.to}`,
      () => statsApi.read(paths.transactions(range), endpoints.transactions, signal),
      ({ value }) => ({ needed: 2, content: distinct(value.transactions) }),
    );
    const rows = transactionRows(reading, range);
    return datesOf(range).map((date) => ({
      item: { key: date, date },
      rows: rows.filter(({ columns }) => columns.transaction_date === date),
      provenance: reading,
    }));
  },
});

/** Each different entry once, as JSON text, in order. */
const distinct = (entries: readonly Transaction[]): string[] =>
  [...new Set(entries.map(canonicalJson))].sort();

function transactionRows(
  reading: Reading<{ transactions: readonly Transaction[] }>,
  { from, to }: DateRange,
): RawRow[] {
  const seen = new Map<string, number>();
  return distinct(reading.value.transactions).map((payload) => {
    const entry = JSON.parse(payload) as Transaction;
    const given = entry.date ?? entry.effectiveDate ?? from;
    const date = given < from ? from : given > to ? to : given;
    const count = (seen.get(`${date} ${entry.id}`) ?? 0) + 1;
    seen.set(`${date} ${entry.id}`, count);
    return rawRowOf('raw_transactions', reading, easternMidnight(date), payload, {
      transaction_date: date,
      transaction_id: entry.id,
      entry: count,
      player_id: entry.person?.id ?? null,
    });
  });
}
