import type { BigQuery } from '@google-cloud/bigquery';
import pMap from 'p-map';
import { z } from 'zod';
import { everyDate } from '../../ingest/index.ts';
import { warehouseError } from '../../warehouse/bigquery-dialect.ts';
import type { Catalog, CatalogNode } from './catalog.ts';
import { typeText, type TypedField } from './types.ts';

/** What the warehouse says of a table or view that is built. */
export interface TableFacts {
  /** Rows; of a view only when queries are allowed. */
  rows?: number;
  bytes?: number;
  /** When its content last changed; of a view, when it was last defined. */
  modifiedAt?: string;
  /** Newest `loaded_at`. */
  loadedAt?: string;
  /** First and last date of the column it is partitioned by. */
  dates?: { column: string; first: string; last: string };
  /** Of a raw table: a URL its newest row was read from. */
  url?: string;
  /** Types of its columns by lower-case name. */
  types: ReadonlyMap<string, string>;
}

/** Failing rows of an assertion when it was evaluated, or why it could not be. */
export type AssertionResult = { failingRows: number } | { error: string };

export interface WarehouseFacts {
  tables: ReadonlyMap<string, TableFacts>;
  /** By id of the assertion; those not built are left out. */
  assertions: ReadonlyMap<string, AssertionResult>;
  /** Whether assertions and loads were queried, or only metadata read. */
  queried: boolean;
}

export const noFacts: WarehouseFacts = { tables: new Map(), assertions: new Map(), queried: false };

const count = z.coerce.number().optional();
const metadataShape = z.object({
  type: z.string().optional(),
  numRows: count,
  numBytes: count,
  lastModifiedTime: count,
  schema: z.object({ fields: z.array(z.custom<TypedField>()).default([]) }).optional(),
});

type Metadata = z.infer<typeof metadataShape>;

const atOnce = 4;

/**
 * What the warehouse has of the catalog's nodes and their assertions.
 * @param queries whether to count failing rows of assertions and look for the newest loads, which BigQuery bills; else only
 *   metadata is read
 */
export async function readFacts(
  client: BigQuery,
  catalog: Catalog,
  queries: boolean,
  onProgress: (done: number, of: number) => void = () => undefined,
): Promise<WarehouseFacts> {
  const nodes = [...catalog.values()];
  const wanted = nodes.flatMap(({ assertions }) => assertions.map(({ id }) => id));
  const datasets = new Set([...catalog.keys(), ...wanted].map((id) => id.split('.')[0] ?? ''));
  const present = await presentTables(client, datasets);
  const built = nodes.filter(({ id }) => present.has(id));
  const ids = [...new Set(wanted)].filter((id) => present.has(id)).sort();
  let done = 0;
  const step = (): void => {
    done += 1;
    onProgress(done, built.length + (queries ? ids.length : 0));
  };
  const tables = await pMap(
    built,
    async (node) => {
      const facts = await tableFacts(client, node, queries);
      step();
      return [node.id, facts] as const;
    },
    { concurrency: atOnce },
  );
  const results = await pMap(
    queries ? ids : [],
    async (id) => {
      const result = await failingRows(client, id);
      step();
      return [id, result] as const;
    },
    { concurrency: atOnce },
  );
  return { tables: new Map(tables), assertions: new Map(results), queried: queries };
}

/** `dataset.name` of every table and view in the datasets that exist. */
async function presentTables(
  client: BigQuery,
  datasets: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  try {
    const [existing] = await client.getDatasets();
    const lists = await pMap(
      existing.filter(({ id }) => id !== undefined && datasets.has(id)),
      async (dataset) =>
        (await dataset.getTables())[0].map((table) => `${dataset.id ?? ''}.${table.id ?? ''}`),
      { concurrency: atOnce },
    );
    return new Set(lists.flat());
  } catch (error) {
    throw warehouseError(error);
  }
}

const quoted = (id: string): string => `\`${id}\``;

