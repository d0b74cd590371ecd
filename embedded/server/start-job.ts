import { rmSync } from 'node:fs';
import { runCopy } from '../engine/copy-job.ts';
import { destination, runExtract } from '../engine/extract-job.ts';
import { invalid, notImplemented } from '../engine/errors.ts';
import type { Job } from '../engine/jobs.ts';
import { runLoad } from '../engine/load-job.ts';
import type { LoadFiles } from '../engine/storage.ts';
import { runQuery, type QueryRequest } from '../engine/query-job.ts';
import { parameterExpressions } from '../engine/parameters.ts';
import { splitDecorator } from '../engine/partition-decorator.ts';
import { partitioningOf } from '../engine/partitioning.ts';
import { refuseOptions } from '../engine/refused-options.ts';
import type { JobBody, QueryConfiguration } from './bodies.ts';
import { checkProject, type ServerContext } from './context.ts';

/** Starts the job a request describes. */
export function startJob(context: ServerContext, body: JobBody, upload?: LoadFiles): Job {
  const { engine } = context;
  const { jobs } = engine;
  const { configuration, jobReference } = body;
  const common = {
    id: jobReference?.jobId,
    location: jobReference?.location,
    timeoutMs: configuration.jobTimeoutMs,
  };
  const { query, load, copy, extract } = configuration;
  const kinds = [query, load, copy, extract].filter((kind) => kind !== undefined);
  if (kinds.length > 1) {
    throw invalid('Job configuration must contain only one job-specific configuration object');
  }
  if (upload !== undefined && load === undefined)
    throw invalid('An upload needs a load configuration');
  if (jobReference?.projectId !== undefined) checkProject(context, jobReference.projectId);
  if (configuration.dryRun === true && query === undefined) {
    throw invalid('dryRun is only for query jobs');
  }
  if (load !== undefined) {
    refuseOptions('load', load);
    if (upload === undefined) checkSources(context, load.sourceUris);
    return jobs.start({
      ...common,
      configuration,
      run: async (control) => {
        const files = upload ?? engine.storage.fetch(load.sourceUris ?? []);
        try {
          return await runLoad(engine, load, files, control);
        } finally {
          for (const file of files.paths) rmSync(file, { force: true });
        }
      },
    });
  }
  if (copy !== undefined) {
    refuseOptions('copy', copy);
    if (copy.operationType !== undefined && copy.operationType !== 'COPY') {
      throw notImplemented(
        `Copy jobs of type ${copy.operationType} are not supported here: use CREATE SNAPSHOT TABLE or CREATE TABLE ... CLONE`,
      );
    }
    return jobs.start({
      ...common,
      configuration,
      run: (control) => runCopy(engine, copy, control),
    });
  }
  if (query !== undefined) {
    refuseOptions('query', query);
    const request = queryRequest(context, query, configuration.dryRun === true);
    return jobs.start({
      ...common,
      configuration: { ...configuration, query: { ...query, useLegacySql: false } },
      run: (control, job) => runQuery(engine, request, control, job),
    });
  }
  if (extract === undefined) {
    throw invalid('Job configuration must contain exactly one job-specific configuration object');
  }
  refuseOptions('extract', extract);
  destination(extract);
  return jobs.start({
    ...common,
    configuration,
    run: (control) => runExtract(engine, extract, control),
  });
}

/** @throws BigQueryError invalid without a URI to load from, or with one that names nothing in the storage directory. */
function checkSources({ engine }: ServerContext, uris: readonly string[] = []): void {
  if (uris.length === 0) throw invalid('Required parameter is missing: sourceUris');
  for (const uri of uris) engine.storage.check(uri);
}

function queryRequest(
  context: ServerContext,
  query: QueryConfiguration,
  dryRun: boolean,
): QueryRequest {
  if (query.useLegacySql === true) {
    throw notImplemented('Legacy SQL is not supported: set useLegacySql to false');
  }
  if (query.query.trim() === '') throw invalid('Required parameter is missing: query');
  checkSession(query);
  const { destinationTable, maximumBytesBilled, parameterMode } = query;
  const parameters = query.queryParameters && parameterExpressions(query.queryParameters);
  if (parameters?.named !== undefined && parameterMode === 'POSITIONAL') {
    throw invalid('Query parameters have names, but parameterMode is POSITIONAL');
  }
  if ((parameters?.positional?.length ?? 0) > 0 && parameterMode === 'NAMED') {
    throw invalid('Query parameters have no names, but parameterMode is NAMED');
  }
  const { name, partition } = splitDecorator(destinationTable?.tableId ?? '');
  return {
    sql: query.query,
    dryRun,
    ...(query.defaultDataset && { defaultDataset: query.defaultDataset.datasetId }),
    ...(parameters && { parameters }),
    ...(maximumBytesBilled !== undefined && { maximumBytesBilled: Number(maximumBytesBilled) }),
    ...(destinationTable && {
      destination: {
        target: {
          project: destinationTable.projectId ?? context.engine.project,
          dataset: destinationTable.datasetId,
          name,
        },
        ...(partition !== undefined && { partition }),
        schemaUpdateOptions: query.schemaUpdateOptions ?? [],
        write: query.writeDisposition ?? 'WRITE_EMPTY',
        create: query.createDisposition !== 'CREATE_NEVER',
        ...partitioningOf(query),
      },
    }),
  };
}

/** @throws BigQueryError notImplemented for sessions and for properties that change a query. */
function checkSession(query: QueryConfiguration): void {
  if (query.createSession === true) {
    throw notImplemented(
      'Sessions are not supported by the embedded warehouse: send the statements as one script',
    );
  }
  for (const { key = '', value = '' } of query.connectionProperties ?? []) {
    const harmless =
      key === 'query_label' ||
      (key === 'time_zone' && /^(?:UTC|Etc\/UTC|GMT)$/i.test(value)) ||
      (key === 'dataset_project_id' && value !== '');
    if (!harmless) {
      throw notImplemented(
        `Not supported by the embedded warehouse: connection property ${key}=${value}`,
      );
    }
  }
}
