import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InMemorySpanExporter, type ReadableSpan } from '@opentelemetry/sdk-trace-node';
import { expect } from 'chai';
import fetch from 'node-fetch';
import { startTraces } from '../../pipeline/observing/traces.ts';
import { dailyInputs } from '../../pipeline/runs/inputs.ts';
import { run, type RunResult } from '../../pipeline/runs/run.ts';
import {
  allSteps,
  countedSteps,
  openSmallPipeline,
  quiet,
  type SmallPipeline,
} from './small-pipeline.ts';

async function listening(
  answer: (request: IncomingMessage, body: string) => number,
): Promise<Server> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      response.writeHead(answer(request, Buffer.concat(parts).toString())).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const urlOf = (server: Server): string =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

describe('traces', function () {
  this.timeout(60_000);
  let small: SmallPipeline;
  let source: Server;

  before(async () => {
    small = await openSmallPipeline();
    source = await listening(({ url = '' }) => (url.startsWith('/missing') ? 404 : 200));
  });

  after(async () => {
    source.close();
    await small.close();
  });

  /** A night that collects with one request, builds with two statements, and cannot predict. */
  const night = (date: string): Promise<RunResult> =>
    run(
      {
        ...small,
        progress: quiet,
        pause: () => 0,
        steps: countedSteps([], {
          collect: {
            work: async () => {
              await fetch(`${urlOf(source)}/api/v1/schedule?apikey=geheim`);
              await fetch(`${urlOf(source)}/missing?apikey=geheim`);
              return {
                says: '',
                facts: {},
                emits: {
                  topic: 'data.collected',
                  payload: { round: 1, outcome: 'complete', changed_rows: 1 },
                },
              };
            },
          },
          build: {
            work: async () => {
              await small.query('CREATE OR REPLACE TABLE mlb_ops.made AS SELECT 1 AS a');
              await small.query('SELECT * FROM mlb_ops.absent').catch(() => undefined);
              return {
                says: '',
                facts: {},
                emits: { topic: 'data.validated', payload: { round: 1, failed_features: [] } },
              };
            },
          },
          predict: { retries: 1, work: () => Promise.reject(new Error('no forecasts')) },
        }),
      },
      dailyInputs({ date, source: 'http://127.0.0.1:9' }),
    );

  it('are a tree: a run, its steps, and under each its requests and queries', async () => {
    const exporter = new InMemorySpanExporter();
    const kept: ReadableSpan[] = [];
    const stop = await startTraces(
      {},
      {
        export: (spans, done) => {
          kept.push(...spans);
          exporter.export(spans, done);
        },
        shutdown: () => exporter.shutdown(),
      },
    );
    const { run: state } = await night('2026-04-01');
    await stop();
    expect(state.status).to.equal('failed');
    const under = (parent: ReadableSpan | undefined): ReadableSpan[] =>
      kept
        .filter((span) => span.parentSpanContext?.spanId === parent?.spanContext().spanId)
        .sort((a, b) => a.startTime[0] - b.startTime[0] || a.startTime[1] - b.startTime[1]);
    const [root] = kept.filter(({ name }) => name === 'run daily-2026-04-01');
    expect(root?.parentSpanContext).to.equal(undefined);
    expect(root?.resource.attributes['service.name']).to.equal('hanks-tank');
    expect(new Set(kept.map((span) => span.spanContext().traceId)).size).to.equal(1);
    const steps = under(root).filter(({ name }) => name.startsWith('step '));
    expect(steps.map(({ name }) => name)).to.deep.equal(
      allSteps.slice(0, 6).map((name) => `step ${name}`),
    );
    const [collect, build, ...rest] = steps;
    expect(
      under(collect).map(({ name, attributes, status }) => [
        name,
        attributes['http.response.status_code'],
        status.code,
      ]),
    ).to.deep.equal([
      ['GET /api/v1/schedule', 200, 0],
      ['GET /missing', 404, 2],
    ]);
    const queries = under(build).filter(
      ({ attributes }) => attributes['db.system.name'] !== undefined,
    );
    expect(queries.map(({ name, status }) => [name, status.code])).to.deep.equal([
      ['CREATE_TABLE_AS_SELECT mlb_ops.made', 0],
      [queries[1]?.name, 2],
    ]);
    expect(queries[0]?.attributes['db.query.text']).to.contain('CREATE OR REPLACE TABLE');
    for (const query of queries) {
      expect(query.startTime[0] + query.startTime[1] / 1e9).to.be.at.least(
        (build?.startTime[0] ?? 0) - 0.01,
      );
    }
    const predict = rest.at(-1);
    expect(predict?.status).to.deep.equal({ code: 2, message: 'no forecasts' });
    expect(predict?.events.map(({ name }) => name)).to.deep.equal(['exception']);
    expect(JSON.stringify(kept.map(({ name, attributes }) => [name, attributes]))).not.to.contain(
      'geheim',
    );
  });

  it('go to a server over HTTP, and nowhere when none is named', async () => {
    const bodies: { url: string; body: string }[] = [];
    const collector = await listening(({ url = '' }, body) => {
      bodies.push({ url, body });
      return 200;
    });
    const before = process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
    try {
      await (
        await startTraces({})
      )();
      process.env.OTEL_EXPORTER_OTLP_ENDPOINT = urlOf(collector);
      const stop = await startTraces();
      await night('2026-04-02');
      await stop();
    } finally {
      if (before === undefined) delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
      else process.env.OTEL_EXPORTER_OTLP_ENDPOINT = before;
      collector.close();
    }
    expect(new Set(bodies.map(({ url }) => url))).to.deep.equal(new Set(['/v1/traces']));
    const text = bodies.map(({ body }) => body).join('');
    for (const part of ['run daily-2026-04-02', 'step build', 'GET /api/v1/schedule', 'hanks-tank'])
      expect(text).to.contain(part);
    expect(text).not.to.contain('geheim').and.not.to.contain('/v1/traces');
  });
});
