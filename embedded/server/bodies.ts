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

/** Checks a request body. @throws BigQueryError invalid naming the first field that is wrong or unknown. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  if (issue?.code === 'unrecognized_keys') {
    const at = path === '' ? '' : ` at '${path}'`;
    throw invalid(
      `Invalid JSON payload received. Unknown name "${issue.keys[0] ?? ''}"${at}: Cannot find field.`,
    );
  }
  throw invalid(`Invalid value at '${path}': ${issue?.message ?? 'invalid'}`);
}

/** Fields whose values may be anything. */
const anything = <K extends string>(...names: K[]): Record<K, z.ZodOptional<z.ZodUnknown>> =>
  Object.fromEntries(names.map((name) => [name, z.unknown().optional()])) as Record<
    K,
    z.ZodOptional<z.ZodUnknown>
  >;

/** What resources hold beside what may be set; a client that sends back what it got sends them too. */
const outputOnly = anything(
  'kind',
  'etag',
  'id',
  'selfLink',
  'creationTime',
  'lastModifiedTime',
  'type',
);

/** A field that some clients, bq among them, send as null when they have nothing to say. */
const ifGiven = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);

const labels = z.record(z.string(), z.string().nullable()).nullish();
const text = z.string().nullish();

/** Milliseconds that the API sends as text or number; null takes a setting away. */
const millisText = z.union([z.string(), z.number()]).transform(String).nullish();

export const datasetBody = z.strictObject({
  ...outputOnly,
  datasetReference: z
    .strictObject({ projectId: z.string().optional(), datasetId: z.string() })
    .optional(),
  description: text,
  friendlyName: text,
  labels,
  location: z.string().optional(),
  defaultRoundingMode: text,
  defaultTableExpirationMs: millisText,
  defaultPartitionExpirationMs: millisText,
  ...anything(
    'access',
    'catalogSource',
    'defaultCollation',
    'defaultEncryptionConfiguration',
    'externalCatalogDatasetOptions',
    'externalDatasetReference',
    'isCaseInsensitive',
    'linkedDatasetMetadata',
    'linkedDatasetSource',
    'maxTimeTravelHours',
    'resourceTags',
    'restrictions',
    'satisfiesPzi',
    'satisfiesPzs',
    'storageBillingModel',
    'tags',
  ),
});

export type DatasetBody = z.infer<typeof datasetBody>;

const keyColumns = z.array(z.string()).min(1);

const tableConstraints = z.strictObject({
  primaryKey: z.strictObject({ columns: keyColumns }).optional(),
  foreignKeys: z
    .array(
      z.strictObject({
        name: z.string().optional(),
        referencedTable: tableReference,
        columnReferences: z
          .array(z.strictObject({ referencingColumn: z.string(), referencedColumn: z.string() }))
          .min(1),
      }),
    )
    .optional(),
});

export type RestConstraints = z.infer<typeof tableConstraints>;

export const tableBody = z.strictObject({
  ...outputOnly,
  tableReference: tableReference.optional(),
  schema: ifGiven(tableSchema),
  description: text,
  friendlyName: text,
  labels,
  expirationTime: millisText,
  defaultRoundingMode: text,
  requirePartitionFilter: z.boolean().nullish(),
  timePartitioning: timePartitioning.nullish(),
  rangePartitioning: rangePartitioning.nullish(),
  clustering: clustering.nullish(),
  tableConstraints: tableConstraints.nullish(),
  view: z
    .strictObject({
      query: z.string(),
      useLegacySql: z.literal(false, 'legacy SQL is not supported').optional(),
      ...anything(
        'foreignDefinitions',
        'privacyPolicy',
        'useExplicitColumnNames',
        'userDefinedFunctionResources',
      ),
    })
    .optional(),
  materializedView: z
    .strictObject({
      query: z.string(),
      ...anything(
        'allowNonIncrementalDefinition',
        'enableRefresh',
        'lastRefreshTime',
        'maxStaleness',
        'refreshIntervalMs',
      ),
    })
    .optional(),
  ...anything(
    'biglakeConfiguration',
    'caseInsensitive',
    'cloneDefinition',
    'defaultCollation',
    'encryptionConfiguration',
    'externalCatalogTableOptions',
    'externalDataConfiguration',
    'location',
    'managedTableType',
    'materializedViewStatus',
    'maxStaleness',
    'model',
    'numActiveLogicalBytes',
    'numActivePhysicalBytes',
    'numBytes',
    'numCurrentPhysicalBytes',
    'numLongTermBytes',
    'numLongTermLogicalBytes',
    'numLongTermPhysicalBytes',
    'numPartitions',
    'numPhysicalBytes',
    'numRows',
    'numTimeTravelPhysicalBytes',
    'numTotalLogicalBytes',
    'numTotalPhysicalBytes',
    'partitionDefinition',
    'replicas',
    'resourceTags',
    'restrictions',
    'snapshotDefinition',
    'streamingBuffer',
    'tableReplicationInfo',
  ),
});

