import type { TableMetadata } from '@google-cloud/bigquery';
import { z } from 'zod';
import type { RawWarehouse } from '../raw-warehouse.ts';
import { calling, unlessThere } from '../warehouse-calls.ts';
import { operationalDataset, operationalTables } from './operational-tables.ts';
import type { OperationalColumn, OperationalRow, OperationalTable } from './table.ts';

/** Rows of one statement; BigQuery takes 10 MB with a query. */
const rowsAtOnce = 500;

/**
 * Makes the operational dataset and those of its tables that are missing.
 * @param tables those of ingest unless given
 * @throws TankError E_WAREHOUSE
 */
export async function createOperationalTables(
  { client, location }: RawWarehouse,
  tables: readonly OperationalTable[] = operationalTables,
): Promise<void> {
  await calling('E_WAREHOUSE', `creating the tables of ${operationalDataset}`, async () => {
    const dataset = client.dataset(operationalDataset, { location });
    if (!(await dataset.exists())[0]) {
      await unlessThere(client.createDataset(operationalDataset, { location }));
    }
    const present = new Set((await dataset.getTables())[0].map((table) => table.id));
    for (const table of tables.filter(({ name }) => !present.has(name))) {
      await unlessThere(dataset.createTable(table.name, metadataOf(table)));
    }
  });
}

function metadataOf(table: OperationalTable): TableMetadata {
  return {
    description: table.description,
    schema: { fields: table.columns.map((column) => ({ ...column })) },
    ...(table.clustering !== undefined && { clustering: { fields: [...table.clustering] } }),
    ...(table.partition !== undefined && {
      timePartitioning: { type: 'DAY', field: table.partition },
    }),
  };
}

/**
 * MERGEs rows into an operational table by its keys. Rows that are there are replaced, or kept as they are.
 * @throws TankError E_WAREHOUSE
 */
export async function mergeRows(
  { client, project, location }: RawWarehouse,
  table: OperationalTable,
  rows: readonly OperationalRow[],
  present: 'replaced' | 'kept',
): Promise<void> {
  const query = mergeSql(table, `\`${project}.${operationalDataset}.${table.name}\``, present);
  for (let first = 0; first < rows.length; first += rowsAtOnce) {
    const text = JSON.stringify(rows.slice(first, first + rowsAtOnce));
    await calling('E_WAREHOUSE', `writing ${operationalDataset}.${table.name}`, () =>
      client.query({ query, location, params: { rows: text } }),
    );
  }
}

/** MERGE of rows that come as one JSON array in the parameter `rows`. */
export function mergeSql(
  { columns, keys }: OperationalTable,
  target: string,
  present: 'replaced' | 'kept',
): string {
  const names = columns.map(({ name }) => name);
  const updates = names.filter((name) => !keys.includes(name)).map((name) => `${name} = S.${name}`);
  const matched =
    present === 'replaced' && updates.length > 0
      ? `WHEN MATCHED THEN\n  UPDATE SET ${updates.join(', ')}\n`
      : '';
  return `MERGE INTO ${target} AS T
USING (
  SELECT ${columns.map((column) => `${valueSql(column)} AS ${column.name}`).join(',\n    ')}
  FROM UNNEST(JSON_QUERY_ARRAY(PARSE_JSON(@rows, wide_number_mode => 'round'))) AS item
) AS S
ON ${keys.map((key) => `T.${key} = S.${key}`).join(' AND ')}
${matched}WHEN NOT MATCHED THEN
  INSERT (${names.join(', ')}) VALUES (${names.map((name) => `S.${name}`).join(', ')})`;
}

function valueSql({ name, type }: OperationalColumn): string {
  if (type === 'JSON') return `JSON_QUERY(item, '$.${name}')`;
  const text = `JSON_VALUE(item, '$.${name}')`;
  if (type === 'STRING') return text;
  const sqlType = { INTEGER: 'INT64', FLOAT: 'FLOAT64', BOOLEAN: 'BOOL' } as const;
  return `CAST(${text} AS ${type === 'DATE' || type === 'TIMESTAMP' ? type : sqlType[type]})`;
}

/**
 * Rows of a query on operational tables.
 * @throws TankError E_WAREHOUSE
 */
export async function selectOperational<Row>(
  { client, project, location }: RawWarehouse,
  row: z.ZodType<Row>,
  sql: (table: (table: OperationalTable) => string) => string,
  params?: Readonly<Record<string, unknown>>,
): Promise<Row[]> {
  const query = sql(({ name }) => `\`${project}.${operationalDataset}.${name}\``);
  return calling('E_WAREHOUSE', `reading ${operationalDataset}`, async () => {
    const [rows] = await client.query({ query, location, ...(params && { params }) });
    return z.array(row).parse(rows);
  });
}

/**
 * Runs a DML statement on operational tables.
 * @returns rows changed.
 * @throws TankError E_WAREHOUSE
 */
export async function changeOperational(
  { client, project, location }: RawWarehouse,
  sql: (table: (table: OperationalTable) => string) => string,
  params: Readonly<Record<string, unknown>>,
): Promise<number> {
  const query = sql(({ name }) => `\`${project}.${operationalDataset}.${name}\``);
  return calling('E_WAREHOUSE', `changing ${operationalDataset}`, async () => {
    const [job] = await client.createQueryJob({ query, location, params });
    await job.getQueryResults();
    await job.getMetadata();
    return dmlJob.parse(job.metadata).statistics.query.numDmlAffectedRows;
  });
}

const dmlJob = z.object({
  statistics: z.object({ query: z.object({ numDmlAffectedRows: z.coerce.number() }) }),
});
