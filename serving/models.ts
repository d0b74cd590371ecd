import { z } from 'zod';
import type { Database } from '../warehouse/database.ts';
import { tankError } from '../warehouse/errors.ts';
import { groupBy } from './group-by.ts';
import { modelList, modelPath, modelQuery, modelVersion, type ModelVersion } from './schemas.ts';
import type { ForecastStore } from './store.ts';
import type { Server } from './zod-type-provider.ts';

/** `GET /models?type=`: every version there was, the newest first. `GET /models/{version}?type=`: one of them. */
export function modelRoutes(server: Server, store: ForecastStore): void {
  server.get(
    '/models',
    {
      schema: {
        summary: 'Every version of the models, the newest first.',
        querystring: modelQuery,
        response: { 200: modelList },
      },
    },
    (request) => ({ models: [...versionsOf(store, request.query.type)] }),
  );

  server.get(
    '/models/:version',
    {
      schema: {
        summary: 'One version of the models.',
        params: modelPath,
        querystring: modelQuery,
        response: { 200: modelVersion },
      },
    },
    (request) => {
      const { type } = request.query;
      const { version } = request.params;
      const versions = versionsOf(store, type);
      const found = versions.find(({ model_version }) => model_version === version);
      if (found !== undefined) return found;
      throw tankError('E_MODEL_UNKNOWN', `there is no version ${version} of ${type}`, {
        details: {
          choices: versions.slice(0, 5).map(({ model_type, model_version, status }) => ({
            model_type,
            model_version,
            status,
          })),
        },
      });
    },
  );
}

function versionsOf(store: ForecastStore, type: string): readonly ModelVersion[] {
  return store.current().models.get(type) ?? [];
}

/** Every version by type of models, the newest first. */
export async function readVersions(database: Database): Promise<Map<string, ModelVersion[]>> {
  const rows = await database
    .selectFrom('mlb_models.model_versions')
    .select([
      'model_type',
      'model_version',
      'recipe',
      'update_kind',
      'as_of_date',
      'training_from',
      'training_through',
      'training_rows',
      'feature_names',
      'holdout_from',
      'holdout_games',
      'holdout_log_loss',
      'holdout_brier',
      'holdout_accuracy',
      'holdout_calibration_slope',
      'model_status as status',
      'is_champion',
      'trained_at',
      'promoted_at',
      'retired_at',
    ])
    .orderBy('version_number', 'desc')
    .execute();
  return groupBy(z.array(modelVersion).parse(rows), ({ model_type }) => model_type);
}
