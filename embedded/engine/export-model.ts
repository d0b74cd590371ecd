import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { modelFiles } from '../ml/index.ts';
import type { ObjectReference } from '../sql/statement.ts';
import { requireDataset, type Engine } from './engine.ts';
import { invalid } from './errors.ts';
import { requireModel } from './model-store.ts';

/**
 * Writes a model's files below `uri` in Cloud Storage's directory, replacing what is there. Returns how many.
 * @throws BigQueryError notFound, invalid for a URI that cannot be written; ModelError for a format the model lacks.
 */
export async function exportModelTo(
  engine: Engine,
  connection: DuckDBConnection,
  model: ObjectReference,
  uri: string,
  format: string,
): Promise<number> {
  requireDataset(engine, engine.catalog, model);
  engine.storage.check(uri);
  if (uri.includes('*'))
    throw invalid(`Invalid destination URI ${uri}: a model is exported to a directory`);
  const artifact = await requireModel({ engine, connection, catalog: () => engine.catalog }, model);
  const files = modelFiles(artifact, format);
  for (const { name, bytes } of files) {
    const draft = path.join(engine.database.spoolDirectory, `model-${randomUUID()}`);
    try {
      writeFileSync(draft, bytes);
      engine.storage.publish(draft, `${uri.replace(/\/$/, '')}/${name}`);
    } finally {
      rmSync(draft, { force: true });
    }
  }
  return files.length;
}
