import type { BigQuery, TableField } from '@google-cloud/bigquery';
import pMap from 'p-map';
import { z } from 'zod';

export interface ColumnSchema {
  name: string;
  /** GoogleSQL type under its standard name: INT64 not INTEGER, STRUCT not RECORD. */
  type: string;
  mode: 'NULLABLE' | 'REQUIRED' | 'REPEATED';
  description?: string;
  /** Columns of a STRUCT; empty for every other type. */
  fields: ColumnSchema[];
}

export interface TableSchema {
  dataset: string;
  table: string;
  isView: boolean;
  description?: string;
  columns: ColumnSchema[];
}

const standardNames: Readonly<Record<string, string>> = {
  INTEGER: 'INT64',
  FLOAT: 'FLOAT64',
  BOOLEAN: 'BOOL',
  RECORD: 'STRUCT',
  DECIMAL: 'NUMERIC',
  BIGDECIMAL: 'BIGNUMERIC',
};

const tableMetadata = z.object({
  type: z.string(),
  description: z.string().optional(),
  schema: z.object({ fields: z.array(z.custom<TableField>()).default([]) }).optional(),
});

/**
 * The schemas of every table and view in the datasets whose names start with the prefix, by dataset and table name.
 * Columns keep the order of the table. Models are not listed: they have no columns.
 */
export async function readTableSchemas(
  client: BigQuery,
  datasetPrefix: string,
): Promise<TableSchema[]> {
  const [datasets] = await client.getDatasets();
  const wanted = datasets.filter((dataset) => dataset.id?.startsWith(datasetPrefix));
  const tables = (
    await pMap(wanted, async (dataset) => (await dataset.getTables())[0], { concurrency: 4 })
  ).flat();
  const schemas = await pMap(
    tables,
    async (table): Promise<TableSchema> => {
      const metadata = tableMetadata.parse((await table.getMetadata())[0]);
      return {
        dataset: table.dataset.id ?? '',
        table: table.id ?? '',
        isView: metadata.type.endsWith('VIEW'),
        ...(metadata.description !== undefined && { description: metadata.description }),
        columns: (metadata.schema?.fields ?? []).map(columnSchema),
      };
    },
    { concurrency: 4 },
  );
  return schemas.sort((a, b) => compareText(a.dataset, b.dataset) || compareText(a.table, b.table));
}

const modes = ['NULLABLE', 'REQUIRED', 'REPEATED'] as const;

/** A column as the API describes it. */
export function columnSchema(field: TableField): ColumnSchema {
  const type = (field.type ?? '').toUpperCase();
  return {
    name: field.name ?? '',
    type: standardNames[type] ?? type,
    mode: modes.find((mode) => mode === field.mode?.toUpperCase()) ?? 'NULLABLE',
    ...(field.description !== undefined && { description: field.description }),
    fields: (field.fields ?? []).map(columnSchema),
  };
}

/** Code unit order: the same on every machine, whatever its locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
