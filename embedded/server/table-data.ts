import type { FastifyInstance } from 'fastify';
import { isStored } from '../engine/catalog.ts';
import { sqlName } from '../engine/engine.ts';
import { invalid, notImplemented } from '../engine/errors.ts';
import { insertAll } from '../engine/insert-all.ts';
import { queryPieces, readPage } from '../engine/result.ts';
import { selectedColumns } from '../engine/selected-fields.ts';
import { insertAllBody, parseBody } from './bodies.ts';
import {
  numberParameter,
  queryTimestamps,
  type Query,
  type ServerContext,
  type TableParams,
} from './context.ts';
import { findTable, targetOf } from './tables.ts';

/** Rows of a page when the request does not say. */
const defaultPage = 50_000;

/** tabledata: list, insertAll. */
export function tableDataRoutes(app: FastifyInstance, context: ServerContext): void {
  const { engine } = context;
  const url = '/projects/:projectId/datasets/:datasetId/tables/:tableId';

  app.get<{ Params: TableParams; Querystring: Query }>(`${url}/data`, async (request, reply) => {
    const entry = findTable(context, request.params);
    if (!isStored(entry)) throw invalid(`Cannot list a table of type ${entry.type}.`);
    const { query } = request;
    const start = numberParameter(query, 'pageToken') ?? numberParameter(query, 'startIndex') ?? 0;
    const maxRows = numberParameter(query, 'maxResults') ?? defaultPage;
    const columns = selectedColumns(entry.fields, query.selectedFields).join(', ');
    const table = sqlName(targetOf(request.params));
    const connection = await engine.database.connect();
    try {
      await connection.run('BEGIN TRANSACTION READ ONLY');
      const empty = await connection.run(`SELECT ${columns} FROM ${table} LIMIT 0`);
      const page = await engine.database.reading(() =>
        readPage(
          empty.columnTypes(),
          { start, maxRows, timestamps: queryTimestamps(query) },
          (from, count) =>
            queryPieces(
              connection,
              `SELECT ${columns} FROM ${table} LIMIT ${count} OFFSET ${from}`,
            ),
        ),
      );
      await connection.run('COMMIT');
      const end = start + page.count;
      const head = {
        kind: 'bigquery#tableDataList',
        etag: String(entry.modified),
        totalRows: String(entry.rows),
        ...(end < entry.rows && page.count > 0 && { pageToken: String(end) }),
      };
      return await reply
        .type('application/json; charset=utf-8')
        .send(`${JSON.stringify(head).slice(0, -1)},"rows":${page.rows}}`);
    } finally {
      connection.closeSync();
    }
  });

  app.post<{ Params: TableParams }>(`${url}/insertAll`, async (request) => {
    findTable(context, request.params);
    const body = parseBody(insertAllBody, request.body);
    if (body.templateSuffix !== undefined && body.templateSuffix !== '') {
      throw notImplemented(
        'Not supported by the embedded warehouse: templateSuffix; create the table and insert into it',
      );
    }
    const errors = await insertAll(engine, context.recent, targetOf(request.params), body.rows, {
      skipInvalidRows: body.skipInvalidRows === true,
      ignoreUnknownValues: body.ignoreUnknownValues === true,
    });
    return {
      kind: 'bigquery#tableDataInsertAllResponse',
      ...(errors.length > 0 && { insertErrors: errors }),
    };
  });
}
