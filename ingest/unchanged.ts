import { createHash } from 'node:crypto';
import { z } from 'zod';
import { itemKeySql } from './collected.ts';
import type { DateRange } from './dates.ts';
import type { Entity, ItemRows } from './entity.ts';
import { select, type RawWarehouse } from './raw-warehouse.ts';
import { lastOfEachKey, type RawRow } from './tables/raw-row.ts';
import { rawTables, type RawTableName } from './tables/raw-tables.ts';

/** Whether the raw tables have every row of an item just as it was read, and no other of it. */
export type IsThere = (item: ItemRows) => boolean;

/** Hexadecimal digits of a row's digest: the sum of an item's fits into 64 bits. */
const digits = 12;

/** What identifies a row and what it is compared by when it lands. */
const comparedColumns = (name: RawTableName): { name: string; type: string }[] => {
  const { keys, compared, columns } = rawTables[name];
  const wanted = new Set<string>([...keys, ...compared]);
  return columns.filter((column) => wanted.has(column.name));
};

function digestSql(name: RawTableName): string {
  const texts = comparedColumns(name).map(({ name: column, type }) => {
    const value = type === 'TIMESTAMP' ? `UNIX_MILLIS(${column})` : column;
    return `COALESCE(CAST(${value} AS STRING), '')`;
  });
  const hex = `SUBSTR(TO_HEX(MD5(CONCAT(${texts.join(", '|', ")}))), 1, ${digits})`;
  return `CAST(SUM(CAST(CONCAT('0x', ${hex}) AS INT64)) AS STRING)`;
}

function digestOf({ table, columns }: RawRow): bigint {
  const texts = comparedColumns(table).map(({ name, type }) => {
    const value = columns[name] ?? '';
    return type === 'TIMESTAMP' && value !== '' ? Date.parse(String(value)) : value;
  });
  const hex = createHash('md5').update(texts.join('|')).digest('hex').slice(0, digits);
  return BigInt(`0x${hex}`);
}

const itemDigest = z.object({ item_key: z.string(), digest: z.string() });

/**
 * What there is of an entity's items on some dates, for reads that look for corrections: most find none, and need not be landed.
 * Of entities whose tables have no dates nothing is known to be there.
 * @throws TankError E_WAREHOUSE
 */
export async function itemsThere(
  warehouse: RawWarehouse,
  { tables }: Pick<Entity, 'tables'>,
  { from, to }: DateRange,
): Promise<IsThere> {
  const digests = new Map<RawTableName, ReadonlyMap<string, string>>();
  for (const name of tables) {
    const { item, partition } = rawTables[name];
    if (partition === undefined) return () => false;
    const found = await select(
      warehouse,
      itemDigest,
      (table) => `SELECT ${itemKeySql(item)} AS item_key, ${digestSql(name)} AS digest
FROM ${table(name)}
WHERE ${partition} BETWEEN DATE '${from}' AND DATE '${to}'
GROUP BY item_key`,
    );
    digests.set(name, new Map(found.map(({ item_key, digest }) => [item_key, digest])));
  }
  return ({ item, rows }) =>
    item.date !== null &&
    item.date >= from &&
    item.date <= to &&
    tables.every((name) => {
      const own = lastOfEachKey(rows.filter(({ table }) => table === name));
      const digest = own.reduce((sum, row) => sum + digestOf(row), 0n);
      return (digests.get(name)?.get(item.key) ?? '0') === String(digest);
    });
}
