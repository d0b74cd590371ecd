import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BigQuery } from '@google-cloud/bigquery';
import { createClient } from './client.ts';
import { loadConfig } from './config.ts';
import { errorCodes, TankError, tankError } from './errors.ts';
import { readTableSchemas } from './table-schemas.ts';
import { renderTableTypes } from './table-types.ts';

const generatedFile = fileURLToPath(new URL('./tables.generated.ts', import.meta.url));

/** Dataform keeps each assertion as a view of its failing rows; no code reads those. */
function isAssertion(table: string): boolean {
  return table.includes('_assertions_') || table.startsWith('warn_');
}

/**
 * The types of every table in the `mlb_*` datasets, as TypeScript.
 * @throws TankError E_NO_ROWS when the warehouse has none of them: an empty file would only break every query.
 */
export async function tableTypesOf(client: BigQuery): Promise<string> {
  const schemas = await readTableSchemas(client, 'mlb_');
  const tables = schemas.filter(({ table }) => !isAssertion(table));
  if (tables.length === 0) {
    throw tankError('E_NO_ROWS', 'the warehouse has no mlb_* tables to make types of');
  }
  return renderTableTypes(tables);
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
