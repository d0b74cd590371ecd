import type { BigQuery } from '@google-cloud/bigquery';
import { openWarehouse } from '../../embedded/index.ts';
import { createClient } from '../../warehouse/client.ts';
import { loadConfig } from '../../warehouse/config.ts';
import { readTableSchemas } from '../../warehouse/table-schemas.ts';
import { analyze } from '../zetasql/analyze.ts';
import {
  bigQueryLanguage,
  type Routine,
  type RoutineType,
  type Tables,
} from '../zetasql/catalog.ts';
import { startZetaSql } from '../zetasql/server.ts';

export const project = 'hankstank';

type Value = string | number | boolean | null;

/** Columns of a table by name, each with its GoogleSQL type. */
export type Columns = Readonly<Record<string, string>>;

/** A warehouse in memory whose tables a test writes row by row. */
export interface SmallWarehouse {
  client: BigQuery;
  /** Makes a table; every column that a row leaves out is NULL. */
  table: (
    name: string,
    columns: Columns,
    rows?: readonly Readonly<Record<string, Value>>[],
  ) => Promise<void>;
  insert: (name: string, rows: readonly Readonly<Record<string, Value>>[]) => Promise<void>;
  rows: <Row>(sql: string) => Promise<Row[]>;
  /** The message a query fails with; fails itself when the query does not. */
  failure: (sql: string) => Promise<string>;
  /** ZetaSQL's messages about statements, by name; empty when it accepts all. */
  faults: (statements: Readonly<Record<string, string>>) => Promise<Record<string, string>>;
  close: () => Promise<void>;
}

/** What is read of the metadata of a routine. */
interface RoutineMetadata {
  routineType: string;
  arguments: { dataType: RoutineType }[];
  returnType: RoutineType;
}

function literal(value: Value): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "\\'")}'`;
  return value === null ? 'NULL' : String(value);
}

export async function openSmallWarehouse(): Promise<SmallWarehouse> {
  const warehouse = await openWarehouse({ file: ':memory:', project, threads: 1 });
  const client = createClient(loadConfig({}, { endpoint: warehouse.url, project }));
  const made = new Map<string, Columns>();
  const query = async (sql: string): Promise<unknown[]> => {
    const [rows] = await client.query({ query: sql, wrapIntegers: false });
    return rows as unknown[];
  };
  const readRoutines = async (): Promise<Routine[]> => {
    const [datasets] = await client.getDatasets();
    const found: Routine[] = [];
    for (const dataset of datasets) {
      const [routines] = await dataset.getRoutines();
      for (const routine of routines) {
        const [metadata] = (await routine.getMetadata()) as unknown as [RoutineMetadata];
        if (metadata.routineType !== 'SCALAR_FUNCTION') continue;
        found.push({
          name: `${project}.${dataset.id ?? ''}.${routine.id ?? ''}`,
          arguments: metadata.arguments.map(({ dataType }) => dataType),
          returns: metadata.returnType,
        });
      }
    }
    return found;
  };
  const insert: SmallWarehouse['insert'] = async (name, rows) => {
    if (rows.length === 0) return;
    const columns = Object.entries(made.get(name) ?? {});
    for (const row of rows) {
      const unknown = Object.keys(row).filter((key) => !columns.some(([column]) => column === key));
      if (unknown.length > 0) throw new Error(`${name} has no column ${unknown.join(', ')}`);
    }
    const tuples = rows.map(
      (row) =>
        `(${columns.map(([column, type]) => `CAST(${literal(row[column] ?? null)} AS ${type})`).join(', ')})`,
    );
    await query(
      `INSERT INTO ${name} (${columns.map(([column]) => column).join(', ')}) VALUES ${tuples.join(',\n')}`,
    );
  };
  return {
    client,
    insert,
    table: async (name, columns, rows = []) => {
      const [dataset = ''] = name.split('.');
      await query(`CREATE SCHEMA IF NOT EXISTS ${dataset}`);
      const list = Object.entries(columns).map(([column, type]) => `${column} ${type}`);
      await query(`CREATE OR REPLACE TABLE ${name} (${list.join(', ')})`);
      made.set(name, columns);
      await insert(name, rows);
    },
    rows: async <Row>(sql: string) => (await query(sql)) as Row[],
    failure: async (sql) => {
      const message = await query(sql).then(
        () => undefined,
        (error: unknown) => (error as Error).message,
      );
      if (message === undefined) throw new Error(`did not fail: ${sql}`);
      return message;
    },
    faults: async (statements) => {
      const schemas = await readTableSchemas(client, 'mlb_');
      const tables: Tables = Object.fromEntries(
        schemas.map(({ dataset, table, columns }) => [`${project}.${dataset}.${table}`, columns]),
      );
      const zetaSql = await startZetaSql();
      try {
        const language = await bigQueryLanguage(zetaSql);
        const routines = await readRoutines();
        const found: Record<string, string> = {};
        for (const [name, statement] of Object.entries(statements)) {
          const fault = await analyze(zetaSql, language, statement, tables, routines);
          if (fault !== undefined) found[name] = fault;
        }
        return found;
      } finally {
        zetaSql.stop();
      }
    },
    close: () => warehouse.close(),
  };
}
