import type { FastifyInstance } from 'fastify';
import { isStored, type CatalogChanges, type TableEntry } from '../engine/catalog.ts';
import { removeObject } from '../engine/definitions.ts';
import { requireDataset, sqlName } from '../engine/engine.ts';
import { duplicate, invalid, notFound } from '../engine/errors.ts';
import { partitioningOf } from '../engine/partitioning.ts';
import { createViewFromQuery } from '../engine/query-job.ts';
import { changeSchema } from '../engine/schema-change.ts';
import { columnDefinitions } from '../engine/tables.ts';
import { checkId, normalizeSchema } from '../engine/types.ts';
import { describe } from '../engine/views.ts';
import { parseBody, tableBody, type TableBody } from './bodies.ts';
import { changedTexts } from './changes.ts';
import {
  checkEtag,
  checkProject,
  paged,
  type DatasetParams,
  type Query,
  type ServerContext,
  type TableParams,
} from './context.ts';
import { tableListItem, tableResource } from './resources.ts';

/** tables: list, get, insert, patch, update, delete. */
export function tableRoutes(app: FastifyInstance, context: ServerContext): void {
  const { engine } = context;

  app.get<{ Params: DatasetParams; Querystring: Query }>(
    '/projects/:projectId/datasets/:datasetId/tables',
    (request) => {
      const { projectId, datasetId } = request.params;
      checkProject(context, projectId);
      if (engine.catalog.get('dataset', datasetId) === undefined) {
        throw notFound('Dataset', `${projectId}:${datasetId}`);
      }
      const entries = engine.catalog.list('table', datasetId);
      const { items, ...rest } = paged(entries, request.query);
      return {
        kind: 'bigquery#tableList',
        tables: items.map((entry) => tableListItem(engine, entry)),
        totalItems: entries.length,
        ...rest,
      };
    },
  );

  app.post<{ Params: DatasetParams }>(
    '/projects/:projectId/datasets/:datasetId/tables',
    async (request) => {
      checkProject(context, request.params.projectId);
      const body = parseBody(tableBody, request.body);
      const name = checkId('table', body.tableReference?.tableId);
      const params = { ...request.params, tableId: name };
      const view = body.view ?? body.materializedView;
      if (view !== undefined) {
        await createViewFromQuery(engine, targetOf(params), view.query, body.view === undefined);
        await engine.change((changes) =>
          changes.put(changedEntry(findTable(context, params, changes), body, false)),
        );
      } else {
        await createEmpty(context, params, body);
      }
      return tableResource(engine, findTable(context, params));
    },
  );

  const url = '/projects/:projectId/datasets/:datasetId/tables/:tableId';

  app.get<{ Params: TableParams }>(url, (request) =>
    tableResource(engine, findTable(context, request.params)),
  );

  for (const method of ['PATCH', 'PUT'] as const) {
    app.route<{ Params: TableParams }>({
      method,
      url,
      handler: async (request) => {
        const body = parseBody(tableBody, request.body);
        const before = findTable(context, request.params);
        checkEtag(request.headers, await tableResource(engine, before));
        const view = body.view ?? body.materializedView;
        if (
          view !== undefined &&
          before.viewQuery !== undefined &&
          view.query !== before.viewQuery
        ) {
          const target = targetOf(request.params);
          await createViewFromQuery(
            engine,
            target,
            view.query,
            before.type === 'MATERIALIZED_VIEW',
          );
        }
        await engine.change(async (changes, connection) => {
          const current = findTable(context, request.params, changes);
          if (view === undefined) checkEtag(request.headers, await tableResource(engine, current));
          checkLayout(current, body);
          const kept = {
            ...current,
            ...(view && { ...before, viewQuery: view.query, fields: current.fields }),
          };
          const entry = changedEntry(kept, body, method === 'PUT');
          if (body.schema?.fields !== undefined) {
            const wanted = normalizeSchema(body.schema.fields);
            entry.fields = isStored(entry)
              ? await changeSchema(connection, targetOf(request.params), entry.fields, wanted)
              : describe(entry.fields, wanted);
          }
          await changes.put(entry);
        });
        return tableResource(engine, findTable(context, request.params));
      },
    });
  }

  app.delete<{ Params: TableParams }>(url, async (request, reply) => {
    await engine.change(async (changes, connection) => {
      const entry = findTable(context, request.params, changes);
      if (request.headers['if-match'] !== undefined) {
        checkEtag(request.headers, await tableResource(engine, entry));
      }
      await removeObject({ engine, connection }, changes, targetOf(request.params), 'table');
    });
    return reply.code(204).send();
  });
}

export const targetOf = (params: TableParams) => ({
  project: params.projectId,
  dataset: params.datasetId,
  name: params.tableId,
});

/** @throws BigQueryError notFound. */
export function findTable(
  context: ServerContext,
  { projectId, datasetId, tableId }: TableParams,
  catalog: Pick<CatalogChanges, 'get'> = context.engine.catalog,
): TableEntry {
  checkProject(context, projectId);
  if (catalog.get('dataset', datasetId) === undefined) {
    throw notFound('Dataset', `${projectId}:${datasetId}`);
  }
  const entry = catalog.get('table', datasetId, tableId);
  if (entry === undefined) throw notFound('Table', `${projectId}:${datasetId}.${tableId}`);
  return entry;
}

async function createEmpty(
  context: ServerContext,
  params: TableParams,
  body: TableBody,
): Promise<void> {
  const { engine } = context;
  const target = targetOf(params);
  const fields = normalizeSchema(body.schema?.fields ?? []);
  if (fields.length === 0) throw invalid(`Table ${target.name} needs a schema here`);
  await engine.change(async (changes, connection) => {
    requireDataset(engine, changes, target);
    if (changes.get('table', target.dataset, target.name) !== undefined) {
      throw duplicate('Table', `${target.project}:${target.dataset}.${target.name}`);
    }
    const { partitioning } = partitioningOf(body);
    await connection.run(
      `CREATE TABLE ${sqlName(target)} (${columnDefinitions(fields, partitioning)})`,
    );
    const now = Date.now();
    const entry: TableEntry = {
      kind: 'table',
      dataset: target.dataset,
      name: target.name,
      type: 'TABLE',
      created: now,
      modified: now,
      fields,
      rows: 0,
    };
    await changes.put(changedEntry(entry, body, false));
  });
}

/** @throws BigQueryError invalid for a change of what tells a table's partitions apart. */
function checkLayout(before: TableEntry, body: TableBody): void {
  const { partitioning } = partitioningOf(body);
  if (partitioning === undefined) return;
  if (JSON.stringify(partitioning) === JSON.stringify(before.partitioning)) return;
  throw invalid(
    `Cannot change partitioning spec of table ${before.dataset}.${before.name}: make another table of its rows`,
  );
}

function changedEntry(before: TableEntry, body: TableBody, replace: boolean): TableEntry {
  const entry: TableEntry = {
    ...changedTexts(before, body, replace),
    ...partitioningOf(body),
    modified: Date.now(),
    ...(body.requirePartitionFilter !== undefined && {
      requirePartitionFilter: body.requirePartitionFilter,
    }),
  };
  if (body.expirationTime === null) delete entry.expirationTime;
  else if (body.expirationTime !== undefined) entry.expirationTime = body.expirationTime;
  return entry;
}
