import type { FastifyInstance } from 'fastify';
import type { DatasetEntry } from '../engine/catalog.ts';
import { removeDataset } from '../engine/definitions.ts';
import { duplicate, invalid, notFound } from '../engine/errors.ts';
import { refuseOptions } from '../engine/refused-options.ts';
import { refuseOtherCase } from '../engine/schemas.ts';
import { checkId, quoteName } from '../engine/types.ts';
import { datasetBody, parseBody, type DatasetBody } from './bodies.ts';
import {
  checkEtag,
  checkProject,
  paged,
  type DatasetParams,
  type ProjectParams,
  type Query,
  type ServerContext,
} from './context.ts';
import { changedTexts } from './changes.ts';
import { datasetResource } from './resources.ts';

const keptSettings = [
  'access',
  'defaultTableExpirationMs',
  'defaultPartitionExpirationMs',
  'defaultEncryptionConfiguration',
  'defaultRoundingMode',
  'maxTimeTravelHours',
  'resourceTags',
  'storageBillingModel',
] as const;

function settingsOf(body: DatasetBody, before: DatasetEntry['settings']): DatasetEntry['settings'] {
  const given = keptSettings.filter((key) => body[key] !== undefined);
  const settings = { ...before, ...Object.fromEntries(given.map((key) => [key, body[key]])) };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
}

/** A dataset's body. @throws BigQueryError for a field that is unknown, or not honoured. */
function datasetBodyOf(given: unknown): DatasetBody {
  const body = parseBody(datasetBody, given);
  refuseOptions('dataset', body);
  return body;
}

/** datasets: list, get, insert, patch, update, delete. */
export function datasetRoutes(app: FastifyInstance, context: ServerContext): void {
  const { engine } = context;

  function find({ projectId, datasetId }: DatasetParams): DatasetEntry {
    checkProject(context, projectId);
    const entry = engine.catalog.get('dataset', datasetId);
    if (entry === undefined) throw notFound('Dataset', `${projectId}:${datasetId}`);
    return entry;
  }

  app.get<{ Params: ProjectParams; Querystring: Query }>(
    '/projects/:projectId/datasets',
    (request) => {
      checkProject(context, request.params.projectId);
      const { items, ...rest } = paged(engine.catalog.list('dataset'), request.query);
      return {
        kind: 'bigquery#datasetList',
        datasets: items.map((entry) => {
          const { kind, id, datasetReference, labels, friendlyName, location } = datasetResource(
            engine,
            entry,
          );
          return { kind, id, datasetReference, labels, friendlyName, location };
        }),
        ...rest,
      };
    },
  );

  app.post<{ Params: ProjectParams }>('/projects/:projectId/datasets', async (request) => {
    checkProject(context, request.params.projectId);
    const body = datasetBodyOf(request.body);
    if (body.datasetReference === undefined)
      throw invalid('Required parameter is missing: datasetReference');
    const dataset = checkId('dataset', body.datasetReference.datasetId);
    return engine.change(async (changes, connection) => {
      if (changes.get('dataset', dataset) !== undefined) {
        throw duplicate('Dataset', `${engine.project}:${dataset}`);
      }
      refuseOtherCase(changes, dataset);
      await connection.run(
        `CREATE SCHEMA IF NOT EXISTS ${quoteName(engine.project)}.${quoteName(dataset)}`,
      );
      const now = Date.now();
      const settings = settingsOf(body, undefined);
      const entry: DatasetEntry = {
        ...changedTexts({}, body, false),
        kind: 'dataset',
        dataset,
        created: now,
        modified: now,
        location: body.location ?? engine.location,
        ...(settings && { settings }),
      };
      await changes.put(entry);
      return datasetResource(engine, entry);
    });
  });

  app.get<{ Params: DatasetParams }>('/projects/:projectId/datasets/:datasetId', (request) =>
    datasetResource(engine, find(request.params)),
  );

  for (const method of ['PATCH', 'PUT'] as const) {
    app.route<{ Params: DatasetParams }>({
      method,
      url: '/projects/:projectId/datasets/:datasetId',
      handler: async (request) => {
        const body = datasetBodyOf(request.body);
        return engine.change(async (changes) => {
          const before = find(request.params);
          checkEtag(request.headers, datasetResource(engine, before));
          const settings = settingsOf(body, method === 'PUT' ? undefined : before.settings);
          const entry: DatasetEntry = {
            ...changedTexts(before, body, method === 'PUT'),
            modified: Date.now(),
            ...(settings && { settings }),
          };
          await changes.put(entry);
          return datasetResource(engine, entry);
        });
      },
    });
  }

  app.delete<{ Params: DatasetParams; Querystring: Query }>(
    '/projects/:projectId/datasets/:datasetId',
    async (request, reply) => {
      await engine.change(async (changes, connection) => {
        const entry = find(request.params);
        checkEtag(request.headers, datasetResource(engine, entry));
        const { dataset } = entry;
        const cascade = request.query.deleteContents === 'true';
        await removeDataset({ engine, connection }, changes, dataset, cascade);
      });
      return reply.code(204).send();
    },
  );
}
