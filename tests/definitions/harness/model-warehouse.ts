import type { BigQuery } from '@google-cloud/bigquery';
import { openWarehouse } from '../../../embedded/index.ts';
import { createOperationalTables, operationalTables } from '../../../ingest/index.ts';
import { createRawTables } from '../../../ingest/landing/landing.ts';
import { catalogEntry, models } from '../../../ml/catalog.ts';
import { createModelTables } from '../../../ml/tables.ts';
import { pipelineTables } from '../../../pipeline/tables.ts';
import { createClient } from '../../../warehouse/client.ts';
import { loadConfig } from '../../../warehouse/config.ts';
import { readTableSchemas, type ColumnSchema } from '../../../warehouse/table-schemas.ts';
import { nameOf, type CompiledGraph, type CompiledTable } from '../compile.ts';
import { runGraph } from './run-graph.ts';
import { rowOf, rowsQuery, type Row } from './values.ts';

export const project = 'hankstank';

/** An embedded warehouse with every table and view of the graph in it, empty. */
export interface ModelWarehouse {
  client: BigQuery;
  /** Columns by `dataset.name`: of raw tables as ingest declares them, of models as they come out. */
  columns: ReadonlyMap<string, readonly ColumnSchema[]>;
  /** Makes a table, or what is now a view, hold the rows. */
  fill(table: string, rows: readonly Row[]): Promise<void>;
  drop(table: string): Promise<void>;
  /** Runs a statement that makes a view of that name. */
  makeView(view: string, statement: string): Promise<void>;
  /** Rows of a query whose columns are those given. */
  rows(query: string, columns: readonly ColumnSchema[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Opens an empty warehouse and builds the whole graph in it once, to learn every model's columns. */
export async function openModelWarehouse(graph: CompiledGraph): Promise<ModelWarehouse> {
  const warehouse = await openWarehouse({ file: ':memory:', project, threads: 1 });
  const client = createClient(loadConfig({}, { endpoint: warehouse.url, project }));
  await createRawTables({ client, project, location: 'US' });
  for (const tables of [operationalTables, pipelineTables])
    await createOperationalTables({ client, project, location: 'US' }, tables);
  await createModelTables({ client });
  const trained = trainedModels(graph);
  const outcomes = await runGraph(client, graph, {
    actions: plainActions(graph, trained),
    assertions: false,
  });
  const failed = outcomes.filter(({ status }) => status === 'failed');
  if (failed.length > 0) {
    const list = failed.map(({ target, message }) => `${target}: ${message ?? ''}`);
    throw new Error(`On an empty warehouse:\n${list.join('\n')}`);
  }
  await buildTrained(client, graph, trained);
  for (const { target, query } of writtenAssertions(graph)) {
    await client.query(viewStatement(nameOf(target), query));
  }
  const schemas = await readTableSchemas(client, 'mlb_');
  const columns = new Map(
    schemas.map((schema) => [`${schema.dataset}.${schema.table}`, schema.columns]),
  );
  const views = new Set(
    schemas.filter(({ isView }) => isView).map(({ dataset, table }) => `${dataset}.${table}`),
  );
  const path = (table: string): string => `\`${project}.${table}\``;

  /** What tables hold now, as the query that filled them. */
  const contents = new Map<string, string>();

  const drop = async (table: string): Promise<void> => {
    contents.delete(table);
    await client.query(`DROP ${views.has(table) ? 'VIEW' : 'TABLE'} IF EXISTS ${path(table)}`);
    views.delete(table);
  };
  return {
    client,
    columns,
    drop,
    makeView: async (view, statement) => {
      await client.query(statement);
      views.add(view);
    },
    fill: async (table, rows) => {
      const query = rowsQuery(columns.get(table) ?? [], rows);
      if (contents.get(table) === query) return;
      if (views.has(table)) await drop(table);
      await client.query(`CREATE OR REPLACE TABLE ${path(table)} AS ${query}`);
      contents.set(table, query);
    },
    rows: async (query, wanted) => {
      const [rows] = await client.query(query);
      return (rows as Record<string, unknown>[]).map((row) =>
        rowOf(withJson(row, wanted), wanted, 'the result'),
      );
    },
    close: () => warehouse.close(),
  };
}

/** The client gives JSON as text. */
function withJson(
  row: Record<string, unknown>,
  columns: readonly ColumnSchema[],
): Record<string, unknown> {
  const result = { ...row };
  for (const { name, type } of columns) {
    const value = row[name];
    if (type === 'JSON' && typeof value === 'string') result[name] = JSON.parse(value) as unknown;
  }
  return result;
}

/** What asks a trained model, and everything that needs it. */
function trainedModels(graph: CompiledGraph): Set<string> {
  const names = new Set(
    graph.tables
      .filter(({ query }) => /\bML\.\w+\(\s*MODEL\b/i.test(query))
      .map(({ target }) => nameOf(target)),
  );
  const all = [...graph.tables, ...graph.operations];
  for (let before = -1; before !== names.size;) {
    before = names.size;
    for (const { target, dependencyTargets = [] } of all) {
      if (dependencyTargets.some((one) => names.has(nameOf(one)))) names.add(nameOf(target));
    }
  }
  return names;
}

/**
 * Trains on made-up rows the models that forecasts ask when no version is given, so that what is made of a model is there
 * too; then the training rows are a view again. In these rows every feature is 2, so that none weighs anything: three of
 * four games are won, and by 5 runs to 4 in the mean.
 */
async function buildTrained(
  client: BigQuery,
  graph: CompiledGraph,
  trained: ReadonlySet<string>,
): Promise<void> {
  const labels: Record<string, string> = {
    home_won: 'IF(MOD(n, 4) = 0, 0, 1)',
    home_score: '4 + 2 * MOD(n, 2)',
    away_score: '3 + 2 * MOD(n, 2)',
  };
  const paths = (wanted: (name: string) => boolean): string[] =>
    [...graph.tables, ...graph.operations]
      .map(({ target }) => target)
      .filter((target) => wanted(nameOf(target)))
      .map(({ database, schema: dataset, name }) => `${database}.${dataset}.${name}`);
  const schemas = await readTableSchemas(client, 'mlb_models');
  for (const [role, entry] of models
    .types()
    .flatMap((type) => Object.entries(models.recipes(type)[0]?.models ?? {}))) {
    const view = `mlb_models.${catalogEntry(entry).training ?? 'game_outcome_training'}`;
    const schema = schemas.find(({ dataset, table }) => `${dataset}.${table}` === view);
    if (schema === undefined) throw new Error(`There is no ${view}`);
    const values = schema.columns.map(({ name, type }) => {
      if (type === 'DATE') return `DATE_SUB(CURRENT_DATE(), INTERVAL 9 DAY) AS ${name}`;
      if (type === 'TIMESTAMP') return `CURRENT_TIMESTAMP() AS ${name}`;
      return `CAST(${labels[name] ?? '2'} AS ${type}) AS ${name}`;
    });
    await client.query(`CREATE OR REPLACE TABLE mlb_models.made_up AS
      SELECT ${values.join(', ')} FROM UNNEST(GENERATE_ARRAY(1, 60)) AS n`);
    const name = models.objectName(role, 'v0.0.0');
    const made = `\`${project}.mlb_models.${name}\``;
    await client.query(models.create(entry, made, 'mlb_models.made_up', 'CURRENT_DATE()'));
  }
  await client.query('DROP TABLE mlb_models.made_up');
  const outcomes = await runGraph(client, graph, {
    actions: paths((name) => trained.has(name)),
    assertions: false,
  });
  const failed = outcomes.filter(({ status }) => status === 'failed');
  if (failed.length > 0)
    throw new Error(failed.map(({ target, message }) => `${target}: ${message ?? ''}`).join('\n'));
}

const plainActions = (graph: CompiledGraph, trained: ReadonlySet<string>): string[] =>
  [...graph.tables, ...graph.operations]
    .map(({ target }) => target)
    .filter((target) => !trained.has(nameOf(target)))
    .map(({ database, schema, name }) => `${database}.${schema}.${name}`);

/** Assertions that have a file of their own: what they find is tested like the rows of a view. */
export const writtenAssertions = (graph: CompiledGraph): CompiledGraph['assertions'] =>
  graph.assertions.filter(({ target }) => !target.name.endsWith('_rows'));

/** Statement that makes a view of a query, as `dataset.name`. */
export const viewStatement = (name: string, query: string): string =>
  `CREATE OR REPLACE VIEW \`${project}.${name}\` AS ${query}`;

/** Tables a model reads: with the harness, they hold what a case gives them. */
export const inputsOf = (model: CompiledTable): string[] =>
  (model.dependencyTargets ?? []).map(nameOf).sort();
