import type { ObjectReference } from '../sql/statement.ts';
import type { Catalog, TableEntry } from './catalog.ts';
import { requireDataset, shownName, type Engine } from './engine.ts';
import { duplicate, notImplemented } from './errors.ts';
import { requireType } from './tables.ts';

/** What stands where a table or view is to be made. */
export interface Place {
  existing: TableEntry | undefined;
  /** Whether it stays as it is, for IF NOT EXISTS. */
  stays: boolean;
}

/**
 * Looks where a table or view is to be made.
 * @throws BigQueryError notFound without its dataset, duplicate when it may not replace what is there, invalidQuery when that is of
 * another type, notImplemented beside a name that differs only in case.
 */
export function placeOf(
  engine: Engine,
  catalog: Catalog,
  { target, mode }: { target: ObjectReference; mode: 'create' | 'or_replace' | 'if_not_exists' },
  type: TableEntry['type'],
): Place {
  requireDataset(engine, catalog, target);
  refuseOtherCase(catalog, target);
  const existing = catalog.get('table', target.dataset, target.name);
  if (existing === undefined) return { existing, stays: false };
  if (mode === 'create') throw duplicate('Table', shownName(target));
  requireType(target, existing, type);
  return { existing, stays: mode === 'if_not_exists' };
}

/** DuckDB takes names that differ in case for the same one, where BigQuery has two tables. */
export function refuseOtherCase(catalog: Catalog, target: ObjectReference): void {
  const wanted = target.name.toLowerCase();
  const other = catalog
    .list('table', target.dataset)
    .find((entry) => entry.name !== target.name && entry.name.toLowerCase() === wanted);
  if (other === undefined) return;
  throw notImplemented(
    `Not supported by the embedded warehouse: ${target.name} beside ${other.name}, a name that differs only in case`,
  );
}