async function rowsOf(client: BigQuery, query: string): Promise<Record<string, unknown>[]> {
  try {
    const [rows] = await client.query({ query });
    return rows as Record<string, unknown>[];
  } catch (error) {
    throw warehouseError(error);
  }
}

async function tableFacts(
  client: BigQuery,
  node: CatalogNode,
  queries: boolean,
): Promise<TableFacts> {
  const metadata = await metadataOf(client, node);
  const isView = metadata.type?.endsWith('VIEW') ?? false;
  const types = new Map(
    (metadata.schema?.fields ?? []).map((field) => [
      (field.name ?? '').toLowerCase(),
      typeText(field),
    ]),
  );
  const found = queries ? await queriedFacts(client, node, types) : {};
  const { numRows, numBytes, lastModifiedTime } = metadata;
  return {
    types,
    ...(!isView && numRows !== undefined && { rows: numRows }),
    ...(!isView && numBytes !== undefined && { bytes: numBytes }),
    ...(lastModifiedTime !== undefined && { modifiedAt: new Date(lastModifiedTime).toISOString() }),
    ...found,
  };
}

async function metadataOf(client: BigQuery, node: CatalogNode): Promise<Metadata> {
  try {
    const answer = await client.dataset(node.dataset).table(node.name).getMetadata();
    return metadataShape.parse(answer[0]);
  } catch (error) {
    throw warehouseError(error);
  }
}

/** Rows, newest load, dates, and of a raw table the URL of its newest row; of a view that cannot be read, nothing. */
async function queriedFacts(
  client: BigQuery,
  node: CatalogNode,
  types: ReadonlyMap<string, string>,
): Promise<Omit<TableFacts, 'types'>> {
  if (node.kind === 'function' || node.kind === 'model') return {};
  const date = node.partitionBy?.toLowerCase() ?? '';
  const dated = types.get(date) === 'DATE' || types.get(date) === 'TIMESTAMP';
  const items = [
    'COUNT(*) AS row_count',
    ...(types.has('loaded_at') ? ['CAST(MAX(loaded_at) AS STRING) AS loaded_at'] : []),
    ...(dated
      ? [`CAST(MIN(${date}) AS STRING) AS first`, `CAST(MAX(${date}) AS STRING) AS last`]
      : []),
  ];
  const condition = node.kind === 'raw' && dated ? everyDate(date) : 'TRUE';
  const [row] = await rowsOf(
    client,
    `SELECT ${items.join(', ')} FROM ${quoted(node.id)} WHERE ${condition}`,
  );
  const text = (name: string): string | undefined =>
    typeof row?.[name] === 'string' ? row[name] : undefined;
  const [loadedAt, first, last] = [text('loaded_at'), text('first'), text('last')];
  const url =
    node.kind === 'raw' && types.has('url') && loadedAt !== undefined
      ? await newestUrl(client, node, condition, loadedAt)
      : undefined;
  return {
    rows: Number(row?.row_count ?? 0),
    ...(loadedAt !== undefined && { loadedAt }),
    ...(first !== undefined &&
      last !== undefined && {
        dates: {
          column: node.partitionBy ?? '',
          first: first.slice(0, 10),
          last: last.slice(0, 10),
        },
      }),
    ...(url !== undefined && { url }),
  };
}

async function newestUrl(
  client: BigQuery,
  node: CatalogNode,
  condition: string,
  loadedAt: string,
): Promise<string | undefined> {
  const [row] = await rowsOf(
    client,
    `SELECT MAX(url) AS url FROM ${quoted(node.id)} WHERE ${condition} AND loaded_at = TIMESTAMP '${loadedAt}'`,
  );
  return typeof row?.url === 'string' ? row.url : undefined;
}

async function failingRows(client: BigQuery, id: string): Promise<AssertionResult> {
  try {
    const [row] = await rowsOf(client, `SELECT COUNT(*) AS row_count FROM ${quoted(id)}`);
    return { failingRows: Number(row?.row_count ?? 0) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}
