import { DuckDBInstance } from '@duckdb/node-api';
import { circumstances, logDataset, type TableSnapshot } from './snapshot.ts';

interface Column {
  schema_name: string;
  table_name: string;
  column_name: string;
  data_type: string;
}

/** Fractions are compared to eight digits: sums over threads differ in the last ones. */
function comparable({ column_name: name, data_type: type }: Column): string {
  const column = `"${name}"`;
  if (type === 'DOUBLE') {
    return `CASE WHEN ${column} = 0 OR NOT isfinite(${column}) THEN ${column}
      ELSE round(${column}, 7 - floor(log10(abs(${column})))::INTEGER) END`;
  }
  if (type.includes('DOUBLE')) {
    return String.raw`regexp_replace(${column}::VARCHAR, '(\d\.\d{8})\d+', '\1', 'g')`;
  }
  return column;
}

/**
 * Row count and content hash of every table of the `mlb_*` datasets in a closed warehouse's file, but for the log of runs and
 * the columns that say when and where something was done. DuckDB reads the file itself, which takes seconds where the
 * warehouse would take minutes; what a view shows is in its tables.
 */
export async function fileSnapshot(file: string): Promise<Record<string, TableSnapshot>> {
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(`
      SELECT schema_name, table_name, column_name, data_type
      FROM duckdb_columns() SEMI JOIN duckdb_tables() USING (schema_name, table_name)
      WHERE schema_name LIKE 'mlb_%' AND schema_name != '${logDataset}'
      ORDER BY schema_name, table_name, column_index`);
    const byTable = new Map<string, Column[]>();
    for (const column of reader.getRowObjectsJS() as unknown as Column[]) {
      const table = `${column.schema_name}.${column.table_name}`;
      byTable.set(table, [...(byTable.get(table) ?? []), column]);
    }
    const tables: Record<string, TableSnapshot> = {};
    for (const [table, columns] of byTable) {
      const values = columns
        .filter(({ column_name: column }) => !circumstances.includes(column))
        .map(comparable)
        .join(', ');
      const answer = await connection.runAndReadAll(`
        SELECT count(*)::INTEGER AS row_count, bit_xor(hash(${values}))::VARCHAR || sum(hash(${values}))::VARCHAR AS content
        FROM ${table}`);
      const [row] = answer.getRowObjectsJS() as { row_count: number; content: string | null }[];
      tables[table] = { rows: row?.row_count ?? 0, hash: row?.content ?? '' };
    }
    return tables;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
