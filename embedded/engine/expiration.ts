import type { TableEntry } from './catalog.ts';
import { removeObject } from './definitions.ts';
import type { Engine } from './engine.ts';

const isExpired = ({ expirationTime }: TableEntry, now: number): boolean =>
  expirationTime !== undefined && Number(expirationTime) <= now;

/** Drops the tables and views whose expiration time has come. */
export async function dropExpired(engine: Engine): Promise<void> {
  const due = engine.catalog.list('table').filter((entry) => isExpired(entry, Date.now()));
  if (due.length === 0) return;
  await engine.change(async (changes, connection) => {
    for (const { dataset, name } of due) {
      const entry = changes.get('table', dataset, name);
      if (entry === undefined || !isExpired(entry, Date.now())) continue;
      const target = { project: engine.project, dataset, name };
      await removeObject({ engine, connection }, changes, target, 'table');
    }
  });
}