export type TableBody = z.infer<typeof tableBody>;

/** What models.patch may change. */
export const modelBody = z.strictObject({
  ...anything(
    'etag',
    'modelReference',
    'creationTime',
    'lastModifiedTime',
    'location',
    'modelType',
    'trainingRuns',
    'featureColumns',
    'labelColumns',
    'encryptionConfiguration',
  ),
  description: text,
  friendlyName: text,
  labels,
  expirationTime: millisText,
});

export const insertAllBody = z.strictObject({
  kind: z.unknown().optional(),
  traceId: z.unknown().optional(),
  rows: z.array(
    z.strictObject({
      insertId: ifGiven(z.union([z.string(), z.number()]).transform(String)),
      json: z.record(z.string(), z.unknown()),
    }),
  ),
  skipInvalidRows: ifGiven(z.boolean()),
  ignoreUnknownValues: ifGiven(z.boolean()),
  templateSuffix: ifGiven(z.string()),
});

export type InsertAllBody = z.infer<typeof insertAllBody>;

const defaultDataset = z.strictObject({ projectId: z.string().optional(), datasetId: z.string() });

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
    .array(z.strictObject({ key: z.string().optional(), value: z.string().optional() }))
    .optional(),
  priority: z
    .string()
    .transform((priority) => priority.toUpperCase())
    .pipe(z.enum(['INTERACTIVE', 'BATCH']))
    .optional(),
  ...anything(
    'continuous',
    'destinationEncryptionConfiguration',
    'preserveNulls',
    'useQueryCache',
    'writeIncrementalResults',
  ),
};

/** Milliseconds, which the API sends as text or number. */
const milliseconds = z.coerce.number().int().min(0);

/** Options of the official Node client itself, which it sends along. */
const clientOptions = anything(
  'formatOptions',
  'jobCreationMode',
  'location',
  'maxResults',
  'pageToken',
  'parseJSON',
  'requestId',
  'reservation',
  'timeoutMs',
  'wrapIntegers',
);

export const queryConfiguration = z.strictObject({
  ...queryFields,
  ...clientOptions,
  destinationTable: tableReference.optional(),
  writeDisposition: z.enum(['WRITE_TRUNCATE', 'WRITE_APPEND', 'WRITE_EMPTY']).optional(),
  createDisposition: z.enum(['CREATE_IF_NEEDED', 'CREATE_NEVER']).optional(),
  timePartitioning: timePartitioning.optional(),
  rangePartitioning: rangePartitioning.optional(),
  clustering: clustering.optional(),
  schemaUpdateOptions: z
    .array(z.enum(['ALLOW_FIELD_ADDITION', 'ALLOW_FIELD_RELAXATION']))
    .optional(),
  ...anything(
    'allowLargeResults',
    'flattenResults',
    'maximumBillingTier',
    'scriptOptions',
    'systemVariables',
    'tableDefinitions',
    'userDefinedFunctionResources',
  ),
});

export type QueryConfiguration = z.infer<typeof queryConfiguration>;

export const copyConfiguration = z.strictObject({
  ...anything('destinationEncryptionConfiguration', 'destinationExpirationTime', 'location'),
  sourceTable: tableReference.optional(),
  sourceTables: z.array(tableReference).optional(),
  destinationTable: tableReference,
  writeDisposition: z.enum(['WRITE_TRUNCATE', 'WRITE_APPEND', 'WRITE_EMPTY']).optional(),
  createDisposition: z.enum(['CREATE_IF_NEEDED', 'CREATE_NEVER']).optional(),
  operationType: z.string().optional(),
});

export type CopyConfiguration = z.infer<typeof copyConfiguration>;

export const jobBody = z.strictObject({
  ...anything(
    'kind',
    'etag',
    'id',
    'jobCreationReason',
    'principal_subject',
    'selfLink',
    'statistics',
    'status',
    'user_email',
  ),
  jobReference: z
    .strictObject({
      projectId: z.string().optional(),
      jobId: z.string().optional(),
      location: z.string().optional(),
    })
    .optional(),
  configuration: z.strictObject({
    ...anything('jobType', 'maxSlots', 'reservation'),
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

const formatOptions = z.strictObject({
  useInt64Timestamp: z.boolean().optional(),
  timestampOutputFormat: z
    .enum(['TIMESTAMP_OUTPUT_FORMAT_UNSPECIFIED', 'FLOAT64', 'INT64', 'ISO8601_STRING'])
    .optional(),
});

export const queryBody = z.strictObject({
  ...queryFields,
  maxResults: z.coerce.number().int().min(0).optional(),
  timeoutMs: milliseconds.optional(),
  jobTimeoutMs: milliseconds.optional(),
  dryRun: z.boolean().optional(),
  location: z.string().optional(),
  labels: z.record(z.string(), z.string()).optional(),
  requestId: z.string().optional(),
  formatOptions: formatOptions.optional(),
  ...anything('kind', 'jobCreationMode', 'maxSlots', 'reservation'),
});
