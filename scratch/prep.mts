import { copyWarehouse, openBuiltWarehouse } from '../tests/bench/sql/built-warehouse.ts';
import { forgetAfter, forgetBefore, holdDay, rawDates } from '../tests/bench/sql/raw-days.ts';
async function refresh(file: string, from?: string) {
  const w = await openBuiltWarehouse(file);
  if (from !== undefined) await forgetBefore(w.client, from);
  const dates = await rawDates(w.client);
  await forgetAfter(w.client, dates.at(-1) ?? '');
  const last = dates.slice(-3);
  for (const d of last) await holdDay(w.client, d);
  const full = await w.build({ asOf: last[0] ?? '', fullRefresh: true });
  console.log(file, dates.length, last, full.modelSeconds, full.assertionSeconds, full.slowest.slice(0,8));
  await w.close();
}

copyWarehouse('/tmp/eight/one.duckdb','/tmp/eight/last.duckdb'); await refresh('/tmp/eight/last.duckdb','2021-01-01');
