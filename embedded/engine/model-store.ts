import type { DuckDBConnection } from '@duckdb/node-api';
import type { ModelArtifact } from '../ml/index.ts';
import type { ObjectReference } from '../sql/statement.ts';
import { catalogSchema, type CatalogChanges, type ModelEntry } from './catalog.ts';
import { shownName } from './engine.ts';
import { invalidQuery, notFound } from './errors.ts';
import type { Session } from './session.ts';

/** The artifact format this version reads and writes. */
const formatVersion = 2;

/** Where models are looked up: a session, or the engine itself. */
export type ModelSource = Pick<Session, 'engine' | 'connection' | 'catalog'>;

/** Artifacts that were read, by the catalog entry of their model. */
const known = new WeakMap<ModelEntry, ModelArtifact>();

/** Keeps a trained model: its entry in the catalog, its artifact as JSON beside it. */
export async function saveModel(
  connection: DuckDBConnection,
  changes: CatalogChanges,
  target: ObjectReference,
  entry: ModelEntry,
  artifact: ModelArtifact,
): Promise<void> {
  await dropArtifact(connection, target);
  await connection.run(
    `INSERT INTO ${catalogSchema(target.project)}.artifacts VALUES ($1, $2, $3)`,
    [target.dataset, target.name, JSON.stringify(artifact)],
  );
  await changes.put(entry);
}

/**
 * A model's artifact as the source sees it; undefined when there is no such model.
 * @throws BigQueryError invalidQuery when an earlier version trained it.
 */
export async function findModel(
  source: ModelSource,
  target: ObjectReference,
): Promise<ModelArtifact | undefined> {
  const entry =
    target.project === source.engine.project
      ? source.catalog().get('model', target.dataset, target.name)
      : undefined;
  if (entry === undefined) return undefined;
  const found = known.get(entry) ?? (await readArtifact(source.connection, target));
  const version: number = found.formatVersion;
  if (version !== formatVersion) {
    throw invalidQuery(
      `Model ${shownName(target)} was trained by another version of the warehouse; create it again`,
    );
  }
  known.set(entry, found);
  return found;
}

/** @throws BigQueryError notFound when there is no such model. */
export async function requireModel(
  source: ModelSource,
  target: ObjectReference,
): Promise<ModelArtifact> {
  const found = await findModel(source, target);
  if (found === undefined) throw notFound('Model', shownName(target), source.engine.location);
  return found;
}

async function readArtifact(
  connection: DuckDBConnection,
  target: ObjectReference,
): Promise<ModelArtifact> {
  const result = await connection.runAndReadAll(
    `SELECT body FROM ${catalogSchema(target.project)}.artifacts WHERE dataset = $1 AND name = $2`,
    [target.dataset, target.name],
  );
  return JSON.parse(String(result.getRows()[0]?.[0])) as ModelArtifact;
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
