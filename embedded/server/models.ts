import type { FastifyInstance } from 'fastify';
import { removeObject } from '../engine/definitions.ts';
import { invalid, notFound } from '../engine/errors.ts';
import { runStatements } from '../engine/query-job.ts';
import { parseBody, tableBody } from './bodies.ts';
import { changedTexts } from './changes.ts';
import {
  checkEtag,
  checkProject,
  paged,
  type DatasetParams,
  type Query,
  type ServerContext,
} from './context.ts';
import { modelResource, routineResource } from './resources.ts';
import { createRoutineSql, routineBody, type RoutineBody } from './routine-body.ts';

interface ObjectParams extends DatasetParams {
  name: string;
}

/** models: list, get, patch, delete; routines: list, get, delete. */
export function modelRoutes(app: FastifyInstance, context: ServerContext): void {
  const { engine } = context;

  function checkDataset({ projectId, datasetId }: DatasetParams): void {
    checkProject(context, projectId);
    if (engine.catalog.get('dataset', datasetId) === undefined) {
      throw notFound('Dataset', `${projectId}:${datasetId}`);
    }
  }

  function find<K extends 'model' | 'routine'>(kind: K, params: ObjectParams) {
    checkDataset(params);
    const entry = engine.catalog.get(kind, params.datasetId, params.name);
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
      const body = parseBody(tableBody, request.body);
      return engine.change(async (changes) => {
        const entry = {
          ...changedTexts(find('model', request.params), body, false),
          modified: Date.now(),
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
    await runStatements(engine, createRoutineSql(body, path, replace));
    const entry = find('routine', { projectId, datasetId, name: routineId });
    const described = {
      ...changedTexts(entry, parseBody(tableBody, { description: body.description }), false),
    };
    if (described.description !== entry.description) {
      await engine.change((changes) => changes.put(described));
    }
    return routineResource(engine, described);
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
