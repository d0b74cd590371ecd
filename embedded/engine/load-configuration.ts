import { z } from 'zod';
import type { FieldSchema } from '../sql/statement.ts';

const parameter = z.coerce.string().regex(/^\d+$/, 'is no whole number').optional();

/** A column of a schema; what is about access is kept and shown, what would change values here is refused. */
export const fieldSchema: z.ZodType<FieldSchema> = z.lazy(() =>
  z.strictObject({
    name: z
      .string()
      .regex(/^[\p{L}\p{M}\p{N}\p{Pc}\p{Pd}&%=+:'<>#| ]{1,300}$/u, 'is not a valid field name'),
    type: z.string(),
    mode: z
      .string()
      .transform((mode) => mode.toUpperCase())
      .pipe(z.enum(['NULLABLE', 'REQUIRED', 'REPEATED']))
      .optional(),
    description: z.string().optional(),
    fields: z.array(fieldSchema).optional(),
    maxLength: parameter,
    precision: parameter,
    scale: parameter,
    defaultValueExpression: z.string().optional(),
    rangeElementType: z.strictObject({ type: z.string() }).optional(),
    roundingMode: z
      .enum(
        ['ROUND_HALF_AWAY_FROM_ZERO', 'ROUNDING_MODE_UNSPECIFIED'],
        'only ROUND_HALF_AWAY_FROM_ZERO is supported',
      )
      .optional(),
    collation: z.literal('', 'collations are not supported').optional(),
    policyTags: z.unknown().optional(),
    dataPolicies: z.unknown().optional(),
  }),
) as z.ZodType<FieldSchema>;

export const tableSchema = z.strictObject({ fields: z.array(fieldSchema).optional() });

export const tableReference = z.strictObject({
  projectId: z.string().optional(),
  datasetId: z.string(),
  tableId: z.string(),
});

export const timePartitioning = z.strictObject({
  type: z.enum(['HOUR', 'DAY', 'MONTH', 'YEAR']),
  field: z.string().optional(),
  expirationMs: z.coerce.string().regex(/^\d+$/, 'is no number of milliseconds').nullish(),
  requirePartitionFilter: z.boolean().optional(),
});

export const rangePartitioning = z.strictObject({
  field: z.string(),
  range: z.strictObject({
    start: z.coerce.number().int(),
    end: z.coerce.number().int(),
    interval: z.coerce.number().int().min(1),
  }),
});

export const clustering = z.strictObject({ fields: z.array(z.string()).min(1).max(4) });

/** `configuration.load` of the REST API: what is honoured of it, and what may be there because it changes nothing here. */
export const loadConfiguration = z.strictObject({
  destinationTable: tableReference,
  destinationTableProperties: z
    .strictObject({
      description: z.string().optional(),
      friendlyName: z.string().optional(),
      labels: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  sourceUris: z.array(z.string()).optional(),
  sourceFormat: z.string().optional(),
  schema: tableSchema.optional(),
  autodetect: z.boolean().optional(),
  writeDisposition: z
    .enum(['WRITE_TRUNCATE', 'WRITE_APPEND', 'WRITE_EMPTY', 'WRITE_TRUNCATE_DATA'])
    .optional(),
  createDisposition: z.enum(['CREATE_IF_NEEDED', 'CREATE_NEVER']).optional(),
  schemaUpdateOptions: z
    .array(z.enum(['ALLOW_FIELD_ADDITION', 'ALLOW_FIELD_RELAXATION']))
    .optional(),
  ignoreUnknownValues: z.boolean().optional(),
  maxBadRecords: z.coerce.number().int().min(0).optional(),
  skipLeadingRows: z.coerce.number().int().min(0).optional(),
  fieldDelimiter: z.string().optional(),
  quote: z.string().optional(),
  nullMarker: z.string().optional(),
  nullMarkers: z.array(z.string()).optional(),
  allowQuotedNewlines: z.boolean().optional(),
  encoding: z.string().optional(),
  allowJaggedRows: z.boolean().optional(),
  timePartitioning: timePartitioning.optional(),
  rangePartitioning: rangePartitioning.optional(),
  clustering: clustering.optional(),
  preserveAsciiControlCharacters: z.boolean().optional(),
  useAvroLogicalTypes: z.boolean().optional(),
  destinationEncryptionConfiguration: z.unknown().optional(),
  parquetOptions: z.strictObject({ enableListInference: z.literal(true).optional() }).optional(),
  createSession: z.literal(false).optional(),
  /** The official Node client sends its location here too. */
  location: z.unknown().optional(),
  columnNameCharacterMap: z.unknown().optional(),
  connectionProperties: z.unknown().optional(),
  copyFilesOnly: z.unknown().optional(),
  dateFormat: z.unknown().optional(),
  datetimeFormat: z.unknown().optional(),
  decimalTargetTypes: z.unknown().optional(),
  fileSetSpecType: z.unknown().optional(),
  hivePartitioningOptions: z.unknown().optional(),
  jsonExtension: z.unknown().optional(),
  projectionFields: z.unknown().optional(),
  referenceFileSchemaUri: z.unknown().optional(),
  schemaInline: z.unknown().optional(),
  schemaInlineFormat: z.unknown().optional(),
  sourceColumnMatch: z.unknown().optional(),
  timeFormat: z.unknown().optional(),
  timeZone: z.unknown().optional(),
  timestampFormat: z.unknown().optional(),
  timestampTargetPrecision: z.unknown().optional(),
});

export type LoadConfiguration = z.infer<typeof loadConfiguration>;
