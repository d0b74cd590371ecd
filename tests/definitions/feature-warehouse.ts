import { createRawTables } from '../../ingest/landing/landing.ts';
import { openRawWarehouse, project } from '../ingest/raw-warehouse.ts';
import type { CompiledGraph, CompiledTable } from './compile.ts';

type Value = string | number | boolean | null;
export type Row = Record<string, Value>;

/** A warehouse in which every model upstream of some features is there, empty, to be filled by a test. */
export interface FeatureWarehouse {
  /** Adds rows to a stored table; columns that are not named are NULL, `loaded_at` is now unless given. */
  insert: (table: string, ...rows: Row[]) => Promise<void>;
  /** Builds the named models, in this order, anew or as the next incremental run. */
  build: (mode: 'full' | 'incremental', ...models: string[]) => Promise<void>;
  query: (sql: string) => Promise<Row[]>;
  close: () => Promise<void>;
}

const literal = (type: string, value: Value | undefined): string => {
  if (value === null || value === undefined) return `CAST(NULL AS ${type})`;
  return typeof value === 'string'
    ? `CAST('${value.replaceAll("'", "\\'")}' AS ${type})`
    : `CAST(${String(value)} AS ${type})`;
};

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
    await client.query(`CREATE OR REPLACE ${kind} ${pathOf(table)} AS ${table.query}`);
  };
  for (const table of tables) await create(table);

  const find = (name: string): CompiledTable => {
    const table = tables.find(({ target }) => target.name === name);
    if (table === undefined) throw new Error(`no model ${name} upstream of ${models.join(', ')}`);
    return table;
  };

  const columnsOf = async (table: CompiledTable): Promise<{ name: string; type: string }[]> => {
    const [rows] = await client.query(`SELECT column_name AS name, data_type AS type
      FROM ${table.target.schema}.INFORMATION_SCHEMA.COLUMNS
      WHERE table_name = '${table.target.name}' ORDER BY ordinal_position`);
    return rows as { name: string; type: string }[];
  };

  return {
    insert: async (name, ...rows) => {
      const table = find(name);
      const columns = await columnsOf(table);
      const unknown = rows.flatMap((row) =>
        Object.keys(row).filter((key) => !columns.some((column) => column.name === key)),
      );
      if (unknown.length > 0) throw new Error(`no columns ${unknown.join(', ')} in ${name}`);
      const selects = rows.map((row) => {
        const values = columns.map((column) =>
          column.name === 'loaded_at' && row.loaded_at === undefined
            ? 'CURRENT_TIMESTAMP()'
            : literal(column.type, row[column.name]),
        );
        return `SELECT ${values.join(', ')}`;
      });
      await client.query(
        `INSERT INTO ${pathOf(table)} (${columns.map((column) => column.name).join(', ')})
        ${selects.join(' UNION ALL ')}`,
      );
    },
    build: async (mode, ...names) => {
      for (const name of names) {
        const table = find(name);
        if (mode === 'full' || table.enumType !== 'INCREMENTAL') {
          await create(table);
          continue;
        }
        const columns = (await columnsOf(table)).map((column) => column.name).join(', ');
        await client.query(
          [
            ...(table.incrementalPreOps ?? []),
            `INSERT INTO ${pathOf(table)} (${columns}) SELECT ${columns} FROM (${table.incrementalQuery ?? ''})`,
            ...(table.incrementalPostOps ?? []),
          ].join(';\n'),
        );
      }
    },
    query: async (sql) => {
      const [rows] = (await client.query(sql)) as [Row[]];
      return rows;
    },
    close,
  };
}
