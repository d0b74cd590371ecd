import { z } from 'zod';
import type { DateRange } from './dates.ts';
import type { EntityName } from './entity-names.ts';
import { select, type RawWarehouse } from './raw-warehouse.ts';
import { rawTables, type RawTableName } from './tables/raw-tables.ts';

/** An item that was read whole some time. */
export interface CollectedItem {
  date: string | null;
  state: string | null;
  /** When it was last read. */
  knownAt: Date;
  /** Service it was read from. */
  origin: string;
  /** Every row it had is still there. */
  isWhole: boolean;
  /** What made it look damaged each time it was asked for. */
  doubts: readonly string[];
}

const itemContent = z
  .object({ doubts: z.array(z.string()).default([]) })
  .catchall(z.number())
  .transform(({ doubts, ...counts }) => ({ doubts, counts }));

const itemRow = z.object({
  item_key: z.string(),
  item_date: z.string().nullable(),
  state: z.string().nullable(),
  origin: z.string(),
  known_at: z.string(),
  content: z.string().transform((text) => itemContent.parse(JSON.parse(text))),
});

const countRow = z.object({ item_key: z.string(), n: z.number() });

/**
 * Items of an entity that were collected, by key: those about a date in the range and those about none. Their rows
 * are counted, so that lost ones are noticed.
 * @throws TankError E_WAREHOUSE
 */
export async function collectedItems(
  warehouse: RawWarehouse,
  entity: EntityName,
  tables: readonly RawTableName[],
  { from, to }: DateRange,
): Promise<Map<string, CollectedItem>> {
  const between = (column: string): string => `${column} BETWEEN DATE '${from}' AND DATE '${to}'`;
  const items = await select(
    warehouse,
    itemRow,
    (table) => `SELECT item_key, CAST(item_date AS STRING) AS item_date, state, origin,
  FORMAT_TIMESTAMP('%FT%H:%M:%E3SZ', known_at) AS known_at, TO_JSON_STRING(payload) AS content
FROM ${table('raw_collected_items')}
WHERE entity = '${entity}' AND (item_date IS NULL OR ${between('item_date')})`,
  );
  if (items.length === 0) return new Map();
  const counts = new Map<RawTableName, Map<string, number>>();
  for (const name of tables) {
    const { item, partition } = rawTables[name];
    const rows = await select(
      warehouse,
      countRow,
      (table) => `SELECT ${itemKeySql(item)} AS item_key, COUNT(*) AS n
FROM ${table(name)}
${partition === undefined ? '' : `WHERE ${between(partition)}`}
GROUP BY item_key`,
    );
    counts.set(name, new Map(rows.map(({ item_key, n }) => [item_key, n])));
  }
  const isWhole = (key: string, expected: Readonly<Record<string, number>>): boolean =>
    tables.every((name) => (counts.get(name)?.get(key) ?? 0) >= (expected[name] ?? 0));
  return new Map(
    items.map((row) => [
      row.item_key,
      {
        date: row.item_date,
        state: row.state,
        origin: row.origin,
        knownAt: new Date(row.known_at),
        isWhole: isWhole(row.item_key, row.content.counts),
        doubts: row.content.doubts,
      },
    ]),
  );
}

/** GoogleSQL text of an item's key: its columns joined by spaces. */
export function itemKeySql(columns: readonly string[], alias?: string): string {
  const prefix = alias === undefined ? '' : `${alias}.`;
  const parts = columns.map((column) => `CAST(${prefix}${column} AS STRING)`);
  return parts.length === 1 ? (parts[0] ?? '') : `CONCAT(${parts.join(", ' ', ")})`;
}
