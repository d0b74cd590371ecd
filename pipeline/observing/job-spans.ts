import type { BigQuery, GetJobsResponse } from '@google-cloud/bigquery';
import { context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { z } from 'zod';

const tableReference = z.object({ datasetId: z.string(), tableId: z.string() });

const listedJob = z.object({
  metadata: z.object({
    jobReference: z.object({ jobId: z.string() }),
    configuration: z.object({
      jobType: z.string().optional(),
      query: z
        .object({
          query: z.string().optional(),
          destinationTable: tableReference.optional(),
        })
        .optional(),
    }),
    statistics: z.object({
      startTime: z.coerce.number().optional(),
      endTime: z.coerce.number().optional(),
      query: z
        .object({
          statementType: z.string().optional(),
          ddlTargetTable: tableReference.optional(),
          totalBytesBilled: z.coerce.number().optional(),
        })
        .optional(),
    }),
    status: z.object({ errorResult: z.object({ message: z.string() }).optional() }),
  }),
});

type ListedJob = z.infer<typeof listedJob>['metadata'];

/** Most of a query's text that a span holds. */
const longestText = 2000;

/**
 * Does work, and adds to the span at hand one for each job that the warehouse did for this account meanwhile, those that Dataform
 * started in a process of its own too. Without spans nothing is asked.
 */
export async function withJobSpans<Result>(
  client: BigQuery,
  work: () => Promise<Result>,
): Promise<Result> {
  const parent = trace.getActiveSpan();
  if (parent?.isRecording() !== true) return work();
  const began = Date.now();
  try {
    return await work();
  } finally {
    try {
      const options = { minCreationTime: String(began), projection: 'full' as const };
      // Outside of the span: the listing is not of the work.
      const listing: Promise<GetJobsResponse> = context.with(ROOT_CONTEXT, () =>
        client.getJobs(options),
      );
      const [jobs] = await listing;
      for (const job of jobs) addSpan(listedJob.parse(job).metadata);
    } catch (error) {
      // Spans are no reason for a step to fail: the span of the step says why it has none below it.
      parent.recordException(error instanceof Error ? error : String(error));
    }
  }
}

function addSpan({ jobReference, configuration, statistics, status }: ListedJob): void {
  const { startTime, endTime, query } = statistics;
  if (startTime === undefined || endTime === undefined) return;
  const type = query?.statementType ?? configuration.jobType ?? 'JOB';
  const table = query?.ddlTargetTable ?? configuration.query?.destinationTable;
  const isNamed = table !== undefined && !table.datasetId.startsWith('_');
  const text = configuration.query?.query?.slice(0, longestText);
  const span = trace.getTracer('hanks-tank').startSpan(
    isNamed ? `${type} ${table.datasetId}.${table.tableId}` : type,
    {
      kind: SpanKind.CLIENT,
      startTime,
      attributes: {
        'db.system.name': 'gcp.bigquery',
        'db.job': jobReference.jobId,
        ...(text !== undefined && { 'db.query.text': text }),
        ...(query?.totalBytesBilled !== undefined && { 'db.bytes_billed': query.totalBytesBilled }),
      },
    },
    context.active(),
  );
  const { errorResult } = status;
  if (errorResult !== undefined)
    span.setStatus({ code: SpanStatusCode.ERROR, message: errorResult.message });
  span.end(endTime);
}
