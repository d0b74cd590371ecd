import { z } from 'zod';
import type { Database } from '../warehouse/database.ts';
import { tankError } from '../warehouse/errors.ts';
import { modelList, modelPath, modelQuery, modelVersion, type ModelVersion } from './schemas.ts';
import type { Server } from './zod-type-provider.ts';

/** `GET /models?type=`: every version there was, the newest first. `GET /models/{version}?type=`: one of them. */
export function modelRoutes(server: Server, database: Database): void {
  server.get(
    '/models',
    { schema: { querystring: modelQuery, response: { 200: modelList } } },
    async (request) => ({ models: await readVersions(database, request.query.type) }),
  );

  server.get(
    '/models/:version',
    { schema: { params: modelPath, querystring: modelQuery, response: { 200: modelVersion } } },
    async (request) => {
      const { type } = request.query;
      const { version } = request.params;
      const versions = await readVersions(database, type);
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

async function readVersions(database: Database, type: string): Promise<ModelVersion[]> {
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
    .where('model_type', '=', type)
    .orderBy('version_number', 'desc')
    .execute();
  return z.array(modelVersion).parse(rows);
}
