import type { FastifyInstance } from 'fastify';
import { isStored } from '../engine/catalog.ts';
import { sqlName } from '../engine/engine.ts';
import { invalid } from '../engine/errors.ts';
import { insertAll } from '../engine/insert-all.ts';
import { resultSet } from '../engine/result.ts';
import { quoteName } from '../engine/types.ts';
import { insertAllBody, parseBody } from './bodies.ts';
import {
  numberParameter,
  timestampFormat,
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
    const selected = query.selectedFields?.split(',').map((name) => name.trim().toLowerCase());
    const columns = entry.fields
      .filter(({ name }) => selected?.includes(name.toLowerCase()) ?? true)
      .map(({ name }) => quoteName(name));
    if (columns.length === 0) throw invalid(`No such field: ${query.selectedFields ?? ''}`);
    const connection = await engine.database.connect();
    try {
      const result = await engine.database.reading(() =>
        connection.run(
          `SELECT ${columns.join(', ')} FROM ${sqlName(targetOf(request.params))}` +
            ` ORDER BY rowid LIMIT ${maxRows} OFFSET ${start}`,
        ),
      );
      const page = resultSet(result).page({
        start: 0,
        maxRows,
        timestamps: timestampFormat(query),
      });
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
