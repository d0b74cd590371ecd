import type { FastifyInstance } from 'fastify';
import type { Catalog, ModelEntry } from '../engine/catalog.ts';
import { removeObject } from '../engine/definitions.ts';
import { invalid, notFound } from '../engine/errors.ts';
import { runStatements } from '../engine/query-job.ts';
import { without } from '../engine/without.ts';
import { modelBody, parseBody } from './bodies.ts';
import { changedTexts } from './changes.ts';
import {
  checkEtag,
  checkProject,
  paged,
  type DatasetParams,
  type Query,
  type ServerContext,
} from './context.ts';
import { modelResource } from './resources.ts';
import { createRoutineSql, routineBody, type RoutineBody } from './routine-body.ts';
import { routineResource } from './routine-resource.ts';

interface ObjectParams extends DatasetParams {
  name: string;
}

/** models: list, get, patch, delete; routines: list, get, insert, update, delete. */
export function modelRoutes(app: FastifyInstance, context: ServerContext): void {
  const { engine } = context;

  function checkDataset({ projectId, datasetId }: DatasetParams): void {
    checkProject(context, projectId);
    if (engine.catalog.get('dataset', datasetId) === undefined) {
      throw notFound('Dataset', `${projectId}:${datasetId}`);
    }
  }

  function find<K extends 'model' | 'routine'>(
    kind: K,
    params: ObjectParams,
    catalog: Catalog = engine.catalog,
  ) {
    checkDataset(params);
    const entry = catalog.get(kind, params.datasetId, params.name);
    if (entry === undefined) {
      const shown = kind === 'model' ? 'Model' : 'Routine';
      throw notFound(shown, `${params.projectId}:${params.datasetId}.${params.name}`);
    }
    return entry;
  }

  app.get<{ Params: DatasetParams; Querystring: Query }>(
    '/projects/:projectId/datasets/:datasetId/models',
    (request) => {
      checkDataset(request.params);
      const { items, ...rest } = paged(
        engine.catalog.list('model', request.params.datasetId),
        request.query,
      );
      return { models: items.map((entry) => modelResource(engine, entry)), ...rest };
    },
  );

  app.get<{ Params: DatasetParams; Querystring: Query }>(
    '/projects/:projectId/datasets/:datasetId/routines',
    (request) => {
      checkDataset(request.params);
      const { items, ...rest } = paged(
        engine.catalog.list('routine', request.params.datasetId),
        request.query,
      );
      return { routines: items.map((entry) => routineResource(engine, entry)), ...rest };
    },
  );

  app.get<{ Params: ObjectParams }>(
    '/projects/:projectId/datasets/:datasetId/models/:name',
    (request) => modelResource(engine, find('model', request.params)),
  );

  app.get<{ Params: ObjectParams }>(
    '/projects/:projectId/datasets/:datasetId/routines/:name',
    (request) => routineResource(engine, find('routine', request.params)),
  );

  app.patch<{ Params: ObjectParams }>(
    '/projects/:projectId/datasets/:datasetId/models/:name',
    async (request) => {
      const body = parseBody(modelBody, request.body);
      return engine.change(async (changes) => {
        const before = find('model', request.params);
        checkEtag(request.headers, modelResource(engine, before));
        const { expirationTime } = body;
        const changed = { ...changedTexts(before, body, false), modified: Date.now() };
        const kept = expirationTime === null ? without(changed, 'expirationTime') : changed;
        const entry: ModelEntry = {
          ...kept,
          ...(typeof expirationTime === 'string' && { expirationTime }),
        };
        await changes.put(entry);
        return modelResource(engine, entry);
      });
    },
  );

  const makeRoutine = async (
    { projectId, datasetId }: DatasetParams,
    body: RoutineBody,
    replace: boolean,
  ) => {
    const { routineId } = body.routineReference;
    const path = `${projectId}.${datasetId}.${routineId}`;
    const params = { projectId, datasetId, name: routineId };
    const texts = { description: body.description };
    await runStatements(engine, createRoutineSql(body, path, replace), async (changes) => {
      const made = find('routine', params, changes);
      await changes.put(changedTexts(made, texts, replace));
    });
    return routineResource(engine, find('routine', params));
  };

  app.post<{ Params: DatasetParams }>(
    '/projects/:projectId/datasets/:datasetId/routines',
    (request) => {
      checkDataset(request.params);
      return makeRoutine(request.params, parseBody(routineBody, request.body), false);
    },
  );

  app.put<{ Params: ObjectParams }>(
    '/projects/:projectId/datasets/:datasetId/routines/:name',
    (request) => {
      checkEtag(request.headers, routineResource(engine, find('routine', request.params)));
      const body = parseBody(routineBody, request.body);
      if (body.routineReference.routineId !== request.params.name) {
        throw invalid('A routine cannot be renamed');
      }
      return makeRoutine(request.params, body, true);
    },
  );

  for (const kind of ['model', 'routine'] as const) {
    app.delete<{ Params: ObjectParams }>(
      `/projects/:projectId/datasets/:datasetId/${kind}s/:name`,
      async (request, reply) => {
        const { projectId, datasetId, name } = request.params;
        find(kind, request.params);
        await engine.change(async (changes, connection) => {
          const target = { project: projectId, dataset: datasetId, name };
          await removeObject({ engine, connection }, changes, target, kind);
        });
        return reply.code(204).send();
      },
    );
  }
}
