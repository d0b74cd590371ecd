import type { DuckDBConnection } from '@duckdb/node-api';
import type { ObjectReference } from '../sql/statement.ts';
import { catalogSchema, type CatalogChanges, type ModelEntry } from './catalog.ts';

/** Keeps a trained model: its entry in the catalog, its artifact as JSON beside it. */
export async function saveModel(
  connection: DuckDBConnection,
  changes: CatalogChanges,
  target: ObjectReference,
  entry: ModelEntry,
  artifact: unknown,
): Promise<void> {
  await dropArtifact(connection, target);
  await connection.run(
    `INSERT INTO ${catalogSchema(target.project)}.artifacts VALUES ($1, $2, $3)`,
    [target.dataset, target.name, JSON.stringify(artifact)],
  );
  await changes.put(entry);
}

/** A model's artifact as it was saved; undefined when there is no such model. */
export async function loadModel(
  connection: DuckDBConnection,
  target: ObjectReference,
): Promise<unknown> {
  const result = await connection.runAndReadAll(
    `SELECT body FROM ${catalogSchema(target.project)}.artifacts WHERE dataset = $1 AND name = $2`,
    [target.dataset, target.name],
  );
  const body = result.getRows()[0]?.[0];
  return typeof body === 'string' ? (JSON.parse(body) as unknown) : undefined;
}

/** Removes a model that exists. */
export async function dropModel(
  connection: DuckDBConnection,
  changes: CatalogChanges,
  target: ObjectReference,
): Promise<void> {
  await dropArtifact(connection, target);
  await changes.remove('model', target.dataset, target.name);
}

const dropArtifact = (connection: DuckDBConnection, target: ObjectReference) =>
  connection.run(
    `DELETE FROM ${catalogSchema(target.project)}.artifacts WHERE dataset = $1 AND name = $2`,
    [target.dataset, target.name],
  );
