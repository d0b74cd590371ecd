import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { runScript } from '../sql/interpret.ts';
import { registerNativeFunctions } from '../sql/native-functions.ts';
import { parseScript } from '../sql/script.ts';
import type {
  FieldSchema,
  ObjectReference,
  Statement,
  TranslationContext,
} from '../sql/statement.ts';
import { macros, translate } from '../sql/translate.ts';

/** An in-memory DuckDB that runs GoogleSQL through the translator, for tests of the translator alone. */
export interface SqlHost {
  connection: DuckDBConnection;
  context: TranslationContext;
  /** Rows of a query, or of the DuckDB statement a DML statement became. */
  rows(sql: string, context?: Partial<TranslationContext>): Promise<unknown[][]>;
  /** Runs a script; returns the rows of its last statement. */
  script(sql: string): Promise<unknown[][] | undefined>;
  close(): void;
}

export async function openSqlHost(): Promise<SqlHost> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  registerNativeFunctions(connection);
  for (const macro of macros) await connection.run(macro);
  await connection.run(`ATTACH ':memory:' AS p`);
  await connection.run('CREATE SCHEMA p.d');
  const tables = new Map<string, FieldSchema[]>();
  const key = (table: ObjectReference) => `${table.dataset}.${table.name}`.toLowerCase();
  const context: TranslationContext = {
    project: 'p',
    defaultDataset: 'd',
    columns: (table) => Promise.resolve(tables.get(key(table))),
    relation: (table) => (table.dataset === '_SESSION' ? `temp.main."${table.name}"` : undefined),
  };

  async function query(sql: string): Promise<unknown[][]> {
    const reader = await connection.runAndReadAll(sql);
    return reader.getRowsJson();
  }

  async function run(statement: Statement): Promise<unknown[][]> {
    if (statement.kind === 'create_table') {
      const { target } = statement;
      const name =
        context.relation?.(target) ?? `"${target.project}"."${target.dataset}"."${target.name}"`;
      await query(
        `CREATE OR REPLACE ${statement.temporary ? 'TEMP ' : ''}TABLE ${name} AS ${statement.query ?? ''}`,
      );
      tables.set(key(target), statement.fields ?? []);
      return [];
    }
    if (statement.kind === 'drop') {
      tables.delete(key(statement.target));
      const name =
        context.relation?.(statement.target) ??
        `"${statement.target.project}"."${statement.target.dataset}"."${statement.target.name}"`;
      return query(`DROP TABLE ${statement.ifExists ? 'IF EXISTS ' : ''}${name}`);
    }
    if (!('sql' in statement)) throw new Error(`The test host cannot run ${statement.kind}`);
    return query(statement.sql);
  }

  return {
    connection,
    context,
    rows: async (sql, extra) => run(await translate(sql, { ...context, ...extra })),
    script: (sql) =>
      runScript(parseScript(sql), {
        source: sql,
        context,
        run,
        query: async (text) => (await connection.runAndReadAll(text)).getRowsJS(),
        transaction: async (action) => {
          await connection.run(action);
        },
        message: (error) => (error instanceof Error ? error.message : String(error)),
      }),
    close: () => {
      connection.closeSync();
    },
  };
}
