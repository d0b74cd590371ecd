import { isDeepStrictEqual } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { isStored, type CatalogChanges, type TableEntry } from '../engine/catalog.ts';
import { checkLayout } from '../engine/check-layout.ts';
import { checkDefaults } from '../engine/column-defaults.ts';
import { removeObject } from '../engine/definitions.ts';
import type { Engine } from '../engine/engine.ts';
import { invalid, notFound } from '../engine/errors.ts';
import { fillTable } from '../engine/fill-table.ts';
import { partitioningOf } from '../engine/partitioning.ts';
import { placeOf } from '../engine/place.ts';
import { createViewFromQuery } from '../engine/query-job.ts';
import { refuseOptions } from '../engine/refused-options.ts';
import { changeSchema } from '../engine/schema-change.ts';
import { checkNames } from '../engine/tables.ts';
import { checkId, normalizeSchema } from '../engine/types.ts';
import { describe } from '../engine/views.ts';
import type { FieldSchema } from '../sql/statement.ts';
import { parseBody, tableBody, type TableBody } from './bodies.ts';
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
import { changedEntry, checkSamePartitioning } from './table-entry.ts';

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
      const body = tableBodyOf(request.body);
      const params = { ...request.params, tableId: newTableId(request.params, body) };
      const view = body.view ?? body.materializedView;
      if (view === undefined) await createEmpty(context, params, body);
      else {
        const target = targetOf(params);
        const materialized = body.view === undefined;
        const { query } = view;
        await createViewFromQuery(
          engine,
          { target, query, materialized, replace: false },
          async (changes) => {
            const made = findTable(context, params, changes);
            const { partitioning } = partitioningOf(body);
            const entry = changedEntry(made, body, engine.project, false);
            await changes.put(
              describedView({ ...entry, ...(partitioning && { partitioning }) }, body),
            );
          },
        );
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
        const body = tableBodyOf(request.body);
        const before = findTable(context, request.params);
        checkEtag(request.headers, await tableResource(engine, before));
        const replace = method === 'PUT';
        const view = body.view ?? body.materializedView;
        if (
          view !== undefined &&
          before.viewQuery !== undefined &&
          view.query !== before.viewQuery
        ) {
          const target = targetOf(request.params);
          const materialized = before.type === 'MATERIALIZED_VIEW';
          await createViewFromQuery(
            engine,
            { target, query: view.query, materialized, replace: true },
            async (changes) => {
              const { fields, viewQuery } = findTable(context, request.params, changes);
              const kept = { ...before, fields, ...(viewQuery !== undefined && { viewQuery }) };
              const entry = changedEntry(kept, body, engine.project, replace);
              await changes.put(describedView(entry, body));
            },
          );
        } else {
          checkSamePartitioning(before, body);
          const wanted = body.schema?.fields && newSchema(engine, body.schema.fields);
          if (saysSame(before, changedEntry(before, body, engine.project, replace), wanted))
            return tableResource(engine, before);
          await engine.change(async (changes, connection) => {
            const current = findTable(context, request.params, changes);
            checkEtag(request.headers, await tableResource(engine, current));
            checkSamePartitioning(current, body);
            const entry = changedEntry(current, body, engine.project, replace);
            if (wanted !== undefined) {
              entry.fields = isStored(entry)
                ? await changeSchema(connection, targetOf(request.params), entry.fields, wanted)
                : describe(entry.fields, wanted);
            }
            if (isStored(entry)) checkLayout(entry);
            await changes.put(entry);
          });
        }
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

/**
 * Whether a request says what a table has already. Nothing is written then: Dataform describes every table after every run of
 * it, and each write waits for the writers before it.
 */
function saysSame(
  before: TableEntry,
  entry: TableEntry,
  wanted: readonly FieldSchema[] | undefined,
): boolean {
  const fields = wanted === undefined || isStored(entry) ? wanted : describe(entry.fields, wanted);
  return isDeepStrictEqual(
    { ...entry, modified: before.modified, fields: fields ?? entry.fields },
    before,
  );
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

/** A table's body. @throws BigQueryError for a field that is unknown, or not honoured. */
function tableBodyOf(given: unknown): TableBody {
  const body = parseBody(tableBody, given);
  refuseOptions('table', body);
  if (body.view !== undefined) refuseOptions('view', body.view);
  return body;
}

/** @throws BigQueryError invalid when the body names no table, or one of another dataset. */
function newTableId(params: DatasetParams, { tableReference }: TableBody): string {
  const { projectId = params.projectId, datasetId = params.datasetId } = tableReference ?? {};
  if (projectId !== params.projectId || datasetId !== params.datasetId) {
    throw invalid(
      `The table's reference names ${projectId}:${datasetId}, the request ${params.projectId}:${params.datasetId}`,
    );
  }
  return checkId('table', tableReference?.tableId);
}

/** A view's entry with the descriptions that a request gives its columns. */
function describedView(entry: TableEntry, { schema }: TableBody): TableEntry {
  if (schema?.fields === undefined) return entry;
  return { ...entry, fields: describe(entry.fields, normalizeSchema(schema.fields)) };
}

function newSchema(engine: Engine, given: readonly FieldSchema[]): FieldSchema[] {
  const fields = normalizeSchema(given);
  checkNames(fields.map((field) => field.name));
  checkDefaults(fields, engine.project);
  return fields;
}

async function createEmpty(
  context: ServerContext,
  params: TableParams,
  body: TableBody,
): Promise<void> {
  const { engine } = context;
  const target = targetOf(params);
  const fields = newSchema(engine, body.schema?.fields ?? []);
  if (fields.length === 0) throw invalid(`Table ${target.name} needs a schema here`);
  const { partitioning } = partitioningOf(body);
  await engine.change(async (changes, connection) => {
    placeOf(engine, changes, { target, mode: 'create' }, 'TABLE');
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
      ...(partitioning && { partitioning }),
    };
    const complete = changedEntry(entry, body, engine.project, false);
    checkLayout(complete);
    await fillTable(connection, target, complete, undefined);
    await changes.put(complete);
  });
}
