import { createRawTables } from '../../ingest/landing/landing.ts';
import { openRawWarehouse, project } from '../ingest/raw-warehouse.ts';
import type { CompiledGraph, CompiledTable } from './compile.ts';

type Value = string | number | boolean | null;
export type Row = Record<string, Value>;

/** A warehouse in which every model upstream of some features is there, empty, to be filled by a test. */
export interface FeatureWarehouse {
  /** Adds rows to a stored table; columns that are not named are NULL, `loaded_at` is now unless given. */
  insert: (table: string, ...rows: Row[]) => Promise<void>;
  /** Adds rows to a stored table from a file of JSON lines, `loaded_at` included. */
  load: (table: string, file: string) => Promise<void>;
  /** Builds the named models, in this order, anew or as the next incremental run. */
  build: (mode: 'full' | 'incremental', ...models: string[]) => Promise<void>;
  /** Builds every table of features that the warehouse was opened for, in order. */
  buildFeatures: (mode: 'full' | 'incremental') => Promise<void>;
  /** Replaces what differs, so that these tables hold these rows; rows that stay keep their `loaded_at`. */
  become: (rows: Readonly<Record<string, Row[]>>) => Promise<void>;
  /** Takes away all rows that were inserted. */
  empty: () => Promise<void>;
  query: (sql: string) => Promise<Row[]>;
  /** Every row of a model as JSON text but for `loaded_at`, sorted. */
  content: (model: string) => Promise<string[]>;
  close: () => Promise<void>;
}

/** Columns that tell the rows of historical tables apart, where they have them. */
const keys = [
  'game_pk',
  'season',
  'team_id',
  'player_id',
  'venue_id',
  'kind',
  'team_side',
  'batting_place',
  'announced_date',
];

const pathOf = ({ target }: CompiledTable): string => `${target.schema}.${target.name}`;

/** The tables that a model is made of, itself last, each after what it is made of. */
function upstream(graph: CompiledGraph, names: readonly string[]): CompiledTable[] {
  const found = new Map<string, CompiledTable>();
  const visit = (name: string): void => {
    const table = graph.tables.find(({ target }) => target.name === name);
    if (table === undefined || found.has(name)) return;
    for (const dependency of table.dependencyTargets ?? []) visit(dependency.name);
    found.set(name, table);
  };
  names.forEach(visit);
  return [...found.values()];
}

export async function openFeatureWarehouse(
  graph: CompiledGraph,
  ...models: string[]
): Promise<FeatureWarehouse> {
  const { client, close } = await openRawWarehouse();
  await createRawTables({ client, project, location: 'US' });
  const tables = upstream(graph, models);
  for (const schema of new Set(tables.map(({ target }) => target.schema))) {
    await client.createDataset(schema);
  }
  const create = async (table: CompiledTable): Promise<void> => {
    const kind = table.enumType === 'VIEW' ? 'VIEW' : 'TABLE';
    await client.query(
      [
        ...(table.preOps ?? []),
        `CREATE OR REPLACE ${kind} ${pathOf(table)} AS ${table.query}`,
        ...(table.postOps ?? []),
      ].join(';\n'),
    );
  };
  for (const table of tables) await create(table);

  const find = (name: string): CompiledTable => {
    const table = tables.find(({ target }) => target.name === name);
    if (table === undefined) throw new Error(`no model ${name} upstream of ${models.join(', ')}`);
    return table;
  };

  const columnsOf = async (table: CompiledTable): Promise<string[]> => {
    const [rows] = await client.query(`SELECT column_name AS name
      FROM ${table.target.schema}.INFORMATION_SCHEMA.COLUMNS
      WHERE table_name = '${table.target.name}' ORDER BY ordinal_position`);
    return (rows as { name: string }[]).map(({ name }) => name);
  };

  const held = new Map<string, Row[]>();

  const insert = async (name: string, ...rows: Row[]): Promise<void> => {
    const { target } = find(name);
    held.set(name, [...(held.get(name) ?? []), ...rows]);
    const loaded_at = new Date().toISOString();
    for (let from = 0; from < rows.length; from += 500) {
      await client
        .dataset(target.schema)
        .table(target.name)
        .insert(rows.slice(from, from + 500).map((row) => ({ loaded_at, ...row })));
    }
  };

  const build = async (mode: 'full' | 'incremental', table: CompiledTable): Promise<void> => {
    if (mode === 'full' || table.enumType !== 'INCREMENTAL') {
      await create(table);
      return;
    }
    const columns = (await columnsOf(table)).join(', ');
    await client.query(
      [
        ...(table.incrementalPreOps ?? []),
        `INSERT INTO ${pathOf(table)} (${columns}) SELECT ${columns} FROM (${table.incrementalQuery ?? ''})`,
        ...(table.incrementalPostOps ?? []),
      ].join(';\n'),
    );
  };

  const query = async (sql: string): Promise<Row[]> => {
    const [rows] = (await client.query(sql)) as [Row[]];
    return rows;
  };

  return {
    insert,
    load: async (name, file) => {
      const { target } = find(name);
      await client
        .dataset(target.schema)
        .table(target.name)
        .load(file, { sourceFormat: 'NEWLINE_DELIMITED_JSON', writeDisposition: 'WRITE_APPEND' });
    },
    become: async (rows) => {
      for (const [name, wanted] of Object.entries(rows)) {
        const path = pathOf(find(name));
        const had = held.get(name) ?? [];
        const text = new Set(wanted.map((row) => JSON.stringify(row)));
        const gone = had.filter((row) => !text.has(JSON.stringify(row)));
        for (let from = 0; from < gone.length; from += 200) {
          const conditions = gone.slice(from, from + 200).map(
            (row) =>
              `(${keys
                .filter((key) => key in row)
                .map(
                  (key) => `${key} = ${typeof row[key] === 'string' ? `'${row[key]}'` : row[key]}`,
                )
                .join(' AND ')})`,
          );
          await client.query(`DELETE FROM ${path} WHERE ${conditions.join(' OR ')}`);
        }
        const kept = new Set(had.map((row) => JSON.stringify(row)));
        held.set(
          name,
          had.filter((row) => text.has(JSON.stringify(row))),
        );
        await insert(name, ...wanted.filter((row) => !kept.has(JSON.stringify(row))));
      }
    },
    buildFeatures: async (mode) => {
      for (const table of tables.filter(({ target }) => target.schema === 'mlb_features')) {
        await build(mode, table);
      }
    },
    build: async (mode, ...names) => {
      for (const name of names) await build(mode, find(name));
    },
    empty: async () => {
      for (const name of held.keys()) await query(`DELETE FROM ${pathOf(find(name))} WHERE TRUE`);
      held.clear();
    },
    query,
    content: async (model) => {
      const table = find(model);
      const columns = (await columnsOf(table)).filter((name) => name !== 'loaded_at');
      const rows = await query(
        `SELECT TO_JSON_STRING(STRUCT(${columns.join(', ')})) AS row FROM ${pathOf(table)}`,
      );
      return rows.map(({ row }) => String(row)).sort();
    },
    close,
  };
}
