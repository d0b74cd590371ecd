import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { BigQuery } from '@google-cloud/bigquery';
import { createClient } from '../../warehouse/client.ts';
import { loadConfig } from '../../warehouse/config.ts';

export interface RecordedRequest {
  method: string;
  path: string;
  body: Record<string, unknown>;
}

/** An answer of the BigQuery REST API: a status and its JSON. */
export interface CannedAnswer {
  status?: number;
  json: unknown;
}

export interface RecordingEndpoint {
  client: BigQuery;
  requests: RecordedRequest[];
  /** Answers in the order they will be asked for. */
  answers: CannedAnswer[];
  close: () => Promise<void>;
}

/** A BigQuery endpoint that records what the official client sends and answers what the test says, in order. */
export async function startRecordingEndpoint(): Promise<RecordingEndpoint> {
  const requests: RecordedRequest[] = [];
  const answers: CannedAnswer[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      requests.push({
        method: request.method ?? '',
        path: request.url ?? '',
        body: body === '' ? {} : (JSON.parse(body) as Record<string, unknown>),
      });
      const answer = answers.shift() ?? { status: 501, json: { error: { message: 'no answer' } } };
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    client: createClient(loadConfig({}, { endpoint })),
    requests,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** A finished `jobs.query` answer of one page. */
export function queryAnswer(
  fields: readonly Record<string, unknown>[],
  rows: readonly unknown[][],
  more: Record<string, unknown> = {},
): CannedAnswer {
  return {
    json: {
      kind: 'bigquery#queryResponse',
      schema: { fields },
      jobReference: { projectId: 'hankstank', jobId: 'job_1', location: 'US' },
      totalRows: String(rows.length),
      rows: rows.map((row) => ({ f: row.map((v) => ({ v })) })),
      jobComplete: true,
      ...more,
    },
  };
}
