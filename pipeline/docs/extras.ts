import { readdir, access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../warehouse/dataform.ts';
import type { Feature } from './content.ts';

const text = z.string().default('');
const feature = z.object({
  column: z.string(),
  family: text,
  type: text,
  unit: text,
  window: text,
  shrinkage: text,
  known: text,
  gain: text,
  table: text,
  description: text,
});
const catalogue = z.object({ columns: z.array(feature) });

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** The features of includes/catalogue.js; none when the project has no such file. */
export async function readFeatures(root = projectRoot): Promise<Feature[]> {
  const file = path.join(root, 'includes', 'catalogue.js');
  if (!(await isThere(file))) return [];
  return catalogue.parse(createRequire(import.meta.url)(file)).columns;
}

/** Names of the SQL test cases by model, from tests/definitions/cases; none when tests are not shipped. */
export async function readCases(root = projectRoot): Promise<Map<string, string[]>> {
  const folder = path.join(root, 'tests', 'definitions', 'cases');
  if (!(await isThere(folder))) return new Map();
  const directories = async (parent: string): Promise<string[]> => {
    const entries = await readdir(parent, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  };
  const models = await directories(folder);
  return new Map(
    await Promise.all(
      models.map(async (model) => [model, await directories(path.join(folder, model))] as const),
    ),
  );
}
