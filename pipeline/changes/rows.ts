import type { BigQuery, TableField } from '@google-cloud/bigquery';
import { warehouseError } from '../../warehouse/bigquery-dialect.ts';
import {
  keyOf,
  type CompiledProject,
  type CompiledTable,
} from '../../warehouse/compiled-project.ts';

/** What differs in a table between two builds of the same raw rows. */
export interface TableChange {
  /** `dataset.name`. */
  target: string;
  /** Rows in each build. */
  before: number;
  after: number;
  /** Keys that only one of them has, and keys of both whose rows differ. */
  added: number;
  removed: number;
  changed: number;
  /** Columns of both that differ, with the number of keys in which they do. */
  columns: { name: string; rows: number }[];
  addedColumns: string[];
  removedColumns: string[];
  /** One key of so many was compared. */
  sampledOneOf: number;
}

/** Columns that say when work was done or count how often, and differ between two runs of the same. */
const circumstances = [
  'known_at',
  'loaded_at',
  'raw_loaded_at',
  'batch_id',
  'trained_at',
  'model_version',
  'predicted_at',
  'forecast_made_at',
  'recorded_at',
  'promoted_at',
];

/** Keys of a table that are compared at most. */
const mostKeys = 5_000;

/** Values of a row as text, by column. */
type Values = Record<string, string>;

const isTable = ({ enumType, disabled }: CompiledTable): boolean =>
  enumType !== 'VIEW' && disabled !== true;

async function fieldsOf(client: BigQuery, target: string): Promise<TableField[] | undefined> {
  const [dataset = '', name = ''] = target.split('.');
  const table = client.dataset(dataset).table(name);
  if (!(await table.exists())[0]) return undefined;
  const [metadata] = (await table.getMetadata()) as unknown as [
    { schema: { fields: TableField[] } },
  ];
  return metadata.schema.fields.filter(({ name: column = '' }) => !circumstances.includes(column));
}

async function ask<Row>(client: BigQuery, query: string): Promise<Row[]> {
  const [rows] = await client.query(query);
  return rows as Row[];
}

async function countOf(client: BigQuery, target: string): Promise<number> {
  const [found] = await ask<{ n: number }>(client, `SELECT COUNT(*) AS n FROM ${target}`);
  return found?.n ?? 0;
}

/** Fractions to ten digits, since sums over threads differ in the last ones. */
const text = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'number' ? Number(part.toPrecision(10)) : part,
  );

/** Rows by key, one of so many keys. Rows without a key are keyed by their content: they are there or not. */
async function rowsOf(
  client: BigQuery,
  target: string,
  key: readonly string[],
  names: readonly string[],
  oneOf: number,
): Promise<Map<string, Values>> {
  const keyed = key.length > 0 ? key : names;
  const sampled =
    oneOf === 1
      ? ''
      : ` WHERE MOD(FARM_FINGERPRINT(TO_JSON_STRING(STRUCT(${keyed.join(', ')}))), ${oneOf}) = 0`;
  const rows = await ask<Record<string, unknown>>(
    client,
    `SELECT ${names.join(', ')} FROM ${target}${sampled}`,
  );
  return new Map(
    rows.map((row) => {
      const values = Object.fromEntries(names.map((name) => [name, text(row[name] ?? null)]));
      return [keyed.map((name) => values[name]).join('/'), values];
    }),
  );
}

/** Compares a table of two builds. @returns undefined when it is the same, or in neither */
async function tableChange(
  before: BigQuery,
  after: BigQuery,
  target: string,
  key: readonly string[],
): Promise<TableChange | undefined> {
  const [was = [], is = []] = await Promise.all([
    fieldsOf(before, target),
    fieldsOf(after, target),
  ]);
  const names = (fields: readonly TableField[]): string[] => fields.map(({ name = '' }) => name);
  const addedColumns = names(is).filter((name) => !names(was).includes(name));
  const removedColumns = names(was).filter((name) => !names(is).includes(name));
  const shared = names(is).filter((name) => names(was).includes(name));
  if (shared.length === 0) return undefined;
  const [old, now] = await Promise.all([countOf(before, target), countOf(after, target)]);
  const sampledOneOf = Math.max(1, Math.ceil(Math.max(old, now) / mostKeys));
  const sharedKey = key.every((column) => shared.includes(column)) ? key : [];
  const [left, right] = await Promise.all([
    rowsOf(before, target, sharedKey, shared, sampledOneOf),
    rowsOf(after, target, sharedKey, shared, sampledOneOf),
  ]);
  const change: TableChange = {
    target,
    before: old,
    after: now,
    added: 0,
    removed: 0,
    changed: 0,
    columns: [],
    addedColumns,
    removedColumns,
    sampledOneOf,
  };
  const counts = new Map<string, number>();
  for (const [rowKey, values] of right) {
    const other = left.get(rowKey);
    if (other === undefined) change.added += 1;
    else {
      const differing = shared.filter((name) => values[name] !== other[name]);
      if (differing.length > 0) change.changed += 1;
      for (const name of differing) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  change.removed = [...left.keys()].filter((rowKey) => !right.has(rowKey)).length;
  change.columns = [...counts]
    .map(([name, rows]) => ({ name, rows }))
    .sort((a, b) => b.rows - a.rows || (a.name < b.name ? -1 : 1));
  const { added, removed, changed } = change;
  const differs = added + removed + changed + addedColumns.length + removedColumns.length > 0;
  return differs || old !== now ? change : undefined;
}

/**
 * What differs between the tables of two builds, of those that both projects have.
 * @throws TankError E_WAREHOUSE
 */
export async function tableChanges(
  before: { client: BigQuery; project: CompiledProject },
  after: { client: BigQuery; project: CompiledProject },
): Promise<TableChange[]> {
  const targets = (project: CompiledProject): string[] =>
    (project.tables ?? [])
      .filter(isTable)
      .map(({ target: { schema, name } }) => `${schema}.${name}`);
  const known = new Set(targets(before.project));
  const changes: TableChange[] = [];
  for (const target of targets(after.project)
    .filter((name) => known.has(name))
    .sort()) {
    const [schema = '', name = ''] = target.split('.');
    try {
      const change = await tableChange(
        before.client,
        after.client,
        target,
        keyOf(after.project, { schema, name }),
      );
      if (change !== undefined) changes.push(change);
    } catch (error) {
      throw warehouseError(error);
    }
  }
  return changes;
}
