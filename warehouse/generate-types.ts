import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BigQuery } from '@google-cloud/bigquery';
import { createClient } from './client.ts';
import { loadConfig } from './config.ts';
import { errorCodes, TankError, tankError } from './errors.ts';
import { readTableSchemas } from './table-schemas.ts';
import { renderTableTypes } from './table-types.ts';

const generatedFile = fileURLToPath(new URL('./tables.generated.ts', import.meta.url));

/**
 * Writes the types of every table in the `mlb_*` datasets to a file; returns how many tables there are.
 * @throws TankError E_NO_ROWS when the warehouse has none of them: an empty file would only break every query.
 */
export async function generateTableTypes(client: BigQuery, file = generatedFile): Promise<number> {
  const schemas = await readTableSchemas(client, 'mlb_');
  if (schemas.length === 0) {
    throw tankError('E_NO_ROWS', 'the warehouse has no mlb_* tables to make types of');
  }
  await writeFile(file, renderTableTypes(schemas));
  return schemas.length;
}

async function main(): Promise<void> {
  const count = await generateTableTypes(createClient(loadConfig(process.env)));
  console.log(`${count} tables: ${generatedFile}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error: unknown) => {
    console.error(error instanceof TankError ? `${error.message}\n${error.hint}` : error);
    process.exitCode = error instanceof TankError ? errorCodes[error.code].exitCode : 1;
  });
}
