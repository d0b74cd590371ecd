import { z } from 'zod';
import { invalid } from '../engine/errors.ts';
import {
  clustering,
  loadConfiguration,
  rangePartitioning,
  tableReference,
  tableSchema,
  timePartitioning,
} from '../engine/load-configuration.ts';
import { extractConfiguration } from '../engine/extract-job.ts';
import { queryParameters } from '../engine/parameters.ts';

/** Checks a request body. @throws BigQueryError invalid naming the first wrong field. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalid(
    `Invalid value at '${issue?.path.join('.') ?? ''}': ${issue?.message ?? 'invalid'}`,
  );
}

const labels = z.record(z.string(), z.string().nullable()).nullish();
const text = z.string().nullish();

export const datasetBody = z.looseObject({
  datasetReference: z
    .object({ projectId: z.string().optional(), datasetId: z.string() })
    .optional(),
  description: text,
  friendlyName: text,
  labels,
  location: z.string().optional(),
});

export type DatasetBody = z.infer<typeof datasetBody>;

export const tableBody = z.looseObject({
  tableReference: tableReference.optional(),
  schema: tableSchema.optional(),
  description: text,
  friendlyName: text,
  labels,
  expirationTime: z.coerce.string().nullish(),
  requirePartitionFilter: z.boolean().optional(),
  timePartitioning: timePartitioning.optional(),
  rangePartitioning: rangePartitioning.optional(),
  clustering: clustering.optional(),
  view: z.object({ query: z.string(), useLegacySql: z.boolean().optional() }).optional(),
  materializedView: z.object({ query: z.string() }).optional(),
});

export type TableBody = z.infer<typeof tableBody>;

export const insertAllBody = z.object({
  rows: z.array(
    z.object({ insertId: z.string().optional(), json: z.record(z.string(), z.unknown()) }),
  ),
  skipInvalidRows: z.boolean().optional(),
  ignoreUnknownValues: z.boolean().optional(),
  templateSuffix: z.string().optional(),
});

export type InsertAllBody = z.infer<typeof insertAllBody>;

const defaultDataset = z.object({ projectId: z.string().optional(), datasetId: z.string() });

const queryFields = {
  query: z.string(),
  useLegacySql: z.boolean().optional(),
  defaultDataset: defaultDataset.optional(),
  queryParameters: queryParameters.optional(),
  maximumBytesBilled: z.coerce.string().regex(/^\d+$/, 'is no number of bytes').optional(),
  parameterMode: z
    .string()
    .transform((mode) => mode.toUpperCase())
    .pipe(z.enum(['NAMED', 'POSITIONAL']))
    .optional(),
  createSession: z.boolean().optional(),
  connectionProperties: z
    .array(z.object({ key: z.string().optional(), value: z.string().optional() }))
    .optional(),
  priority: z
    .string()
    .transform((priority) => priority.toUpperCase())
    .pipe(z.enum(['INTERACTIVE', 'BATCH']))
    .optional(),
};

/** Milliseconds, which the API sends as text or number. */
const milliseconds = z.coerce.number().int().min(0);

export const queryConfiguration = z.looseObject({
  ...queryFields,
  destinationTable: tableReference.optional(),
  writeDisposition: z.enum(['WRITE_TRUNCATE', 'WRITE_APPEND', 'WRITE_EMPTY']).optional(),
  createDisposition: z.enum(['CREATE_IF_NEEDED', 'CREATE_NEVER']).optional(),
  timePartitioning: timePartitioning.optional(),
  rangePartitioning: rangePartitioning.optional(),
  clustering: clustering.optional(),
  schemaUpdateOptions: z
    .array(z.enum(['ALLOW_FIELD_ADDITION', 'ALLOW_FIELD_RELAXATION']))
    .optional(),
});

export type QueryConfiguration = z.infer<typeof queryConfiguration>;

export const copyConfiguration = z.looseObject({
  sourceTable: tableReference.optional(),
  sourceTables: z.array(tableReference).optional(),
  destinationTable: tableReference,
  writeDisposition: z.enum(['WRITE_TRUNCATE', 'WRITE_APPEND', 'WRITE_EMPTY']).optional(),
  createDisposition: z.enum(['CREATE_IF_NEEDED', 'CREATE_NEVER']).optional(),
  operationType: z.string().optional(),
});

export type CopyConfiguration = z.infer<typeof copyConfiguration>;

export const jobBody = z.object({
  jobReference: z
    .object({ jobId: z.string().optional(), location: z.string().optional() })
    .optional(),
  configuration: z.looseObject({
    query: queryConfiguration.optional(),
    load: loadConfiguration.optional(),
    copy: copyConfiguration.optional(),
    extract: extractConfiguration.optional(),
    dryRun: z.boolean().optional(),
    jobTimeoutMs: milliseconds.optional(),
    labels: z.record(z.string(), z.string()).optional(),
  }),
});

export type JobBody = z.infer<typeof jobBody>;

export const formatOptions = z.object({
  useInt64Timestamp: z.boolean().optional(),
  timestampOutputFormat: z.string().optional(),
});

export const queryBody = z.looseObject({
  ...queryFields,
  maxResults: z.coerce.number().int().min(0).optional(),
  timeoutMs: milliseconds.optional(),
  jobTimeoutMs: milliseconds.optional(),
  dryRun: z.boolean().optional(),
  location: z.string().optional(),
  labels: z.record(z.string(), z.string()).optional(),
  requestId: z.string().optional(),
  formatOptions: formatOptions.optional(),
});
