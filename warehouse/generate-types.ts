import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BigQuery } from '@google-cloud/bigquery';
import { createClient } from './client.ts';
import { loadConfig } from './config.ts';
import { errorCodes, TankError, tankError } from './errors.ts';
import { readTableSchemas } from './table-schemas.ts';
import { renderTableTypes } from './table-types.ts';

const generatedFile = fileURLToPath(new URL('./tables.generated.ts', import.meta.url));

/** The tables that TypeScript reads by typed queries. For another one add its name, then `npm run types`. */
const typedTables = [
  'mlb_historical_data.games_historical',
  'mlb_historical_data.teams_historical',
  'mlb_models.model_versions',
  'mlb_predictions.game_predictions',
  'mlb_predictions.player_predictions',
  'mlb_reporting.data_quality_daily',
  'mlb_reporting.forecast_reason_groups',
  'mlb_reporting.forecast_reasons',
  'mlb_reporting.track_record',
];

/**
 * The types of tables, as TypeScript.
 * @throws TankError E_NO_ROWS when the warehouse lacks one of them: without it, queries would only break elsewhere.
 */
export async function tableTypesOf(
  client: BigQuery,
  names: readonly string[] = typedTables,
): Promise<string> {
  const schemas = await readTableSchemas(client, 'mlb_');
  const known = new Map(schemas.map((schema) => [`${schema.dataset}.${schema.table}`, schema]));
  return renderTableTypes(
    names.map((name) => {
      const schema = known.get(name);
      if (schema === undefined) {
        throw tankError('E_NO_ROWS', `the warehouse has no table ${name} to make types of`);
      }
      return schema;
    }),
  );
}

async function main(): Promise<void> {
  await writeFile(generatedFile, await tableTypesOf(createClient(loadConfig(process.env))));
  console.log(`wrote ${generatedFile}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error: unknown) => {
    console.error(error instanceof TankError ? `${error.message}\n${error.hint}` : error);
    process.exitCode = error instanceof TankError ? errorCodes[error.code].exitCode : 1;
  });
}
