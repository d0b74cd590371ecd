import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { ObjectReference } from '../sql/statement.ts';
import { requireDataset, shownName, sqlName, type Engine } from './engine.ts';
import { invalid, notFound } from './errors.ts';
import { exportFormats, exportQuery, type ExportFormat } from './export.ts';
import { exportModelTo } from './export-model.ts';
import type { JobControl, JobOutcome } from './jobs.ts';
import { tableReference } from './load-configuration.ts';
import { partitionCondition, splitDecorator } from './partition-decorator.ts';
import { tableBytes } from './table-bytes.ts';
import { requireType } from './tables.ts';

/** `configuration.extract` of the REST API: what is honoured of it. */
export const extractConfiguration = z.strictObject({
  sourceTable: tableReference.optional(),
  sourceModel: z
    .strictObject({ projectId: z.string().optional(), datasetId: z.string(), modelId: z.string() })
    .optional(),
  destinationUri: z.string().optional(),
  destinationUris: z.array(z.string()).optional(),
  destinationFormat: z.string().optional(),
  compression: z.string().optional(),
  printHeader: z.boolean().optional(),
  fieldDelimiter: z.string().optional(),
  useAvroLogicalTypes: z.boolean().optional(),
  modelExtractOptions: z.unknown().optional(),
  /** The official Node client sends its location here too. */
  location: z.unknown().optional(),
});

export type ExtractConfiguration = z.infer<typeof extractConfiguration>;

/** What BigQuery writes to one file at most, in logical bytes. */
const singleFileBytes = 1_000_000_000;

/** Writes a table, one partition of it, or a model to Cloud Storage's directory. @throws BigQueryError with BigQuery's message. */
export async function runExtract(
  engine: Engine,
  configuration: ExtractConfiguration,
  control: JobControl,
): Promise<JobOutcome> {
  const uri = destination(configuration);
  const { sourceTable: table, sourceModel: model } = configuration;
  if ((table === undefined) === (model === undefined)) {
    throw invalid('An extract job needs either sourceTable or sourceModel');
  }
  const connection = await engine.database.connect();
  control.onCancel(() => {
    connection.interrupt();
  });
  try {
    control.check();
    if (model !== undefined) {
      const { datasetId: dataset, modelId: name, projectId: project = engine.project } = model;
      const format = configuration.destinationFormat ?? 'ML_TF_SAVED_MODEL';
      const files = await exportModelTo(
        engine,
        connection,
        { project, dataset, name },
        uri,
        format,
      );
      return { statistics: { extract: { destinationUriFileCounts: [String(files)] } } };
    }
    const { name, partition } = splitDecorator(table?.tableId ?? '');
    const source = {
      project: table?.projectId ?? engine.project,
      dataset: table?.datasetId ?? '',
      name,
    };
    const { sql, bytes } = await rowsOf(engine, connection, source, partition);
    if (!uri.includes('*') && bytes > singleFileBytes) {
      throw invalid(
        `Table ${shownName(source)} too large to be exported to a single file. Specify a uri including a * to shard export.`,
      );
    }
    const exported = await exportQuery(engine, connection, sql, {
      uri,
      format: formatOf(configuration.destinationFormat ?? 'CSV'),
      compression: configuration.compression ?? 'NONE',
      header: configuration.printHeader ?? true,
      delimiter: configuration.fieldDelimiter ?? ',',
      overwrite: true,
    });
    return {
      statistics: {
        extract: {
          destinationUriFileCounts: [String(exported.files)],
          inputBytes: String(bytes),
        },
      },
    };
  } finally {
    connection.closeSync();
  }
}

async function rowsOf(
  engine: Engine,
  connection: DuckDBConnection,
  source: ObjectReference,
  partition: string | undefined,
): Promise<{ sql: string; bytes: number }> {
  requireDataset(engine, engine.catalog, source);
  const entry = engine.catalog.get('table', source.dataset, source.name);
  if (entry === undefined) throw notFound('Table', shownName(source), engine.location);
  requireType(source, entry, 'TABLE');
  const sql = `SELECT * FROM ${sqlName(source)}`;
  if (partition === undefined)
    return { sql, bytes: await tableBytes(connection, engine.project, entry) };
  const condition = partitionCondition(entry, partition);
  return {
    sql: `${sql} WHERE ${condition}`,
    bytes: await tableBytes(connection, engine.project, entry, condition),
  };
}

/** Where an extract job writes. @throws BigQueryError invalid without exactly one URI. */
export function destination(configuration: ExtractConfiguration): string {
  const { destinationUri, destinationUris } = configuration;
  const uris = destinationUris ?? (destinationUri === undefined ? [] : [destinationUri]);
  const [uri] = uris;
  if (uri === undefined) throw invalid('Required parameter is missing: destinationUris');
  if (uris.length > 1) {
    throw invalid('Several destination URIs are not supported here: use one with a wildcard');
  }
  return uri;
}

function formatOf(format: string): ExportFormat {
  const known = exportFormats.find((name) => name === format.toUpperCase());
  if (known !== undefined) return known;
  throw invalid(
    `Destination format ${format} is not supported here: use ${exportFormats.join(', ')}`,
  );
}
