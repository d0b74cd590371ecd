import { type DatasetEntry, type ModelEntry, type TableEntry } from '../engine/catalog.ts';
import type { Engine } from '../engine/engine.ts';
import { errorProto } from '../engine/errors.ts';
import type { Job } from '../engine/jobs.ts';
import { restPartitioning } from '../engine/partitioning.ts';
import { currentFields } from '../engine/views.ts';
import type { FieldSchema } from '../sql/statement.ts';
import { dataTypeOf } from './data-type.ts';
import { etagOf } from './etag.ts';
import { restConstraints } from './table-constraints.ts';
import { bytesOf } from '../engine/table-bytes.ts';
import { without } from '../engine/without.ts';

type Resource = Record<string, unknown>;

const described = (entry: {
  description?: string;
  friendlyName?: string;
  labels?: Record<string, string>;
}): Resource => ({
  ...(entry.description !== undefined && { description: entry.description }),
  ...(entry.friendlyName !== undefined && { friendlyName: entry.friendlyName }),
  ...(entry.labels !== undefined && { labels: entry.labels }),
});

export function datasetResource(engine: Engine, entry: DatasetEntry): Resource {
  return {
    kind: 'bigquery#dataset',
    etag: etagOf(entry),
    id: `${engine.project}:${entry.dataset}`,
    datasetReference: { projectId: engine.project, datasetId: entry.dataset },
    ...described(entry),
    ...entry.settings,
    location: entry.location,
    creationTime: String(entry.created),
    lastModifiedTime: String(entry.modified),
    type: 'DEFAULT',
  };
}

function tableIdentity(engine: Engine, entry: TableEntry): Resource {
  return {
    id: `${engine.project}:${entry.dataset}.${entry.name}`,
    tableReference: { projectId: engine.project, datasetId: entry.dataset, tableId: entry.name },
    type: entry.type,
    ...described(entry),
    ...restPartitioning(entry),
    creationTime: String(entry.created),
    ...(entry.expirationTime !== undefined && { expirationTime: entry.expirationTime }),
  };
}

function viewResource(entry: TableEntry): Resource {
  if (entry.viewQuery === undefined) return {};
  return entry.type === 'VIEW'
    ? { view: { query: entry.viewQuery, useLegacySql: false } }
    : { materializedView: { query: entry.viewQuery, enableRefresh: true } };
}

/** One line of tables.list. */
export function tableListItem(engine: Engine, entry: TableEntry): Resource {
  return {
    kind: 'bigquery#table',
    ...tableIdentity(engine, entry),
    ...(entry.type === 'VIEW' && { view: { useLegacySql: false } }),
    ...(entry.requirePartitionFilter === true && { requirePartitionFilter: true }),
  };
}

/** The table or view as tables.get shows it. */
export async function tableResource(engine: Engine, entry: TableEntry): Promise<Resource> {
  const fields = await currentFields(engine, entry);
  const dataset = engine.catalog.get('dataset', entry.dataset);
  const bytes = await bytesOf(engine, entry);
  return {
    kind: 'bigquery#table',
    etag: etagOf({ ...without(entry, 'sampled'), fields }),
    ...tableIdentity(engine, entry),
    schema: { fields },
    ...viewResource(entry),
    numRows: String(entry.rows),
    numBytes: String(bytes),
    numLongTermBytes: '0',
    ...(entry.constraints && { tableConstraints: restConstraints(entry.constraints) }),
    ...(entry.requirePartitionFilter === true && { requirePartitionFilter: true }),
    lastModifiedTime: String(entry.modified),
    location: dataset?.location ?? engine.location,
    ...entry.settings,
  };
}

export function modelResource(engine: Engine, entry: ModelEntry): Resource {
  return {
    etag: etagOf(entry),
    modelReference: { projectId: engine.project, datasetId: entry.dataset, modelId: entry.name },
    modelType: entry.modelType,
    ...described(entry),
    creationTime: String(entry.created),
    lastModifiedTime: String(entry.modified),
    ...(entry.expirationTime !== undefined && { expirationTime: entry.expirationTime }),
    location: engine.location,
    featureColumns: entry.featureColumns.map(standardField),
    labelColumns: entry.labelColumns.map(standardField),
    trainingRuns: [{ trainingOptions: entry.options }],
  };
}

const standardField = (field: FieldSchema): Resource => ({
  name: field.name,
  type: dataTypeOf(field),
});

/** The job as jobs.get shows it. */
export function jobResource(engine: Engine, job: Job): Resource {
  const kinds = ['query', 'load', 'copy', 'extract'].filter((kind) => kind in job.configuration);
  const kind = kinds[0] ?? 'query';
  const statistics: Resource = {
    creationTime: String(job.created),
    startTime: String(job.created),
    ...(job.ended !== undefined && {
      endTime: String(job.ended),
      totalSlotMs: String(job.ended - job.created),
      finalExecutionDurationMs: String(job.ended - job.created),
    }),
    totalBytesProcessed: '0',
    ...(job.children.length > 0 && { numChildJobs: String(job.children.length) }),
    ...(job.parent !== undefined && {
      parentJobId: job.parent,
      scriptStatistics: { evaluationKind: 'STATEMENT' },
    }),
    [kind]: {},
    ...job.outcome?.statistics,
  };
  const query = statistics.query;
  if (isResource(query) && 'totalBytesProcessed' in query) {
    statistics.totalBytesProcessed = query.totalBytesProcessed;
  }
  return {
    kind: 'bigquery#job',
    etag: etagOf([job.id, job.state, job.ended]),
    id: `${engine.project}:${job.location}.${job.id}`,
    selfLink: '',
    user_email: 'embedded@embedded.localhost',
    jobReference: { projectId: engine.project, jobId: job.id, location: job.location },
    configuration: { ...job.configuration, jobType: kind.toUpperCase() },
    statistics,
    status: {
      state: job.state,
      ...(job.error && { errorResult: errorProto(job.error), errors: [errorProto(job.error)] }),
    },
  };
}

const isResource = (value: unknown): value is Resource =>
  typeof value === 'object' && value !== null;
