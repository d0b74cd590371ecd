import { z } from 'zod';
import type { FieldSchema } from '../sql/statement.ts';

export const fieldSchema: z.ZodType<FieldSchema> = z.lazy(() =>
  z.object({
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
  }),
) as z.ZodType<FieldSchema>;

export const tableSchema = z.object({ fields: z.array(fieldSchema).optional() });

export const tableReference = z.object({
  projectId: z.string().optional(),
  datasetId: z.string(),
  tableId: z.string(),
});

export const timePartitioning = z.object({
  type: z.enum(['HOUR', 'DAY', 'MONTH', 'YEAR']),
  field: z.string().optional(),
  expirationMs: z.coerce.string().optional(),
});

export const rangePartitioning = z.object({
  field: z.string(),
  range: z.object({
    start: z.coerce.number(),
    end: z.coerce.number(),
    interval: z.coerce.number(),
  }),
});

export const clustering = z.object({ fields: z.array(z.string()).min(1).max(4) });

/** `configuration.load` of the REST API: what is honoured of it, and what may be there because it changes nothing here. */
export const loadConfiguration = z.looseObject({
  destinationTable: tableReference,
  destinationTableProperties: z
    .object({
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
});

export type LoadConfiguration = z.infer<typeof loadConfiguration>;
