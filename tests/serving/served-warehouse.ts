import type { BigQuery, TableField } from '@google-cloud/bigquery';
import { openWarehouse } from '../../embedded/index.ts';
import { createClient } from '../../warehouse/client.ts';
import { loadConfig } from '../../warehouse/config.ts';
import type { ColumnSchema } from '../../warehouse/table-schemas.ts';
import { servedTables } from './table-schemas.ts';

export interface ServedWarehouse {
  client: BigQuery;
  insert: (table: string, rows: readonly object[]) => Promise<void>;
  close: () => Promise<void>;
}

/** An embedded warehouse in memory with the tables serving reads, empty. */
export async function openServedWarehouse(): Promise<ServedWarehouse> {
  const warehouse = await openWarehouse({ file: ':memory:', project: 'hankstank' });
  const client = createClient(loadConfig({}, { endpoint: warehouse.url }));
  for (const dataset of new Set(servedTables.map((table) => table.dataset))) {
    await client.createDataset(dataset);
  }
  for (const { dataset, table, description, columns } of servedTables) {
    await client.dataset(dataset).createTable(table, {
      ...(description !== undefined && { description }),
      schema: { fields: columns.map(tableField) },
    });
  }
  return {
    client,
    insert: async (table, rows) => {
      const [dataset = '', name = ''] = table.split('.');
      await client
        .dataset(dataset)
        .table(name)
        .insert([...rows]);
    },
    close: () => warehouse.close(),
  };
}

/** Makes the table of the challengers' forecasts, which has the columns of the champion's, with some rows. */
export async function addChallengers(
  { client, insert }: Pick<ServedWarehouse, 'client' | 'insert'>,
  rows: readonly object[],
): Promise<void> {
  const columns = servedTables.find(({ table }) => table === 'game_predictions')?.columns ?? [];
  const schema = { fields: columns.map(tableField) };
  await client.dataset('mlb_predictions').createTable('challenger_predictions', { schema });
  await insert('mlb_predictions.challenger_predictions', rows);
}

function tableField(column: ColumnSchema): TableField {
  const { fields, ...field } = column;
  return fields.length === 0 ? field : { ...field, fields: fields.map(tableField) };
}
